"""Whoever has still to score applications of a call sees nobody's scores of it before."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.models import Call
from core.models import User
from core.permissions import Permission
from core.staff_site import staff_site
from reviewers.enums import UNDER_WAY
from reviewers.models import ReviewPhase
from reviewers.queries import COUNTS, reviews_of


def left_to_score(reader: User, call: Call | None = None) -> int:
    """How many applications somebody has still to score, in one call or in all.

    None once no phase will let them: then nothing is left that another score could steer.
    """
    if not reader.may(Permission.REVIEW):
        return 0
    to_come = ReviewPhase.objects.filter(
        call=OuterRef("application__call"), may_score=True, ends_at__gt=timezone.now()
    )
    own = reviews_of(reader).filter(COUNTS, Exists(to_come), status__in=UNDER_WAY)
    if call is not None:
        own = own.filter(application__call=call)
    return own.order_by().count()


def closed_page(
    request: HttpRequest, title: str, call: Call | None, calls: list[Call]
) -> HttpResponse | None:
    """In place of a page with scores of a call, for whoever has still to score; else None."""
    left = left_to_score(request.user, call) if call else 0
    if not left:
        return None
    context = {"title": title, "call": call, "calls": calls, "left": left}
    return staff_site.render(request, "reviewers/scores_closed.html", context)

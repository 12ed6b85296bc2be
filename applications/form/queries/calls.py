"""The order of calls, and the call of a page whose path names none."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from applications.enums import CallState
from applications.models import Application, Call


def in_display_order(calls: Iterable[Call]) -> list[Call]:
    """Open calls, the first to close first; then closed ones, the latest first; then upcoming ones.

    Unpublished calls come last.
    """
    now = timezone.now()
    return sorted(calls, key=lambda call: _sort_key(call, now))


def _sort_key(call: Call, moment: datetime) -> tuple[int, float]:
    if not call.is_published:
        return 3, call.opens_at.timestamp()
    state = call.state_at(moment)
    if state == CallState.UPCOMING:
        return 2, call.opens_at.timestamp()
    if state == CallState.CLOSED:
        return 1, -call.closes_at.timestamp()
    return 0, call.closes_at.timestamp()


def selected_call(slug: str) -> tuple[Call | None, list[Call]]:
    """The call with this slug, by default the first in display order; and the calls to choose from.

    One can choose from the published calls with applications and this one; the list is empty if
    there is no other. One query. Http404 for an unknown slug: another call's figures in its
    place would be misread.
    """
    applied = Exists(Application.objects.filter(call=OuterRef("pk")))
    calls = in_display_order(Call.objects.annotate(is_applied_to=applied))
    published = [each for each in calls if each.is_published]
    call = published[0] if published else None
    if slug:
        call = next((each for each in calls if each.slug == slug), None)
        if call is None:
            raise Http404
    offered = [each for each in calls if each == call or each.is_published and each.is_applied_to]
    return call, offered if len(offered) > 1 else []

"""Today: what each role finds when it signs in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from applications.models import Call
from applications.queries import published_calls
from core.permissions import Permission
from core.staff_site import staff_site
from reports import queries
from selection.queries import board_of, pending_decisions
from stipends.enums import StipendStatus
from stipends.queries import stipends


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The home page of the staff site; the role decides what it shows."""
    call = published_calls().first()
    context: dict[str, Any] = {"title": "Today", "call": call, "roles": request.user.roles}
    if call is not None:
        context |= _figures(request, call)
    return staff_site.render(request, "reports/today.html", context)


def _figures(request: HttpRequest, call: Call) -> dict[str, Any]:
    """Only the figures that this person's roles may see."""
    may = request.user.may
    figures: dict[str, Any] = {}
    if may(Permission.VIEW_APPLICATIONS):
        figures["days"] = queries.applications_by_day(call)
        figures["channels"] = queries.applications_by_channel(call)
        figures["applications"] = sum(count for _channel, count in figures["channels"])
        figures["drafts"] = queries.drafts_under_way(call)
    if may(Permission.REVIEW):
        figures["own_reviews"] = queries.review_progress(reviewer=request.user)
    if may(Permission.ASSIGN_REVIEWS):
        figures["reviews"] = queries.review_progress(call=call)
    if may(Permission.CHOOSE_MEMBERS):
        figures["board"] = board_of(call)
    if may(Permission.RELEASE_DECISIONS):
        pending = pending_decisions(call)
        figures["to_release"] = pending.exclude(decided_by=request.user).count()
    if may(Permission.APPROVE_STIPENDS) or may(Permission.PAY_STIPENDS):
        status = [stipend.status for stipend in stipends()]
        figures["to_approve"] = status.count(StipendStatus.TO_APPROVE)
        figures["to_pay"] = status.count(StipendStatus.APPROVED)
    return figures

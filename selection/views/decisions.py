"""The page on which a second person releases decisions."""

from collections.abc import Iterable
from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from applications.enums import ResidencyStatus
from applications.form.queries.calls import selected_call
from core.paging import is_number
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from selection import queries
from selection.actions.release import Released, release_decisions
from selection.models import Decision

DECISION_SORTS = {
    "reference": attrgetter("applicant.reference"),
    "mean": attrgetter("applicant.mean"),
    "chosen": attrgetter("decision.decided_at"),
    "released": attrgetter("decision.released_at"),
}


@staff_page(Permission.RELEASE_DECISIONS, label="Decisions", is_of_call=True)
def decision_release(request: HttpRequest) -> HttpResponse:
    """Decisions to release, with who made them; a post releases those shown that others made."""
    call, calls = selected_call(request.GET.get("call", ""))
    if request.method == "POST" and call:
        posted = request.POST.getlist("decision")
        shown = {int(pk) for pk in posted if is_number(pk)}
        with refusal_as_message(request):
            _report(request, release_decisions(by=request.user, call=call, shown=shown))
        return redirect(f"{reverse('staff:decision-release')}?call={call.slug}")
    rows = queries.decision_rows(call) if call else []
    only_elsewhere = "elsewhere" in request.GET
    shown = [row for row in rows if row.decision.lives_elsewhere] if only_elsewhere else rows
    context = {
        "title": "Decisions",
        "call": call,
        "calls": calls,
        "table": short_table(request, shown, sorts=DECISION_SORTS, keep=["call", "elsewhere"]),
        "not_a_resident": ResidencyStatus.NOT_A_RESIDENT,
        "only_elsewhere": only_elsewhere,
        "releasable": [row.decision for row in shown if row.may_release(request.user)],
    }
    return staff_site.render(request, "selection/decision_release.html", context)


def _report(request: HttpRequest, outcome: Released) -> None:
    """Add messages: what was released, and what was not, with the reason."""
    if outcome.released:
        messages.success(request, f"Released: {len(outcome.released)}.")
    if outcome.new:
        new = _references(outcome.new)
        messages.warning(request, f"New since you opened this page, not released: {new}.")
    if outcome.gone:
        words = f"No longer waiting: {outcome.gone}. Somebody else released them or took them off."
        messages.info(request, words)
    if outcome.elsewhere:
        elsewhere = _references(outcome.elsewhere)
        messages.error(request, f"Not a resident, not released: {elsewhere}. Take them off.")
    if outcome.own:
        words = f"Your own: {len(outcome.own)}. Another coordinator releases those."
        messages.warning(request, words)


def _references(decisions: Iterable[Decision]) -> str:
    return ", ".join(decision.application.reference for decision in decisions)

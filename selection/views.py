"""Staff pages: the board, choosing, releasing."""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from applications.enums import ResidencyStatus
from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from core.actions import Refused
from core.paging import is_number
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import Table, in_list, numbered_table, short_table
from reviewers.queries import latest_version, ranked
from selection import queries
from selection.actions.choose import choose_member, withdraw_choice
from selection.actions.release import Released, release_decisions
from selection.enums import DecisionStatus
from selection.forms import CandidateForm
from selection.models import Decision

CANDIDATE_SORTS = {"mean": ("mean", "-reference"), "reference": ("reference",)}
CANDIDATES_ON_A_PAGE = 25  # each has a form
DECISION_SORTS = {
    "reference": attrgetter("applicant.reference"),
    "mean": attrgetter("applicant.mean"),
    "chosen": attrgetter("decision.decided_at"),
    "released": attrgetter("decision.released_at"),
}


@staff_page(Permission.CHOOSE_MEMBERS, label="Board")
@require_GET
def board_detail(request: HttpRequest) -> HttpResponse:
    """Applicants and chosen members against targets by neighborhood, with buttons to choose."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Board", "call": call, "calls": calls}
    if call:
        form = CandidateForm(request.GET)
        form.is_valid()
        context |= {
            "form": form,
            "is_filtered": bool(form.filters()),
            "board": queries.representation_of(call),
            "table": _candidates(request, call, form),
            "not_a_resident": ResidencyStatus.NOT_A_RESIDENT,
            "pending": queries.seated(call).filter(status=DecisionStatus.PENDING).count(),
        }
    return staff_site.render(request, "selection/board_detail.html", context)


def _candidates(request: HttpRequest, call: Call, form: CandidateForm) -> Table:
    filters = form.filters()
    table = numbered_table(
        request,
        ranked(call, latest_version(call)),
        sorts=CANDIDATE_SORTS,
        first="-mean",
        query={"call": call.slug, **filters},
        found=queries.candidates_found(call, filters) if filters else None,
        size=CANDIDATES_ON_A_PAGE,
    )
    return replace(table, rows=queries.candidates_of(call, table.rows, table.order))


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_choose(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a seat, or take a pending one back (`withdraw`).

    What is unusual is asked first, on a page with an address, so that one can come back to it.
    """
    application = get_object_or_404(Application.objects.select_related("call"), reference=reference)
    given = request.POST if request.method == "POST" else request.GET
    listed = QueryDict(given.get("list") or f"call={application.call.slug}").urlencode()
    board = f"{reverse('staff:board-detail')}?{listed}#{reference}"
    if request.method != "POST":
        return _ask_to_confirm(request, application, listed) or redirect(board)
    with refusal_as_message(request):
        if "withdraw" in request.POST:
            withdraw_choice(by=request.user, application=application)
            messages.success(request, f"{reference} is no longer chosen.")
        else:
            despite = request.POST.getlist("despite")
            try:
                choose_member(by=request.user, application=application, despite=despite)
            except Refused as refused:
                if refused.code == "not_confirmed":
                    return redirect(in_list(request.path, listed))
                raise
            messages.success(request, f"{reference} is chosen. Another coordinator releases it.")
    return redirect(board)


def _ask_to_confirm(
    request: HttpRequest, application: Application, listed: str
) -> HttpResponse | None:
    """What is unusual about choosing this person, and the button that confirms it.

    None where nothing is unusual any more, or they have a seat.
    """
    cautions = queries.cautions_of([application.pk])[application.pk]
    if not cautions or queries.decision_of(application):
        return None
    context = {
        "title": f"Choose {application}",
        "application": application,
        "cautions": cautions,
        "look_alikes": queries.look_alikes_of([application.pk]).get(application.pk, []),
        "listed": listed,
    }
    return staff_site.render(request, "selection/member_choose.html", context)


@staff_page(Permission.RELEASE_DECISIONS, label="Decisions")
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

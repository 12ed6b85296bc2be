"""Staff pages of coordinators: what is to be approved, beside the budget, one or many at once."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.enums import ApplicationStatus, ResidencyStatus
from applications.form.notices import without_email
from applications.form.queries.calls import selected_call
from core import phrases
from core.actions import SomeRefused
from core.kept_input import kept_of, redirect_back
from core.paging import is_number
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from core.templatetags.money import dollars
from selection.enums import Caution
from stipends import queries
from stipends.actions.approve import approve_stipends
from stipends.budget import budget_of, pace_of
from stipends.enums import StipendStatus
from stipends.forms import MoreMoneyForm
from stipends.models import Agreement, BudgetIncrease
from stipends.parts import Part
from stipends.replaced import replaced_among
from stipends.views.paying import chosen_parts, of_call

APPROVE = "approve"  # the form of the list
SORTS = {
    "reference": attrgetter("application.reference"),
    "due": attrgetter("installment.open_since"),
    "amount": attrgetter("amount_cents"),
    "approved": lambda part: part.approval and part.approval.at,
    "paid": lambda part: part.payment and part.payment.day,
    "days": attrgetter("days_to_money"),
}


@staff_page(Permission.APPROVE_STIPENDS, label="Stipends")
@require_GET
def stipend_list(request: HttpRequest) -> HttpResponse:
    """What can be approved now, what comes later, and how all others stand."""
    call, calls = selected_call(request.GET.get("call", ""))
    parts = queries.parts_in(call) if call else []
    waiting = [part for part in parts if part.status == StipendStatus.TO_APPROVE]
    now = [part for part in waiting if part.can_be_approved]
    now.sort(key=lambda part: part.installment.open_since)
    kept = kept_of(request, APPROVE)
    context = {
        "title": "Stipends",
        "call": call,
        "calls": calls,
        "to_approve": short_table(request, now, sorts=SORTS, name="due", keep=["call"]),
        "chosen": _ids(kept.data.getlist("part")) if kept else set(),
        "coming": [part for part in waiting if part not in now],
        "others": short_table(
            request,
            [part for part in parts if part not in waiting],
            sorts=SORTS,
            name="others",
            keep=["call"],
        ),
        "came_back": [part for part in parts if part.trouble],
        "without_email": (unreached := without_email({part.application.pk for part in parts})),
        "on_paper": [each for each in queries.by_member(parts) if each.application.pk in unreached],
        "not_a_resident": ResidencyStatus.NOT_A_RESIDENT,
        "unchecked": Caution.UNCHECKED,
        "withdrawn": ApplicationStatus.WITHDRAWN,
        "without_stipend": queries.without_stipend(call) if call else [],
        "pace": pace_of(parts),
        **of_budget(call),
    }
    return staff_site.render(request, "stipends/stipend_list.html", context)


def of_budget(call: object) -> dict[str, object]:
    """The budget, a request for more that waits, and the form for one."""
    if call is None:
        return {"budget": None}
    increases = BudgetIncrease.objects.filter(call=call).select_related("asked_by", "agreed_by")
    return {
        "budget": budget_of(call),
        "increases": increases,
        "waiting": next((each for each in increases if each.agreed_by is None), None),
        "more_form": MoreMoneyForm(),
    }


@staff_page(Permission.APPROVE_STIPENDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stipends_approve(request: HttpRequest) -> HttpResponse:
    """Approve what was ticked, all or none; asked first where nobody checked where they live."""
    kept = kept_of(request)
    asked = request.POST if request.method == "POST" else kept and kept.data
    if asked and (changed := replaced_among(_ids(asked.getlist("part")))):
        return _look_again(request, changed, asked)
    if request.method == "POST":
        parts, gone = _chosen(request.POST)
        if parts and ("step" in request.POST or not any(part.is_unchecked for part in parts)):
            return _approve(request, parts, gone)
        return redirect_back(request)
    parts, gone = _chosen(kept.data) if kept else ([], [])
    if not parts:
        for words in meanwhile(gone) or ["Choose some that wait for approval first."]:
            messages.info(request, words)
        return redirect(
            of_call("stipend-list", gone[0].application.call) if gone else "staff:stipend-list"
        )
    context = {
        "title": f"Approve {len(parts)}" if len(parts) > 1 else f"Approve {parts[0].application}",
        "parts": parts,
        "meanwhile": meanwhile(gone),
        "call": parts[0].application.call,
        "unchecked": Caution.UNCHECKED,
        "sum_cents": sum(part.amount_cents for part in parts),
        "budget": budget_of(parts[0].application.call),
    }
    return staff_site.render(request, "stipends/stipends_approve.html", context)


def _look_again(
    request: HttpRequest, changed: Sequence[Agreement], asked: QueryDict
) -> HttpResponse:
    """Back to the list, where what was ticked and is still there stays ticked."""
    applications = [agreement.decision.application for agreement in changed]
    who = phrases.listed(sorted(each.reference for each in applications))
    messages.error(
        request,
        f"The parts of {who} were changed meanwhile, so nothing is approved. Look at the new parts,"
        " and tick them if they are right. Your other ticks are kept.",
    )
    request.POST = asked
    return redirect_back(request, to=of_call("stipend-list", applications[0].call), name=APPROVE)


def _ids(typed: Iterable[str]) -> set[int]:
    return {int(each) for each in typed if is_number(each)}


def _chosen(data: QueryDict) -> tuple[list[Part], list[Part]]:
    """What was ticked: what waits for approval, and what does not any more."""
    parts = chosen_parts(data.getlist("part"))
    waiting = [part for part in parts if part.status == StipendStatus.TO_APPROVE]
    return waiting, [part for part in parts if part not in waiting]


def meanwhile(gone: Sequence[Part]) -> list[str]:
    """What was done with these since they were ticked, and by whom."""
    found: dict[str, set[str]] = {}
    for part in gone:
        did = (
            f"approved meanwhile by {part.approval.by}"
            if part.approval
            else f"{part.status.label} meanwhile"
        )
        found.setdefault(did, set()).add(part.application.reference)
    return [
        f"{phrases.listed(sorted(who))} {'was' if len(who) == 1 else 'were'} {did}."
        for did, who in found.items()
    ]


def _approve(request: HttpRequest, parts: list[Part], gone: list[Part]) -> HttpResponse:
    confirmed = _ids(request.POST.getlist("despite"))
    despite = {part.pk: [Caution.UNCHECKED] for part in parts if part.pk in confirmed}
    back = of_call("stipend-list", parts[0].application.call)
    try:
        approve_stipends(
            by=request.user, parts=[part.installment for part in parts], despite=despite
        )
    except SomeRefused as refused:
        for _part, why in refused.refusals:
            messages.add_message(request, why.level, why.message)
        if len(parts) > 1:
            messages.info(request, "Nothing is approved: leave these out, or settle them first.")
        return redirect_back(request, to=back, name=APPROVE)
    are = f"{len(parts)} {'is' if len(parts) == 1 else 'are'}"
    words = (
        f"The stipend of {parts[0].application} is approved."
        if len(parts) == 1 and not gone
        else f"{are} approved. Together: {dollars(sum(part.amount_cents for part in parts))}."
    )
    messages.success(request, words)
    for words in meanwhile(gone):
        messages.info(request, words)
    return redirect(back)

"""Staff pages of finance: what is to be paid, is on its way, came back; many paid at once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.form.notices import without_email
from applications.form.queries.calls import selected_call
from applications.models import Call
from core.actions import SomeRefused
from core.kept_input import kept_of, redirect_back
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from selection.offers.queries import without_address
from stipends import queries
from stipends.actions.pay import pay_stipends
from stipends.budget import budget_of, pace_of
from stipends.enums import DID_NOT_ARRIVE, ON_ITS_WAY, TO_PAY, Doubt, Method, StipendStatus
from stipends.forms import AskingForm, PayForm
from stipends.locking import reference_of
from stipends.parts import Part, Payment
from stipends.slips import slips_in

LATE_AFTER = timedelta(days=7).days
SHOWS = {
    "due": "To pay",
    "late": "Late",
    "way": "On its way",
    "back": "Came back",
    "cleared": "Cleared",
    "twice": "Paid twice",
}
_IS_IN: dict[str, Callable[[Part], bool]] = {
    "due": lambda part: part.status == StipendStatus.APPROVED,
    "late": lambda part: part.status in TO_PAY and part.waits >= LATE_AFTER,
    "way": lambda part: part.status in ON_ITS_WAY,
    "back": lambda part: part.status in DID_NOT_ARRIVE,
    "cleared": lambda part: part.status == StipendStatus.CLEARED,
    "twice": lambda part: part.status == StipendStatus.PAID_TWICE,
}
SORTS = {
    "reference": attrgetter("application.reference"),
    "payee": attrgetter("agreement.payee_number"),
    "approved": lambda part: part.approval and part.approval.at,
    "waits": lambda part: part.waits or 0,
    "number": lambda part: part.payment and part.payment.number,
    "paid": lambda part: part.payment and part.payment.day,
    "amount": attrgetter("amount_cents"),
}


@staff_page(Permission.PAY_STIPENDS, label="Payments")
@require_GET
def payment_list(request: HttpRequest) -> HttpResponse:
    """Finance's desk: by reference, without names, answers or scores; the longest wait first."""
    asked = request.GET.get("call", "")
    call, calls = selected_call(asked)
    if call and not asked and not queries.to_pay_in(call).exists():
        call, calls = selected_call(queries.call_with_work())
    parts = queries.parts_in(call) if call else []
    number = request.GET.get("number", "").strip()[:40]
    show = request.GET.get("show", "due")
    if show not in SHOWS:
        raise Http404
    if number:
        found = queries.parts_of(queries.numbered(number))
    else:
        found = [part for part in parts if _IS_IN[show](part)]
        found.sort(key=lambda part: -(part.waits or 0))
    context = {
        "title": "Payments",
        "call": call,
        "calls": calls,
        "shows": _shows(parts, show),
        "show": show,
        "what": f"With the number {number}" if number else SHOWS[show],
        "number": number,
        "table": short_table(request, found, sorts=SORTS, keep=["call", "show", "number"]),
        "sum_cents": sum(part.amount_cents for part in found),
        "can_be_marked": not number and show in ("due", "late", "back") and bool(found),
        "to_approve": sum(part.can_be_approved for part in parts),
        "late_after": LATE_AFTER,
        "without_email": without_email({part.application.pk for part in found}),
        "without_address": lacking_address(found),
        "budget": budget_of(call) if call else None,
        "pace": pace_of(parts),
    }
    return staff_site.render(request, "stipends/payment_list.html", context)


def _shows(parts: Sequence[Part], chosen: str) -> list[tuple[str, str, int]]:
    """Name, words and count of each list; what is paid twice only where something is."""
    counted = [(name, words, sum(map(_IS_IN[name], parts))) for name, words in SHOWS.items()]
    return [each for each in counted if each[0] != "twice" or each[2] or chosen == "twice"]


def of_call(page: str, call: Call) -> str:
    """The page's address with the call in the query."""
    return f"{reverse(f'staff:{page}')}?call={call.slug}"


def found_part(pk: int) -> Part:
    """One part; Http404 for another number."""
    part = queries.part_of(pk)
    if part is None:
        raise Http404
    return part


def lacking_address(parts: Sequence[Part]) -> set[int]:
    """Ids of the applications of those to be paid by mail whose address nobody knows."""
    by_mail = [
        part.application
        for part in parts
        if part.status in TO_PAY and part.usual_method != Method.CHECK_PICKED_UP
    ]
    return without_address(by_mail)


def chosen_parts(keys: Sequence[str]) -> list[Part]:
    """Those that were ticked; Http404 for what is no part."""
    ids = {int(key) for key in keys if key.isascii() and key.isdigit()}
    parts = queries.parts_of(queries.installments().filter(pk__in=ids))
    if len(parts) != len(set(keys)):
        raise Http404
    return parts


def payment_in(given: dict[str, Any]) -> Payment:
    """What a valid PaymentForm says."""
    return Payment(Method(given["method"]), given["number"], given["day"])


def ask_about(
    part: Part,
    form: AskingForm,
    slips_of: Callable[[Part, Payment], dict[Doubt, str]] = slips_in,
    also_with: Sequence[str] = (),
) -> None:
    """Show with a form that was sent what may be a slip in it; others may have its number here."""
    if form.is_bound and {"method", "number", "day"} <= form.cleaned_data.keys():
        slips = slips_of(part, payment_in(form.cleaned_data))
        if also_with:
            slips[Doubt.SAME_NUMBER] = " ".join(f"{who} has this number too." for who in also_with)
        form.ask(slips)


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payments_mark(request: HttpRequest) -> HttpResponse:
    """Mark several paid: one row each, all of them or none."""
    if request.method == "POST":
        return _mark(request) if "step" in request.POST else redirect_back(request)
    kept = kept_of(request)
    parts = chosen_parts(kept.data.getlist("part")) if kept else []
    if not parts:
        messages.info(request, "Choose some payments first.")
        return redirect("staff:payment-list")
    gone = [part for part in parts if part.status not in TO_PAY]
    parts = [part for part in parts if part not in gone]
    rows = [(part, _row_form(request, part)) for part in parts]
    _ask_about_each(rows)
    context = {
        "title": f"Mark {len(parts)} paid" if parts else "Nothing left to mark",
        "rows": rows,
        "gone": gone,
        "call": (parts or gone)[0].application.call,
        "refused": kept.refused,
        "without_address": lacking_address(parts),
        "wrong": [form for _part, form in rows if form.errors],
        "sum_cents": sum(part.amount_cents for part in parts),
    }
    return staff_site.render(request, "stipends/payments_mark.html", context)


def _row_form(request: HttpRequest, part: Part) -> PayForm:
    """What was typed about one part, or what is usual for it."""
    kept, prefix = kept_of(request), f"part-{part.pk}"
    initial = {"seen": part.seen, "method": part.usual_method or Method.CHECK_BY_MAIL}
    typed = kept.data if kept and "step" in kept.data else None
    form = PayForm(typed, prefix=prefix, initial=initial, auto_id=f"{prefix}-%s")
    form.about = part.label
    if typed is not None and form["seen"].value() != str(part.seen):
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = part.seen
        form.went_on = True
    if typed is not None:
        form.is_valid()
    return form


def _ask_about_each(rows: Sequence[tuple[Part, PayForm]]) -> None:
    """The same for several, of whom two may have one number here."""
    of_number: defaultdict[str, set[str]] = defaultdict(set)
    for part, form in rows:
        of_number[_number_in(form)].add(part.application.reference)
    for part, form in rows:
        others = of_number[_number_in(form)] - {part.application.reference}
        ask_about(part, form, also_with=sorted(others))


def _number_in(form: PayForm) -> str:
    return form.cleaned_data.get("number", "").casefold() if form.is_bound else ""


def _mark(request: HttpRequest) -> HttpResponse:
    parts = chosen_parts(request.POST.getlist("part"))
    forms = {part.pk: PayForm(request.POST, prefix=f"part-{part.pk}") for part in parts}
    if not parts or not all(form.is_valid() for form in forms.values()):
        return redirect_back(request)
    try:
        pay_stipends(
            by=request.user,
            payments={part.installment: payment_in(forms[part.pk].cleaned_data) for part in parts},
            seen={part.pk: forms[part.pk].cleaned_data["seen"] for part in parts},
            despite={part.pk: forms[part.pk].cleaned_data["despite"] for part in parts},
        )
    except SomeRefused as refused:
        for part, why in refused.refusals:
            if why.code != "not_confirmed":  # which its row asks
                words = f"{reference_of(part)}: {why.message}" if why.field else why.message
                messages.add_message(request, why.level, words)
        return redirect_back(request, refused)
    messages.success(request, f"{len(parts)} {'is' if len(parts) == 1 else 'are'} marked paid.")
    return redirect(of_call("payment-list", parts[0].application.call))

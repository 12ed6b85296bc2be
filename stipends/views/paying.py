"""Staff pages of finance: what is to be paid, is on its way, came back, and one payment."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.notices import without_email
from applications.form.queries.calls import selected_call
from applications.models import Call
from core.actions import SomeRefused
from core.kept_input import done_or_back, form_of, kept_of, redirect_back
from core.permissions import Permission
from core.refusals import add_refusal
from core.staff_forms import StaffForm
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from stipends import queries
from stipends.actions.follow_up import correct_payment, note_cleared, note_payment_return
from stipends.actions.pay import pay_stipend, pay_stipends
from stipends.budget import budget_of, pace_of
from stipends.enums import DID_NOT_ARRIVE, ON_ITS_WAY, TO_PAY, Cause, Method, StipendStatus
from stipends.forms import ClearForm, CorrectForm, PayeeForm, PaymentForm, ReturnForm
from stipends.parts import Part, Payment

LATE_AFTER = timedelta(days=7).days
SHOWS = {
    "due": "To pay",
    "late": "Late",
    "way": "On its way",
    "back": "Came back",
    "cleared": "Cleared",
}
_IS_IN: dict[str, Callable[[Part], bool]] = {
    "due": lambda part: part.status == StipendStatus.APPROVED,
    "late": lambda part: part.status in TO_PAY and part.waits >= LATE_AFTER,
    "way": lambda part: part.status in ON_ITS_WAY,
    "back": lambda part: part.status in DID_NOT_ARRIVE,
    "cleared": lambda part: part.status == StipendStatus.CLEARED,
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
FORMS = {"pay": PaymentForm, "clear": ClearForm, "back": ReturnForm, "correct": CorrectForm}


@staff_page(Permission.PAY_STIPENDS, label="Payments")
@require_GET
def payment_list(request: HttpRequest) -> HttpResponse:
    """Finance's desk: by reference, without names, answers or scores; the longest wait first."""
    call, calls = selected_call(request.GET.get("call", ""))
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
        "shows": [(name, words, sum(map(_IS_IN[name], parts))) for name, words in SHOWS.items()],
        "show": show,
        "number": number,
        "table": short_table(request, found, sorts=SORTS, keep=["call", "show", "number"]),
        "sum_cents": sum(part.amount_cents for part in found),
        "can_be_marked": not number and show in ("due", "late", "back") and bool(found),
        "to_approve": sum(part.can_be_approved for part in parts),
        "late_after": LATE_AFTER,
        "without_email": without_email({part.application.pk for part in found}),
        "budget": budget_of(call) if call else None,
        "pace": pace_of(parts),
    }
    return staff_site.render(request, "stipends/payment_list.html", context)


def of_call(page: str, call: Call) -> str:
    """The page's address with the call in the query."""
    return f"{reverse(f'staff:{page}')}?call={call.slug}"


def found_part(pk: int) -> Part:
    """One part; Http404 for another number."""
    part = queries.part_of(pk)
    if part is None:
        raise Http404
    return part


def chosen_parts(keys: Sequence[str]) -> list[Part]:
    """Those that were ticked; Http404 for what is no part."""
    ids = {int(key) for key in keys if key.isascii() and key.isdigit()}
    parts = queries.parts_of(queries.installments().filter(pk__in=ids))
    if len(parts) != len(set(keys)):
        raise Http404
    return parts


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_GET
def payment_detail(request: HttpRequest, part: int) -> HttpResponse:
    """One payment: its ledger, and what can be done with it now."""
    found = found_part(part)
    given = {"seen": found.seen, "method": found.usual_method}
    initial = {name: dict(given) for name in FORMS}
    if found.payment:
        initial["correct"] |= vars(found.payment)
    forms = {
        name: form_of(request, kind, name, initial=initial[name]) for name, kind in FORMS.items()
    }
    noted = {
        name: getattr(found.agreement, name) for name in ("tax_form", "tax_form_on", "payee_number")
    }
    forms["payee"] = form_of(request, PayeeForm, "payee", initial=noted)
    context = {
        "title": f"Payment to {found.application}",
        "part": found,
        "call": found.application.call,
        "is_own_approval": found.approval and found.approval.by == request.user,
        "can_be_paid": found.status in TO_PAY,
        "may_clear": found.status in ON_ITS_WAY,
        "doubts": queries.doubts_about(found),
        "wrong": next((form for form in forms.values() if form.errors), None),
        "forms": forms,
    }
    return staff_site.render(request, "stipends/payment_detail.html", context)


def _posted(
    request: HttpRequest, pk: int, name: str, do: Callable[[Part, dict[str, Any]], str]
) -> HttpResponse:
    part, form = found_part(pk), FORMS[name](request.POST)
    back = reverse("staff:payment-detail", args=[pk])

    def done() -> HttpResponse:
        messages.success(request, do(part, form.cleaned_data))
        return redirect(back)

    return done_or_back(request, form, done, to=back, name=name)


def _payment(given: dict[str, Any]) -> Payment:
    return Payment(Method(given["method"]), given["number"], given["day"])


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_record(request: HttpRequest, part: int) -> HttpResponse:
    """Mark one part paid, or paid again."""

    def do(found: Part, given: dict[str, Any]) -> str:
        pay_stipend(
            by=request.user,
            installment=found.installment,
            payment=_payment(given),
            seen=given["seen"],
        )
        return f"The stipend of {found.application} is marked paid."

    return _posted(request, part, "pay", do)


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_clear(request: HttpRequest, part: int) -> HttpResponse:
    """The bank has paid it."""

    def do(found: Part, given: dict[str, Any]) -> str:
        note_cleared(by=request.user, installment=found.installment, **given)
        return f"The payment to {found.application} has cleared."

    return _posted(request, part, "clear", do)


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_return(request: HttpRequest, part: int) -> HttpResponse:
    """It came back, or never arrived."""

    def do(found: Part, given: dict[str, Any]) -> str:
        cause = Cause(given.pop("cause"))
        note_payment_return(by=request.user, installment=found.installment, cause=cause, **given)
        return f"Noted: {cause.label}. It can be paid to {found.application} again."

    return _posted(request, part, "back", do)


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_correct(request: HttpRequest, part: int) -> HttpResponse:
    """Another number, date or method than was noted."""

    def do(found: Part, given: dict[str, Any]) -> str:
        correct_payment(
            by=request.user,
            installment=found.installment,
            payment=_payment(given),
            reason=given["reason"],
            seen=given["seen"],
        )
        return "Corrected. What was noted before stays in the ledger."

    return _posted(request, part, "correct", do)


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
    if kept.refused and rows:
        add_refusal(kept.refused, *[form for _part, form in rows])
    context = {
        "title": f"Mark {len(parts)} paid" if parts else "Nothing left to mark",
        "rows": rows,
        "gone": gone,
        "call": (parts or gone)[0].application.call,
        "refused": kept.refused,
        "wrong": [form for _part, form in rows if form.errors],
        "sum_cents": sum(part.amount_cents for part in parts),
    }
    return staff_site.render(request, "stipends/payments_mark.html", context)


def _row_form(request: HttpRequest, part: Part) -> StaffForm:
    """What was typed about one part, or what is usual for it."""
    kept, prefix = kept_of(request), f"part-{part.pk}"
    initial = {"seen": part.seen, "method": part.usual_method or Method.CHECK_BY_MAIL}
    typed = kept.data if kept and "step" in kept.data else None
    form = PaymentForm(typed, prefix=prefix, initial=initial, auto_id=f"{prefix}-%s")
    if typed is not None:
        form.is_valid()
    return form


def _mark(request: HttpRequest) -> HttpResponse:
    parts = chosen_parts(request.POST.getlist("part"))
    forms = {part.pk: PaymentForm(request.POST, prefix=f"part-{part.pk}") for part in parts}
    if not parts or not all(form.is_valid() for form in forms.values()):
        return redirect_back(request)
    try:
        pay_stipends(
            by=request.user,
            payments={part.installment: _payment(forms[part.pk].cleaned_data) for part in parts},
            seen={part.pk: forms[part.pk].cleaned_data["seen"] for part in parts},
        )
    except SomeRefused as refused:
        for _part, why in refused.refusals:
            messages.add_message(request, why.level, why.message)
        return redirect_back(request, refused)
    messages.success(request, f"{len(parts)} are marked paid.")
    for part in chosen_parts(request.POST.getlist("part")):
        for doubt in queries.doubts_about(part):
            messages.warning(request, f"{part.label}: {doubt}")
    return redirect(of_call("payment-list", parts[0].application.call))

"""Staff pages of finance: one payment, and each thing that becomes of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from stipends.actions.follow_up import (
    correct_payment,
    note_cleared,
    note_payment_return,
    take_back_cleared,
)
from stipends.actions.paid_twice import note_cleared_after_all, note_given_back
from stipends.actions.pay import pay_stipend
from stipends.earlier import not_arrived
from stipends.enums import ON_ITS_WAY, TO_PAY, Cause, EntryKind, StipendStatus
from stipends.forms import (
    ClearForm,
    CorrectForm,
    PayeeForm,
    PayForm,
    ReturnForm,
    WhyForm,
)
from stipends.paid_twice_forms import GivenBackForm, SurfacedForm
from stipends.parts import Part
from stipends.slips import doubts_about, slips_in_correcting
from stipends.views.paying import ask_about, found_part, lacking_address, payment_in

FORMS = {
    "pay": PayForm,
    "clear": ClearForm,
    "unclear": WhyForm,
    "back": ReturnForm,
    "correct": CorrectForm,
    "surface": SurfacedForm,
    "give_back": GivenBackForm,
}


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
    if earlier := not_arrived(found.entries):
        initial["surface"]["number"] = earlier[-1].number
    forms = {
        name: form_of(request, kind, name, initial=initial[name]) for name, kind in FORMS.items()
    }
    ask_about(found, forms["pay"])
    ask_about(found, forms["correct"], slips_in_correcting)
    noted = {
        name: getattr(found.agreement, name) for name in ("tax_form", "tax_form_on", "payee_number")
    }
    forms["payee"] = form_of(request, PayeeForm, "payee", initial=noted)
    context = {
        "title": f"Payment to {found.application}",
        "part": found,
        "call": found.application.call,
        "is_own_approval": found.approval and found.approval.by == request.user,
        "noted_it_lost": found.trouble
        and found.trouble.kind == EntryKind.FAILED
        and found.trouble.by == request.user,
        "earlier": earlier if found.status != StipendStatus.VOIDED else [],
        "is_paid_twice": found.status == StipendStatus.PAID_TWICE,
        "took_it_back": found.taken_back and found.taken_back.by == request.user,
        "can_be_paid": found.status in TO_PAY,
        "may_clear": found.status in ON_ITS_WAY,
        "has_no_address": found.application.pk in lacking_address([found]),
        "doubts": doubts_about(found),
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


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_record(request: HttpRequest, part: int) -> HttpResponse:
    """Mark one part paid, or paid again."""

    def do(found: Part, given: dict[str, Any]) -> str:
        pay_stipend(
            by=request.user,
            installment=found.installment,
            payment=payment_in(given),
            seen=given["seen"],
            despite=given["despite"],
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
def payment_unclear(request: HttpRequest, part: int) -> HttpResponse:
    """The bank has not paid it, or gave it back."""

    def do(found: Part, given: dict[str, Any]) -> str:
        take_back_cleared(by=request.user, installment=found.installment, **given)
        return f"The payment to {found.application} is on its way again."

    return _posted(request, part, "unclear", do)


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
            payment=payment_in(given),
            reason=given["reason"],
            seen=given["seen"],
            despite=given["despite"],
        )
        return "Corrected. What was noted before stays in the ledger."

    return _posted(request, part, "correct", do)


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_surface(request: HttpRequest, part: int) -> HttpResponse:
    """A check that came back or never arrived has cleared after all."""

    def do(found: Part, given: dict[str, Any]) -> str:
        line = note_cleared_after_all(by=request.user, installment=found.installment, **given)
        if line.status == StipendStatus.PAID_TWICE:
            return f"{found.application} is paid twice: ask for one payment back."
        return f"The payment to {found.application} has cleared. Nothing is to be paid again."

    return _posted(request, part, "surface", do)


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_give_back(request: HttpRequest, part: int) -> HttpResponse:
    """One of two payments is back, or was stopped."""

    def do(found: Part, given: dict[str, Any]) -> str:
        note_given_back(by=request.user, installment=found.installment, **given)
        return f"Noted: {found.application} is paid once."

    return _posted(request, part, "give_back", do)

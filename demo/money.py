"""The earlier call’s stipends: in two parts, returned and paid again, without a W-9, cleared."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from applications.models import Call
from core.models import User
from selection.enums import Caution
from stipends.actions.agree import divide_agreement, make_agreements, pay_back
from stipends.actions.approve import approve_stipend
from stipends.actions.follow_up import note_cleared, note_payment_return
from stipends.actions.pay import pay_stipend
from stipends.actions.payee import note_payee
from stipends.enums import Cause, InstallmentKind, Method, TaxForm
from stipends.models import Agreement, Installment
from stipends.parts import Payment, Terms
from stipends.queries import APPLICATION, to_approve

HALVES = 2
MEETINGS = 4  # that the second half waits for
FIRST_CHECK, FIRST_PAYEE = 118_800, 20_410
W9_AFTER = timedelta(days=3)


def play(call: Call, coordinators: Iterable[User], finance: User) -> None:
    """All but one of the first members’ whole stipends are in one part, as the call has it."""
    first, _second = coordinators
    make_agreements(by=None)
    due = to_approve().filter(**{f"{APPLICATION}__call": call}).order_by("pk")
    halves, returned, without_form, cleared, foreign, waits = [
        part.agreement for part in due.select_related("agreement__seat")[:6]
    ]
    for number, agreement in enumerate((halves, returned, cleared)):
        _note(finance, agreement, TaxForm.W9, f"V-{FIRST_PAYEE + 7 * number}")
    _note(finance, foreign, TaxForm.FOREIGN, "")
    _pay(_approve(_halved(halves, first), first), finance, 1)
    back = _approve(returned, first)
    _pay(back, finance, 2)
    _back(back, finance, Cause.ADDRESS)
    _pay(back, finance, 9)
    _approve(without_form, first)
    paid = _approve(cleared, first)
    _pay(paid, finance, 3)
    note_cleared(by=finance, installment=paid, day=timezone.localdate())
    lost = _approve(foreign, first)
    _pay(lost, finance, 4)
    _back(lost, finance, Cause.NOT_PICKED_UP)
    pay_back(by=first, seat=waits.seat, kind=InstallmentKind.CHILDCARE, amount_cents=4_550)


def _note(finance: User, agreement: Agreement, form: TaxForm, number: str) -> None:
    day = timezone.localdate() - W9_AFTER
    note_payee(by=finance, agreement=agreement, tax_form=form, tax_form_on=day, payee_number=number)


def _halved(agreement: Agreement, by: User) -> Agreement:
    """One half now, the other once they were at so many meetings."""
    half = agreement.amount_cents // HALVES
    divide_agreement(
        by=by,
        agreement=agreement,
        parts=[
            Terms(half, due_on=timezone.localdate()),
            Terms(agreement.amount_cents - half, due_after_meetings=MEETINGS),
        ],
        seen=[part.pk for part in agreement.installments.all()],
    )
    return agreement


def _approve(agreement: Agreement, by: User) -> Installment:
    """Its first part."""
    part = agreement.installments.order_by("number").first()
    approve_stipend(by=by, installment=part, despite=Caution)
    return part


def _pay(part: Installment, finance: User, number: int) -> None:
    payment = Payment(Method.CHECK_BY_MAIL, str(FIRST_CHECK + number), timezone.localdate())
    pay_stipend(by=finance, installment=part, payment=payment)


def _back(part: Installment, finance: User, cause: Cause) -> None:
    day = timezone.localdate()
    note_payment_return(by=finance, installment=part, cause=cause, day=day)

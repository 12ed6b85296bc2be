"""The earlier call’s stipends: in parts, returned and paid again, without a W-9, cleared."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils import timezone

from applications.models import Call
from core.models import User
from demo.clock import as_of
from selection.enums import Caution
from stipends.actions.agree import divide_agreement, pay_back
from stipends.actions.approve import approve_stipend
from stipends.actions.follow_up import note_cleared, note_payment_return
from stipends.actions.pay import pay_stipend
from stipends.actions.payee import note_payee
from stipends.enums import Cause, InstallmentKind, Method, TaxForm
from stipends.models import Agreement, Installment
from stipends.parts import Payment, Terms
from stipends.queries import APPLICATION, installments

MEETINGS = 4  # that the second half of one waits for
FIRST_CHECK, FIRST_PAYEE = 118_800, 20_410


def play(call: Call, coordinators: Iterable[User], finance: User) -> None:
    """Each step on the day on which it would have been taken since the group first met."""
    first, _second = coordinators
    desk = Desk(first, finance)
    due = installments().filter(elsewhere=False, **{f"{APPLICATION}__call": call}).order_by("pk")
    agreements = [part.agreement for part in due.select_related("agreement__seat")]
    halves, returned, later, cleared, foreign, in_two, left, replaced, *_new = agreements
    desk.divide(halves, 90, due_on=88, meetings=MEETINGS)
    desk.divide(in_two, 90, due_on=88, then_on=2)
    for agreement in (halves, in_two, cleared, left):
        desk.note_form(agreement, TaxForm.W9, 86)
        desk.pay(desk.approve(agreement, 85), 80, cleared=72)
    desk.divide(replaced, 70, due_on=62, then_on=1)
    desk.note_form(replaced, TaxForm.W9, 66)
    desk.pay(desk.approve(replaced, 61), 58, cleared=49)
    desk.note_form(returned, TaxForm.W9, 44)
    back = desk.approve(returned, 41)
    desk.pay(back, 38)
    desk.note_form(foreign, TaxForm.FOREIGN, 40)
    waits = desk.approve(foreign, 34)
    desk.pay(waits, 30, method=Method.CHECK_PICKED_UP)
    desk.take_back(back, Cause.ADDRESS, 21)
    desk.pay(back, 13)
    desk.take_back(waits, Cause.NOT_PICKED_UP, 4)
    desk.divide(later, 60, due_on=5)
    desk.approve(later, 4)
    with as_of(desk.day(1)):
        pay_back(by=first, seat=in_two.seat, kind=InstallmentKind.CHILDCARE, amount_cents=4_550)


class Desk:
    """The coordinator and finance, on days that are told as so many ago."""

    def __init__(self, coordinator: User, finance: User) -> None:
        self.coordinator, self.finance = coordinator, finance
        self.today = timezone.localdate()
        self.last_check, self.last_payee = FIRST_CHECK, FIRST_PAYEE

    def day(self, ago: int) -> date:
        """So many days ago."""
        return self.today - timedelta(days=ago)

    def divide(
        self,
        agreement: Agreement,
        ago: int,
        *,
        due_on: int,
        then_on: int | None = None,
        meetings: int | None = None,
    ) -> None:
        """Two halves, the second one later or after so many meetings; or one, later."""
        whole = agreement.amount_cents
        first = whole // 2 if then_on or meetings else whole
        parts = [Terms(first, due_on=self.day(due_on))]
        if first < whole:
            then = self.day(then_on) if then_on else None
            parts.append(Terms(whole - first, due_on=then, due_after_meetings=meetings))
        with as_of(self.day(ago)):
            divide_agreement(
                by=self.coordinator, agreement=agreement, parts=parts, seen=_parts_of(agreement)
            )

    def note_form(self, agreement: Agreement, form: TaxForm, ago: int) -> None:
        """With the next number of finance’s system for whoever has a W-9."""
        self.last_payee += 7
        with as_of(self.day(ago)):
            note_payee(
                by=self.finance,
                agreement=agreement,
                tax_form=form,
                tax_form_on=self.day(ago),
                payee_number=f"V-{self.last_payee}" if form == TaxForm.W9 else "",
            )

    def approve(self, agreement: Agreement, ago: int) -> Installment:
        """Its first part."""
        part = agreement.installments.order_by("number").first()
        with as_of(self.day(ago)):
            approve_stipend(by=self.coordinator, installment=part, despite=Caution)
        return part

    def pay(
        self,
        part: Installment,
        ago: int,
        *,
        cleared: int | None = None,
        method: Method = Method.CHECK_BY_MAIL,
    ) -> None:
        """With the next check, which the bank may have paid since."""
        self.last_check += 1
        payment = Payment(method, str(self.last_check), self.day(ago))
        with as_of(self.day(ago)):
            pay_stipend(by=self.finance, installment=part, payment=payment)
        if cleared:
            with as_of(self.day(cleared)):
                note_cleared(by=self.finance, installment=part, day=self.day(cleared))

    def take_back(self, part: Installment, cause: Cause, ago: int) -> None:
        """It did not arrive."""
        day = self.day(ago)
        with as_of(day):
            note_payment_return(by=self.finance, installment=part, cause=cause, day=day)


def _parts_of(agreement: Agreement) -> Sequence[int]:
    return [part.pk for part in agreement.installments.all()]

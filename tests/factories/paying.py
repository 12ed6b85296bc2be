"""Shortcuts to what happens to a part of a stipend, through the same actions that people use."""

from datetime import date

from django.utils import timezone

from core.models import User
from stipends.actions.follow_up import note_payment_return
from stipends.actions.pay import pay_stipend
from stipends.enums import Cause, Method
from stipends.models import Installment, LedgerEntry
from stipends.parts import Payment, Terms
from stipends.queries import part_of
from tests.factories.staff import Cast


def check(number: str = "10442", day: date | None = None) -> Payment:
    """By mail, dated today unless `day` says otherwise."""
    return Payment(Method.CHECK_BY_MAIL, number, day or timezone.localdate())


def paid(part: Installment, cast: Cast, payment: Payment | None = None) -> LedgerEntry:
    """Paid by finance."""
    return pay_stipend(by=cast.finance, installment=part, payment=payment or check())


def returned(part: Installment, cast: Cast, cause: Cause = Cause.ADDRESS) -> LedgerEntry:
    """It came back today."""
    day = timezone.localdate()
    stopped_on = day if cause == Cause.LOST else None
    return note_payment_return(
        by=cast.finance, installment=part, cause=cause, day=day, stopped_on=stopped_on
    )


def paid_by_another(part: Installment, cast: Cast, number: str) -> LedgerEntry:
    """What the one of the cast noted as lost is paid again by a colleague."""
    return pay_stipend(by=second_finance(cast), installment=part, payment=check(number))


def second_finance(cast: Cast) -> User:
    """Another person of finance than the one of the cast."""
    person, _is_new = User.objects.get_or_create(email="second_finance@example.org")
    person.groups.set(cast.finance.groups.all())
    return person


def halves(part: Installment) -> list[Terms]:
    """Two equal parts in the place of one, both due as it was."""
    half = part.amount_cents // 2
    return [Terms(half, due_on=part.due_on), Terms(part.amount_cents - half, due_on=part.due_on)]


def status_of(part: Installment) -> str:
    """After its last line."""
    return part_of(part.pk).status

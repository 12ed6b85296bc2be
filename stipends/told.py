"""What a member reads of each part, on their own page and in mail, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from applications.enums import ApplicationStatus
from core import phrases
from stipends.enums import (
    DECLINED,
    IS_PAID,
    NEVER_ARRIVED,
    Cause,
    EntryKind,
    InstallmentKind,
    Method,
    StipendStatus,
    TaxForm,
)
from stipends.parts import Part


@dataclass(frozen=True)
class Told:
    """One part: how much, which one, and what becomes of it; `needs_them` if they have to act.

    What is paid back has no amount before it is approved: it may be refused, or be another one.

    `needs_address`: a new check goes out once we know where to.
    """

    amount_cents: int | None
    name: str
    words: str
    needs_them: bool = False
    needs_address: bool = False


def told(part: Part, *, is_asked: bool = False) -> Told:
    """In the language of the reader; `is_asked` if they are asked for something beside it."""
    words, needs_them = _words(part, is_asked or lacks_tax_form([part]))
    if words.endswith(".."):  # a day may end in the dot of an abbreviation, as in Russian
        words = words[:-1]
    is_noted = part.installment.is_reimbursement and part.status == StipendStatus.TO_APPROVE
    amount = None if is_noted else part.amount_cents
    return Told(amount, _name(part), words, needs_them, _needs_address(part))


def told_parts(parts: Sequence[Part]) -> list[Part]:
    """Those of which a member hears: not what was never to be paid back, noted by a slip."""
    return [
        part
        for part in parts
        if not (part.installment.is_reimbursement and part.status == StipendStatus.VOIDED)
        or any(entry.kind == EntryKind.APPROVED for entry in part.entries)
    ]


def lacks_tax_form(parts: Sequence[Part]) -> bool:
    """Whether something is still to be paid, and no tax form came."""
    waits = any(
        part.status not in (*IS_PAID, StipendStatus.VOIDED)
        for part in parts
        if not part.installment.is_reimbursement
    )
    return waits and all(part.agreement.tax_form == TaxForm.NONE for part in parts)


def _needs_address(part: Part) -> bool:
    came_back = part.trouble is not None and part.trouble.cause == Cause.ADDRESS
    return came_back and not part.waits_for_residency


def _name(part: Part) -> str:
    if part.installment.kind == InstallmentKind.CHILDCARE:
        # Translators: what money is for: something that a member paid and gets back
        return _("Childcare, paid back to you")
    if part.installment.kind == InstallmentKind.TRANSPORT:
        # Translators: what money is for: something that a member paid and gets back
        return _("Transportation, paid back to you")
    if part.place is None or part.count == 1:
        return ""
    # Translators: which part of the money that a member gets: "Part 1 of 2"
    return _("Part %(number)s of %(count)s") % {
        "number": part.place,
        "count": part.count,
    }


def _words(part: Part, is_asked: bool) -> tuple[str, bool]:
    if part.status == StipendStatus.VOIDED and part.last.reason == DECLINED:
        return _("You declined this. It will not be paid."), False
    if part.status == StipendStatus.VOIDED or _is_over(part):
        return _("This will not be paid."), False
    if part.waits_for_residency:
        return _("We have a question about this payment. Please contact us."), True
    if part.status == StipendStatus.PAID_TWICE:
        return _(
            "Two checks went out for this payment, and only one is for you. Please contact us."
        ), True
    if part.trouble:
        return _trouble(Cause(part.trouble.cause), is_asked)
    if part.status == StipendStatus.CLEARED:
        return _("This has been paid: %(day)s.") % {"day": _day(part.payment.day)}, False
    if part.is_paid and part.payment.method == Method.CHECK_PICKED_UP:
        return _("A check for you is at our counter since this day: %(day)s.") % {
            "day": _day(part.payment.day)
        }, False
    if part.is_paid:
        return _("We sent you a check by mail: %(day)s.") % {"day": _day(part.payment.day)}, False
    if part.status == StipendStatus.TO_APPROVE and not part.is_due:
        return _to_come(part), False
    if is_asked:
        return _("We are preparing your payment."), False
    return _("We are preparing your payment. You do not have to do anything."), False


def _is_over(part: Part) -> bool:
    """Not approved, and the member has withdrawn or had left before it was due."""
    if part.status != StipendStatus.TO_APPROVE:
        return False
    if part.application.status != ApplicationStatus.RECEIVED:
        return True
    seat, due_on = part.agreement.seat, part.installment.due_on
    left = seat is not None and seat.until is not None
    return left and not part.is_due and (due_on is None or due_on > seat.until)


def _to_come(part: Part) -> str:
    if part.installment.due_on:
        day = _day(part.installment.due_on)
        return _("We plan to pay this from this day on: %(day)s.") % {"day": day}
    return _("This is due after you were at %(count)s meetings. So far: %(there)s.") % {
        "count": part.installment.due_after_meetings,
        "there": part.attended,
    }


def _trouble(cause: Cause, is_asked: bool) -> tuple[str, bool]:
    if cause in NEVER_ARRIVED and is_asked:
        return _("Your payment did not go through. We are preparing a new one."), False
    if cause in NEVER_ARRIVED:
        return _(
            "Your payment did not go through. We are preparing a new one. You do not have to do "
            "anything."
        ), False
    return {
        Cause.ADDRESS: _(
            "Your check came back: the address was not right. Please correct your address on your "
            "page or contact us, and we will send a new one."
        ),
        Cause.NOT_PICKED_UP: _(
            "Nobody picked up your check in time. Please contact us, so that we can get it to you."
        ),
        Cause.NOT_CASHED: _(
            "Your check was not cashed in time. Please contact us, and we will make a new one."
        ),
    }[cause], True


def _day(day: date) -> str:
    return phrases.day(day)

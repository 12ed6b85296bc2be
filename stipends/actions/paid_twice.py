"""A check that had not arrived clears after all: paid, or paid twice until one is back."""

from datetime import date

from core.actions import Refused, action
from core.models import User
from stipends.actions.ledger import write_line
from stipends.earlier import not_arrived
from stipends.emails import queue_news_of
from stipends.enums import EntryKind, StipendStatus
from stipends.locking import locked, refuse_day
from stipends.models import Installment, LedgerEntry


@action
def note_cleared_after_all(
    *, by: User, installment: Installment, number: str, day: date, seen: int | None = None
) -> LedgerEntry:
    """The bank paid an earlier check, which came back or never arrived as far as anybody knew.

    If it was not paid again, it has cleared. If it was, one of the two is to be asked back, and its
    member is told. Refused for a number that is none of such a check.
    """
    part, _last = locked(installment)
    lines = part.entries.order_by("pk")
    found = [each for each in not_arrived(lines) if each.number.casefold() == number.casefold()]
    if not found:
        message = "No check with this number came back or never arrived for this payment."
        raise Refused(message, "no_such_check", field="number")
    refuse_day(part, day, since=found[-1].day)
    given = {"method": found[-1].method, "number": found[-1].number, "day": day}
    line = write_line(by=by, installment=part, kind=EntryKind.SURFACED, seen=seen, given=given)
    if line.status == StipendStatus.PAID_TWICE:
        queue_news_of(part)
    return line


@action
def note_given_back(
    *, by: User, installment: Installment, day: date, reason: str, seen: int | None = None
) -> LedgerEntry:
    """One of two payments is back with us, or was stopped: how, in words. The other one stands."""
    part, _last = locked(installment)
    refuse_day(part, day)
    if not reason.strip():
        raise Refused("Say how it came back.", "no_reason", field="reason")
    given = {"day": day, "reason": reason.strip()}
    return write_line(by=by, installment=part, kind=EntryKind.GIVEN_BACK, seen=seen, given=given)

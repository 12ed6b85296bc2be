"""What becomes of a payment: the bank pays it, it comes back, or what was noted is corrected."""

from collections.abc import Collection
from datetime import date

from core.actions import Refused, action
from core.models import User
from stipends.actions.ledger import write_line
from stipends.emails import queue_news_of
from stipends.enums import CAME_BACK, PAYMENTS, Cause, Doubt, EntryKind, StipendStatus
from stipends.locking import locked, refuse_day, refuse_doubts, status_after
from stipends.models import Installment, LedgerEntry
from stipends.parts import Payment
from stipends.queries import part_of
from stipends.slips import slips_in_correcting


@action
def note_cleared(
    *, by: User, installment: Installment, day: date, seen: int | None = None
) -> LedgerEntry:
    """The bank paid it on that day. Refused for a day before the payment's or in the future."""
    refuse_day(installment, day, since=_paid_on(installment))
    return write_line(
        by=by, installment=installment, kind=EntryKind.CLEARED, seen=seen, given={"day": day}
    )


@action
def take_back_cleared(
    *, by: User, installment: Installment, reason: str, seen: int | None = None
) -> LedgerEntry:
    """The bank had not paid it, or gave it back: it is on its way again, with the reason.

    Only then can it be noted as come back, by somebody else, and be paid again.
    """
    if not reason.strip():
        raise Refused("Say why. It stands in the ledger for good.", "no_reason", field="reason")
    given = {"reason": reason.strip()}
    return write_line(
        by=by, installment=installment, kind=EntryKind.UNCLEARED, seen=seen, given=given
    )


@action
def note_payment_return(
    *,
    by: User,
    installment: Installment,
    cause: Cause,
    day: date,
    stopped_on: date | None = None,
    seen: int | None = None,
) -> LedgerEntry:
    """It came back, or never arrived: it can be paid again on the approval that stands.

    The member is told what to do. Refused for a check that was lost, until the bank has stopped it
    on the day `stopped_on`; for one that has cleared, until that is taken back, and
    then to whoever took it back: the database refuses that as well.
    """
    part, last = locked(installment)
    if status_after(last) == StipendStatus.CLEARED:
        message = "It has cleared. If it did not, take that back first, and say why."
        raise Refused(message, "has_cleared")
    _refuse_alone(part, by)
    refuse_day(installment, day, since=_paid_on(installment))
    given = {"cause": cause, "day": day, "stopped_on": _stopped(part, cause, stopped_on)}
    kind = EntryKind.RETURNED if cause in CAME_BACK else EntryKind.FAILED
    line = write_line(by=by, installment=installment, kind=kind, seen=seen, given=given)
    queue_news_of(installment)
    return line


def _stopped(part: Installment, cause: Cause, day: date | None) -> date | None:
    """Since when nobody can cash a lost check; None of any other."""
    if cause != Cause.LOST:
        if day is not None:
            message = "Only a lost check has this day: leave it empty, or choose “lost on the way”."
            raise Refused(message, "not_lost", field="stopped_on")
        return None
    if day is None:
        message = "A lost check can still be cashed. Have the bank stop it first: enter that day."
        raise Refused(message, "not_stopped", field="stopped_on")
    refuse_day(part, day, since=_paid_on(part), field="stopped_on")
    return day


def _refuse_alone(part: Installment, by: User) -> None:
    """Of what has cleared, nobody alone makes something to be paid again."""
    lines = part.entries.filter(kind__in=[*PAYMENTS, EntryKind.UNCLEARED])
    line = lines.order_by("-pk").first()
    if line and line.kind == EntryKind.UNCLEARED and line.by_id == by.pk:
        message = (
            "You took back that it cleared. Somebody else of finance looks at what the bank says,"
            " and notes that it came back. If it did clear, note that again."
        )
        raise Refused(message, "took_back_cleared")


@action
def correct_payment(
    *,
    by: User,
    installment: Installment,
    payment: Payment,
    reason: str,
    seen: int | None = None,
    despite: Collection[str] = tuple(Doubt),
) -> LedgerEntry:
    """The method, number and date as they were in truth: a line of its own, with the reason.

    Refused with a new slip that is not in `despite`, such as another one's number.
    """
    part, last = locked(installment)
    refuse_day(part, payment.day)
    if not reason.strip():
        raise Refused("Say what was wrong.", "no_reason", field="reason")
    line = _last_payment(part)
    if line and (line.method, line.number, line.day) == (
        payment.method,
        payment.number,
        payment.day,
    ):
        raise Refused("This is what stands there already.", "same")
    if line and set(Doubt) - set(despite):
        refuse_doubts(slips_in_correcting(part_of(part.pk), payment), despite)
    return write_line(
        by=by,
        installment=part,
        kind=EntryKind.CORRECTED,
        seen=seen,
        given={"reason": reason.strip(), **vars(payment)},
    )


def _last_payment(part: Installment) -> LedgerEntry | None:
    lines = part.entries.filter(kind__in=[*PAYMENTS, EntryKind.CORRECTED])
    return lines.order_by("-pk").first()


def _paid_on(part: Installment) -> date | None:
    line = _last_payment(part)
    return line and line.day

"""Record that parts of stipends were paid."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.messages.constants import INFO

from core.actions import ChangedMeanwhile, Refused, action, do_to_each
from core.models import User
from stipends import queries
from stipends.actions.ledger import write_line
from stipends.emails import queue_news, queue_news_of
from stipends.enums import DID_NOT_ARRIVE, IS_PAID, Doubt, EntryKind
from stipends.locking import (
    MEANWHILE,
    locked,
    reference_of,
    refuse_day,
    refuse_doubts,
    status_after,
)
from stipends.models import Installment, LedgerEntry
from stipends.parts import Payment
from stipends.slips import slips_in


@action
def pay_stipend(
    *,
    by: User,
    installment: Installment,
    payment: Payment,
    seen: int | None = None,
    despite: Collection[str] = tuple(Doubt),
) -> LedgerEntry:
    """Write the payment of one approved part, or of one that came back, and tell its member.

    `seen` as in write_line; `despite` are the doubts that somebody looked at. Refused with another
    one, to whoever approved it or noted that the one before never arrived, when it is paid, for a
    day in the future or before the call, and from the day on which the member was found to live
    elsewhere; the database refuses these as well.
    """
    line = _pay(by, installment, payment, seen, despite)
    queue_news_of(installment)
    return line


def _pay(
    by: User,
    installment: Installment,
    payment: Payment,
    seen: int | None,
    despite: Collection[str],
) -> LedgerEntry:
    part, last = locked(installment)
    reference, status = reference_of(part), status_after(last)
    if status in IS_PAID:
        message = f"{reference} was paid before. The first payment stands."
        raise Refused(message, "already_paid", level=INFO)
    if seen is not None and seen != (last.pk if last else 0):
        raise ChangedMeanwhile(MEANWHILE.format(reference=reference, status=status.label))
    given = {"approved_by_id": _approver_of(part, by), **_checked(part, payment)}
    _refuse_alone(last, by, reference)
    if set(Doubt) - set(despite):
        refuse_doubts(slips_in(queries.part_of(part.pk), payment), despite)
    return write_line(
        by=by,
        installment=part,
        kind=EntryKind.REISSUED if status in DID_NOT_ARRIVE else EntryKind.PAID,
        seen=seen,
        given=given,
    )


def _approver_of(part: Installment, by: User) -> int | None:
    """Whoever approved it last, who is not the one that pays; None where nobody did."""
    approval = part.entries.filter(kind=EntryKind.APPROVED).order_by("-pk").first()
    if approval and approval.by_id == by.pk:
        message = f"You approved {reference_of(part)}. Somebody else records its payment."
        raise Refused(message, "approver_may_not_pay")
    return approval and approval.by_id


def _refuse_alone(last: LedgerEntry | None, by: User, reference: str) -> None:
    """What never arrived is one person's word: another one pays it again."""
    if last and last.kind == EntryKind.FAILED and last.by_id == by.pk:
        message = (
            f"{reference}: you noted that its payment never arrived. Somebody else of finance looks"
            " at that, and records the payment again."
        )
        raise Refused(message, "noted_it_lost")


def _checked(part: Installment, payment: Payment) -> dict[str, Any]:
    """What the line says of the payment."""
    refuse_day(part, payment.day)
    if queries.waits_for_residency(part, paid_on=payment.day):
        message = (
            f"{reference_of(part)} is found not to be a resident. Do not pay: a coordinator settles"
            " that first. Only a payment from before the day it was found can be noted."
        )
        raise Refused(message, "lives_elsewhere")
    return vars(payment)


@action
def pay_stipends(
    *,
    by: User,
    payments: Mapping[Installment, Payment],
    seen: Mapping[int, int],
    despite: Mapping[int, Collection[str]] | None = None,
) -> dict[int, LedgerEntry]:
    """Several at once, or none of them; `seen`, `despite` and the result are by a part's id.

    Each member gets one mail about all of theirs. SomeRefused as above.
    """
    lines: dict[int, LedgerEntry] = {}

    def pay(part: Installment) -> None:
        looked_at = tuple(Doubt) if despite is None else despite.get(part.pk, ())
        lines[part.pk] = _pay(by, part, payments[part], seen.get(part.pk), looked_at)

    do_to_each(sorted(payments, key=lambda part: part.pk), pay)
    parts = queries.parts_of(queries.installments().filter(pk__in=lines))
    for stipend in queries.by_member(parts):
        queue_news(stipend.application, stipend.parts)
    return lines

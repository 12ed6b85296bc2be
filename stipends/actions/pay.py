"""Record that a stipend was paid."""

from datetime import date

from core.actions import action
from core.models import User
from core.states import may_move
from stipends.enums import STIPEND_MOVES, EntryKind, Method, StipendStatus
from stipends.models import Agreement, LedgerEntry


class AlreadyPaid(Exception):
    """This approval has its payment; the first one stands."""


class ApproverMayNotPay(Exception):
    """Whoever approved a stipend may not also record its payment."""


@action
def pay_stipend(
    *, by: User, approval: LedgerEntry, method: Method, number: str, paid_on: date
) -> LedgerEntry:
    """Write the payment of one approval; `number` is on the check or voucher.

    Raises AlreadyPaid and ApproverMayNotPay; the database refuses both as well.
    """
    # Of two people who pay at once the second waits here, and finds the first one's payment.
    Agreement.objects.select_for_update().get(pk=approval.agreement_id)
    if approval.by_id == by.pk:
        raise ApproverMayNotPay
    if LedgerEntry.objects.filter(approval=approval).exists():
        raise AlreadyPaid
    may_move(STIPEND_MOVES, StipendStatus.APPROVED, StipendStatus.PAID, by=by)
    return LedgerEntry.objects.create(
        agreement_id=approval.agreement_id,
        kind=EntryKind.PAID,
        amount_cents=approval.amount_cents,
        by=by,
        approval=approval,
        method=method,
        number=number,
        paid_on=paid_on,
    )

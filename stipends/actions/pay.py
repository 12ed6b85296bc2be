"""Record that a stipend was paid."""

from datetime import date

from django.contrib.messages.constants import INFO

from core.actions import Refused, action
from core.models import User
from core.states import may_move
from stipends import queries
from stipends.enums import STIPEND_MOVES, EntryKind, Method, StipendStatus
from stipends.models import Agreement, LedgerEntry


@action
def pay_stipend(
    *, by: User, approval: LedgerEntry, method: Method, number: str, paid_on: date
) -> LedgerEntry:
    """Write the payment of one approval; `number` is on the check or voucher.

    Refused to whoever approved it, when it is paid, and from the day on which the member was found
    to live elsewhere; the database refuses these as well.
    """
    reference = approval.agreement.decision.application.reference
    # Of two people who pay at once the second waits here, and finds the first one's payment.
    Agreement.objects.select_for_update().get(pk=approval.agreement_id)
    if approval.by_id == by.pk:
        message = f"You approved {reference}. Somebody else records its payment."
        raise Refused(message, "approver_may_not_pay")
    if LedgerEntry.objects.filter(approval=approval).exists():
        message = f"{reference} was paid before. The first payment stands."
        raise Refused(message, "already_paid", level=INFO)
    if queries.waits_for_residency(approval, paid_on=paid_on):
        message = (
            f"{reference} is found not to be a resident. Do not pay: a coordinator settles that "
            "first. Only a payment from before the day it was found can be noted."
        )
        raise Refused(message, "lives_elsewhere")
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

"""What may be a slip in something to be paid back to a member."""

from django.utils import timezone

from core.templatetags.money import dollars
from selection.models import Seat
from stipends.budget import budget_of
from stipends.enums import BackDoubt, InstallmentKind, StipendStatus
from stipends.queries import installments

USUAL_CENTS = 300_00  # at once: a month of sitters or rides


def slips_in_paying_back(seat: Seat, kind: InstallmentKind, cents: int) -> dict[BackDoubt, str]:
    """Each doubt in words."""
    found = {}
    left = max(budget_of(seat.call).left_cents, 0)
    if cents > left:
        found[BackDoubt.MUCH] = f"{dollars(cents)} is more than the call has left: {dollars(left)}."
    elif cents > USUAL_CENTS:
        found[BackDoubt.MUCH] = f"{dollars(cents)} is more than the usual {dollars(USUAL_CENTS)}."
    same = installments().filter(
        agreement__decision=seat.offer.decision_id,
        kind=kind,
        amount_cents=cents,
        due_on=timezone.localdate(),
    )
    if same.exclude(state=StipendStatus.VOIDED).exists():
        found[BackDoubt.TWICE] = f"{dollars(cents)} for this was added today already."
    return found

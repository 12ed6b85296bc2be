"""What may be a slip in something to be paid back to a member."""

from datetime import timedelta

from django.utils import timezone

from core.templatetags.money import dollars
from selection.models import Seat
from stipends.budget import budget_of
from stipends.enums import BackDoubt, InstallmentKind, StipendStatus
from stipends.queries import installments

USUAL_CENTS = 300_00  # at once: a month of sitters or rides
A_MONTH = timedelta(days=31)  # in which the same again is asked about


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
        due_on__gt=timezone.localdate() - A_MONTH,
    )
    if before := same.exclude(state=StipendStatus.VOIDED).order_by("-due_on").first():
        day = before.due_on
        when = "today" if day == timezone.localdate() else f"on {day:%B} {day.day}"
        found[BackDoubt.TWICE] = f"{dollars(cents)} for this was added {when} already."
    return found

"""Ask the reserves whether they would still take a seat."""

from datetime import date

from django.utils import timezone

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from selection.models import AskedReserve, AvailabilityRound
from selection.offers import emails
from selection.offers.queries import last_round, reserves


@action
def ask_reserves(*, by: User, call: Call, answer_by: date, seen: int) -> AvailabilityRound:
    """Write to every reserve; whom no email reaches is to be called. `seen` is the last round.

    Refused without reserves, for a day that is over, and if somebody has asked since.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    before = last_round(call)
    last = before.number if before else 0
    if last != seen:
        raise Refused("Somebody has asked them meanwhile. Nobody was asked twice.", "asked")
    if answer_by < timezone.localdate():
        raise Refused("That day is over.", "over", field="answer_by")
    people = list(reserves(call))
    if not people:
        raise Refused("There are no reserves to ask.", "no_reserves")
    made = AvailabilityRound.objects.create(
        call=call, number=last + 1, answer_by=answer_by, asked_by=by
    )
    for decision in people:
        mail = emails.queue_still_available(decision.application, answer_by)
        AskedReserve.objects.create(
            round=made, application=decision.application, by_mail=mail is not None
        )
    return made

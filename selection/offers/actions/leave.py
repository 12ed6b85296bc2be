"""Leave a seat: somebody tells us, or withdrew their application."""

from datetime import date

from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from selection.enums import OFFER_MOVES, OfferStatus, OfferStepKind
from selection.models import Offer, OfferStep, Seat
from selection.offers import emails
from selection.offers.queries import left_by_withdrawing

WITHDREW = "Withdrew their application."


@action
def leave_seat(*, by: User, seat: Seat, last_day: date, reason: str) -> Seat:
    """Their seat is free from their last day on, and they are told. May not be repeated.

    Refused without a reason, for a day before they sat or in the future; ChangedMeanwhile if they
    left already.
    """
    Call.objects.select_for_update().get(pk=seat.call_id)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    offer = Offer.objects.select_for_update().get(pk=seat.offer_id)
    if not may_move(OFFER_MOVES, offer.status, OfferStatus.LEFT, by=by):
        raise ChangedMeanwhile("This person has left already. Nothing was changed.")
    if not reason.strip():
        raise Refused("Say why. It is kept with the seat.", "no_reason", field="reason")
    if last_day < seat.since:
        message = f"They sit since {seat.since:%B} {seat.since.day}: not a day before."
        raise Refused(message, "before_sitting", field="last_day")
    if last_day > timezone.localdate():
        message = "A day in the future: note it once they have left."
        raise Refused(message, "in_future", field="last_day")
    _vacate(seat, offer, last_day, reason.strip(), by)
    emails.queue_left(offer, last_day)
    return seat


@action
def vacate_withdrawn(*, by: None, call: Call | None = None) -> int:
    """Free the seats of people who withdrew, in one call or all; two workers may do so at once."""
    gone = left_by_withdrawing()
    gone = gone.filter(decision__release__call=call) if call else gone
    return sum(_close(offer) for offer in gone)


def _close(offer: Offer) -> bool:
    found = Offer.objects.select_for_update(skip_locked=True, of=["self"])
    offer = found.select_related("decision__application").filter(pk=offer.pk).first()
    if offer is None or offer.status != OfferStatus.ACCEPTED:
        return False
    seat = Seat.objects.get(offer=offer)
    withdrawn_on = timezone.localdate(offer.decision.application.withdrawn_at)
    _vacate(seat, offer, max(withdrawn_on, seat.since), WITHDREW, None)
    return True


def _vacate(seat: Seat, offer: Offer, last_day: date, reason: str, by: User | None) -> None:
    seat.until = last_day
    seat.save()
    offer.status = OfferStatus.LEFT
    offer.save()
    OfferStep.objects.create(
        offer=offer,
        kind=OfferStepKind.VACATED,
        staff=by,
        by_clock=by is None,
        reason=reason,
    )

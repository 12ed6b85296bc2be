"""What staff do about an offer: more time, another day to call, take it back, tell them."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from selection.enums import ENDED_BY_US, OFFER_MOVES, OfferStatus, OfferStepKind
from selection.models import Offer, OfferStep
from selection.offers import emails
from selection.offers.actions.answer import ENDED
from selection.offers.locking import locked_offer

LONGEST = timedelta(days=60)  # from today that somebody can be given to answer


@action
def extend_offer(*, by: User, offer: Offer, reply_by: date, reason: str, seen: date) -> Offer:
    """A later last day; they are told. `seen` is the last day that the page showed.

    Refused for a day that is not later or too far away; ChangedMeanwhile once it is answered or
    was changed.
    """
    offer = locked_offer(offer)
    if not offer.is_open or offer.reply_by != seen:
        raise ChangedMeanwhile(ENDED if not offer.is_open else "The last day was changed already.")
    if reply_by <= max(offer.reply_by, timezone.localdate()):
        raise Refused("Choose a day after the last one.", "not_later", field="reply_by")
    if reply_by > (latest := timezone.localdate() + LONGEST):
        words = f"Choose a day until {date_format(latest)}: the seat waits for them till then."
        raise Refused(words, "too_late", field="reply_by")
    offer.reply_by = reply_by
    offer.save()
    OfferStep.objects.create(
        offer=offer, kind=OfferStepKind.EXTENDED, staff=by, reply_by=reply_by, reason=reason
    )
    emails.queue_more_time(offer)
    return offer


@action
def take_back_offer(*, by: User, offer: Offer, reason: str) -> Offer:
    """Take it back before it is answered, with a reason; they are told that it ended."""
    offer = locked_offer(offer)
    if not may_move(OFFER_MOVES, offer.status, OfferStatus.TAKEN_BACK, by=by):
        raise ChangedMeanwhile(ENDED)
    if not reason.strip():
        raise Refused("Say why. It is kept with the offer.", "no_reason", field="reason")
    offer.status, offer.asks_to_talk = OfferStatus.TAKEN_BACK, False
    offer.save()
    OfferStep.objects.create(
        offer=offer, kind=OfferStepKind.TAKEN_BACK, staff=by, reason=reason.strip()
    )
    emails.queue_ended(offer)
    return offer


@action
def call_again(*, by: User, offer: Offer, call_on: date | None) -> None:
    """Put the next call off to a day, or to now."""
    offer = locked_offer(offer)
    if not offer.is_open:
        raise ChangedMeanwhile(ENDED)
    offer.call_on = call_on
    offer.save()


@action
def note_told(*, by: User, offer: Offer) -> None:
    """Record that somebody without email was told that it ended. May be repeated.

    Refused while nothing has ended.
    """
    offer = locked_offer(offer)
    if offer.status not in ENDED_BY_US:
        raise Refused("There is nothing to tell them yet.", "not_ended")
    if not offer.steps.filter(kind=OfferStepKind.TOLD).exists():
        OfferStep.objects.create(offer=offer, kind=OfferStepKind.TOLD, staff=by)

"""Answer an offer: by the applicant, or by staff for somebody who called."""

from dataclasses import dataclass

from django.utils import timezone

from applications.enums import ApplicationStatus
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from core.tax_numbers import refuse_tax_number
from selection.board import seats_of
from selection.enums import OFFER_MOVES, OfferStatus, OfferStepKind, PayBy
from selection.models import Acceptance, Offer, OfferStep, Seat
from selection.offers import emails
from selection.offers.actions.leave import vacate_withdrawn
from selection.offers.locking import locked_offer

ENDED = "This offer was answered or has ended meanwhile. Look at it as it is now."
NO_SEAT = "No seat is free any more. Nothing was stored; tell a coordinator."


@dataclass(frozen=True)
class Payee:
    """Whom to pay and how; `language` is that of the notice about benefits above it."""

    legal_name: str
    pay_by: PayBy
    language: str


@action
def accept_offer(*, by: User | None, offer: Offer, payee: Payee | None) -> Offer:
    """Take the seat; without a `payee` the stipend is declined. May be repeated.

    ChangedMeanwhile if it was answered in another way or has ended. Refused where no seat is left.
    """
    offer = locked_offer(offer)
    if offer.status == OfferStatus.ACCEPTED and _is_same(offer, payee):
        return offer
    _refuse_ended(offer)
    _refuse_move(offer, OfferStatus.ACCEPTED, by)
    if payee:
        refuse_tax_number(payee.legal_name, field="legal_name")
    _take_seat(offer)
    offer.status, offer.declines_stipend = OfferStatus.ACCEPTED, payee is None
    offer.asks_to_talk = False
    offer.save()
    OfferStep.objects.create(offer=offer, kind=OfferStepKind.ACCEPTED, staff=by)
    if payee:
        Acceptance.objects.create(
            offer=offer,
            legal_name=payee.legal_name,
            pay_by=payee.pay_by,
            language=payee.language,
        )
    else:
        OfferStep.objects.create(offer=offer, kind=OfferStepKind.STIPEND_DECLINED, staff=by)
    emails.queue_answer(offer)
    return offer


@action
def decline_offer(*, by: User | None, offer: Offer) -> Offer:
    """Leave the seat to somebody else. May be repeated; ChangedMeanwhile as above."""
    offer = locked_offer(offer)
    if offer.status == OfferStatus.DECLINED:
        return offer
    _refuse_ended(offer)
    _refuse_move(offer, OfferStatus.DECLINED, by)
    offer.status, offer.asks_to_talk = OfferStatus.DECLINED, False
    offer.save()
    OfferStep.objects.create(offer=offer, kind=OfferStepKind.DECLINED, staff=by)
    emails.queue_answer(offer)
    return offer


@action
def ask_to_talk(*, by: User | None, offer: Offer) -> Offer:
    """Ask staff to get in touch first; the offer waits on. May be repeated."""
    offer = locked_offer(offer)
    _refuse_ended(offer)
    if offer.asks_to_talk:
        return offer
    offer.asks_to_talk, offer.call_on = True, None
    offer.save()
    OfferStep.objects.create(offer=offer, kind=OfferStepKind.ASKED_TO_TALK, staff=by)
    emails.queue_answer(offer)
    return offer


def _refuse_ended(offer: Offer) -> None:
    withdrew = offer.decision.application.status != ApplicationStatus.RECEIVED
    if offer.status != OfferStatus.OPEN or withdrew:
        raise ChangedMeanwhile(ENDED)


def _refuse_move(offer: Offer, end: OfferStatus, by: User | None) -> None:
    if not may_move(OFFER_MOVES, offer.status, end, by=by):
        raise ChangedMeanwhile(ENDED)


def _is_same(offer: Offer, payee: Payee | None) -> bool:
    """Whether the same was answered before, as by pressing twice."""
    given = Acceptance.objects.filter(offer=offer).first()
    if given is None or payee is None:
        return given is None and payee is None
    return (given.legal_name, given.pay_by) == (payee.legal_name, payee.pay_by)


def _take_seat(offer: Offer) -> Seat:
    """The free seat with the lowest number, from today on."""
    call, today = offer.decision.application.call, timezone.localdate()
    vacate_withdrawn(by=None, call=call)
    held = Seat.objects.filter(call=call).exclude(until__lte=today)
    taken = set(held.values_list("number", flat=True))
    most = seats_of(call).most
    free = next((number for number in range(1, most + 1) if number not in taken), None)
    if free is None:
        raise Refused(NO_SEAT, "no_seat_left")
    return Seat.objects.create(call=call, number=free, offer=offer, since=today)

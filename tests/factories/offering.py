"""Shortcuts to offers, through the same actions that people and the clock use."""

from collections.abc import Collection
from datetime import date

from applications.models import Application
from core.models import User
from selection.enums import PayBy
from selection.models import Offer, Seat
from selection.offers.actions.answer import Payee, accept_offer
from selection.offers.actions.clock import make_offers
from selection.offers.queries import offer_of
from tests.factories.releasing import released_with
from tests.factories.staff import Cast

PAYEE = Payee("Wideline Jean-Baptiste", PayBy.MAIL, "en")


def offered(
    cast: Cast, *members: Application, reserves: Collection[Application] = ()
) -> list[Offer]:
    """Released as members, and each offered a seat."""
    released_with(cast, *members, reserves=reserves)
    make_offers(by=None)
    return [offer_of(each) for each in members]


def overdue(offer: Offer, last_day: date) -> Offer:
    """As if it had to be answered by this day."""
    Offer.objects.filter(pk=offer.pk).update(reply_by=last_day)
    offer.refresh_from_db()
    return offer


def accepted(offer: Offer, *, by: User | None = None, payee: Payee | None = PAYEE) -> Seat:
    """The seat that is taken by accepting."""
    return Seat.objects.get(offer=accept_offer(by=by, offer=offer, payee=payee))

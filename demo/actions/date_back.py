"""What the clock would have done months ago: the demo is loaded in a moment."""

from datetime import date

from applications.models import Call
from core.actions import action
from selection.models import Offer, Seat


@action
def date_back_seats(*, by: None, call: Call, since: date) -> None:
    """Everybody who sits in a call has sat since then."""
    Seat.objects.filter(call=call).update(since=since)


@action
def date_back_offer(*, by: None, offer: Offer, last_day: date) -> None:
    """It had to be answered by a day that is over."""
    offer.reply_by = last_day
    offer.save()

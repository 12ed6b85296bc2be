"""What there is to do about the group: offers that wait, people to call, seats that are free."""

from applications.models import Call
from core.models import User
from reports.today_item import Item, Items, of_call
from selection.offers.queries import callers_among, seats_held, to_follow
from selection.offers.replacing import free_seats


def members(_person: User, call: Call) -> Items:
    """Whom to call, who has not answered, and what is free again."""
    url = of_call(call, "offer-list")
    followed = list(to_follow(call))
    waiting = [offer for offer in followed if offer.is_open]
    due = [each.offer for each in callers_among(call, followed) if each.is_due]
    since = min((offer.made_at for offer in due), default=None)
    words = (
        "No letter or email reaches them, or they asked to talk. Their offer waits or has ended."
    )
    yield Item(
        "People to call about a seat", url, "See whom", len(due), words, since, is_urgent=True
    )
    first = min((offer.made_at for offer in waiting), default=None)
    words = "Whoever does not answer by the last day loses the offer."
    yield Item("Offers without an answer", url, "See whom", len(waiting), words, first)
    if seats_held(call).exists():
        url = of_call(call, "seat-replace")
        words = "Somebody left, declined or did not answer. Reserves come first."
        yield Item("Seats that are free again", url, "See who fits", free_seats(call), words)

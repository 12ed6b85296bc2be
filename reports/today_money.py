"""What there is to do about stipends: approve them, pay them."""

from django.urls import reverse

from applications.models import Call
from core.models import User
from reports import queries
from reports.today_item import Item, Items
from stipends.queries import to_approve, to_pay


def stipends(_person: User, _call: Call | None) -> Items:
    """What a coordinator approves."""
    count, since = queries.waiting(to_approve(), "release__released_at")
    url = reverse("staff:stipend-list")
    words = "Finance pays once they are approved."
    yield Item("Stipends to approve", url, "Approve", count, words, since, is_urgent=True)


def payments(_person: User, _call: Call | None) -> Items:
    """What finance pays."""
    count, since = queries.waiting(to_pay(), "approved_at")
    url = reverse("staff:payment-list")
    words = "A coordinator has approved them."
    yield Item("Stipends to pay", url, "Pay", count, words, since, is_urgent=True)

"""What there is to do about stipends: approve them, pay them, pay again what came back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from applications.models import Call
from core.models import User
from reports import queries
from reports.today_item import Item, Items, count_of
from stipends.models import BudgetIncrease, Installment
from stipends.queries import APPLICATION, came_back, to_approve, to_pay


def stipends(person: User, _call: Call | None) -> Items:
    """What a coordinator approves, and more money that another one asked for."""
    url = reverse("staff:stipend-list")
    due = _waiting(to_approve(), "agreement__made_at")
    words = due.longest or "Finance pays once they are approved."
    yield Item("Stipends to approve", url, "Approve", due.count, words, due.since, is_urgent=True)
    back = _waiting(came_back(), "last_at")
    words = "See that they know what to do; finance pays again."
    yield Item("Members whose check came back", url, "Look", back.count, words, back.since)
    asked = BudgetIncrease.objects.filter(agreed_by=None).exclude(asked_by=person)
    count, since = queries.waiting(asked, "asked_at")
    words = "Another coordinator asked for more than the seats times the stipend."
    yield Item("More money for stipends", url, "Look", count, words, since, is_urgent=True)


def payments(_person: User, _call: Call | None) -> Items:
    """What finance pays; whoever waits longest is named."""
    url = reverse("staff:payment-list")
    due = _waiting(to_pay(), "approved_at")
    words = due.longest or "A coordinator has approved them."
    yield Item("Stipends to pay", url, "Pay", due.count, words, due.since, is_urgent=True)
    back = _waiting(came_back(), "last_at")
    words, url = back.longest or "They can be paid again.", f"{url}?show=back"
    yield Item(
        "Payments that came back", url, "Pay again", back.count, words, back.since, is_urgent=True
    )


@dataclass(frozen=True)
class Waiting:
    """How many wait, and the one of them who waits longest: since when, and their reference."""

    count: int
    since: datetime | None = None
    reference: str = ""

    @property
    def longest(self) -> str:
        """Who waits longest, and for how long; "" if nobody waits."""
        if self.since is None:
            return ""
        days = (timezone.localdate() - timezone.localdate(self.since)).days
        return f"{self.reference} waits longest: {count_of(days, 'day')}."


def _waiting(found: QuerySet[Installment], since: str) -> Waiting:
    rows = list(found.order_by(since).values_list(since, f"{APPLICATION}__reference"))
    return Waiting(len(rows), *rows[0]) if rows else Waiting(0)

"""What there is to do about stipends: approve them, pay them, pay again what came back."""

from django.db.models import F, QuerySet
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
    count, since = queries.waiting(to_approve(), "agreement__made_at")
    url = reverse("staff:stipend-list")
    words = "Finance pays once they are approved."
    words = _longest(to_approve(), "agreement__made_at") if count else words
    yield Item("Stipends to approve", url, "Approve", count, words, since, is_urgent=True)
    count, since = queries.waiting(came_back(), "last_at")
    words = "See that they know what to do; finance pays again."
    yield Item("Members whose check came back", url, "Look", count, words, since)
    asked = BudgetIncrease.objects.filter(agreed_by=None).exclude(asked_by=person)
    count, since = queries.waiting(asked, "asked_at")
    words = "Another coordinator asked for more than the seats times the stipend."
    yield Item("More money for stipends", url, "Look", count, words, since, is_urgent=True)


def payments(_person: User, _call: Call | None) -> Items:
    """What finance pays; whoever waits longest is named."""
    url = reverse("staff:payment-list")
    count, since = queries.waiting(to_pay(), "approved_at")
    words = _longest(to_pay(), "approved_at") if count else "A coordinator has approved them."
    yield Item("Stipends to pay", url, "Pay", count, words, since, is_urgent=True)
    count, since = queries.waiting(came_back(), "last_at")
    words = _longest(came_back(), "last_at") if count else "They can be paid again."
    back = f"{url}?show=back"
    yield Item("Payments that came back", back, "Pay again", count, words, since, is_urgent=True)


def _longest(found: QuerySet[Installment], since: str) -> str:
    """Who waits longest, and for how long."""
    first = found.order_by(since).values(since, reference=F(f"{APPLICATION}__reference")).first()
    if first is None:
        return ""
    days = (timezone.localdate() - timezone.localdate(first[since])).days
    return f"{first['reference']} waits longest: {count_of(days, 'day')}."

"""What there is to do about stipends: approve them, pay them, pay again what came back."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from applications.form.notices import without_email
from applications.models import Call
from core.models import User
from reports import queries
from reports.today_item import Item, Items, count_of
from stipends.enums import Fit
from stipends.models import BudgetIncrease, Installment, LeftOutRow
from stipends.queries import APPLICATION, came_back, paid_twice, to_approve, to_pay


def stipends(person: User, _call: Call | None) -> Items:
    """What a coordinator approves, and more money that another one asked for."""
    for due in _waiting_in_each_call(to_approve(), "open_since"):
        words, url = due.longest or "Finance pays once they are approved.", due.url("stipend-list")
        title = f"Stipends to approve{due.of_call}"
        yield Item(title, url, "Approve", due.count, words, due.since, is_urgent=True)
    back = _waiting(came_back(), "last_day")
    words = _told_of_return(back) if back.count else "Finance pays again."
    url = f"{back.url('stipend-list')}#came-back"
    yield Item("Members whose check came back", url, "Look", back.count, words, back.since)
    asked = BudgetIncrease.objects.filter(agreed_by=None).exclude(asked_by=person)
    count, since = queries.waiting(asked, "asked_at")
    words = "Another coordinator asked for more than the seats times the stipend."
    url = reverse("staff:stipend-list")
    if count:
        url += f"?{urlencode({'call': asked.earliest('asked_at').call.slug})}"
    yield Item("More money for stipends", url, "Look", count, words, since, is_urgent=True)


def payments(_person: User, _call: Call | None) -> Items:
    """What finance pays; whoever waits longest is named."""
    due = _waiting(to_pay(), "approved_at")
    words, url = due.longest or "A coordinator has approved them.", due.url("payment-list")
    yield Item("Stipends to pay", url, "Pay", due.count, words, due.since, is_urgent=True)
    back = _waiting(came_back(), "last_day")
    words = back.longest or "They can be paid again."
    url = back.url("payment-list", show="back")
    yield Item(
        "Payments that came back", url, "Pay again", back.count, words, back.since, is_urgent=True
    )
    twice = _waiting(paid_twice(), "last_day")
    words = f"{twice.reference}: an earlier check cleared after all." if twice.count else ""
    url = twice.url("payment-list", show="twice")
    title = "Paid twice: ask for it back"
    yield Item(title, url, "Look", twice.count, words, twice.since, is_urgent=True)
    yield _second_checks()


def _second_checks() -> Item:
    """Of the oldest file in which one waits, since the page of that one lists them."""
    waiting = LeftOutRow.objects.filter(fit=Fit.SECOND, settled_at=None).order_by("file", "row")
    first = waiting.select_related("file").first()
    if first is None:
        url = reverse("staff:payment-file-list")
        return Item("Second checks in a file", url, "Look", 0, "", None, is_urgent=True)
    count = waiting.filter(file=first.file).count()
    more = waiting.count() - count
    words = f"In {first.file.file_name}." + (f" {more} more in other files." if more else "")
    url = reverse("staff:payment-file-detail", args=[first.file_id])
    since = first.file.settled_at
    return Item("Second checks in a file", url, "Look", count, words, since, is_urgent=True)


def _told_of_return(back: "Waiting") -> str:
    """Whether mail reaches all of them."""
    without = len(without_email(back.applications))
    if not without:
        return "See that they know what to do; finance pays again."
    have = "has" if without == 1 else "have"
    return f"{without} of them {have} no email: call, or print the letter."


@dataclass(frozen=True)
class Waiting:
    """How many parts wait, of whom, and who waits longest: since when, reference and call."""

    count: int = 0
    applications: Collection[int] = ()
    since: datetime | None = None
    reference: str = ""
    slug: str = ""
    of_call: str = ""  # the words that tell it from another call's, where several have some

    @property
    def longest(self) -> str:
        """Who waits longest, and for how long; "" if nobody waits."""
        if self.since is None:
            return ""
        days = (timezone.localdate() - timezone.localdate(self.since)).days
        how_long = count_of(days, "day") if days else "since today"
        return f"{self.reference} waits longest: {how_long}."

    def url(self, page: str, **query: str) -> str:
        """The page of the call in which somebody waits longest."""
        asked = urlencode(({"call": self.slug} if self.slug else {}) | query)
        return reverse(f"staff:{page}") + (f"?{asked}" if asked else "")


class Row(NamedTuple):
    """One part that waits."""

    application: int
    since: datetime | date
    reference: str
    slug: str
    title: str


def _waiting_in_each_call(found: QuerySet[Installment], since: str) -> list[Waiting]:
    """One for each call, since the page lists those of one; one of nobody where nobody waits."""
    calls: dict[str, list[Row]] = {}
    for row in _rows(found, since):
        calls.setdefault(row.slug, []).append(row)
    if len(calls) < 2:
        return [_in_one(rows) for rows in calls.values()] or [Waiting()]
    return [replace(_in_one(rows), of_call=f": {rows[0].title}") for rows in calls.values()]


def _waiting(found: QuerySet[Installment], since: str) -> Waiting:
    return _in_one(_rows(found, since))


def _rows(found: QuerySet[Installment], since: str) -> list[Row]:
    """Whoever waits longest first."""
    shown = (f"{APPLICATION}__{name}" for name in ("reference", "call__slug", "call__title_en"))
    return [Row(*row) for row in found.order_by(since).values_list(APPLICATION, since, *shown)]


def _in_one(rows: list[Row]) -> Waiting:
    if not rows:
        return Waiting()
    longest = rows[0]
    since = longest.since
    if not isinstance(since, datetime):
        since = timezone.make_aware(datetime.combine(since, time.min))
    applications = {row.application for row in rows}
    return Waiting(len(rows), applications, since, longest.reference, longest.slug)

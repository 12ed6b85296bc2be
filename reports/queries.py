"""Figures that join several apps, for the Today page."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from applications.enums import Channel
from applications.models import Application, Call, Draft
from core.models import User
from reviewers.enums import ReviewStatus
from reviewers.models import Review

DAYS_SHOWN = 14


@dataclass(frozen=True)
class Day:
    """Applications received on one day; `percent` is of the busiest day shown, for the chart."""

    day: date
    count: int
    percent: int


def applications_by_day(call: Call) -> list[Day]:
    """The last two weeks, a day each, days without any among them."""
    today = timezone.localdate()
    first = today - timedelta(days=DAYS_SHOWN - 1)
    counted = Application.objects.filter(call=call).order_by().values_list(
        TruncDate("received_at")
    ).annotate(Count("pk"))  # fmt: skip
    counts = dict(counted.filter(received_at__date__gte=first))
    busiest = max(counts.values(), default=1)
    days = [first + timedelta(days=n) for n in range(DAYS_SHOWN)]
    return [Day(day, counts.get(day, 0), 100 * counts.get(day, 0) // busiest) for day in days]


def applications_by_channel(call: Call) -> list[tuple[str, int]]:
    """(channel, how many) for every channel that was used."""
    counts = Counter(
        dict(
            Application.objects.filter(call=call)
            .order_by()
            .values_list("channel")
            .annotate(Count("pk"))
        )
    )
    return [(channel.label, counts[channel]) for channel in Channel if counts[channel]]


def drafts_under_way(call: Call) -> int:
    """How many people have begun and not sent yet."""
    return Draft.objects.filter(call=call).count()


@dataclass(frozen=True)
class Progress:
    """Reviews submitted out of those assigned."""

    done: int
    total: int


def review_progress(*, call: Call | None = None, reviewer: User | None = None) -> Progress:
    """Of one call, or of one reviewer's own queue."""
    reviews = Review.objects.all()
    if call is not None:
        reviews = reviews.filter(application__call=call)
    if reviewer is not None:
        reviews = reviews.filter(reviewer=reviewer)
    return Progress(
        done=reviews.filter(status=ReviewStatus.SUBMITTED).count(), total=reviews.count()
    )


@dataclass(frozen=True)
class ReviewCount:
    """Reviews of one application: submitted, out of those assigned."""

    submitted: int = 0
    assigned: int = 0


def review_counts(applications: Iterable[int]) -> dict[int, ReviewCount]:
    """Application id → its reviews; nothing assigned counts as zero of zero."""
    submitted = Count("pk", filter=Q(status=ReviewStatus.SUBMITTED))
    rows = (
        Review.objects.filter(application__in=applications)
        .order_by()
        .values("application")
        .annotate(done=submitted, of=Count("pk"))
        .values_list("application", "done", "of")
    )
    return defaultdict(ReviewCount, {pk: ReviewCount(*counts) for pk, *counts in rows})

"""Figures that join several apps, for Today and Health."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, Min, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from applications.enums import ApplicationStatus, Channel, ErasureStatus
from applications.models import Application, Call, Draft, Erasure, PaperEntry
from core.models import AccessEvent, SecurityEvent, User
from core.permissions import MAY, Permission
from reviewers.enums import STANDING
from reviewers.models import Review
from reviewers.queries import COUNTS, IS_IN

DAYS_SHOWN = 14


@dataclass(frozen=True)
class Day:
    """Applications received on one day; `percent` is of the busiest day shown, for the chart."""

    day: date
    count: int
    percent: int

    @property
    def rest(self) -> int:
        """What is left above its bar, in percent."""
        return 100 - self.percent


@dataclass(frozen=True)
class Applied:
    """How many applied: the last two weeks by day, also without any, and all by how they came.

    Those that were withdrawn are counted apart.
    """

    days: list[Day]
    channels: list[tuple[Channel, int]]
    withdrawn: int

    @property
    def all(self) -> int:
        """The number of applications that are not withdrawn."""
        return sum(count for _channel, count in self.channels)


def applications_to(call: Call) -> Applied:
    """In one query."""
    first = timezone.localdate() - timedelta(days=DAYS_SHOWN - 1)
    day = Case(When(received_at__gte=_begin_of(first), then=TruncDate("received_at")))
    is_out = Q(status=ApplicationStatus.WITHDRAWN)
    of_call = Application.objects.filter(call=call).order_by()
    counted = of_call.values_list("channel", day, ExpressionWrapper(is_out, BooleanField()))
    withdrawn = 0
    by_day: Counter[date | None] = Counter()
    by_channel: Counter[str] = Counter()
    for channel, its_day, is_withdrawn, count in counted.annotate(Count("pk")):
        if is_withdrawn:
            withdrawn += count
            continue
        by_day[its_day] += count
        by_channel[channel] += count
    counts = [by_day[first + timedelta(days=n)] for n in range(DAYS_SHOWN)]
    busiest = max(*counts, 1)
    return Applied(
        [
            Day(first + timedelta(days=n), count, 100 * count // busiest)
            for n, count in enumerate(counts)
        ],
        [(channel, by_channel[channel]) for channel in Channel if by_channel[channel]],
        withdrawn,
    )


def drafts_under_way(call: Call) -> int:
    """How many applications are begun and not submitted; corrections are not counted."""
    return Draft.objects.filter(call=call, corrects=None).count()


def typed_in_today(clerk: User) -> list[PaperEntry]:
    """What one person has entered or corrected on paper since midnight, the newest first.

    Each application once.
    """
    midnight = _begin_of(timezone.localdate())
    entries = PaperEntry.objects.filter(entered_by=clerk, entered_at__gte=midnight)
    entries = entries.select_related("revision__application").order_by("-entered_at", "-pk")
    latest: dict[int, PaperEntry] = {}
    for entry in entries:
        latest.setdefault(entry.revision.application_id, entry)
    return list(latest.values())


def erasures_for(person: User) -> QuerySet[Erasure]:
    """Open requests to erase that somebody else made, oldest first."""
    waiting = Erasure.objects.filter(status=ErasureStatus.REQUESTED).exclude(requested_by=person)
    return waiting.select_related("application", "requested_by").order_by("requested_at")


@dataclass(frozen=True)
class Calls:
    """How many calls are published, and how many are not yet."""

    published: int
    in_preparation: int


def calls() -> Calls:
    """Numbers of all calls, of every year."""
    counts = Call.objects.aggregate(
        published=Count("pk", filter=Q(is_published=True)),
        in_preparation=Count("pk", filter=Q(is_published=False)),
    )
    return Calls(**counts)


@dataclass(frozen=True)
class Accounts:
    """How many staff accounts are active, and how many of them have no role."""

    active: int
    without_role: int


def accounts() -> Accounts:
    """Numbers of staff accounts; residents have none."""
    counts = User.objects.filter(is_active=True).aggregate(
        active=Count("pk", distinct=True),
        without_role=Count("pk", filter=Q(groups=None), distinct=True),
    )
    return Accounts(**counts)


def people_who_may(permission: Permission) -> int:
    """How many active accounts have a role with this permission."""
    roles = [role for role, permissions in MAY.items() if permission in permissions]
    return User.objects.filter(is_active=True, groups__name__in=roles).distinct().count()


def openings_since(day: date) -> int:
    """How often personal data was opened, listed or exported."""
    return AccessEvent.objects.filter(at__gte=_begin_of(day)).count()


def lock_outs_since(day: date) -> int:
    """How often somebody was locked out at the sign-in."""
    locked = SecurityEvent.objects.filter(what__in=SecurityEvent.LOCK_OUTS)
    return locked.filter(at__gte=_begin_of(day)).count()


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class ReviewCount:
    """Reviews of one application: submitted, out of those assigned."""

    submitted: int = 0
    assigned: int = 0


def review_counts(applications: Iterable[int]) -> dict[int, ReviewCount]:
    """Application id → its numbers of reviews; zero where none is assigned."""
    submitted = Count("pk", filter=IS_IN)
    rows = (
        Review.objects.filter(COUNTS, status__in=STANDING, application__in=applications)
        .order_by()
        .values("application")
        .annotate(done=submitted, of=Count("pk"))
        .values_list("application", "done", "of")
    )
    return defaultdict(ReviewCount, {pk: ReviewCount(*counts) for pk, *counts in rows})


def waiting(rows: QuerySet, since: str) -> tuple[int, datetime | None]:
    """How many rows there are, and the earliest `since` of them."""
    found = rows.order_by().aggregate(count=Count("pk"), since=Min(since))
    return found["count"], found["since"]

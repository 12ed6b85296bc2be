"""How far reading is: by reader, and the readings that lack one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from applications.form.queries import eligible_applications
from applications.models import Application, Call
from reviewers import queries
from reviewers.enums import STANDING, UNDER_WAY, ReviewPurpose, ReviewStatus
from reviewers.models import Reader, Review
from reviewers.readers import can_read, readers_of


@dataclass(frozen=True)
class ReaderProgress:
    """One reader of a call: reviews that are in and still open, and when they last did anything."""

    reader: Reader
    done: int
    under_way: int
    last: datetime | None

    @property
    def assigned(self) -> int:
        """All that they have."""
        return self.done + self.under_way

    @property
    def can_read(self) -> bool:
        """Whether they may get more."""
        return can_read(self.reader)


@dataclass(frozen=True)
class Progress:
    """A whole call: readings that are in, that have a reader, and that are wanted."""

    readers: list[ReaderProgress]
    done: int
    assigned: int
    lacking: int

    @property
    def open(self) -> int:
        """What is under way or to do."""
        return self.assigned - self.done

    @property
    def wanted(self) -> int:
        """Readings that were given out, and those that lack a reader."""
        return self.assigned + self.lacking


def progress_of(call: Call) -> Progress:
    """Of every reader, in a fixed number of queries."""
    rows = (
        _standing(call)
        .order_by()
        .values("reviewer")
        .annotate(
            done=Count("pk", filter=Q(status=ReviewStatus.SUBMITTED)),
            under_way=Count("pk", filter=Q(status__in=UNDER_WAY)),
        )
    )
    of_reader = {row["reviewer"]: row for row in rows}
    none = {"done": 0, "under_way": 0}
    last = _last_work(call)
    readers = [
        ReaderProgress(
            reader,
            of_reader.get(reader.user_id, none)["done"],
            of_reader.get(reader.user_id, none)["under_way"],
            last.get(reader.user_id),
        )
        for reader in readers_of(call)
    ]
    return Progress(
        readers=readers,
        done=sum(row["done"] for row in of_reader.values()),
        assigned=sum(row["done"] + row["under_way"] for row in of_reader.values()),
        lacking=sum(lacking(call).values_list("lacks", flat=True)),
    )


def _last_work(call: Call) -> dict[int, datetime]:
    """User → when they last opened, saved or submitted something."""
    at = Greatest("opened_at", "saved_at", "submitted_at")
    work = _standing(call).annotate(at=at).filter(at__isnull=False).order_by("reviewer", "-at")
    return dict(work.distinct("reviewer").values_list("reviewer", "at"))


def lacking(call: Call) -> QuerySet[Application]:
    """Applications with fewer readings than wanted: `has`, `wants` and `lacks`."""
    counted = Count(
        "reviews",
        filter=Q(reviews__in=_standing(call)),
    )
    applications = (
        eligible_applications()
        .filter(call=call)
        .annotate(
            has=counted, wants=Coalesce("wanted_readings__readings", queries.rule_of(call).readings)
        )
    )
    return applications.annotate(lacks=F("wants") - F("has")).filter(lacks__gt=0)


def with_open_work(call: Call) -> QuerySet[Reader]:
    """Readers who still have something to do."""
    busy = _standing(call).filter(status__in=UNDER_WAY).values("reviewer")
    return readers_of(call).filter(user__in=busy)


def _standing(call: Call) -> QuerySet[Review]:
    return Review.objects.filter(
        rubric=queries.rubric_of(call), purpose=ReviewPurpose.COUNTS, status__in=STANDING
    )

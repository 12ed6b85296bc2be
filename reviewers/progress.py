"""How far a call's applications are read: in all, by reader, and the readings that lack one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, JSONObject

from applications.form.queries import eligible_applications
from applications.models import Application, Call
from core.models import User
from reviewers import queries
from reviewers.enums import GIVEN_UP, STANDING, UNDER_WAY, ReviewPurpose, ReviewStatus
from reviewers.models import Reader, Review
from reviewers.readers import can_read, readers_of, standing_reviews

_DONE = Count("pk", filter=Q(status=ReviewStatus.SUBMITTED))


@dataclass(frozen=True)
class ReadingProgress:
    """Reviews that are in, out of those assigned, and what waits for coordinators.

    `with_too_few` applications have fewer than `fewest` readers, or none: their reviews are not
    among those assigned. `lacking` readings are wanted and nobody has them; from `given_up` of
    their applications a reader stepped back.
    """

    done: int
    assigned: int
    fewest: int
    with_too_few: int
    lacking: int
    given_up: int

    @property
    def open(self) -> int:
        """What is under way or to do."""
        return self.assigned - self.done


def reading_progress(call: Call) -> ReadingProgress:
    """Two queries, whatever the number of applications."""

    def reviews(*statuses: ReviewStatus) -> Count:
        which = Q(reviews__purpose=ReviewPurpose.COUNTS, reviews__status__in=statuses)
        return Count("reviews", filter=which)

    rule = queries.rule_of(call)
    wants = Coalesce("wanted_readings__readings", rule.readings)
    counted = (
        eligible_applications()
        .filter(call=call)
        .annotate(
            submitted=reviews(ReviewStatus.SUBMITTED),
            has=reviews(*STANDING),
            gone=reviews(*GIVEN_UP),
            lacks=Greatest(wants - F("has"), 0),
        )
        .aggregate(
            done=Coalesce(Sum("submitted"), 0),
            assigned=Coalesce(Sum("has"), 0),
            with_too_few=Count("pk", filter=Q(has__lt=rule.fewest_readings)),
            lacking=Coalesce(Sum("lacks"), 0),
            given_up=Count("pk", filter=Q(lacks__gt=0, gone__gt=0)),
        )
    )
    return ReadingProgress(fewest=rule.fewest_readings, **counted)


def lacking(call: Call) -> QuerySet[Application]:
    """Applications with fewer readings than wanted: `has`, `wants` and `lacks`."""
    applications = (
        eligible_applications()
        .filter(call=call)
        .annotate(
            has=Count("reviews", filter=Q(reviews__in=standing_reviews(call))),
            wants=Coalesce("wanted_readings__readings", queries.rule_of(call).readings),
        )
    )
    return applications.annotate(lacks=F("wants") - F("has")).filter(lacks__gt=0)


@dataclass(frozen=True)
class ReaderProgress:
    """One reader of a call: reviews that are in and still open, and when they last did anything.

    `is_gone`: their account is closed, or they are no reviewer any more.
    """

    reader: Reader
    done: int = 0
    under_way: int = 0
    last: datetime | None = None
    is_gone: bool = False

    @property
    def assigned(self) -> int:
        """All that they have."""
        return self.done + self.under_way

    @property
    def can_read(self) -> bool:
        """Whether they may get more."""
        return can_read(self.reader)


def progress_of_readers(call: Call) -> list[ReaderProgress]:
    """Of every reader by name, in a fixed number of queries.

    Whoever was given something and is no reader of the call is one of them, with a reader that is
    not stored.
    """
    reviews = standing_reviews(call).order_by()
    under_way = Count("pk", filter=Q(status__in=UNDER_WAY))
    counted = reviews.values("reviewer").annotate(done=_DONE, under_way=under_way)
    of_reader = {row.pop("reviewer"): row for row in counted}
    last, here = _last_work(call), set(queries.reviewers().values_list("pk", flat=True))
    readers = list(readers_of(call))
    others = User.objects.filter(pk__in=of_reader.keys() - {each.user_id for each in readers})
    readers += [Reader(call=call, user=each) for each in others]
    return [
        ReaderProgress(
            reader,
            last=last.get(reader.user_id),
            is_gone=reader.user_id not in here,
            **of_reader.get(reader.user_id, {}),
        )
        for reader in sorted(readers, key=lambda each: each.user.name)
    ]


def _last_work(call: Call) -> dict[int, datetime]:
    """User → when they last opened, saved or submitted something."""
    at = Greatest("opened_at", "saved_at", "submitted_at")
    work = standing_reviews(call).annotate(at=at).filter(at__isnull=False)
    latest = work.order_by("reviewer", "-at").distinct("reviewer")
    return dict(latest.values_list("reviewer", "at"))


def open_work_of_the_gone(call: Call) -> QuerySet[Review]:
    """Reviews to do or under way of who is no reviewer any more: they stand still."""
    under_way = standing_reviews(call).filter(status__in=UNDER_WAY)
    return under_way.exclude(reviewer__in=queries.reviewers())


def with_open_work(call: Call) -> QuerySet[Reader]:
    """Readers who still have something to do, calibration among it."""
    busy = Review.objects.filter(rubric__call=call, status__in=UNDER_WAY).values("reviewer")
    return readers_of(call).filter(user__in=busy)


@dataclass(frozen=True)
class OwnProgress:
    """How many of a reader's reviews are `done`, calibration among them, and their `count`."""

    done: int
    count: int

    @property
    def left(self) -> int:
        """Those still to do."""
        return self.count - self.done


def own_progress(reader: User, call: Call | None = None) -> OwnProgress:
    """Of one call, or of all: what the reader's own list shows."""
    own = queries.reviews_of(reader).order_by()
    if call:
        own = own.filter(rubric__call=call)
    return OwnProgress(**own.aggregate(done=_DONE, count=Count("pk")))


def progress_beside() -> Subquery:
    """As an expression on a review, its reader's `OwnProgress` in its call as a dictionary."""
    own = queries.reviews_of(OuterRef("reviewer")).order_by()
    own = own.filter(rubric__call=OuterRef("rubric__call"))
    counted = own.values("reviewer").annotate(both=JSONObject(done=_DONE, count=Count("pk")))
    return Subquery(counted.values("both"))

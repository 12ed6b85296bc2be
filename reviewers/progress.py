"""How far a call's applications are read."""

from dataclasses import dataclass

from django.db.models import Count, Q

from applications.form.queries import eligible_applications
from applications.models import Call
from core.models import User
from reviewers.enums import STANDING, ReviewStatus
from reviewers.models import RankingRule, Review
from reviewers.queries import COUNTS, IS_IN, reviews_of

FEWEST_READINGS = 2  # where no rule is fixed yet


@dataclass(frozen=True)
class ReadingProgress:
    """Reviews that are in, out of those assigned.

    `with_too_few` applications have fewer than `fewest` readers, or none: their reviews are not
    among those assigned.
    """

    done: int
    assigned: int
    fewest: int
    with_too_few: int


def reading_progress(call: Call) -> ReadingProgress:
    """Four queries, whatever the number of applications."""
    rule = RankingRule.objects.filter(call=call).first()
    fewest = rule.fewest_readings if rule else FEWEST_READINGS
    eligible = eligible_applications().filter(call=call)
    reviews = Review.objects.filter(COUNTS, status__in=STANDING, application__in=eligible)
    counted = reviews.aggregate(done=Count("pk", filter=IS_IN), assigned=Count("pk"))
    readers = reviews.order_by().values("application").annotate(readers=Count("pk"))
    enough = readers.filter(readers__gte=fewest).count()
    return ReadingProgress(fewest=fewest, with_too_few=eligible.count() - enough, **counted)


@dataclass(frozen=True)
class OwnProgress:
    """How many of a reader's reviews are `done`, calibration among them, and their `count`."""

    done: int
    count: int

    @property
    def left(self) -> int:
        """Those still to do."""
        return self.count - self.done


def own_progress(reader: User, call: int | None = None) -> OwnProgress:
    """Of one call, or of all: what the reader's own list shows."""
    is_done = Q(status=ReviewStatus.SUBMITTED)
    mine = reviews_of(reader).order_by()
    if call:
        mine = mine.filter(rubric__call=call)
    return OwnProgress(**mine.aggregate(done=Count("pk", filter=is_done), count=Count("pk")))

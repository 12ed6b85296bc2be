"""How far a call's applications are read."""

from dataclasses import dataclass

from django.db.models import Count

from applications.form.queries import eligible_applications
from applications.models import Call
from reviewers.enums import STANDING
from reviewers.models import RankingRule, Review
from reviewers.queries import COUNTS, IS_IN

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

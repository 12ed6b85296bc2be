"""How far apart readers are on the applications that all of them scored first."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from applications.models import Application, Call
from core.models import User
from reviewers import queries
from reviewers.enums import STANDING, ReviewPurpose, ReviewStatus
from reviewers.models import Criterion, Review, Score
from reviewers.readers import barred_pairs, can_read, readers_of

FAR_APART = 2  # points


@dataclass(frozen=True)
class Spread:
    """What readers gave for one criterion: (points, how many gave them), the fewest first."""

    criterion: Criterion
    given: list[tuple[int, int]]

    @property
    def is_wide(self) -> bool:
        """Whether it is worth talking about."""
        return bool(self.given) and self.given[-1][0] - self.given[0][0] >= FAR_APART


@dataclass(frozen=True)
class Calibration:
    """One application that all readers score first."""

    application: Application
    submitted: int
    assigned: int
    spreads: list[Spread]
    left: int  # readers who read it for the ranking, or could
    fewest: int  # readings that a place in the ranking needs
    not_asked: list[User]  # who could score it first, too

    @property
    def has_too_few(self) -> bool:
        """Whether it gets no place, since too few are left."""
        return self.left < self.fewest


def calibrations_of(call: Call) -> list[Calibration]:
    """In a fixed number of queries; what is not submitted shows nothing."""
    reviews = Review.objects.filter(
        rubric__call=call, purpose=ReviewPurpose.CALIBRATION, status__in=STANDING
    ).select_related("application__call")
    found: dict[Application, list[Review]] = defaultdict(list)
    for review in reviews.order_by("application__reference"):
        found[review.application].append(review)
    points = _points_of(reviews.filter(status=ReviewStatus.SUBMITTED))
    fewest = queries.rule_of(call).fewest_readings
    able = list(who_can_calibrate(call))
    barred = barred_pairs(Application.objects.filter(pk__in=[each.pk for each in found]))
    reads: dict[int, set[int]] = defaultdict(set)
    standing = Review.objects.filter(status__in=STANDING, application__in=found)
    for pk, reader in standing.values_list("application", "reviewer"):
        reads[pk].add(reader)
    calibrations = []
    for application, of_it in found.items():
        could = [each for each in able if application.pk not in barred.get(each.pk, ())]
        ranks = reads[application.pk] - {review.reviewer_id for review in of_it}
        calibrations.append(
            Calibration(
                application=application,
                submitted=sum(each.status == ReviewStatus.SUBMITTED for each in of_it),
                assigned=len(of_it),
                spreads=_spreads(points[application.pk]),
                left=len(ranks.union(each.pk for each in could)),
                fewest=fewest,
                not_asked=[each for each in could if each.pk not in reads[application.pk]],
            )
        )
    return calibrations


def _spreads(points: dict[Criterion, Counter[int]]) -> list[Spread]:
    return [Spread(criterion, sorted(given.items())) for criterion, given in points.items()]


def _points_of(reviews: QuerySet[Review]) -> dict[int, dict[Criterion, Counter[int]]]:
    """Application → criterion → how often each number of points was given."""
    points: dict[int, dict[Criterion, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    scores = Score.objects.filter(review__in=reviews).select_related("criterion", "review")
    for score in scores.order_by("criterion__order"):
        points[score.review.application_id][score.criterion][score.points] += 1
    return points


def left_to_rank(application: Application, but: Iterable[User]) -> int:
    """How many readers could still read an application for the ranking, without those in `but`."""
    barred = barred_pairs(Application.objects.filter(pk=application.pk))
    able = who_can_calibrate(application.call)
    return sum(reader.pk not in barred and reader not in but for reader in able)


def who_can_calibrate(call: Call) -> QuerySet[User]:
    """Who reads for the call and is not paused; all reviewers where nobody was named for it."""
    named = list(readers_of(call))
    if not named:
        return queries.reviewers()
    able = [reader.user_id for reader in named if can_read(reader)]
    return User.objects.filter(pk__in=able).order_by("name", "pk")

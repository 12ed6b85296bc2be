"""Questions about many reviews: a reviewer's queue, totals and means."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet

from applications.form.queries import eligible_applications, known_to
from applications.models import Application, Call
from core.models import User
from core.permissions import Role
from reviewers import scoring
from reviewers.enums import STANDING, UNDER_WAY, ReviewPurpose, ReviewStatus
from reviewers.models import Criterion, Review, Rubric, Score
from reviewers.models.rubric import in_force

COUNTS = Q(purpose=ReviewPurpose.COUNTS)
IS_IN = COUNTS & Q(status=ReviewStatus.SUBMITTED)


def rubric_of(call: Call) -> Rubric | None:
    """The version of its criteria that a call is scored by now."""
    return in_force(Rubric.objects.filter(call=call)).first()


def criteria_of(rubric: Rubric) -> QuerySet[Criterion]:
    """The criteria of one version in order, with their scales."""
    return rubric.criteria.prefetch_related("steps")


def reviews_of(reviewer: User) -> QuerySet[Review]:
    """A reviewer's reviews of eligible applications, in their order of reading.

    Open reviews disappear once the reviewer has looked up who the applicant is; submitted ones
    stay.
    """
    reviews = Review.objects.filter(
        reviewer=reviewer, status__in=STANDING, application__in=eligible_applications()
    )
    known = Application.objects.filter(known_to(reviewer))
    reviews = reviews.exclude(status__in=UNDER_WAY, application__in=known)
    return reviews.select_related("application__call", "rubric").order_by(
        F("position").asc(nulls_last=True), "assigned_at", "pk"
    )


def reviewers() -> QuerySet[User]:
    """Active staff in the reviewer role."""
    return User.objects.filter(is_active=True, groups__name=Role.REVIEWER).order_by("name")


def totals_of(applications: Iterable[Application]) -> dict[int, list[Decimal]]:
    """Application id → the totals of its submitted reviews, each 0 to 100."""
    scores = Score.objects.filter(
        review__in=Review.objects.filter(IS_IN, application__in=applications)
    ).values_list(
        "review__application_id",
        "review_id",
        "criterion__weight",
        "criterion__max_points",
        "points",
    )
    by_review: dict[tuple[int, int], list[scoring.Scored]] = defaultdict(list)
    for application, review, weight, max_points, points in scores:
        by_review[application, review].append(scoring.Scored(weight, max_points, points))
    totals: dict[int, list[Decimal]] = defaultdict(list)
    for (application, _review), given in sorted(by_review.items()):
        totals[application].append(scoring.total(given))
    return dict(totals)


def means_of(applications: Iterable[Application]) -> dict[int, Decimal]:
    """Application id → raw mean over its submitted reviews; absent without any."""
    return {key: scoring.mean(totals) for key, totals in totals_of(applications).items()}


@dataclass(frozen=True)
class Result:
    """An application among all of its call; `place` and `mean` are None before any review."""

    place: int | None
    application: Application
    mean: Decimal | None


def results_of(applications: Iterable[Application]) -> list[Result]:
    """The best mean first; those without one last, by reference."""
    means = means_of(applications)
    found = [(means.get(application.pk), application) for application in applications]
    found.sort(key=lambda pair: (pair[0] is None, -(pair[0] or 0), pair[1].reference))
    return [
        Result(None if mean is None else place, application, mean)
        for place, (mean, application) in enumerate(found, start=1)
    ]


def with_review_counts(call: Call) -> QuerySet[Application]:
    """Eligible applications of a call, with their numbers of assigned and submitted reviews."""
    counts = Q(reviews__purpose=ReviewPurpose.COUNTS)
    submitted = Count("reviews", filter=counts & Q(reviews__status=ReviewStatus.SUBMITTED))
    assigned = Count("reviews", filter=counts & Q(reviews__status__in=STANDING))
    return (
        eligible_applications()
        .filter(call=call)
        .annotate(reviews_assigned=assigned, reviews_submitted=submitted)
    )

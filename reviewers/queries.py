"""Questions about many reviews: a reviewer's queue, totals and means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache

from django.db.models import (
    Avg,
    Count,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Round

from applications.form.queries import eligible_applications
from applications.form.queries.known import known_to
from applications.models import Application, Call
from core.models import User
from core.permissions import Role
from core.row_versions import digest
from reviewers import scoring
from reviewers.enums import STANDING, UNDER_WAY, Audience, RankingScore, ReviewPurpose, ReviewStatus
from reviewers.models import (
    Criterion,
    RankingRule,
    Remark,
    Review,
    Rubric,
    Score,
    ScoreLine,
    ScoreVersion,
    WantedReadings,
)
from reviewers.models.rubric import in_force

COUNTS = Q(purpose=ReviewPurpose.COUNTS)
IS_IN = COUNTS & Q(status=ReviewStatus.SUBMITTED)


def rubric_of(call: Call) -> Rubric | None:
    """The version of its criteria that a call is scored by now."""
    return in_force(Rubric.objects.filter(call=call)).first()


def criteria_of(rubric: Rubric) -> list[Criterion]:
    """The criteria of one version in order, with their scales; kept once it is frozen."""
    if rubric.frozen_at is None:
        return _criteria(rubric.pk)
    return _kept_criteria(rubric.pk, rubric.frozen_at)


def _criteria(rubric: int) -> list[Criterion]:
    return list(Criterion.objects.filter(rubric=rubric).prefetch_related("steps"))


@lru_cache(maxsize=32)
def _kept_criteria(rubric: int, _frozen_at: datetime) -> list[Criterion]:
    return _criteria(rubric)


def rule_of(call: Call) -> RankingRule:
    """How many readings an application gets and which score ranks; unsaved until it is fixed."""
    return RankingRule.objects.filter(call=call).first() or RankingRule(call=call)


def readings_wanted(application: Application) -> int:
    """Of one application: its own number, else that of its call."""
    own = WantedReadings.objects.filter(application=application).first()
    return (own or rule_of(application.call)).readings


def latest_version(call: Call) -> ScoreVersion | None:
    """The newest scores of a call; None before anybody made a version."""
    return ScoreVersion.objects.filter(call=call).order_by("-number").first()


def digest_of_criterion(criterion: Criterion) -> str:
    """A digest of all that a page shows of a criterion, to see whether somebody changed it."""
    steps = [(step.points, step.meaning) for step in criterion.steps.all()]
    facts = (criterion.title, criterion.guidance, criterion.weight, criterion.order, steps)
    return digest(facts)


def reviews_of(reviewer: User | OuterRef) -> QuerySet[Review]:
    """A reviewer's reviews of eligible applications, in their order of reading.

    Open reviews disappear once the reviewer has looked up who the applicant is; submitted ones
    stay.
    """
    return reviews_on_lists().filter(reviewer=reviewer)


@cache
def reviews_on_lists() -> QuerySet[Review]:
    """Everybody's, each on its own reviewer's list; put together once, and never evaluated."""
    reviews = Review.objects.filter(status__in=STANDING, application__in=eligible_applications())
    known = known_to(OuterRef("reviewer"), "application")
    reviews = reviews.exclude(known, status__in=UNDER_WAY)
    return reviews.select_related("application", "rubric", "read_revision").order_by(
        "purpose",  # calibration first
        F("skipped_at").asc(nulls_first=True),
        F("position").asc(nulls_last=True),
        "assigned_at",
        "pk",
    )


def read_older(review: Review) -> bool:
    """Whether the application was corrected since the review was written."""
    return review.read_revision_id is not None and not review.read_revision.is_current


def comments_of(reviews: Iterable[Review]) -> dict[int, str]:
    """Review id → its comment on the whole as it stands; what is only for the author is left out.

    Absent without one.
    """
    remarks = Remark.objects.filter(review__in=reviews, criterion=None, replaced_by=None)
    remarks = remarks.exclude(audience=Audience.SELF).exclude(text="")
    return dict(remarks.values_list("review_id", "text"))


def own_remarks(review: Review) -> QuerySet[Remark]:
    """What its reader wrote, as it stands."""
    return (
        review.remarks.filter(replaced_by=None).exclude(text="").select_related("criterion")
    ).order_by("criterion__order", "audience")


@dataclass(frozen=True)
class OtherReview:
    """What another reader gave: a total from 0 to 100, and a comment meant for readers."""

    total: Decimal
    comment: str


def others_of(review: Review) -> list[OtherReview]:
    """Others' reviews of the same application that are in, without names, the best first."""
    others = Review.objects.filter(
        application=review.application_id, purpose=review.purpose, status=ReviewStatus.SUBMITTED
    ).exclude(pk=review.pk)
    remarks = Remark.objects.filter(
        review__in=others, criterion=None, replaced_by=None, audience=Audience.READERS
    )
    comments = dict(remarks.values_list("review_id", "text"))
    found = [
        OtherReview(total_of(each), comments.get(each.pk, ""))
        for each in others.prefetch_related("scores__criterion")
    ]
    return sorted(found, key=lambda each: (-each.total, each.comment))


def total_of(review: Review) -> Decimal | None:
    """A review's total from 0 to 100; None before it has any points."""
    return scoring.total(
        scoring.Scored(score.criterion.weight, score.criterion.max_points, score.points)
        for score in review.scores.all()
    )


def reviewers() -> QuerySet[User]:
    """Active staff in the reviewer role."""
    return User.objects.filter(is_active=True, groups__name=Role.REVIEWER).order_by("name")


@dataclass(frozen=True)
class Result:
    """An application among all of its call; `place` and `mean` are None before any review."""

    place: int | None
    application: Application
    mean: Decimal | None


def ranked(call: Call, version: ScoreVersion | None = None) -> QuerySet[Application]:
    """Eligible applications of a call with `mean`, `place` and `reviews_submitted`, the best first.

    With a version, `mean` is the score that ranks, and only applications with a place have one;
    without, it is that of all reviews that are in. Those without a mean come last; of equals, the
    earlier reference comes first.
    """
    submitted = Review.objects.filter(IS_IN, application=OuterRef("pk")).order_by()
    number = submitted.values("application").annotate(number=Count("pk")).values("number")
    mean, place = _mean_of(submitted), Value(None, IntegerField())
    if version:
        mean, place = _scores_in(version)
    return (
        eligible_applications()
        .filter(call=call)
        .annotate(mean=mean, place=place, reviews_submitted=Coalesce(Subquery(number), 0))
        .order_by(F("mean").desc(nulls_last=True), "reference")
    )


def _scores_in(version: ScoreVersion) -> tuple[Subquery, Subquery]:
    """The score that ranks, exact enough to sort by, and the place; NULL without a place."""
    lines = ScoreLine.objects.filter(
        version=version, application=OuterRef("pk"), place__isnull=False
    )
    exact = DecimalField(max_digits=40, decimal_places=18)
    is_raw = version.ranking_score == RankingScore.RAW
    score = Cast(F("raw"), exact) * 100 / Value(version.unit, exact)
    mean = score if is_raw else Cast(F("adjusted"), exact) / 10
    return Subquery(lines.annotate(mean=mean).values("mean")), Subquery(lines.values("place"))


def _mean_of(reviews: QuerySet[Review]) -> Subquery:
    """The mean of reviews of one application, as `scoring` has it; NULL without any."""
    weight = Cast("criterion__weight", DecimalField(max_digits=12, decimal_places=0))
    points, most = Sum(weight * F("points")), Sum(weight * F("criterion__max_points"))
    scores = Score.objects.filter(review=OuterRef("pk")).order_by().values("review")
    totals = Subquery(scores.annotate(total=Round(100 * points / most, 2)).values("total"))
    mean = Round(Avg(totals), 2)
    return Subquery(reviews.values("application").annotate(mean=mean).values("mean"))


def results_of(
    call: Call,
    numbers: Sequence[int] | None = None,
    *,
    ranking: Sequence[int] = (),
    version: ScoreVersion | None = None,
) -> list[Result]:
    """The applications of a call with these numbers, in their order; without numbers by place.

    `ranking` are the numbers of all by place, for whoever has them already.
    """
    ranking = ranking or list(ranked(call, version).values_list("pk", flat=True))
    places = {number: place for place, number in enumerate(ranking, start=1)}
    results, applications = ranked(call, version), with_review_counts(call)
    if numbers is not None:
        results, applications = (each.filter(pk__in=numbers) for each in (results, applications))
    scores = {
        pk: (place if version or mean is None else places.get(pk), mean and round(mean, 2))
        for pk, mean, place in results.values_list("pk", "mean", "place")
    }
    found = {application.pk: application for application in applications}
    return [
        Result(scores[pk][0], found[pk], scores[pk][1])
        for pk in (ranking if numbers is None else numbers)
        if pk in places and pk in scores and pk in found  # unless it was withdrawn just now
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

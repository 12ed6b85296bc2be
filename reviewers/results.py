"""What a score version is made of, and whether reviews have changed since one was made."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Prefetch, Q, QuerySet, Sum

from applications.form.queries import eligible_applications
from applications.models import Application, Call
from reviewers import queries
from reviewers.enums import Audience, ReviewPurpose, ReviewStatus
from reviewers.models import (
    Disagreement,
    RankingRule,
    ReaderLevel,
    Remark,
    Review,
    Rubric,
    Score,
    ScoreLine,
    ScoreVersion,
)
from reviewers.scoring import (
    Reading,
    Scored,
    apart_in_words,
    level_in_words,
    of_100,
    total,
)


@dataclass(frozen=True)
class Inputs:
    """All that scores of a call follow from. `review_of` a pair of application and reader."""

    rubric: Rubric
    rule: RankingRule
    applications: list[int]
    readings: list[Reading]
    review_of: dict[tuple[int, int], int]
    digest: str


def counted_reviews(rubric: Rubric) -> QuerySet[Review]:
    """Submitted reviews of applications that count; calibration never does."""
    return Review.objects.filter(
        rubric=rubric,
        purpose=ReviewPurpose.COUNTS,
        status=ReviewStatus.SUBMITTED,
        application__in=eligible_applications().filter(call=rubric.call_id),
    )


def inputs_of(rubric: Rubric, rule: RankingRule) -> Inputs:
    """Read from the database, in a fixed number of queries."""
    weight = F("scores__criterion__weight")
    reviews = (
        counted_reviews(rubric)
        .order_by("pk")
        .annotate(
            reached=Sum(weight * F("scores__points")),
            reachable=Sum(weight * F("scores__criterion__max_points")),
        )
    )
    rows = list(
        reviews.values_list(
            "pk", "application", "reviewer", "read_revision", "reached", "reachable"
        )
    )
    applications = list(
        eligible_applications()
        .filter(call=rubric.call_id)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return Inputs(
        rubric=rubric,
        rule=rule,
        applications=applications,
        readings=[
            Reading(application, reader, reached, reachable)
            for _, application, reader, _, reached, reachable in rows
        ],
        review_of={(application, reader): pk for pk, application, reader, *_ in rows},
        digest=_digest(rubric, rule, applications, rows),
    )


def _digest(
    rubric: Rubric, rule: RankingRule, applications: list[int], rows: Iterable[tuple]
) -> str:
    """SHA-256 of all that was read, in one order."""
    criteria = rubric.criteria.order_by("key").values_list("key", "kind", "weight", "max_points")
    read = {
        "applications": applications,
        "criteria": [list(criterion) for criterion in criteria],
        "fewest_readings": rule.fewest_readings,
        "ranking_score": rule.ranking_score,
        "reviews": [list(row) for row in rows],
        "rubric": rubric.number,
    }
    return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()


def is_outdated(version: ScoreVersion) -> bool:
    """Whether reviews were submitted, reopened or ended since, or other applications count now."""
    later = Q(submitted_at__gt=version.made_at) | Q(reopened_at__gt=version.made_at)
    ended = Q(ended_at__gt=version.made_at)
    reviews = Review.objects.filter(rubric__call=version.call_id, purpose=ReviewPurpose.COUNTS)
    if reviews.filter(later | ended & Q(submitted_at__isnull=False)).exists():
        return True
    counted = eligible_applications().filter(call=version.call_id)
    return set(version.lines.values_list("application", flat=True)) != set(
        counted.values_list("pk", flat=True)
    )


def submitted_of(call: Call) -> int:
    """How many reviews of a call would count now."""
    rubric = queries.rubric_of(call)
    return counted_reviews(rubric).count() if rubric else 0


@dataclass(frozen=True)
class Row:
    """An application in the ranking; without a version there is no line.

    `disagreements` are to talk about; `older` reviews read what a correction has replaced.
    """

    result: queries.Result
    line: ScoreLine | None
    disagreements: int
    older: int

    @property
    def application(self) -> Application:
        """Whose row it is."""
        return self.result.application

    @property
    def mean(self) -> Decimal | None:
        """The score that ranks."""
        return self.result.mean

    @property
    def place(self) -> int | None:
        """Among all of the call."""
        return self.result.place

    @property
    def lowest(self) -> Decimal:
        """The lowest total of its readers."""
        return of_100(self.line.lowest, self.line.version.unit)

    @property
    def highest(self) -> Decimal:
        """The highest total of its readers."""
        return of_100(self.line.highest, self.line.version.unit)

    @property
    def raw(self) -> Decimal:
        """Also of an application that has no place, since too few have read it."""
        return of_100(self.line.raw, self.line.version.unit)

    @property
    def adjusted(self) -> Decimal:
        """In points."""
        return Decimal(self.line.adjusted) / 10

    @property
    def raw_error(self) -> int | None:
        """The standard error of the mean in whole points."""
        return _whole(self.line.raw_error)

    @property
    def adjusted_error(self) -> int | None:
        """The standard error of the adjusted score in whole points."""
        return _whole(self.line.adjusted_error)


def _whole(tenths: int | None) -> int | None:
    return None if tenths is None else round(tenths / 10)


def rows_of(found: Sequence[queries.Result], version: ScoreVersion | None) -> list[Row]:
    """The same applications with all that their list shows."""
    applications = [result.application.pk for result in found]
    lines, talk = {}, Counter[int]()
    if version:
        for line in version.lines.filter(application__in=applications):
            line.version = version
            lines[line.application_id] = line
        disputed = version.disagreements.filter(review__application__in=applications)
        talk.update(disputed.values_list("review__application", flat=True))
    reviews = Review.objects.filter(queries.IS_IN, application__in=applications)
    older = Counter(read_older(reviews).values_list("application", flat=True))
    return [
        Row(result, lines.get(pk), talk[pk], older[pk])
        for result, pk in zip(found, applications, strict=True)
    ]


def read_older(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Those that read a revision which a correction has replaced."""
    return reviews.filter(read_revision__is_current=False)


def levels_of(version: ScoreVersion) -> list[tuple[ReaderLevel, str]]:
    """Readers' levels with a sentence each, by name."""
    levels = version.levels.select_related("user").order_by("user__name", "pk")
    return [
        (level, level_in_words(level.user.name, level.points / 10, level.shared))
        for level in levels
    ]


def apart_of(version: ScoreVersion) -> str:
    """That readers fall into groups whose levels cannot be compared; "" where they do not."""
    if version.groups < 2:
        return ""
    groups: dict[int, set[int]] = defaultdict(set)
    for group, user in version.levels.exclude(group=None).values_list("group", "user"):
        groups[group].add(user)
    return apart_in_words([frozenset(groups[each]) for each in sorted(groups)])


@dataclass(frozen=True)
class Opinion:
    """One review of an application as coordinators read it.

    What its reader wrote for themselves is left out.
    """

    review: Review
    scores: list[Score]
    total: Decimal | None
    remarks: list[Remark]
    is_older: bool
    disagreement: Disagreement | None

    @property
    def state(self) -> ReviewStatus:
        """With its pill."""
        return ReviewStatus(self.review.status)


def opinions_of(application: Application, version: ScoreVersion | None) -> list[Opinion]:
    """Every review of it, those under way and ended ones too, in the order of assigning."""
    reviews = application.reviews.select_related("reviewer", "read_revision", "ended_by")
    reviews = reviews.order_by("purpose", "assigned_at", "pk").prefetch_related(
        Prefetch("scores", Score.objects.select_related("criterion").order_by("criterion__order")),
        Prefetch(
            "remarks",
            Remark.objects.filter(replaced_by=None)
            .exclude(audience=Audience.SELF)
            .exclude(text="")
            .select_related("criterion"),
        ),
    )
    apart = {}
    if version:
        disputed = version.disagreements.filter(review__application=application)
        apart = {each.review_id: each for each in disputed}
    return [_opinion(review, apart.get(review.pk)) for review in reviews]


def _opinion(review: Review, disagreement: Disagreement | None) -> Opinion:
    scores = list(review.scores.all())
    given = [Scored(s.criterion.weight, s.criterion.max_points, s.points) for s in scores]
    return Opinion(
        review=review,
        scores=scores,
        total=total(given) if review.status == ReviewStatus.SUBMITTED else None,
        remarks=list(review.remarks.all()),
        is_older=bool(review.read_revision and not review.read_revision.is_current),
        disagreement=disagreement,
    )


def disagreements_of(numbers: Sequence[int]) -> list[Disagreement]:
    """These, in their order, with application and reader."""
    found = Disagreement.objects.select_related("review__application", "review__reviewer")
    by_number = found.in_bulk(numbers)
    return [by_number[number] for number in numbers]

"""What a score version is made of, and whether reviews have changed since one was made."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from applications.form.queries import eligible_applications
from applications.models import Application
from core.models import User
from core.text import number_of
from reviewers import queries
from reviewers.enums import ReviewPurpose, ReviewStatus
from reviewers.models import (
    Disagreement,
    RankingRule,
    ReaderLevel,
    Review,
    Rubric,
    ScoreLine,
    ScoreVersion,
)
from reviewers.scoring import (
    Reading,
    apart_in_words,
    level_in_words,
    of_100,
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


def changes_since(version: ScoreVersion) -> list[str]:
    """What has changed in what a version counts, in clauses; none while it is up to date."""
    made_at = version.made_at
    reviews = Review.objects.filter(queries.COUNTS, rubric__call=version.call_id)
    then = Q(opened_at__lte=made_at)  # what was begun later was never part of it
    changed = reviews.aggregate(
        came_in=Count("pk", filter=queries.IS_IN & Q(submitted_at__gt=made_at)),
        opened=Count("pk", filter=then & Q(status=ReviewStatus.REOPENED, reopened_at__gt=made_at)),
        ended=Count("pk", filter=then & Q(ended_at__gt=made_at, submitted_at__isnull=False)),
    )
    counting = eligible_applications().filter(call=version.call_id)
    lined = set(version.lines.values_list("application", flat=True))
    now = set(counting.values_list("pk", flat=True))
    found = [
        (changed["came_in"], "review", "came in"),
        (changed["opened"], "review", "opened again"),
        (changed["ended"], "review", "ended"),
        (len(now - lined), "application", "joined those that count"),
        (len(lined - now), "application", "left those that count"),
    ]
    clauses = [f"{number_of(number, noun)} {verb}" for number, noun, verb in found if number]
    in_force = queries.rubric_of(version.call)
    if in_force != version.rubric:
        clauses.append(f"the criteria became those of version {in_force.number}")
    return clauses


@dataclass(frozen=True)
class Row:
    """An application in the ranking; without a version there is no line.

    `disagreements` are to talk about; `older` reviews read what a correction has replaced.
    `reviewers` could read it, too.
    """

    result: queries.Result
    line: ScoreLine | None
    disagreements: int
    older: int
    reviewers: Sequence[User] = ()

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
    read_older = reviews.filter(read_revision__is_current=False)
    older = Counter(read_older.values_list("application", flat=True))
    return [
        Row(result, lines.get(pk), talk[pk], older[pk])
        for result, pk in zip(found, applications, strict=True)
    ]


def levels_of(version: ScoreVersion) -> list[tuple[ReaderLevel, str]]:
    """Readers' levels with a sentence each, by name."""
    levels = version.levels.select_related("user").order_by("user__name", "pk")
    return [
        (
            level,
            level_in_words(level.user.name, level.points / 10, level.shared, level.error_points),
        )
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


def disagreements_of(numbers: Sequence[int]) -> list[Disagreement]:
    """These, in their order, with application and reader."""
    found = Disagreement.objects.select_related("review__application", "review__reviewer")
    by_number = found.in_bulk(numbers)
    return [by_number[number] for number in numbers]

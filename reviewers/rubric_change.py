"""What a new version of a rubric changes: criteria, the reviews written before, and places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from applications.models import Application
from reviewers.enums import STANDING, CriterionKind, RankingScore, ReviewPurpose, ReviewStatus
from reviewers.models import Criterion, Review, Rubric, Score
from reviewers.queries import criteria_of, digest_of_criterion, rubric_of, rule_of
from reviewers.results import counted_reviews
from reviewers.scoring import NotRanked, Reading, scores_of


@dataclass(frozen=True)
class RubricChange:
    """From the version in force to a new one; numbers are of the reviews that count.

    `same_scale` has the new criterion by the old one's id, where points keep their meaning.
    """

    old: Rubric
    new: Rubric
    same_scale: Mapping[int, Criterion]
    to_score_again: list[Criterion]
    gone: list[Criterion]
    submitted: int
    under_way: int
    changes_scores: bool  # of reviews that are in, or were before they were opened again

    @property
    def opens_again(self) -> bool:
        """Whether submitted reviews lack points by the new version."""
        return bool(self.to_score_again)


def change_to(new: Rubric) -> RubricChange:
    """What it does to put `new` in force now."""
    old = rubric_of(new.call)
    before = {each.key: each for each in criteria_of(old) if each.kind == CriterionKind.SCORED}
    after = {each.key: each for each in criteria_of(new) if each.kind == CriterionKind.SCORED}
    same = {
        before[key].pk: criterion
        for key, criterion in after.items()
        if key in before and _scale_of(before[key]) == _scale_of(criterion)
    }
    kept = {criterion.key for criterion in same.values()}
    reviews = Review.objects.filter(
        rubric=old, purpose=ReviewPurpose.COUNTS, status__in=STANDING
    ).values_list("status", flat=True)
    statuses = Counter(reviews)
    submitted = statuses[ReviewStatus.SUBMITTED]
    return RubricChange(
        old=old,
        new=new,
        same_scale=same,
        to_score_again=[each for key, each in after.items() if key not in kept],
        gone=[each for key, each in before.items() if key not in after],
        submitted=submitted,
        under_way=statuses.total() - submitted,
        changes_scores=bool(submitted or statuses[ReviewStatus.REOPENED]),
    )


def digest_of(rubric: Rubric) -> str:
    """Changes whenever a criterion does: what a page about a version showed."""
    return "-".join(digest_of_criterion(each) for each in criteria_of(rubric))


def differences(old: Rubric, new: Rubric) -> list[str]:
    """What is not the same in two versions, a sentence for each criterion."""
    before = {each.key: each for each in criteria_of(old)}
    after = {each.key: each for each in criteria_of(new)}
    found = [f"“{each.title}” is new" for key, each in after.items() if key not in before]
    found += [f"“{each.title}” is gone" for key, each in before.items() if key not in after]
    for key in before.keys() & after.keys():
        if parts := list(_parts(before[key], after[key])):
            found.append(f"“{before[key].title}”: {', '.join(parts)}")
    return sorted(found)


def _parts(old: Criterion, new: Criterion) -> Iterable[str]:
    if old.weight != new.weight:
        yield f"weight {old.weight} → {new.weight}"
    if old.title != new.title:
        yield f"now called “{new.title}”"
    if _scale_of(old) != _scale_of(new):
        yield "other steps"
    if old.guidance != new.guidance:
        yield "other guidance"


@dataclass(frozen=True)
class Move:
    """A place before and after; None: no place."""

    reference: str
    before: int | None
    after: int | None


def moves_of(change: RubricChange) -> list[Move]:
    """Whose places a new version changes, by the points that are in now; the first places first.

    Where reviews open again nobody has a place until they are in.
    """
    reviews = counted_reviews(change.old).order_by()
    rows = Score.objects.filter(review__in=reviews).values_list(
        "review__application", "review__reviewer", "criterion", "points"
    )
    scored = list(rows)
    old = {each.pk: each for each in criteria_of(change.old)}
    before = _places(change, scored, old)
    after = {} if change.opens_again else _places(change, scored, change.same_scale)
    moved = {pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)}
    named = Application.objects.filter(pk__in=moved).values_list("pk", "reference")
    moves = [Move(reference, before.get(pk), after.get(pk)) for pk, reference in named]
    return sorted(moves, key=lambda each: (each.before or len(moves), each.reference))


def _places(
    change: RubricChange, scored: list[tuple[int, int, int, int]], by: Mapping[int, Criterion]
) -> dict[int, int]:
    """Application → place, as the criteria in `by` weigh the points."""
    reached: Counter[tuple[int, int]] = Counter()
    for application, reader, criterion, points in scored:
        weight = by[criterion].weight if criterion in by else 0
        reached[application, reader] += weight * points
    most = sum(each.weight * each.max_points for each in by.values())
    if not (reached and most):
        return {}
    rule = rule_of(change.old.call)
    readings = [Reading(*pair, points, most) for pair, points in reached.items()]
    scores = scores_of(readings, rule.fewest_readings)
    try:
        return scores.places(adjusted=rule.ranking_score == RankingScore.ADJUSTED)
    except NotRanked:
        return {}


def _scale_of(criterion: Criterion) -> list[tuple[int, str]]:
    return [(step.points, step.meaning) for step in criterion.steps.all()]

"""What a new version of a rubric changes: criteria, the reviews written before, and places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, Count, DecimalField, F, Sum, When, Window
from django.db.models.functions import Cast, Rank

from applications.models import Application
from reviewers.enums import STANDING, CriterionKind, RankingScore, ReviewPurpose, ReviewStatus
from reviewers.models import Criterion, Review, Rubric
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


class Move(NamedTuple):
    """A place before and after; None: no place."""

    reference: str
    before: int | None
    after: int | None


def moves_of(change: RubricChange) -> list[Move]:
    """Whose places a new version changes, by the points that are in now; the first places first.

    Where reviews open again nobody has a place until they are in.
    """
    rule = rule_of(change.old.call)
    places_by = _raw_places if rule.ranking_score == RankingScore.RAW else _adjusted_places
    old = {each.pk: each for each in criteria_of(change.old)}
    before = places_by(change.old, old, rule.fewest_readings)
    after = (
        {} if change.opens_again else places_by(change.old, change.same_scale, rule.fewest_readings)
    )
    places = {pair: (before.get(pair), after.get(pair)) for pair in before.keys() | after.keys()}
    moves = [Move(who, *pair) for who, pair in places.items() if pair[0] != pair[1]]
    return sorted(moves, key=lambda each: (each.before or len(moves), each.reference))


def _raw_places(rubric: Rubric, by: Mapping[int, Criterion], fewest: int) -> dict[str, int]:
    """Reference → place by the mean, as the criteria in `by` weigh the points.

    The database ranks: what everybody can reach at most is the same, so the sums tell.
    """
    if not _most(by):
        return {}
    applications = Application.objects.filter(reviews__in=counted_reviews(rubric).order_by())
    ranked = applications.annotate(
        readings=Count("reviews", distinct=True), reached=_reached(by, "reviews__scores")
    ).filter(readings__gte=fewest)
    mean = F("reached") / Cast(F("readings"), DecimalField(max_digits=40, decimal_places=20))
    place = Window(Rank(), order_by=mean.desc())
    return dict(ranked.order_by().annotate(place=place).values_list("reference", "place"))


def _adjusted_places(rubric: Rubric, by: Mapping[int, Criterion], fewest: int) -> dict[str, int]:
    """The same by the score with levels taken out."""
    most = _most(by)
    reviews = counted_reviews(rubric).order_by().annotate(reached=_reached(by, "scores"))
    rows = reviews.values_list("application", "reviewer", "reached")
    scores = scores_of([Reading(*row, most) for row in rows] if most else [], fewest)
    try:
        places = scores.places(adjusted=True)
    except NotRanked:
        return {}
    named = Application.objects.filter(pk__in=places).values_list("pk", "reference")
    return {reference: places[pk] for pk, reference in named}


def _reached(by: Mapping[int, Criterion], scores: str) -> Sum:
    """Weighted points over all of `scores`; criteria that are not in `by` weigh nothing."""
    weights = [When(**{f"{scores}__criterion": pk}, then=each.weight) for pk, each in by.items()]
    return Sum(Case(*weights, default=0) * F(f"{scores}__points"))


def _most(by: Mapping[int, Criterion]) -> int:
    return sum(each.weight * each.max_points for each in by.values())


def _scale_of(criterion: Criterion) -> list[tuple[int, str]]:
    return [(step.points, step.meaning) for step in criterion.steps.all()]

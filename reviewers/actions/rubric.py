"""Set what a call's applications are scored on, and how scores make a rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import slugify

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from reviewers.enums import CriterionKind, RankingScore, ReviewPurpose
from reviewers.models import Criterion, RankingRule, Rubric, ScaleStep, Score
from reviewers.queries import digest_of_criterion

RULE_IS_FIXED = "Scores were saved by this rule. It stays as it is."
NO_OPEN_RUBRIC = "Scoring has started, so the criteria are frozen. Begin a new version first."
HAS_POINTS = "Calibration readings have points for it. Leave it, or give it other words."


@dataclass(frozen=True)
class CriterionValues:
    """A criterion as coordinators write it; without `meanings` it is a note, without weight.

    `meanings` has a sentence each for 0, 1, 2 … points; `place` counts from 1.
    """

    title: str
    guidance: str = ""
    weight: int = 1
    meanings: Sequence[str] = ()
    place: int | None = None


@action
def add_criterion(
    *, by: User | None, call: Call, values: CriterionValues, key: str = ""
) -> Criterion:
    """Add a criterion to the open rubric, and begin the first rubric; refused once it is frozen."""
    rubric = _open_rubric(by, call)
    criterion = Criterion(
        rubric=rubric,
        key=key or _free_key(rubric, values.title),
        order=rubric.criteria.count(),
        kind=CriterionKind.SCORED if values.meanings else CriterionKind.NOTE,
    )
    _set(criterion, values)
    return criterion


@action
def change_criterion(
    *, by: User, criterion: Criterion, values: CriterionValues, seen: str
) -> Criterion:
    """Change a criterion of an open rubric. ChangedMeanwhile if it is not as it was `seen`."""
    _open_rubric(by, criterion.rubric.call)
    criterion = Criterion.objects.select_for_update().get(pk=criterion.pk)
    if digest_of_criterion(criterion) != seen:
        raise ChangedMeanwhile
    _set(criterion, values)
    return criterion


@action
def remove_criterion(*, by: User, criterion: Criterion) -> None:
    """Remove a criterion of an open rubric; refused where a calibration gave points for it."""
    rubric = _open_rubric(by, criterion.rubric.call)
    if criterion.scores.exists() or criterion.remarks.exists():
        raise Refused(HAS_POINTS, "criterion_has_points")
    criterion.delete()
    _place(list(rubric.criteria.all()))


@action
def fix_ranking_rule(
    *,
    by: User | None,
    call: Call,
    ranking_score: str = RankingScore.RAW,
    readings: int = 3,
    fewest_readings: int = 2,
) -> RankingRule:
    """Say which score ranks, and how many readings an application gets and needs.

    Nobody scores before it is fixed. Refused once a score that counts was saved.
    """
    counting = Score.objects.filter(review__purpose=ReviewPurpose.COUNTS)
    if counting.filter(review__rubric__call=call).exists():
        raise Refused(RULE_IS_FIXED, "rule_is_fixed")
    values = {
        "ranking_score": ranking_score,
        "readings": readings,
        "fewest_readings": fewest_readings,
    }
    now = {"fixed_by": by, "fixed_at": timezone.now()}
    rule, _ = RankingRule.objects.update_or_create(call=call, defaults=values | now)
    return rule


def _open_rubric(by: User | None, call: Call) -> Rubric:
    """The call's rubric that may still be changed, locked; the first one begins by itself.

    Whoever has asked for it asks again once it is changed.
    """
    Call.objects.select_for_update().get(pk=call.pk)
    rubric = call.rubrics.filter(frozen_at=None).select_for_update().first()
    if rubric is None and call.rubrics.exists():
        raise Refused(NO_OPEN_RUBRIC, "rubric_is_frozen")
    if rubric and rubric.asked_by_id:
        rubric.asked_by, rubric.asked_at = None, None
        rubric.save()
    return rubric or Rubric.objects.create(call=call, made_by=by, made_at=by and timezone.now())


def _set(criterion: Criterion, values: CriterionValues) -> None:
    """Store the values, the scale, and the place among the others."""
    is_note = criterion.kind == CriterionKind.NOTE
    criterion.title, criterion.guidance = values.title, values.guidance
    criterion.weight = 0 if is_note else values.weight
    criterion.max_points = 0 if is_note else len(values.meanings) - 1
    criterion.save()
    surplus = criterion.steps.filter(points__gte=len(values.meanings))
    if criterion.scores.filter(points__gte=len(values.meanings)).exists() and surplus.exists():
        raise Refused(HAS_POINTS, "criterion_has_points", field="steps")
    surplus.delete()
    ScaleStep.objects.bulk_create(
        [
            ScaleStep(criterion=criterion, points=points, meaning=meaning)
            for points, meaning in enumerate(values.meanings)
        ],
        update_conflicts=True,
        unique_fields=["criterion", "points"],
        update_fields=["meaning"],
    )
    others = [each for each in criterion.rubric.criteria.all() if each != criterion]
    if values.place is not None:
        others.insert(values.place - 1, criterion)
        _place(others)


def _place(criteria: list[Criterion]) -> None:
    for order, each in enumerate(criteria):
        Criterion.objects.filter(pk=each.pk).exclude(order=order).update(order=order)


def _free_key(rubric: Rubric, title: str) -> str:
    """A key made of the title that no other criterion of the rubric has."""
    taken = set(rubric.criteria.values_list("key", flat=True))
    stem = slugify(title)[:40] or "criterion"
    endings = ["", *(f"-{number}" for number in range(2, len(taken) + 3))]
    return next(stem + ending for ending in endings if stem + ending not in taken)

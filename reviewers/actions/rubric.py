"""Set what a call's applications are scored on, and how scores make a rank."""

from collections.abc import Sequence

from django.utils import timezone

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from reviewers.enums import CriterionKind, RankingScore, ReviewPurpose
from reviewers.models import Criterion, RankingRule, Rubric, ScaleStep, Score

RULE_IS_FIXED = "Scores were saved by this rule. It stays as it is."
NO_OPEN_RUBRIC = "Scoring has started, so the criteria are frozen. Begin a new version first."


@action
def add_criterion(
    *,
    by: User | None,
    call: Call,
    key: str,
    title: str,
    guidance: str,
    weight: int,
    meanings: Sequence[str],
) -> Criterion:
    """Append a criterion to the open rubric; `meanings` has a sentence each for 0, 1, 2 … points.

    Without meanings it is a note, which has no weight.
    """
    rubric = call.rubrics.filter(frozen_at=None).first()
    if rubric is None:
        if call.rubrics.exists():
            raise Refused(NO_OPEN_RUBRIC, "rubric_is_frozen")
        rubric = Rubric.objects.create(call=call, made_by=by, made_at=by and timezone.now())
    criterion = Criterion.objects.create(
        rubric=rubric,
        key=key,
        kind=CriterionKind.SCORED if meanings else CriterionKind.NOTE,
        title=title,
        guidance=guidance,
        weight=weight if meanings else 0,
        max_points=max(len(meanings) - 1, 0),
        order=rubric.criteria.count(),
    )
    ScaleStep.objects.bulk_create(
        ScaleStep(criterion=criterion, points=points, meaning=meaning)
        for points, meaning in enumerate(meanings)
    )
    return criterion


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
    if Score.objects.filter(
        review__rubric__call=call, review__purpose=ReviewPurpose.COUNTS
    ).exists():
        raise Refused(RULE_IS_FIXED, "rule_is_fixed")
    values = {
        "ranking_score": ranking_score,
        "readings": readings,
        "fewest_readings": fewest_readings,
    }
    now = {"fixed_by": by, "fixed_at": timezone.now()}
    rule, _ = RankingRule.objects.update_or_create(call=call, defaults=values | now)
    return rule

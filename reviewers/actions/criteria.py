"""Set what a call's applications are scored on."""

from collections.abc import Sequence

from applications.models import Call
from core.actions import action
from core.models import User
from reviewers.models import Criterion, ScaleStep


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
    """Append a criterion; `meanings` has one sentence each for 0, 1, 2 … points."""
    criterion = Criterion.objects.create(
        call=call,
        key=key,
        title=title,
        guidance=guidance,
        weight=weight,
        max_points=len(meanings) - 1,
        order=call.criteria.count(),
    )
    ScaleStep.objects.bulk_create(
        ScaleStep(criterion=criterion, points=points, meaning=meaning)
        for points, meaning in enumerate(meanings)
    )
    return criterion

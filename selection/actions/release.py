"""Release decisions, by somebody who did not make them."""

from typing import NamedTuple

from django.utils import timezone

from applications.models import Call
from core.actions import action
from core.models import User
from core.states import may_move
from selection.enums import DECISION_MOVES, DecisionStatus
from selection.queries import decisions_of


class Released(NamedTuple):
    """How many decisions were released, and how many wait for somebody else."""

    released: int
    left: int


@action
def release_decisions(*, by: User, call: Call) -> Released:
    """Release every pending decision of `call` that somebody other than `by` made."""
    pending = [
        decision
        for decision in decisions_of(call).select_for_update(of=["self"])
        if may_move(DECISION_MOVES, decision.status, DecisionStatus.RELEASED)
    ]
    theirs = [decision for decision in pending if decision.decided_by_id != by.pk]
    for decision in theirs:
        decision.status = DecisionStatus.RELEASED
        decision.released_by, decision.released_at = by, timezone.now()
        decision.save()
    return Released(released=len(theirs), left=len(pending) - len(theirs))

"""Release decisions, by somebody who did not make them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from selection.board import seats_of
from selection.enums import DECISION_MOVES, DecisionStatus
from selection.models import Decision
from selection.queries import pending_decisions, seated


@dataclass(frozen=True)
class Released:
    """What happened to the decisions shown on the page, and those made since.

    `elsewhere` are about people who do not live in the city. `gone` is how many are no longer
    pending. `own` were made by the person who releases. `new` were made after the page was shown.
    """

    released: list[Decision]
    elsewhere: list[Decision]
    gone: int
    own: list[Decision]
    new: list[Decision]


@action
def release_decisions(*, by: User, call: Call, shown: Collection[int]) -> Released:
    """Release those of `shown` (ids) that are pending and were made by somebody other than `by`.

    Refused while more are chosen than there are seats: somebody was found to be a resident after
    all when the seat was given to another.
    """
    _lock(call)
    pending = list(pending_decisions(call))
    own = [decision for decision in pending if decision.decided_by_id == by.pk]
    theirs = [decision for decision in pending if decision.decided_by_id != by.pk]
    seen = [decision for decision in theirs if decision.pk in shown]
    released = [decision for decision in seen if not decision.lives_elsewhere]
    if released and (more := seated(call).count() - seats_of(call).most) > 0:
        message = f"There are too few seats. Take off {more} on the board first."
        raise Refused(message, "no_seat_left")
    for decision in released:
        may_move(DECISION_MOVES, decision.status, DecisionStatus.RELEASED, by=by)
        decision.status = DecisionStatus.RELEASED
        decision.released_by, decision.released_at = by, timezone.now()
        decision.save()
    return Released(
        released=released,
        elsewhere=[decision for decision in seen if decision.lives_elsewhere],
        gone=len(set(shown) - {decision.pk for decision in pending}),
        own=own,
        new=[decision for decision in theirs if decision.pk not in shown],
    )


def _lock(call: Call) -> None:
    """Lock decisions and applications, so that none changes until these are released."""
    waiting = Decision.objects.filter(application__call=call, status=DecisionStatus.PENDING)
    waiting = waiting.select_related("application").order_by("pk")
    list(waiting.select_for_update(of=["self", "application"]))

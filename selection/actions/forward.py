"""Put the board forward for release: the pending decisions become those of the people on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from selection.actions.moves import lock_board
from selection.board import seated_in, seats_of
from selection.enums import DECISION_MOVES, DecisionStatus, Outcome
from selection.models import Decision
from selection.queries import standing_decisions
from selection.rules import Despite, confirmed_of, refuse_against_locks, refuse_stale


@dataclass(frozen=True)
class Forward:
    """The references of whom a second person can release now, and of whom not any more."""

    added: Sequence[str]
    taken_back: Sequence[str]


@action
def put_forward(*, by: User, call: Call, seen: int, despite: Despite) -> Forward:
    """Make a pending decision about everybody who fills a seat, and take back all others.

    Refused when more people than seats are on the board, when the board is against a lock, and for
    what is unusual and confirmed neither now nor when they came. ChangedMeanwhile when the board is
    not as it was shown.
    """
    panel = lock_board(by=by, call=call)
    refuse_stale(panel, seen)
    people = list(seated_in(panel))
    if len(people) > seats_of(call).most:
        words = "More people are on the board than there are seats. Take some off first."
        raise Refused(words, "no_seat_left")
    refuse_against_locks(panel)
    may_move(DECISION_MOVES, None, DecisionStatus.PENDING, by=by)
    decided = {each.application_id: each for each in standing_decisions(call).select_for_update()}
    new = [each for each in people if each.application_id not in decided]
    taken_back = _left(decided, {each.application_id for each in people})
    if not new and not taken_back:
        raise Refused("Everybody on the board is put forward already.", "nothing_to_do")
    before = {each.application_id: each.despite for each in new}
    given = {pk: [*known, *despite.get(pk, ())] for pk, known in before.items()}
    confirmed = confirmed_of([each.application for each in new], given)
    names = [str(each.application) for each in taken_back]
    for each in taken_back:
        may_move(DECISION_MOVES, each.status, None, by=by)
        each.delete()
    for each in new:
        Decision.objects.create(
            application=each.application,
            outcome=Outcome.MEMBER,
            decided_by=by,
            despite=confirmed[each.application_id],
        )
    return Forward([str(each.application) for each in new], names)


def _left(decided: Mapping[int, Decision], seated: set[int]) -> list[Decision]:
    """Pending decisions about people who fill no seat on the board."""
    return [
        decision
        for pk, decision in decided.items()
        if pk not in seated and decision.status == DecisionStatus.PENDING
    ]

"""Put one member forward for release."""

from collections.abc import Collection

from applications.models import Application
from core.actions import action
from core.models import User
from core.states import may_move
from selection.actions.moves import bring_in, lock_board
from selection.enums import DECISION_MOVES, DecisionStatus, Outcome
from selection.models import Decision
from selection.queries import cautions_of, decisions_of


@action
def choose_member(*, by: User, application: Application, despite: Collection[str] = ()) -> Decision:
    """Put somebody forward, pending release; who is not on the board comes onto it.

    `despite` is what whoever chooses has confirmed, as Caution has it. Refused for what is unusual
    beside that, when no seat is left, and for whoever cannot be chosen.
    """
    panel = lock_board(by=by, call=application.call)
    if chosen := decisions_of(panel.call).filter(application=application).first():
        return chosen
    may_move(DECISION_MOVES, None, DecisionStatus.PENDING, by=by)
    bring_in(by=by, panel=panel, application=application, despite=despite)
    return Decision.objects.create(
        application=application,
        outcome=Outcome.MEMBER,
        decided_by=by,
        despite=cautions_of([application.pk])[application.pk],
    )

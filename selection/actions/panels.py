"""Save the panel on the board under a name, so that it can be compared and put back."""

from django.contrib.postgres.functions import TransactionNow

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from reviewers.queries import latest_version
from selection.actions.moves import lock_board
from selection.board import current_targets, people_of
from selection.models import Panel, PanelPerson

CHANGED = "Somebody changed the board since you opened this. Nothing is saved; look at it first."


@action
def save_panel(*, by: User, call: Call, seen: int, name: str) -> Panel:
    """Keep who is on the board now, with the targets and scores that it is measured by.

    `seen` is the version of the board that was shown. Refused without a name or people, and for a
    name that is taken.
    """
    board = lock_board(by=by, call=call)
    if board.version != seen:
        raise ChangedMeanwhile(CHANGED)
    name = " ".join(name.split())
    if not name:
        raise Refused("Give it a name that tells it from the others.", "no_name", field="name")
    if Panel.objects.filter(call=call, name__iexact=name).exists():
        message = "A saved panel has that name. Saved panels never change: choose another name."
        raise Refused(message, "name_taken", field="name")
    people = list(people_of(board))
    if not people:
        raise Refused("Nobody is on the board yet, so there is nothing to save.", "nobody")
    saved = Panel.objects.create(
        call=call,
        name=name,
        version=board.version,
        run=board.run,
        target_set=current_targets(call),
        score_version=latest_version(call),
        saved_by=by,
        saved_at=TransactionNow(),  # the same in all of this transaction: only it may add people
    )
    PanelPerson.objects.bulk_create(
        PanelPerson(
            panel=saved, application=each.application, despite=each.despite, by_id=each.by_id
        )
        for each in people
    )
    saved.refresh_from_db()
    return saved

"""Change who is on the board: by hand, as proposed or as saved; and undo it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from applications.enums import ApplicationStatus
from applications.form.queries import eligible_applications
from applications.models import Application, Call
from applications.records.queries import lives_elsewhere
from core.actions import Refused, action
from core.models import User
from selection.board import (
    barred_among,
    is_released,
    people_of,
    released_of,
    seated_in,
    seats_of,
)
from selection.enums import NO_REASON, Caution, Direction, LockKind, MoveKind
from selection.models import (
    Apart,
    BoardMove,
    Lock,
    MovePerson,
    Panel,
    PanelPerson,
    Run,
)
from selection.rules import Despite, confirmed_of, refuse_stale


@action
def move(
    *,
    by: User,
    call: Call,
    seen: int,
    into: Iterable[Application] = (),
    out: Iterable[Application] = (),
    despite: Despite | None = None,
    reason: str,
) -> BoardMove:
    """Take people in and off, as one move. `seen` is the version of the board that was shown.

    Refused when no seat is left, for whoever cannot be chosen, is locked or released, or may not
    sit with somebody, and for what is unusual and not confirmed. ChangedMeanwhile when the board
    is not as it was shown.
    """
    panel = lock_board(by=by, call=call)
    refuse_stale(panel, seen)
    return _change(panel, by, into, out, despite or {}, reason, kind=MoveKind.CHANGE)


@action
def put_proposal(
    *, by: User, run: Run, seen: int, people: Iterable[Application], despite: Despite, reason: str
) -> BoardMove:
    """Put a proposal's people on the board, in the place of those who are there."""
    panel = lock_board(by=by, call=run.call)
    refuse_stale(panel, seen)
    return _put(panel, by, people, despite, reason, run=run)


@action
def put_saved(*, by: User, saved: Panel, seen: int, despite: Despite, reason: str) -> BoardMove:
    """Put a saved panel back on the board, without those who cannot be chosen any more."""
    panel = lock_board(by=by, call=saved.call)
    refuse_stale(panel, seen)
    people = [each.application for each in seated_in(saved)]
    return _put(panel, by, people, despite, reason, run=saved.run, put=saved)


@action
def undo_move(*, by: User, made: BoardMove, seen: int, despite: Despite, reason: str) -> BoardMove:
    """Take a move back by a move of its own. Who undoes somebody else's gives a reason."""
    panel = lock_board(by=by, call=made.panel.call)
    refuse_stale(panel, seen)
    if BoardMove.objects.filter(undoes=made).exists():
        raise Refused("That move is undone already.", "undone")
    if made.by_id != by.pk and not reason.strip():
        raise Refused(f"{made.by} made that move. Say why you undo it.", "no_reason")
    people = list(made.people.select_related("application"))
    into = [each.application for each in people if each.direction == Direction.OUT]
    out = [each.application for each in people if each.direction == Direction.IN]
    confirmed = {each.application_id: each.despite for each in people}
    now = set(people_of(panel).values_list("application", flat=True))
    into = [each for each in into if each.pk not in now]
    out = [each for each in out if each.pk in now]
    if not into and not out:
        raise Refused("Nothing of that move is left to undo.", "nothing_to_undo")
    words = reason.strip() or NO_REASON
    return _change(
        panel, by, into, out, {**confirmed, **despite}, words, kind=MoveKind.UNDO, undoes=made
    )


@action
def lock_board(*, by: User | None, call: Call) -> Panel:
    """The panel on the board, made if need be; locked, so that two people change it in turn."""
    Call.objects.select_for_update().get(pk=call.pk)
    panel, _ = Panel.objects.get_or_create(call=call, name="")
    return panel


def _bring(
    panel: Panel, by: User, into: Collection[Application], despite: Despite
) -> dict[int, list[Caution]]:
    """Add people to the board; returns what is unusual about each, all of it confirmed."""
    for application in into:
        _refuse_to_come(application)
    if into and seated_in(panel).count() + len(into) > seats_of(panel.call).most:
        raise Refused("All seats are taken. Say who makes room.", "no_seat_left")
    confirmed = confirmed_of(into, despite)
    PanelPerson.objects.bulk_create(
        PanelPerson(panel=panel, application=each, despite=confirmed[each.pk], by=by)
        for each in into
    )
    _refuse_together(panel, into)
    return confirmed


def _put(
    panel: Panel,
    by: User,
    people: Iterable[Application],
    despite: Despite,
    reason: str,
    *,
    run: Run | None = None,
    put: Panel | None = None,
) -> BoardMove:
    wanted = {each.pk: each for each in people}
    there = {each.application_id: each.application for each in people_of(panel)}
    into = [wanted[pk] for pk in sorted(wanted.keys() - there.keys())]
    stay = released_of(barred_among(there))  # who was released fills no seat, and stays
    out = [there[pk] for pk in sorted(there.keys() - wanted.keys() - stay)]
    if not into and not out:
        raise Refused("The board has exactly these people already.", "the_same")
    return _change(panel, by, into, out, despite, reason, kind=MoveKind.PUT, run=run, put=put)


def _change(
    panel: Panel,
    by: User,
    into: Iterable[Application],
    out: Iterable[Application],
    despite: Despite,
    reason: str,
    **about: Any,
) -> BoardMove:
    """`about` are the values of the move beside its people: kind, and what it puts or undoes."""
    if not reason.strip():
        raise Refused("Say why. It is kept with the move.", "no_reason", field="reason")
    asked, out = list(into), list(out)
    there = {each.application_id: each for each in people_of(panel)}
    into = [each for each in asked if each.pk not in there]
    out = [each for each in out if each.pk in there]
    if not into and not out:
        for each in asked:  # who stands there and cannot be chosen any more: it is said why
            _refuse_to_come(each)
        raise Refused("That is so already. Nothing has changed.", "nothing_to_do")
    _take_off(panel, out)
    confirmed = _bring(panel, by, into, despite)
    panel.version += 1
    panel.run = about.get("run") or panel.run
    panel.save()
    made = BoardMove.objects.create(
        panel=panel, number=panel.version, reason=reason.strip(), by=by, **about
    )
    came = [
        MovePerson(move=made, application=each, direction=Direction.IN, despite=confirmed[each.pk])
        for each in into
    ]
    left = [  # with what was confirmed when they came, so that undoing asks nothing twice
        MovePerson(
            move=made, application=each, direction=Direction.OUT, despite=there[each.pk].despite
        )
        for each in out
    ]
    MovePerson.objects.bulk_create([*came, *left])
    return made


def _take_off(panel: Panel, out: Collection[Application]) -> None:
    for application in out:
        _refuse_to_leave(application)
    people_of(panel).filter(application__in=out).delete()


def _refuse_to_leave(application: Application) -> None:
    if is_released(application):
        message = f"{application} is released. A released decision stands."
        raise Refused(message, "already_released")
    _refuse_lock(application, LockKind.IN, "is locked in. Take the lock off first.")


def _refuse_lock(application: Application, kind: LockKind, words: str) -> None:
    if Lock.objects.filter(application=application, kind=kind, lifted_at=None).exists():
        raise Refused(f"{application} {words}", "locked")


def _refuse_to_come(application: Application) -> None:
    """Raise Refused for whoever cannot be chosen, with the reason in words."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.status == ApplicationStatus.WITHDRAWN:
        raise Refused(f"{application} has withdrawn and cannot be chosen.", "withdrawn")
    if application.status != ApplicationStatus.RECEIVED:
        raise Refused(f"{application} came late. Decide first whether it counts.", "not_counted")
    if not eligible_applications().filter(pk=application.pk).exists():
        message = f"{application} does not count: another of the same person does."
        raise Refused(message, "set_aside")
    if Application.objects.filter(lives_elsewhere(), pk=application.pk).exists():
        raise Refused(f"{application} is not a resident and cannot be chosen.", "not_a_resident")
    _refuse_lock(application, LockKind.OUT, "is locked out. Take the lock off first.")


def _refuse_together(panel: Panel, into: Collection[Application]) -> None:
    """Whoever comes, beside somebody with whom they may not sit."""
    there = people_of(panel).values("application")
    pairs = Apart.objects.filter(first__in=there, second__in=there, lifted_at=None)
    if pair := pairs.filter(Q(first__in=into) | Q(second__in=into)).first():
        message = f"{pair.first} and {pair.second} may not sit together: {pair.reason}"
        raise Refused(message, "kept_apart")

"""Lock people in or out, keep two apart, and lift it again; each with a reason."""

from django.utils import timezone

from applications.models import Application
from core.actions import Refused, action
from core.models import User
from selection.actions.moves import lock_board
from selection.board import is_released, people_of, seats_of, standing_locks
from selection.enums import LockKind, PairKind
from selection.models import Apart, Lock, Panel


@action
def set_lock(*, by: User, application: Application, kind: LockKind, reason: str) -> Lock:
    """Somebody sits in any case, or never. The same lock again is returned as it stands.

    It changes nobody on the board. Refused without a reason, for the other lock while one stands,
    for locking out somebody on the board, and where more people would be locked in than there are
    seats.
    """
    panel = lock_board(by=by, call=application.call)
    _need(reason)
    if standing := Lock.objects.filter(application=application, lifted_at=None).first():
        if standing.kind == kind:
            return standing
        words = f"{standing.by} locked {application} as “{standing.get_kind_display()}”."
        raise Refused(f"{words} Take that lock off first.", "locked")
    if kind == LockKind.OUT and is_released(application):
        raise Refused(f"{application} is released. A released decision stands.", "already_released")
    if kind == LockKind.OUT and people_of(panel).filter(application=application).exists():
        words = f"{application} sits on the board. Take them off first."
        raise Refused(words, "on_the_board", field="kind")
    if kind == LockKind.IN:
        taken = standing_locks(application.call).filter(kind=LockKind.IN).count()
        if taken >= seats_of(application.call).most:
            raise Refused("As many people are locked in as there are seats.", "no_seat_left")
    lock = Lock.objects.create(application=application, kind=kind, reason=reason.strip(), by=by)
    _note(panel)
    return lock


@action
def lift_lock(*, by: User, lock: Lock, reason: str) -> None:
    """Take a lock off; one that is off already stays as it is."""
    panel = lock_board(by=by, call=lock.application.call)
    _need(reason)
    if _lift(Lock.objects.select_for_update().get(pk=lock.pk), by, reason):
        _note(panel)


@action
def keep_apart(
    *, by: User, one: Application, other: Application, kind: PairKind, reason: str
) -> Apart:
    """At most one of two people sits. Refused for the same person, or another call's.

    Where both are on the board they stay, and the board says so until one is taken off.
    """
    panel = lock_board(by=by, call=one.call)
    _need(reason)
    if one.pk == other.pk:
        raise Refused("Name two different people.", "the_same", field="other")
    if one.call_id != other.call_id:
        raise Refused(f"{other} applied to another call.", "another_call", field="other")
    first, second = sorted((one, other), key=lambda each: each.pk)
    standing = Apart.objects.filter(first=first, second=second, lifted_at=None).first()
    if standing:
        return standing
    apart = Apart.objects.create(
        first=first, second=second, kind=kind, reason=reason.strip(), by=by
    )
    _note(panel)
    return apart


@action
def lift_apart(*, by: User, apart: Apart, reason: str) -> None:
    """Let two people sit together again."""
    panel = lock_board(by=by, call=apart.first.call)
    _need(reason)
    if _lift(Apart.objects.select_for_update().get(pk=apart.pk), by, reason):
        _note(panel)


def _lift(row: Lock | Apart, by: User, reason: str) -> bool:
    if row.lifted_at:
        return False
    row.lifted_by, row.lifted_at, row.lift_reason = by, timezone.now(), reason.strip()
    row.save()
    return True


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused("Say why. It is kept on record.", "no_reason", field="reason")


def _note(panel: Panel) -> None:
    """The board is not as anybody saw it before."""
    panel.version += 1
    panel.save()

"""What was done on the board: moves, locks and pairs together, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce

from applications.models import Call
from core.models import User
from selection.board import moves_of
from selection.enums import Direction, LockKind, MoveKind
from selection.models import LARGE, Apart, BoardMove, Lock, MovePerson

SHOWN = 5


@dataclass(frozen=True)
class Entry:
    """Who did what, when and why. `move` is the number of a move that can be taken back."""

    by: User
    at: datetime
    words: str
    reason: str
    move: int | None = None


def last_of(call: Call, most: int = SHOWN) -> list[Entry]:
    """The newest entries, in a fixed number of queries."""
    moves = moves_of(call).select_related("by", "run", "put", "undone_by")
    moves = moves.defer(*(f"run__{name}" for name in LARGE))
    moves = moves.prefetch_related(
        Prefetch("people", MovePerson.objects.select_related("application"))
    )
    entries = [_of_move(move) for move in moves[:most]]
    locks = Lock.objects.filter(application__call=call)
    for lock in _newest(locks.select_related("application", "by", "lifted_by"), most):
        entries += _of_lock(lock)
    pairs = Apart.objects.filter(first__call=call)
    for pair in _newest(pairs.select_related("first", "second", "by", "lifted_by"), most):
        entries += _of_pair(pair)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:most]


def last_own_move(call: Call, person: User) -> BoardMove | None:
    """What their Undo takes back: their newest move that is not undone, and undoes nothing."""
    own = moves_of(call).filter(by=person, undone_by=None)
    return own.exclude(kind=MoveKind.UNDO).first()


def _newest(rows: QuerySet, most: int) -> QuerySet:
    """Set or lifted last."""
    return rows.order_by(Coalesce("lifted_at", "at").desc())[:most]


def _of_move(move: BoardMove) -> Entry:
    people = list(move.people.all())
    into = [str(each.application) for each in people if each.direction == Direction.IN]
    out = [str(each.application) for each in people if each.direction == Direction.OUT]
    does = [f"took in {_listed(into)}"] if into else []
    does += [f"took off {_listed(out)}"] if out else []
    words = " and ".join(does)
    if move.kind == MoveKind.PUT:
        source = f"“{move.put.name}”" if move.put else str(move.run)
        words = f"put {source} on the board: {len(into)} came in, {len(out)} left"
    elif move.kind == MoveKind.UNDO:
        words = f"undid a move: {words}"
    is_open = not hasattr(move, "undone_by") and move.kind != MoveKind.UNDO
    return Entry(move.by, move.at, words, move.reason, move.number if is_open else None)


def _of_lock(lock: Lock) -> list[Entry]:
    way = "in" if lock.kind == LockKind.IN else "out"
    entries = [Entry(lock.by, lock.at, f"locked {way} {lock.application}", lock.reason)]
    if lock.lifted_at:
        words = f"took the lock off {lock.application}"
        entries.append(Entry(lock.lifted_by, lock.lifted_at, words, lock.lift_reason))
    return entries


def _of_pair(pair: Apart) -> list[Entry]:
    kind = pair.get_kind_display()
    entries = [
        Entry(pair.by, pair.at, f"marked {pair.first} and {pair.second}: {kind}", pair.reason)
    ]
    if pair.lifted_at:
        words = f"let {pair.first} and {pair.second} sit together again"
        entries.append(Entry(pair.lifted_by, pair.lifted_at, words, pair.lift_reason))
    return entries


def _listed(references: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and 13 more"."""
    if len(references) <= 2:
        return " and ".join(references)
    return f"{', '.join(references[:2])} and {len(references) - 2} more"

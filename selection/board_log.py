"""What was done on the board: moves, locks and pairs together, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Prefetch, Q, QuerySet, Value

from applications.models import Application, Call
from core.models import User
from core.paging import is_number
from selection.board import moves_of
from selection.enums import NO_REASON, Direction, LockKind, MoveKind
from selection.models import LARGE, Apart, BoardMove, Lock, MovePerson

SHOWN = 5
IN_WORDS = 2  # references in a sentence; it counts the others


class What(StrEnum):
    """What an entry is of; of two at the same moment the later in this order is the newer."""

    APART = "apart"
    TOGETHER = "together"
    LOCK = "lock"
    UNLOCK = "unlock"
    MOVE = "move"


LIFTED = (What.TOGETHER, What.UNLOCK)
Position = tuple[datetime, int, int]  # when, the place of what it is in What, and the row's id


@dataclass(frozen=True)
class Entry:
    """Who did what, when and why.

    `move` is the number of a move that can be taken back. `into` and `out` are the references of
    those who came and left, where `words` do not say all of them. Undoing needs no reason.
    """

    key: str
    by: User
    at: datetime
    words: str
    reason: str
    move: int | None = None
    into: Sequence[str] = ()
    out: Sequence[str] = ()


@dataclass(frozen=True)
class Log:
    """All entries of a call, as core.paging reads them: in a fixed number of queries."""

    call: Call

    def key(self, row: Entry) -> str:
        """Such as "move-12"."""
        return row.key

    def cursor(self, key: str) -> Position | None:
        """None for a key that names no entry of this call."""
        name, _, number = key.partition("-")
        if name not in list(What) or not is_number(number):
            return None
        return self._positions(What(name)).filter(pk=int(number)).first()

    def read(self, cursor: Position | None, *, backward: bool, most: int) -> list[Entry]:
        """The entries beyond a position, the newest first, or the oldest first if backward."""
        order = ("time", "place", "pk") if backward else ("-time", "-place", "-pk")
        nearest = []
        for what in What:
            found = self._positions(what)
            if cursor:
                found = found.filter(_beyond(what, cursor, backward=backward))
            nearest.append(found.order_by(*order)[:most])
        positions = list(nearest[0].union(*nearest[1:], all=True).order_by(*order)[:most])
        entries = {entry.key: entry for entry in self._entries(positions)}
        places = list(What)
        return [entries[f"{places[place]}-{pk}"] for _time, place, pk in positions]

    def _positions(self, what: What) -> QuerySet:
        rows: QuerySet = {
            What.MOVE: BoardMove.objects.filter(panel__call=self.call, panel__name=""),
            What.LOCK: Lock.objects.filter(application__call=self.call),
            What.APART: Apart.objects.filter(first__call=self.call),
        }[_of_rows(what)]
        at = "lifted_at" if what in LIFTED else "at"
        found = rows.filter(**{f"{at}__isnull": False}).order_by()
        named = found.annotate(time=F(at), place=Value(list(What).index(what)))
        return named.values_list("time", "place", "pk")

    def _entries(self, positions: Iterable[Position]) -> Iterator[Entry]:
        wanted = defaultdict(set)
        for _time, place, pk in positions:
            wanted[list(What)[place]].add(pk)
        moves = moves_of(self.call).select_related("by", "run", "put", "undone_by")
        moves = moves.defer(*(f"run__{name}" for name in LARGE))
        people = Prefetch("people", MovePerson.objects.select_related("application"))
        found = moves.filter(pk__in=wanted[What.MOVE]).prefetch_related(people)
        yield from map(_of_move, found)
        locks = Lock.objects.filter(pk__in=wanted[What.LOCK] | wanted[What.UNLOCK])
        for lock in locks.select_related("application", "by", "lifted_by"):
            yield from _of_lock(lock)
        pairs = Apart.objects.filter(pk__in=wanted[What.APART] | wanted[What.TOGETHER])
        for pair in pairs.select_related("first", "second", "by", "lifted_by"):
            yield from _of_pair(pair)


def last_of(call: Call, most: int = SHOWN) -> list[Entry]:
    """The newest entries."""
    return Log(call).read(None, backward=False, most=most)


def last_own_move(call: Call, person: User) -> BoardMove | None:
    """What their Undo takes back: their newest move that is not undone, and undoes nothing."""
    own = moves_of(call).filter(by=person, undone_by=None)
    return own.exclude(kind=MoveKind.UNDO).first()


def _of_rows(what: What) -> What:
    """Setting and lifting are of the same row."""
    return {What.TOGETHER: What.APART, What.UNLOCK: What.LOCK}.get(what, what)


def _beyond(what: What, cursor: Position, *, backward: bool) -> Q:
    """What of one kind comes after a position, on the way to older or to newer entries."""
    time, place, pk = cursor
    way, own = ("gt" if backward else "lt"), list(What).index(what)
    beyond = Q(**{f"time__{way}": time})
    if own == place:
        return beyond | Q(**{"time": time, f"pk__{way}": pk})
    return beyond | Q(time=time) if (own > place) == backward else beyond


def _of_move(move: BoardMove) -> Entry:
    people = list(move.people.all())
    into = [_name(each.application) for each in people if each.direction == Direction.IN]
    out = [_name(each.application) for each in people if each.direction == Direction.OUT]
    does = [f"took in {_listed(into)}"] if into else []
    does += [f"took off {_listed(out)}"] if out else []
    words = " and ".join(does)
    if move.kind == MoveKind.PUT:
        source = f"“{move.put.name}”" if move.put else str(move.run)
        words = f"put {source} on the board: {len(into)} came in, {len(out)} left"
    elif move.kind == MoveKind.UNDO:
        words = f"undid a move: {words}"
    is_open = not hasattr(move, "undone_by") and move.kind != MoveKind.UNDO
    says_all = move.kind != MoveKind.PUT and max(len(into), len(out)) <= IN_WORDS
    return Entry(
        f"{What.MOVE}-{move.pk}",
        move.by,
        move.at,
        words,
        "" if move.reason == NO_REASON else move.reason,
        move.number if is_open else None,
        () if says_all else into,
        () if says_all else out,
    )


def _of_lock(lock: Lock) -> Iterator[Entry]:
    way = "in" if lock.kind == LockKind.IN else "out"
    words = f"locked {way} {_name(lock.application)}"
    yield Entry(f"{What.LOCK}-{lock.pk}", lock.by, lock.at, words, lock.reason)
    if lock.lifted_at:
        words = f"took the lock off {_name(lock.application)}"
        key = f"{What.UNLOCK}-{lock.pk}"
        yield Entry(key, lock.lifted_by, lock.lifted_at, words, lock.lift_reason)


def _of_pair(pair: Apart) -> Iterator[Entry]:
    both = f"{_name(pair.first)} and {_name(pair.second)}"
    words = f"marked {both}: {pair.get_kind_display()}"
    yield Entry(f"{What.APART}-{pair.pk}", pair.by, pair.at, words, pair.reason)
    if pair.lifted_at:
        words = f"let {both} sit together again"
        key = f"{What.TOGETHER}-{pair.pk}"
        yield Entry(key, pair.lifted_by, pair.lifted_at, words, pair.lift_reason)


def _name(application: Application) -> str:
    return f"{application} (erased)" if application.erased_at else str(application)


def _listed(references: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and 13 more"."""
    if len(references) <= IN_WORDS:
        return " and ".join(references)
    return f"{', '.join(references[:IN_WORDS])} and {len(references) - IN_WORDS} more"

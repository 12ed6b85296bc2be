"""What was done to choose: targets, the lot, moves, locks and pairs, the newest first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Model, Prefetch, Q, QuerySet, Value
from django.utils.formats import date_format
from django.utils.timezone import localtime

from applications.models import Application, Call
from core.models import User
from core.paging import is_number
from selection.attributes import attributes_of
from selection.board import Seats, moves_of
from selection.enums import NO_REASON, Direction, LockKind, MoveKind
from selection.models import (
    LARGE,
    Apart,
    BoardMove,
    Lock,
    Lot,
    MovePerson,
    ReplacedDraw,
    TargetSet,
)
from selection.target_changes import changes_between, versions_of

SHOWN = 5
MOST_CHANGES = 6  # of targets, that an entry names; it counts the others
IN_WORDS = 2  # references in a sentence; it counts the others


class What(StrEnum):
    """What an entry is of; of two at the same moment the later in this order is the newer."""

    TARGETS = "targets"
    REPLACED = "replaced"
    NAMED_BEFORE = "named_before"
    NAMED = "named"
    TYPED = "typed"
    DRAWN = "drawn"
    APART = "apart"
    TOGETHER = "together"
    LOCK = "lock"
    UNLOCK = "unlock"
    MOVE = "move"


LIFTED = (What.TOGETHER, What.UNLOCK)
ON_THE_BOARD = (What.APART, What.TOGETHER, What.LOCK, What.UNLOCK, What.MOVE)
# What an entry is of: its rows, the column with its moment, and the lookup to the call.
ROWS: dict[What, tuple[type[Model], str, str]] = {
    What.TARGETS: (TargetSet, "made_at", "call"),
    What.REPLACED: (ReplacedDraw, "at", "call"),
    What.NAMED_BEFORE: (ReplacedDraw, "named_at", "call"),
    What.NAMED: (Lot, "named_at", "call"),
    What.TYPED: (Lot, "typed_at", "call"),
    What.DRAWN: (Lot, "confirmed_at", "call"),
    What.APART: (Apart, "at", "first__call"),
    What.TOGETHER: (Apart, "lifted_at", "first__call"),
    What.LOCK: (Lock, "at", "application__call"),
    What.UNLOCK: (Lock, "lifted_at", "application__call"),
    What.MOVE: (BoardMove, "at", "panel__call"),
}
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
    kinds: Sequence[What] = tuple(What)

    def key(self, row: Entry) -> str:
        """Such as "move-12"."""
        return row.key

    def cursor(self, key: str) -> Position | None:
        """None for a key that names no entry of this call."""
        name, _, number = key.partition("-")
        if name not in self.kinds or not is_number(number):
            return None
        return self._positions(What(name)).filter(pk=int(number)).first()

    def read(self, cursor: Position | None, *, backward: bool, most: int) -> list[Entry]:
        """The entries beyond a position, the newest first, or the oldest first if backward."""
        order = ("time", "place", "pk") if backward else ("-time", "-place", "-pk")
        nearest = []
        for what in self.kinds:
            found = self._positions(what)
            if cursor:
                found = found.filter(_beyond(what, cursor, backward=backward))
            nearest.append(found.order_by(*order)[:most])
        positions = list(nearest[0].union(*nearest[1:], all=True).order_by(*order)[:most])
        entries = {entry.key: entry for entry in self._entries(positions)}
        places = list(What)
        return [entries[f"{places[place]}-{pk}"] for _time, place, pk in positions]

    def _positions(self, what: What) -> QuerySet:
        model, at, call = ROWS[what]
        found = model._default_manager.filter(**{call: self.call, f"{at}__isnull": False})
        if what == What.MOVE:
            found = found.filter(panel__name="")
        found = found.order_by()
        named = found.annotate(time=F(at), place=Value(list(What).index(what)))
        return named.values_list("time", "place", "pk")

    def _entries(self, positions: Iterable[Position]) -> Iterator[Entry]:
        wanted = defaultdict(set)
        for _time, place, pk in positions:
            wanted[list(What)[place]].add(pk)
        yield from self._by_hand(wanted)
        if of_targets := wanted[What.TARGETS]:
            yield from self._of_targets(of_targets)
        if wanted[What.NAMED] | wanted[What.TYPED] | wanted[What.DRAWN]:
            people = ("named_by", "typed_by", "confirmed_by")
            yield from _of_lot(Lot.objects.select_related(*people).get(call=self.call))
        if replaced := wanted[What.REPLACED] | wanted[What.NAMED_BEFORE]:
            draws = ReplacedDraw.objects.filter(pk__in=replaced)
            for draw in draws.select_related("named_by", "typed_by", "by"):
                yield from _of_replaced(draw)

    def _of_targets(self, wanted: Collection[int]) -> Iterator[Entry]:
        """Versions of the targets, each with what it changes of the one before."""
        sets = {each.number: each for each in versions_of(self.call)}
        attributes = attributes_of(self.call)
        for number, made in sets.items():
            if made.pk in wanted:
                before = sets.get(number - 1)
                yield _of_targets(made, changes_between(before, made, attributes))

    def _by_hand(self, wanted: Mapping[What, set[int]]) -> Iterator[Entry]:
        """Moves, locks and pairs."""
        if of_moves := wanted[What.MOVE]:
            yield from map(entry_of, self._moves(of_moves))
        if of_locks := wanted[What.LOCK] | wanted[What.UNLOCK]:
            locks = Lock.objects.filter(pk__in=of_locks)
            for lock in locks.select_related("application", "by", "lifted_by"):
                yield from _of_lock(lock)
        if of_pairs := wanted[What.APART] | wanted[What.TOGETHER]:
            pairs = Apart.objects.filter(pk__in=of_pairs)
            for pair in pairs.select_related("first", "second", "by", "lifted_by"):
                yield from _of_pair(pair)

    def _moves(self, numbers: Collection[int]) -> QuerySet[BoardMove]:
        """With whom they moved."""
        moves = moves_of(self.call).select_related("by", "run", "put", "undone_by")
        moves = moves.defer(*(f"run__{name}" for name in LARGE))
        named = ("move", "direction", "application__reference", "application__erased_at")
        people = MovePerson.objects.select_related("application").only(*named)
        return moves.filter(pk__in=numbers).prefetch_related(Prefetch("people", people))


def last_of(call: Call, most: int = SHOWN) -> list[Entry]:
    """The newest moves, locks and pairs."""
    return Log(call, ON_THE_BOARD).read(None, backward=False, most=most)


def last_own_move(call: Call, person: User) -> BoardMove | None:
    """What their Undo takes back: their newest move that is not undone, and undoes nothing."""
    own = moves_of(call).filter(by=person, undone_by=None)
    return own.exclude(kind=MoveKind.UNDO).first()


def _beyond(what: What, cursor: Position, *, backward: bool) -> Q:
    """What of one kind comes after a position, on the way to older or to newer entries."""
    time, place, pk = cursor
    way, own = ("gt" if backward else "lt"), list(What).index(what)
    beyond = Q(**{f"time__{way}": time})
    if own == place:
        return beyond | Q(**{"time": time, f"pk__{way}": pk})
    return beyond | Q(time=time) if (own > place) == backward else beyond


def entry_of(move: BoardMove) -> Entry:
    """A move as the log says it."""
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


def _of_targets(made: TargetSet, changes: Sequence[str]) -> Entry:
    seats, size = Seats(made.seats_least, made.seats_most).in_words, len(made.targets.all())
    count = "1 target" if size == 1 else f"{size} targets"
    words = f"set targets, version {made.number}: {count} for {seats} seats"
    if changes:
        more = len(changes) - MOST_CHANGES
        shown = [*changes[:MOST_CHANGES], *([f"{more} more"] if more > 0 else [])]
        words += f". Changed: {'; '.join(shown)}"
    return Entry(f"{What.TARGETS}-{made.pk}", made.made_by, made.made_at, words, made.reason)


def _of_lot(lot: Lot) -> Iterator[Entry]:
    yield Entry(f"{What.NAMED}-{lot.pk}", lot.named_by, lot.named_at, _named(lot), "")
    if lot.typed:
        words = "typed what was drawn as the lot"
        yield Entry(f"{What.TYPED}-{lot.pk}", lot.typed_by, lot.typed_at, words, "")
    if lot.confirmed_at:
        words = f"typed the same: the lot is “{lot.typed}”"
        yield Entry(f"{What.DRAWN}-{lot.pk}", lot.confirmed_by, lot.confirmed_at, words, "")


def _of_replaced(draw: ReplacedDraw) -> Iterator[Entry]:
    yield Entry(f"{What.NAMED_BEFORE}-{draw.pk}", draw.named_by, draw.named_at, _named(draw), "")
    words = f"replaced the draw “{draw.source}”"
    if draw.typed:
        words += f", of which {draw.typed_by} had typed “{draw.typed}”"
    yield Entry(f"{What.REPLACED}-{draw.pk}", draw.by, draw.at, words, draw.reason)


def _named(draw: Lot | ReplacedDraw) -> str:
    words = f"named the draw “{draw.source}”"
    if draw.takes_place_at is None:
        return words
    return f"{words}, {date_format(localtime(draw.takes_place_at), 'M j, Y, P')}"


def _name(application: Application) -> str:
    return f"{application} (erased)" if application.erased_at else str(application)


def _listed(references: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and 13 more"."""
    if len(references) <= IN_WORDS:
        return " and ".join(references)
    return f"{', '.join(references[:IN_WORDS])} and {len(references) - IN_WORDS} more"

"""What counting alone shows against the locks: sentences, before anybody proposes."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from selection.enums import LockKind
from selection.representation import TargetRow
from selection.snapshot import Snapshot


@dataclass(frozen=True)
class Fixed:
    """Those who sit in any case, and those who never do, of all who can be chosen."""

    sits: Set[int] = frozenset()
    never: Set[int] = frozenset()


def against_targets(snapshot: Snapshot) -> list[str]:
    """Why no panel keeps every target with the locks that stand; nothing where counting fits."""
    return _by_locks(snapshot, _fixed(snapshot))


def against_targets_with(snapshot: Snapshot, application: int, kind: LockKind) -> list[str]:
    """What one more lock would add to that."""
    if application in snapshot.barred:
        return []
    before, now = against_targets(snapshot), _fixed(snapshot)
    if kind == LockKind.IN:
        then = replace(now, sits=now.sits | {application})
    else:
        then = replace(now, never=now.never | {application})
    return [each for each in _by_locks(snapshot, then) if each not in before]


def never_beside(snapshot: Snapshot, application: int) -> list[str]:
    """The references of those who are locked in beside somebody who is, too."""
    sits = _fixed(snapshot).sits
    if application not in sits:
        return []
    locks = snapshot.locks.items()
    return sorted(it.application.reference for pk, it in locks if pk in sits and pk != application)


def _fixed(snapshot: Snapshot) -> Fixed:
    locked = {pk for pk, it in snapshot.locks.items() if it.kind == LockKind.IN}
    return Fixed((locked | snapshot.released) - snapshot.barred.keys(), snapshot.now.kept_out)


def _by_locks(snapshot: Snapshot, fixed: Fixed) -> list[str]:
    """What does not fit, and would without any lock."""
    without = list(_misfits(snapshot, Fixed()))
    return [each for each in _misfits(snapshot, fixed) if each not in without]


def _misfits(snapshot: Snapshot, fixed: Fixed) -> Iterator[str]:
    seats = snapshot.representation.seats
    pairs = [pair for pair in snapshot.now.pairs if not pair.of.isdisjoint(fixed.sits)]
    apart = {half for pair in pairs for half in pair.of} - fixed.sits - snapshot.barred.keys()
    never = (fixed.never | apart) - fixed.sits
    if len(fixed.sits) > seats.most:
        yield f"{len(fixed.sits)} are locked in, and there are {seats.most} seats."
    pool = snapshot.representation.supply.pool - len(never)
    if pool < seats.least:
        yield f"{pool} can be chosen, and there are {seats.least} seats."
    for pair in pairs:
        if pair.of <= fixed.sits:
            yield f"{pair.first} and {pair.second} are both locked in, and may not sit together."
    for row in snapshot.representation.targets:
        yield from _misfit(snapshot, row, fixed.sits, never)


def _misfit(snapshot: Snapshot, row: TargetRow, sits: Set[int], never: Set[int]) -> Iterator[str]:
    target = row.target
    inside = sum(snapshot.counts_toward(target, each) for each in sits)
    outside = sum(snapshot.counts_toward(target, each) for each in never)
    room = max(snapshot.representation.seats.most - len(sits), 0) + inside
    if target.maximum is not None and inside > target.maximum:
        yield f"{row.title}: {inside} locked in, and {target.maximum} may sit at most."
    if (able := row.applicants - outside) < target.minimum:
        yield f"{row.title}: {target.minimum} wanted, and {able or 'nobody'} can be chosen."
    elif room < target.minimum:
        yield f"{row.title}: {target.minimum} wanted, and those locked in leave room for {room}."

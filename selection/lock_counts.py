"""What counting alone shows against the locks: sentences, before anybody proposes."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from selection.enums import LockKind
from selection.representation import TargetRow
from selection.snapshot import Snapshot

What = tuple[str, int]  # what does not fit, and of which target or pair


@dataclass(frozen=True)
class Fixed:
    """Those who sit in any case, and those who never do, of all who can be chosen."""

    sits: Set[int] = frozenset()
    never: Set[int] = frozenset()


def against_targets(snapshot: Snapshot) -> list[str]:
    """Why no panel keeps every target with the locks that stand; nothing where counting fits."""
    return list(_by_locks(snapshot, _fixed(snapshot)).values())


def against_targets_with(snapshot: Snapshot, application: int, kind: LockKind) -> list[str]:
    """What one more lock would add to that."""
    if application in snapshot.barred:
        return []
    now = _fixed(snapshot)
    if kind == LockKind.IN:
        then = replace(now, sits=now.sits | {application})
    else:
        then = replace(now, never=now.never | {application})
    before = _by_locks(snapshot, now)
    return [words for what, words in _by_locks(snapshot, then).items() if what not in before]


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


def _by_locks(snapshot: Snapshot, fixed: Fixed) -> dict[What, str]:
    """What does not fit, and would without any lock, in words."""
    without = dict(_misfits(snapshot, Fixed()))
    return {what: words for what, words in _misfits(snapshot, fixed) if what not in without}


def _misfits(snapshot: Snapshot, fixed: Fixed) -> Iterator[tuple[What, str]]:
    seats = snapshot.representation.seats
    pairs = [pair for pair in snapshot.now.pairs if not pair.of.isdisjoint(fixed.sits)]
    apart = {half for pair in pairs for half in pair.of} - fixed.sits - snapshot.barred.keys()
    never = (fixed.never | apart) - fixed.sits
    if len(fixed.sits) > seats.most:
        words = f"{len(fixed.sits)} are locked in, and there are {seats.most} seats."
        yield ("too many", 0), words
    pool = snapshot.representation.supply.pool - len(never)
    if pool < seats.least:
        yield ("too few", 0), f"{pool} can be chosen, and there are {seats.least} seats."
    for pair in pairs:
        if pair.of <= fixed.sits:
            words = f"{pair.first} and {pair.second} are both locked in, and may not sit together."
            yield ("together", pair.pk), words
    for row in snapshot.representation.targets:
        for what, words in _misfit(snapshot, row, fixed.sits, never):
            yield (what, row.target.pk), words


def _misfit(
    snapshot: Snapshot, row: TargetRow, sits: Set[int], never: Set[int]
) -> Iterator[tuple[str, str]]:
    target = row.target
    inside = sum(snapshot.counts_toward(target, each) for each in sits)
    outside = sum(snapshot.counts_toward(target, each) for each in never)
    room = max(snapshot.representation.seats.most - len(sits), 0) + inside
    if target.maximum is not None and inside > target.maximum:
        words = f"{inside} locked in, and {target.maximum} may sit at most."
        yield "above the most", f"{row.title}: {words}"
    if (able := row.applicants - outside) < target.minimum:
        words = f"{target.minimum} wanted, and {able or 'nobody'} can be chosen."
        yield "below the fewest", f"{row.title}: {words}"
    elif room < target.minimum:
        words = f"{target.minimum} wanted, and those locked in leave room for {room}."
        yield "no room for the fewest", f"{row.title}: {words}"

"""Replaces members who leave: by one person who fits, or by the fewest changes."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from solver.clock import Clock
from solver.model import panel_model
from solver.problem import Problem, lot_order
from solver.relax import Relaxation, relaxations
from solver.tree import solve


@dataclass(frozen=True)
class Replacement:
    """Who joins and who leaves; relaxations when no change keeps all targets."""

    into: tuple[str, ...]
    out: tuple[str, ...]  # in addition to those who leave
    members: tuple[str, ...]
    relaxations: tuple[Relaxation, ...] = ()


def fitting(
    problem: Problem, members: Iterable[str], leaver: str, lot: str | None = None
) -> list[str]:
    """Everyone who can take the leaver's seat alone, by score and then by lot."""
    model = panel_model(problem)
    place, order = problem.place, lot_order(problem, lot or "")
    stay = np.zeros(len(model.names), dtype=np.int64)
    stay[[place[each] for each in members if each != leaver]] = 1
    can = (stay == 0) & (model.high > 0)
    can[place[leaver]] = False
    for row in model.rows:
        count = int(stay[row.members].sum())
        counts = np.zeros(len(stay), dtype=bool)
        counts[row.members] = True
        if count < row.low:
            can &= counts if count + 1 >= row.low else False
        if count >= row.high:
            can &= ~counts if count == row.high else False
    rank = {at: n for n, at in enumerate(order)}
    found = sorted(np.flatnonzero(can), key=lambda at: (-problem.people[at].score, rank[at]))
    return [model.names[at] for at in found]


def replaced(
    problem: Problem,
    members: Iterable[str],
    leavers: Iterable[str],
    *,
    confirmed: Iterable[str] = (),
    lot: str | None = None,
    clock: Clock | None = None,
) -> Replacement:
    """One person who fits; else the fewest changes among members not confirmed yet.

    If there are none, the cheapest relaxations that keep every member who stays.
    """
    clock = clock or Clock()
    members, leavers = sorted(members), sorted(leavers)
    if len(leavers) == 1 and (able := fitting(problem, members, leavers[0], lot)):
        stay = [each for each in members if each not in leavers]
        return Replacement((able[0],), (), tuple(sorted([*stay, able[0]])))
    left = problem.changed(
        lock_in=tuple(sorted(({*problem.lock_in} | {*confirmed}) - {*leavers})),
        lock_out=tuple(sorted({*problem.lock_out, *leavers})),
    )
    chosen = _fewest_changes(left, [each for each in members if each not in leavers], clock)
    if chosen is None:
        stay = ({*left.lock_in} | {*members}) - {*leavers}
        kept = left.changed(lock_in=tuple(sorted(stay)))
        return Replacement((), (), (), tuple(relaxations(kept, clock)))
    return Replacement(
        tuple(sorted(set(chosen) - set(members))),
        tuple(sorted(set(members) - set(chosen) - set(leavers))),
        tuple(sorted(chosen)),
    )


def _fewest_changes(problem: Problem, staying: list[str], clock: Clock) -> list[str] | None:
    """A panel with as many of these as possible, and then the best score; None if there is none."""
    model = panel_model(problem)
    above = model.gains - model.gains.min()
    bonus = int(np.sort(above)[-problem.seats :].sum()) + 1  # more than all scores together
    gains = above.copy()
    gains[[problem.place[each] for each in staying]] += bonus
    _, _, found = solve(model.gaining(gains), clock)
    if found.best is None:
        return None
    return [model.names[at] for at in np.flatnonzero(found.best)]

"""A member leaves: who can take the seat, or the fewest changes that keep all targets."""

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
    """Who comes and who goes; where nothing keeps all targets, the least that must give way."""

    into: tuple[str, ...]
    out: tuple[str, ...]  # besides those who leave
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
        held = int(stay[row.members].sum())
        holds = np.zeros(len(stay), dtype=bool)
        holds[row.members] = True
        if held < row.low:
            can &= holds if held + 1 >= row.low else False
        if held >= row.high:
            can &= ~holds if held == row.high else False
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
    """One who fits; else the fewest changes among members who are not confirmed yet; else the
    least relaxations with everyone confirmed in place."""
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
        return Replacement((), (), (), tuple(relaxations(left, clock)))
    return Replacement(
        tuple(sorted(set(chosen) - set(members))),
        tuple(sorted(set(members) - set(chosen) - set(leavers))),
        tuple(sorted(chosen)),
    )


def _fewest_changes(problem: Problem, staying: list[str], clock: Clock) -> list[str] | None:
    """As many of these as possible stay; then the best score."""
    model = panel_model(problem)
    above = model.gains - model.gains.min()
    dear = int(np.sort(above)[-problem.seats :].sum()) + 1
    gains = above.copy()
    gains[[problem.place[each] for each in staying]] += dear
    _, _, found = solve(model.gaining(gains), clock)
    if found.best is None:
        return None
    return [model.names[at] for at in np.flatnonzero(found.best)]

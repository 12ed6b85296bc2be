"""Drawing panels by lot so that the least likely person's chance is as high as it can be.

People with the same tags are one type, which keeps columns few. Panels are generated one by one
(column generation), each the best for the current prices of types (Flanigan et al., Nature 596,
2021).
"""

from dataclasses import dataclass, replace

import numpy as np

from solver import highs
from solver.clock import Clock
from solver.faults import Fault, Refused
from solver.highs import Program
from solver.model import Model, Row, panel_model
from solver.problem import Problem
from solver.tree import solve

GAP = 2e-5
PRICE_SCALE = 10**8  # turns prices of types into integers
SAME = 1e-7  # chances that differ by less are the same


@dataclass(frozen=True)
class Lottery:
    """Chances by person, panels as counts by type, and the gap to the best possible."""

    chances: dict[str, float]
    unselectable: tuple[str, ...]
    gap: float
    is_closed: bool  # false when the time limit ended the search
    types: tuple[tuple[str, ...], ...]
    panels: tuple[tuple[float, tuple[int, ...]], ...]  # (chance, members by type)

    @property
    def figures(self) -> dict[str, float]:
        """Least and greatest chance, Gini coefficient and geometric mean, of selectable people."""
        found = np.sort(np.array(list(self.chances.values())))
        count, total = len(found), float(found.sum())
        ranks = 2 * np.arange(1, count + 1) - count - 1
        return {
            "min": float(found[0]),
            "max": float(found[-1]),
            "gini": float((ranks * found).sum() / (count * total)),
            "geometric_mean": float(np.exp(np.log(np.maximum(found, 1e-300)).mean())),
        }


def lottery(problem: Problem, *, leximin: bool = False, clock: Clock | None = None) -> Lottery:
    """Maximin, or leximin, over types. Raises Refused when no panel is possible."""
    return _Lottery(problem, clock or Clock()).solved(leximin)


class _Lottery:
    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.problem, self.clock = problem, clock
        self.types, self.model = types_of(problem)
        self.sizes = np.array([len(each) for each in self.types], dtype=float)
        self.panels: list[np.ndarray] = []

    def solved(self, leximin: bool) -> Lottery:
        """Cover every type that can be on a panel; then maximize the least chance."""
        able = self._cover()
        if not self.panels:
            raise Refused(Fault.of("no_panel_to_draw"))
        fixed: dict[int, float] = {}
        gap, is_closed = 0.0, True
        while True:
            free = [at for at in able if at not in fixed]
            chance, prices, weights, open_gap = self._maximize_least_chance(free, fixed)
            gap, is_closed = max(gap, open_gap), is_closed and open_gap < GAP
            if not leximin or not free:
                break
            binding = [at for at in free if prices[at] > SAME]
            for at in binding or free:
                fixed[at] = chance
            if len(fixed) == len(able) or self.clock.is_over:
                break
        return self._result(weights, able, gap, is_closed)

    def _result(self, weights: np.ndarray, able: list[int], gap: float, closed: bool) -> Lottery:
        names = [tuple(self.problem.people[at].id for at in each) for each in self.types]
        shares = np.array(self.panels).T @ weights / self.sizes
        chances = {each: float(shares[at]) for at in able for each in names[at]}
        out = set(range(len(names))) - set(able)
        locked = set(self.problem.lock_out)
        return Lottery(
            dict(sorted(chances.items())),
            tuple(sorted(each for at in sorted(out) for each in names[at] if each not in locked)),
            gap,
            closed,
            tuple(names),
            tuple(
                (float(weight), tuple(int(n) for n in panel))
                for weight, panel in zip(weights, self.panels, strict=True)
                if weight > 0
            ),
        )

    def _cover(self) -> list[int]:
        """Add panels until they cover every type that can be on one; returns those types."""
        waiting = np.ones(len(self.types), dtype=np.int64)
        waiting[self.model.high == 0] = 0
        while waiting.any():
            _, _, found = solve(self.model.gaining(waiting), self.clock)
            if found.best is None or found.total == 0:
                if not found.is_closed:
                    raise Refused(Fault.of("no_time_to_draw"))
                break
            self.panels.append(found.best)
            waiting[found.best > 0] = 0
            self.clock.report("covering", left=int(waiting.sum()))
        if not self.panels:
            return []
        return [int(at) for at in np.flatnonzero(np.array(self.panels).sum(axis=0))]

    def _maximize_least_chance(
        self, free: list[int], fixed: dict[int, float]
    ) -> tuple[float, np.ndarray, np.ndarray, float]:
        """The maximin chance of the free types, prices, weights of panels, and the gap."""
        while True:
            chance, prices, rest, weights = self._master(free, fixed)
            per_head = np.rint(prices / self.sizes * PRICE_SCALE).astype(np.int64)
            model = replace(self.model.gaining(per_head), unit=int(PRICE_SCALE * GAP / 20))
            _, _, found = solve(model, self.clock)
            if found.best is None:
                return chance, prices, weights, 1.0
            worth = float((prices / self.sizes * found.best).sum())
            gap = worth - rest
            self.clock.report("drawing", panels=len(self.panels), gap=gap)
            is_known = any((found.best == panel).all() for panel in self.panels)
            if gap < GAP / 2 or is_known or self.clock.is_over:
                return chance, prices, weights, max(0.0, gap) + (0 if found.is_closed else 1.0)
            self.panels.append(found.best)

    def _master(
        self, free: list[int], fixed: dict[int, float]
    ) -> tuple[float, np.ndarray, float, np.ndarray]:
        """Maximize z: Σ p · share ≥ z for free types, the fixed chance for others; Σ p = 1."""
        types = [*free, *sorted(fixed)]
        shares = np.array([panel / self.sizes for panel in self.panels])[:, types]
        rows = len(types)
        least = np.array([0.0] * len(free) + [fixed[at] - SAME for at in sorted(fixed)])
        panels = len(self.panels)
        dense = np.concatenate((shares, np.ones((panels, 1))), axis=1)
        has_z = 1 if free else 0
        program = Program(
            np.concatenate((np.zeros(panels), np.ones(has_z))),
            np.zeros(panels + has_z),
            np.full(panels + has_z, np.inf),
            np.append(least, 1.0),
            np.append(np.full(rows, np.inf), 1.0),
            np.append(
                np.arange(panels + 1) * (rows + 1),
                [panels * (rows + 1) + len(free)] * has_z,
            ),
            np.concatenate((np.tile(np.arange(rows + 1), panels), np.arange(len(free)))),
            np.concatenate((dense.ravel(), np.full(len(free), -1.0))),
        )
        solved = highs.run_linear(highs.engine(program, self.clock), self.clock)
        if solved is None:
            raise Refused(Fault.of("no_time_to_draw"))
        prices = np.zeros(len(self.types))
        prices[types] = np.maximum(0, -solved.prices[:rows])
        weights = np.maximum(0, solved.values[:panels])
        chance = float(solved.values[-1]) if free else 0.0
        return chance, prices, float(solved.prices[rows]), weights / weights.sum()


def types_of(problem: Problem) -> tuple[tuple[tuple[int, ...], ...], Model]:
    """Groups of people whom no rule distinguishes, and the model that counts types.

    Whoever is locked, shares a household or may not sit with somebody is a type of their own.
    """
    own = {problem.place[each] for each in (*problem.lock_in, *problem.lock_out)}
    own |= {at for places in problem.households.values() for at in places}
    own |= {problem.place[each] for pair in problem.apart for each in pair}
    groups: dict[tuple, list[int]] = {}
    for at, person in enumerate(problem.people):
        groups.setdefault((person.tags, at if at in own else -1), []).append(at)
    types = tuple(tuple(each) for each in groups.values())
    first = np.array([each[0] for each in types])
    return types, _by_type(panel_model(problem), first, np.array([len(e) for e in types]))


def _by_type(model: Model, first: np.ndarray, sizes: np.ndarray) -> Model:
    """The model over one person of each type, chosen at most as often as the type has people."""
    place = np.full(len(model.names), -1, dtype=np.int64)
    place[first] = np.arange(len(first))

    def narrowed(row: Row) -> Row:
        members = place[row.members]
        members = members[members >= 0].astype(np.int32)
        return row._replace(members=members, weights=np.ones(len(members), dtype=np.int64))

    return replace(
        model,
        names=tuple(model.names[at] for at in first),
        gains=np.zeros(len(first), dtype=np.int64),
        low=model.low[first],
        high=model.high[first] * sizes,
        rows=tuple(narrowed(row) for row in model.rows),
        people=len(first),
        unit=1,
        columns_by_row=None,
    )

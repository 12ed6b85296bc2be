"""The linear relaxation, solved by column generation.

Prices (dual values) of rows come from a few hundred columns; one pass over the arrays then prices
everyone, and columns with a positive reduced cost join. Rows may be broken at a penalty, so an
infeasible branch has prices too, and its bound falls below every real panel's.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from solver import highs
from solver.clock import Clock
from solver.highs import Program
from solver.model import FREE, PER_POINT, Model

PENALTY = 10**6  # for one missing or surplus seat, in score units, for scores up to 10**4
TOLERANCE = 1e-7
WHOLE = 1e-6  # a value this close to an integer is one
AT_ONCE = 200  # columns that join in one round


class Priced(NamedTuple):
    """Integer prices, the bound and reduced costs that follow, and values of active columns."""

    prices: np.ndarray
    bound: int
    reduced_costs: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    broken: float


class Pricing:
    """One model's relaxation; branches change bounds and keep the columns generated so far."""

    def __init__(self, model: Model, clock: Clock, penalty: int | None = None) -> None:
        self.model, self.clock = model, clock
        largest = int(np.abs(model.gains).max(initial=0))
        self.scale = max(1.0, largest / 10**4)
        self.penalty = penalty or PENALTY * max(1, model.rows[0].high // 50)
        free = np.array([(row.low <= -FREE, row.high >= FREE) for row in model.rows]).T
        self._lowest = np.where(free[0], 0.0, -np.inf)  # a missing bound has no price
        self._highest = np.where(free[1], 0.0, np.inf)
        self.active = self._first_columns()
        self._load()

    def _first_columns(self) -> np.ndarray:
        """The best people overall, a few of the best for each target, those locked, all slacks."""
        model = self.model
        top = np.argsort(-model.gains[: model.people], kind="stable")
        rank = np.empty(model.people, dtype=np.int64)
        rank[top] = np.arange(model.people)
        taken = np.zeros(len(model.names), dtype=bool)
        taken[top[: min(20 * model.rows[0].low, 600)]] = True
        for row in model.rows[1 : model.soft]:
            members = row.members[row.members < model.people]
            few = min(len(members), max(3, min(row.low + 2, 10)))
            if few:
                best = np.argpartition(rank[members], few - 1)[:few]
                taken[members[best]] = True
        taken |= model.low > 0
        taken[model.people :] = True
        return np.flatnonzero(taken)

    def _load(self) -> None:
        """Load the active columns into a new HiGHS."""
        model, active = self.model, self.active
        self._rows = shared_rows(model, active)
        program = core_program(model, active, self._rows, model.low, model.high)
        self._engine = self._with_penalties(program)

    def _with_penalties(self, program: Program) -> Any:
        """The program with a slack upwards and one downwards for each row."""
        rows = len(self._rows)
        at = np.arange(rows)
        zero, unlimited = np.zeros(2 * rows), np.full(2 * rows, np.inf)
        elastic = Program(
            np.concatenate((program.gains / self.scale, np.full(2 * rows, -self.penalty))),
            np.concatenate((program.lower, zero)),
            np.concatenate((program.upper, unlimited)),
            program.row_lower,
            program.row_upper,
            np.concatenate((program.starts, program.starts[-1] + 1 + np.arange(2 * rows))),
            np.concatenate((program.rows, at, at)),
            np.concatenate((program.weights, np.ones(rows), -np.ones(rows))),
        )
        return highs.engine(elastic, self.clock)

    def solve(self, low: np.ndarray, high: np.ndarray, cutoff: int | None = None) -> Priced | None:
        """The relaxation under these bounds; stops early once its bound is below `cutoff`.

        None when the time limit comes first.
        """
        forced = np.flatnonzero(low > 0)
        if len(np.setdiff1d(forced, self.active)):
            self._grow(forced)
        while not self.clock.is_over:
            count = len(self.active)
            made = self._engine
            made.changeColsBounds(
                count,
                np.arange(count, dtype=np.int32),
                low[self.active].astype(float),
                high[self.active].astype(float),
            )
            solved = highs.run_linear(made, self.clock)
            if solved is None:
                return None
            priced, more = self._priced(solved, low, high, cutoff)
            if not len(more) or (cutoff is not None and priced.bound < cutoff):
                return priced
            self._grow(more)
        return None

    def _grow(self, more: np.ndarray) -> None:
        self.active = np.union1d(self.active, more)
        self._load()

    def _priced(
        self, solved: highs.Solved, low: np.ndarray, high: np.ndarray, cutoff: int | None
    ) -> tuple[Priced, np.ndarray]:
        """Integer prices, their bound, and the columns that would improve the relaxation."""
        model, count = self.model, len(self.active)
        exact = np.zeros(len(model.rows))
        exact[self._rows] = solved.prices * self.scale
        exact = np.clip(exact, self._lowest, self._highest)
        outside = model.reduced_costs(exact)
        outside[self.active] = 0
        outside[high <= 0] = 0
        more = np.flatnonzero(outside > TOLERANCE * self.scale)
        if len(more) > AT_ONCE:
            more = more[np.argsort(-outside[more], kind="stable")[:AT_ONCE]]
        prices = np.rint(exact * PER_POINT).astype(np.int64)
        bound, reduced_costs = model.bound(prices, low, high)
        if not len(more) and (cutoff is None or bound >= cutoff):
            for other in self._rounded(exact, low, high):
                better, others = model.bound(other, low, high)
                if better < bound:
                    prices, bound, reduced_costs = other, better, others
        values, broken = solved.values[:count], float(solved.values[count:].sum())
        return Priced(prices, bound, reduced_costs, self.active, values, broken), more

    def _rounded(
        self, exact: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> Iterator[np.ndarray]:
        """Other integer prices close by, which may prove a better bound than the nearest ones."""
        yield np.rint(exact).astype(np.int64) * PER_POINT
        if (low == high).all():
            yield np.zeros(len(exact), dtype=np.int64)  # all columns are fixed: gains suffice


def shared_rows(model: Model, active: np.ndarray) -> np.ndarray:
    """All rows except households and pairs that count fewer than two of these columns."""
    _, rows, _ = model.columns(active)
    counts = np.bincount(rows, minlength=len(model.rows))
    counts[: model.soft] = counts[model.soft + model.exclusive :] = 2
    return np.flatnonzero(counts > 1)


def core_program(
    model: Model, active: np.ndarray, kept: np.ndarray, low: np.ndarray, high: np.ndarray
) -> Program:
    """The program of some columns and rows of the model."""
    place = np.full(len(model.rows), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    sizes, rows, weights = model.columns(active)
    owner = np.repeat(np.arange(len(active)), sizes)
    is_kept = place[rows] >= 0
    ends = np.cumsum(np.bincount(owner[is_kept], minlength=len(active)))
    return Program(
        model.gains[active],
        low[active],
        high[active],
        np.array([-np.inf if model.rows[at].low <= -FREE else model.rows[at].low for at in kept]),
        np.array([np.inf if model.rows[at].high >= FREE else model.rows[at].high for at in kept]),
        np.concatenate(([0], ends)),
        place[rows[is_kept]],
        weights[is_kept],
    )


def best_whole(model: Model, core: np.ndarray, clock: Clock) -> np.ndarray | None:
    """The best integer solution over some columns, checked; None when HiGHS finds none."""
    if clock.is_over:
        return None
    program = core_program(model, core, shared_rows(model, core), model.low, model.high)
    made = highs.engine(program, clock, np.ones(len(core), dtype=bool))
    made.setOptionValue("mip_abs_gap", 0.9 * model.unit)
    values = highs.run_whole(made)
    if values is None:
        return None
    chosen = np.zeros(len(model.names), dtype=np.int64)
    chosen[core] = values
    return chosen if model.keeps(chosen) else None


def best_without_proof(model: Model, clock: Clock) -> np.ndarray | None:
    """The best integer solution according to HiGHS, for choices that need no proof.

    It is solved over a core of columns; those that prices do not rule out join it until there
    are none.
    """
    root = Pricing(model, clock).solve(model.low, model.high)
    if root is None or root.broken > WHOLE:
        return None
    size = min(len(model.names), max(300, 12 * int(model.rows[0].low)))
    core = np.union1d(np.argsort(-root.reduced_costs, kind="stable")[:size], root.columns)
    best = None
    while True:
        found = best_whole(model, core, clock)
        if found is None or (best is not None and model.gain(found) <= model.gain(best)):
            return best
        best = found
        room = root.bound + np.minimum(root.reduced_costs, 0)
        able = np.flatnonzero(room >= PER_POINT * (model.gain(best) + model.unit))
        if not len(np.setdiff1d(able, core)):
            return best
        core = np.union1d(core, able)

"""Reserves for drop-outs of several members, chosen over scenarios and compared with two lists."""

from dataclasses import dataclass

import numpy as np

from solver.clock import Clock
from solver.model import Model, panel_model
from solver.problem import Problem, lot_order

SCENARIOS = 200
CHANCE = 0.2  # that a member drops out
CANDIDATES = 150  # considered as reserves at most
SEED = 20_210_618


@dataclass(frozen=True)
class Reserves:
    """A list in the order of choosing, its total score, and how often it restores all targets."""

    ids: tuple[str, ...]
    total: int
    restored: float  # share of the held-out scenarios
    restored_of_two: float  # share of pairs of members


@dataclass(frozen=True)
class Lists:
    """Three ways to choose reserves, measured on the same drop-outs."""

    scenarios: Reserves
    by_score: Reserves
    single: Reserves  # chosen for scenarios where one member drops out

    @property
    def price(self) -> int:
        """Score units that the scenario list costs compared with the list by score."""
        return self.by_score.total - self.scenarios.total


def reserves(
    problem: Problem,
    members: tuple[str, ...],
    count: int,
    *,
    lot: str | None = None,
    chance: float = CHANCE,
    seed: int = SEED,
    clock: Clock | None = None,
) -> Lists:
    """Reserves that restore all targets in most drop-outs, and the two lists to compare with."""
    return _Search(problem, members, count, lot, clock or Clock()).lists(chance, seed)


class _Search:
    def __init__(
        self, problem: Problem, members: tuple[str, ...], count: int, lot: str | None, clock: Clock
    ) -> None:
        self.problem, self.model, self.clock = problem, panel_model(problem), clock
        self.count = count
        self.sits = np.array([problem.place[each] for each in members])
        rank = np.empty(len(self.model.names), dtype=np.int64)
        rank[lot_order(problem, lot or "")] = np.arange(len(rank))
        self.order = np.lexsort((rank, -self.model.gains))
        self.low = np.array([row.low for row in self.model.rows[1:]], dtype=np.int16)
        self.high = np.array([min(row.high, 10**4) for row in self.model.rows[1:]], dtype=np.int16)
        able = self.model.high > 0
        able[self.sits] = False
        self.able = [int(at) for at in self.order if able[at]]
        self.pool = self._pool()
        self.tags = _counted(self.model, np.array(self.pool, dtype=np.int64))
        self.seated = _counted(self.model, self.sits)

    def _pool(self) -> list[int]:
        """The next people by score, and the best few who count towards each target."""
        pool = dict.fromkeys(self.able[: CANDIDATES // 3])
        rest = set(self.able)
        rank = {at: n for n, at in enumerate(self.able)}
        for row in self.model.rows[1 : self.model.soft]:
            holders = sorted((int(at) for at in row.members if int(at) in rest), key=rank.get)
            pool |= dict.fromkeys(holders[:4])
        return sorted(list(pool)[:CANDIDATES], key=rank.get)

    def lists(self, chance: float, seed: int) -> Lists:
        """All three lists, measured on held-out scenarios."""
        draw = np.random.default_rng(seed)
        size = len(self.sits)
        learned = draw.random((SCENARIOS, size)) < chance
        held_out = draw.random((SCENARIOS, size)) < chance
        alone = np.eye(size, dtype=bool)
        first = list(range(min(self.count, len(self.pool))))
        return Lists(
            self._measured(self._greedy(learned), held_out),
            self._measured(first, held_out),
            self._measured(self._greedy(alone), held_out),
        )

    def _measured(self, chosen: list[int], held_out: np.ndarray) -> Reserves:
        size = len(self.sits)
        pairs = np.zeros((size * (size - 1) // 2, size), dtype=bool)
        for at, (one, two) in enumerate(zip(*np.triu_indices(size, 1), strict=True)):
            pairs[at, [one, two]] = True
        places = [self.pool[at] for at in chosen]
        return Reserves(
            tuple(self.model.names[at] for at in places),
            int(self.model.gains[places].sum()),
            float(self._restored(chosen, held_out).mean()),
            float(self._restored(chosen, pairs).mean()) if len(pairs) else 1.0,
        )

    def _greedy(self, gone: np.ndarray) -> list[int]:
        """Add the reserve that helps most, one after the other; then try exchanges."""
        chosen: list[int] = []
        while len(chosen) < min(self.count, len(self.pool)) and not self.clock.is_over:
            self.clock.report("reserves", chosen=len(chosen), count=self.count)
            rest = [at for at in range(len(self.pool)) if at not in chosen]
            worth = self._worth(chosen, rest, gone)
            chosen.append(max(rest, key=lambda at: (worth[at], -at)))
        for place in range(len(chosen)):
            if self.clock.is_over:
                break
            others = [at for at in chosen if at != chosen[place]]
            rest = [at for at in range(len(self.pool)) if at not in others]
            worth = self._worth(others, rest, gone)
            chosen[place] = max(rest, key=lambda at: (worth[at], -at))
        return chosen

    def _worth(
        self, chosen: list[int], rest: list[int], gone: np.ndarray
    ) -> dict[int, tuple[int, float]]:
        """For each candidate: scenarios restored with them, and minus the distance of the rest."""
        left, seats = self._left(gone)
        sums, sizes = self._subsets(chosen)
        worth = {}
        for at in rest:
            more = np.concatenate((sums, sums + self.tags[at]))
            count = np.concatenate((sizes, sizes + 1))
            far = self._distance(left, seats, more, count)
            worth[at] = (int((far == 0).sum()), -float(far.sum()))
        return worth

    def _restored(self, chosen: list[int], gone: np.ndarray) -> np.ndarray:
        left, seats = self._left(gone)
        return self._distance(left, seats, *self._subsets(chosen)) == 0

    def _left(self, gone: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many remaining members each row counts, and the free seats, per scenario."""
        stay = (~gone).astype(np.int16)
        return stay @ self.seated, gone.sum(axis=1)

    def _subsets(self, chosen: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """What every subset of the reserves adds to each row, and its size."""
        sums = np.zeros((1, len(self.low)), dtype=np.int16)
        sizes = np.zeros(1, dtype=np.int64)
        for at in chosen:
            sums = np.concatenate((sums, sums + self.tags[at]))
            sizes = np.concatenate((sizes, sizes + 1))
        return sums, sizes

    def _distance(
        self, left: np.ndarray, seats: np.ndarray, sums: np.ndarray, sizes: np.ndarray
    ) -> np.ndarray:
        """Per scenario the seats missing or too many over all rows, for the best subset."""
        rows = np.flatnonzero((left < self.low).any(axis=0) | (sums > 0).any(axis=0))
        far = np.zeros((len(left), len(sums)), dtype=np.int16)
        for row in rows:
            count = left[:, row, None] + sums[None, :, row]
            far += np.maximum(self.low[row] - count, 0)
            far += np.maximum(count - self.high[row], 0)
        far[sizes[None, :] > seats[:, None]] = 30_000
        return far.min(axis=1)


def _counted(model: Model, people: np.ndarray) -> np.ndarray:
    """A matrix people × rows (without seats): 1 where the row counts the person."""
    place = np.full(len(model.names), -1, dtype=np.int64)
    place[people] = np.arange(len(people))
    found = np.zeros((len(people), len(model.rows) - 1), dtype=np.int16)
    for at, row in enumerate(model.rows[1:]):
        here = place[row.members]
        found[here[here >= 0], at] = 1
    return found

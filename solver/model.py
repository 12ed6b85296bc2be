"""An integer program in arrays: columns with gains, and rows that count them.

Columns are people in the order of their references, and for relaxations the slack of each target.
Nothing here iterates a set, so that the same problem is always the same program.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from solver.problem import Problem

SEATS = "seats"
PER_POINT = 100  # prices are hundredths of a score unit
FREE = 10**15  # stands for no bound


class Row(NamedTuple):
    """`low` ≤ Σ weight · column ≤ `high`, over the columns in `members`."""

    key: str
    low: int
    high: int
    members: np.ndarray
    weights: np.ndarray


class Extra(NamedTuple):
    """A column that is not a person, for example a slack; `entries` are (row, weight)."""

    name: str
    gain: int
    most: int
    entries: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Model:
    """Maximize Σ gain · x over integers x between `low` and `high` that keep all rows.

    The first `soft` rows are seats and targets; the next `exclusive` ones (households, pairs)
    allow at most one person; others may follow.
    """

    names: tuple[str, ...]
    gains: np.ndarray
    low: np.ndarray
    high: np.ndarray
    rows: tuple[Row, ...]
    soft: int
    people: int  # the first so many columns
    exclusive: int  # the first so many rows after the soft ones
    unit: int = 1
    columns_by_row: tuple[np.ndarray, ...] | None = None

    def __post_init__(self) -> None:
        if self.columns_by_row is not None:
            return
        column = np.concatenate([row.members for row in self.rows])
        weight = np.concatenate([row.weights for row in self.rows])
        sizes = [len(row.members) for row in self.rows]
        row = np.repeat(np.arange(len(self.rows)), sizes)
        order = np.argsort(column, kind="stable")
        ends = np.bincount(column, minlength=len(self.names))
        starts = np.concatenate(([0], np.cumsum(ends)))
        object.__setattr__(self, "columns_by_row", (starts, row[order], weight[order]))

    def columns(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(number of rows of each column, rows, weights), concatenated over these columns."""
        starts, rows, weights = self.columns_by_row
        sizes = starts[at + 1] - starts[at]
        shift = np.repeat(starts[at] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        found = shift + np.arange(len(shift))
        return sizes, rows[found], weights[found]

    def reduced_costs(self, prices: np.ndarray) -> np.ndarray:
        """gain − Σ price · weight for every column.

        Integer prices are hundredths of a score unit; then the results are too, exactly.
        """
        starts, rows, weights = self.columns_by_row
        scale = PER_POINT if prices.dtype.kind == "i" else 1
        paid = np.add.reduceat(prices[rows] * weights, starts[:-1])
        return self.gains * scale - paid

    def bound(
        self, prices: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> tuple[int, np.ndarray]:
        """The exact bound on the gain that prices prove, in hundredths; and the reduced costs."""
        reduced_costs = self.reduced_costs(prices)
        total = sum(
            int(price) * (row.high if price > 0 else row.low)
            for price, row in zip(prices, self.rows, strict=True)
            if price
        )
        at_best = np.where(reduced_costs > 0, high, low) * reduced_costs
        return total + int(at_best.sum()), reduced_costs

    def keeps(self, chosen: np.ndarray) -> bool:
        """Whether an integer solution keeps every bound and row."""
        if not ((self.low <= chosen) & (chosen <= self.high)).all():
            return False
        return all(
            row.low <= int((chosen[row.members] * row.weights).sum()) <= row.high
            for row in self.rows
        )

    def gain(self, chosen: np.ndarray) -> int:
        """The total gain of an integer solution."""
        return int((self.gains * chosen).sum())

    def fixed(self, names: Iterable[int], *, value: int) -> tuple[np.ndarray, np.ndarray]:
        """The bounds with these columns fixed at a value."""
        low, high = self.low.copy(), self.high.copy()
        for at in names:
            low[at] = high[at] = value
        return low, high

    def gaining(self, gains: np.ndarray) -> "Model":
        """The model with other gains."""
        return replace(self, gains=gains, unit=unit_of(gains))

    def without_gains(self) -> "Model":
        """The model that asks only whether a solution exists."""
        return self.gaining(np.zeros(len(self.names), dtype=np.int64))

    def ranging(self, ranges: dict[int, tuple[int, int]]) -> "Model":
        """The model with other bounds of some rows."""
        rows = list(self.rows)
        for at, (low, high) in ranges.items():
            rows[at] = rows[at]._replace(low=low, high=high)
        return replace(self, rows=tuple(rows))

    def freed(self, at: Iterable[int]) -> "Model":
        """The model without the bounds of these rows."""
        return self.ranging(dict.fromkeys(at, (-FREE, FREE)))

    def extended(self, extras: Sequence[Extra], more_rows: Sequence[Row] = ()) -> "Model":
        """The model with more columns that are not people, and rows that may count them."""
        first = len(self.names)
        rows = [*self.rows, *more_rows]
        members: list[list[int]] = [[] for _ in rows]
        weights: list[list[int]] = [[] for _ in rows]
        for place, extra in enumerate(extras):
            for at, weight in extra.entries:
                members[at].append(first + place)
                weights[at].append(weight)
        gains = np.append(self.gains, [extra.gain for extra in extras]).astype(np.int64)
        return replace(
            self,
            names=self.names + tuple(extra.name for extra in extras),
            gains=gains,
            unit=unit_of(gains),
            low=np.append(self.low, [0 for _ in extras]).astype(np.int64),
            high=np.append(self.high, [extra.most for extra in extras]).astype(np.int64),
            rows=tuple(
                row._replace(
                    members=np.append(row.members, members[at]).astype(np.int32),
                    weights=np.append(row.weights, weights[at]).astype(np.int64),
                )
                for at, row in enumerate(rows)
            ),
            columns_by_row=None,
        )


def panel_model(problem: Problem) -> Model:
    """The model of the best panel: gains are scores."""
    people = len(problem.people)
    low, high = np.zeros(people, dtype=np.int64), np.ones(people, dtype=np.int64)
    low[[problem.place[each] for each in problem.lock_in]] = 1
    high[[problem.place[each] for each in problem.lock_out]] = 0
    seats = problem.seats
    rows = [_row(SEATS, seats, seats, range(people))]
    rows += [
        _row(target.key, target.minimum, target.maximum, holders)
        for target, holders in zip(problem.targets, problem.holders, strict=True)
    ]
    soft = len(rows)
    rows += [_row(f"household={name}", 0, 1, at) for name, at in problem.households.items()]
    rows += [
        _row(f"apart={one};{two}", 0, 1, sorted((problem.place[one], problem.place[two])))
        for one, two in problem.apart
    ]
    names = tuple(person.id for person in problem.people)
    gains = np.array([person.score for person in problem.people], dtype=np.int64)
    exclusive = len(rows) - soft
    return Model(names, gains, low, high, tuple(rows), soft, people, exclusive, unit_of(gains))


def unit_of(gains: np.ndarray) -> int:
    """The greatest common divisor of all gains."""
    return int(np.gcd.reduce(gains)) or 1


def _row(key: str, low: int, high: int, members: Iterable[int]) -> Row:
    at = np.fromiter(members, dtype=np.int32)
    return Row(key, low, high, at, np.ones(len(at), dtype=np.int64))

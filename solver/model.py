"""An integer program in arrays: columns with gains, and rows that count them.

Columns are people in the order of their references, and for relaxations what each target may be
loosened by. Nothing here iterates a set, so that the same problem is always the same program.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import gcd
from typing import NamedTuple

import numpy as np

from solver.problem import Problem

SEATS = "seats"
PER_POINT = 100  # prices are hundredths of a score unit


class Row(NamedTuple):
    """`low` ≤ Σ weight · column ≤ `high`, over the columns in `members`."""

    key: str
    low: int
    high: int
    members: np.ndarray
    weights: np.ndarray


class Slack(NamedTuple):
    """By how many seats a bound of a target may be loosened, and what each costs."""

    name: str
    row: int
    weight: int  # +1 fills up a minimum, -1 makes room under a maximum
    most: int
    cost: int


@dataclass(frozen=True)
class Model:
    """Maximize Σ gain · x over whole x between `low` and `high` that keep all rows.

    `soft` rows are seats and targets; the others (households, pairs) let at most one in.
    """

    names: tuple[str, ...]
    gains: np.ndarray
    low: np.ndarray
    high: np.ndarray
    rows: tuple[Row, ...]
    soft: int
    people: int  # the first so many columns
    unit: int = 1
    _columns: tuple[np.ndarray, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        column = np.concatenate([row.members for row in self.rows])
        weight = np.concatenate([row.weights for row in self.rows])
        sizes = [len(row.members) for row in self.rows]
        row = np.repeat(np.arange(len(self.rows), dtype=np.int32), sizes)
        order = np.argsort(column, kind="stable")
        ends = np.bincount(column, minlength=len(self.names))
        starts = np.concatenate(([0], np.cumsum(ends)))
        object.__setattr__(self, "_columns", (starts, row[order], weight[order]))

    def columns(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(how many rows each has, rows, weights) of some columns, one after the other."""
        starts, rows, weights = self._columns
        sizes = starts[at + 1] - starts[at]
        shift = np.repeat(starts[at] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        found = shift + np.arange(len(shift))
        return sizes, rows[found], weights[found]

    def brackets(self, prices: np.ndarray) -> np.ndarray:
        """gain − Σ price · weight for every column, in the units of the prices' type.

        Whole prices are hundredths, and so are the brackets, which are then exact.
        """
        starts, rows, weights = self._columns
        scale = PER_POINT if prices.dtype.kind == "i" else 1
        paid = np.add.reduceat(prices[rows] * weights, starts[:-1])
        return self.gains * scale - paid

    def bound(
        self, prices: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> tuple[int, np.ndarray]:
        """The most that anything can gain, in hundredths, exactly; and the brackets."""
        brackets = self.brackets(prices)
        total = sum(
            int(price) * (row.high if price > 0 else row.low)
            for price, row in zip(prices, self.rows, strict=True)
            if price
        )
        at_best = np.where(brackets > 0, high, low) * brackets
        return total + int(at_best.sum()), brackets

    def keeps(self, chosen: np.ndarray) -> bool:
        """Whether a whole solution keeps every bound and row."""
        if not ((self.low <= chosen) & (chosen <= self.high)).all():
            return False
        return all(
            row.low <= int((chosen[row.members] * row.weights).sum()) <= row.high
            for row in self.rows
        )

    def gain(self, chosen: np.ndarray) -> int:
        """What a whole solution gains."""
        return int((self.gains * chosen).sum())

    def fixed(self, names: Iterable[int], *, value: int) -> tuple[np.ndarray, np.ndarray]:
        """Bounds with these columns fixed besides."""
        low, high = self.low.copy(), self.high.copy()
        for at in names:
            low[at] = high[at] = value
        return low, high


def panel_model(problem: Problem) -> Model:
    """The best panel: gains are scores."""
    gains = np.array([person.score for person in problem.people], dtype=np.int64)
    unit = gcd(*(person.score for person in problem.people)) or 1
    return _model(problem, gains, unit)


def feasible_model(problem: Problem) -> Model:
    """Any panel: nobody gains anything."""
    return _model(problem, np.zeros(len(problem.people), dtype=np.int64), 1)


def weighted_model(problem: Problem, gains: np.ndarray) -> Model:
    """A panel by other whole gains than scores."""
    return _model(problem, gains.astype(np.int64), 1)


def loosened_model(problem: Problem, gains: np.ndarray, slacks: tuple[Slack, ...]) -> Model:
    """Targets may be loosened at a cost; `gains` of people, all 0 for the least cost."""
    plain = _model(problem, gains.astype(np.int64), 1)
    people, rows = plain.people, list(plain.rows)
    for place, slack in enumerate(slacks):
        row = rows[slack.row]
        members = np.append(row.members, np.int32(people + place))
        rows[slack.row] = row._replace(
            members=members, weights=np.append(row.weights, np.int64(slack.weight))
        )
    return Model(
        plain.names + tuple(slack.name for slack in slacks),
        np.append(plain.gains, [-slack.cost for slack in slacks]).astype(np.int64),
        np.append(plain.low, np.zeros(len(slacks), dtype=np.int64)),
        np.append(plain.high, [slack.most for slack in slacks]).astype(np.int64),
        tuple(rows),
        plain.soft,
        people,
    )


def _model(problem: Problem, gains: np.ndarray, unit: int) -> Model:
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
    return Model(names, gains, low, high, tuple(rows), soft, people, unit)


def _row(key: str, low: int, high: int, members: Iterable[int]) -> Row:
    at = np.fromiter(members, dtype=np.int32)
    return Row(key, low, high, at, np.ones(len(at), dtype=np.int64))

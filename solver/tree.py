"""Branches on the most undecided column, best bound first, until every case is settled.

Its leaves are the proof: each is a case with whole prices whose bound leaves no room for anything
better than what was found.
"""

import heapq
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from solver.faults import NotConfirmed
from solver.model import PER_POINT, Model
from solver.pricing import Priced, Pricing

Step = tuple[int, int]  # a column, and the number that it reaches or stays below

UNDECIDED = 1e-6


class Leaf(NamedTuple):
    """A case: columns that reach a number, columns that stay below one, and prices."""

    reached: tuple[Step, ...]
    below: tuple[Step, ...]
    prices: np.ndarray
    bound: int


@dataclass
class Search:
    """What came out: the best whole solution, the leaves, and whether they settle all cases."""

    best: np.ndarray | None
    total: int
    leaves: list[Leaf]
    is_closed: bool


class _Node(NamedTuple):
    reached: tuple[Step, ...]
    below: tuple[Step, ...]
    low: np.ndarray
    high: np.ndarray
    priced: Priced


def search(
    pricing: Pricing,
    best: np.ndarray | None,
    floor: int,
    *,
    bounds: tuple[np.ndarray, np.ndarray] | None = None,
    goal: int | None = None,
) -> Search:
    """Close every case at `floor` or the best found; stop early at a gain of `goal`."""
    return _Tree(pricing, best, floor, goal).grow(bounds)


class _Tree:
    def __init__(
        self, pricing: Pricing, best: np.ndarray | None, floor: int, goal: int | None
    ) -> None:
        self.pricing, self.model, self.clock = pricing, pricing.model, pricing.clock
        self.best, self.total, self.goal = best, floor, goal
        self.waiting: list[tuple[int, int, _Node]] = []
        self.leaves: list[Leaf] = []
        self.count = 0

    @property
    def enough(self) -> int:
        """A bound below this leaves nothing better."""
        return PER_POINT * (self.total + self.model.unit)

    def grow(self, bounds: tuple[np.ndarray, np.ndarray] | None) -> Search:
        """Until nothing waits, the goal is reached or the time is over."""
        root = self._node((), (), *(bounds or (self.model.low, self.model.high)))
        is_cut = root is None
        self._wait(*([] if root is None else [root]))
        while self.waiting and not is_cut and not self._is_at_goal:
            node = heapq.heappop(self.waiting)[2]
            if node.priced.bound < self.enough:
                self._close(node)
                continue
            step = self._undecided(node)
            children = self._children(node, step) if step else [node]
            is_cut = not children
            self._wait(*(children or [node]))
        is_closed = not self.waiting and not is_cut
        for _, _, node in sorted(self.waiting, key=lambda entry: entry[:2]):
            self._close(node)
        return Search(self.best, self.total, self.leaves, is_closed)

    @property
    def _is_at_goal(self) -> bool:
        return self.goal is not None and self.best is not None and self.total >= self.goal

    def _wait(self, *nodes: _Node) -> None:
        for node in nodes:
            self.count += 1
            heapq.heappush(self.waiting, (-node.priced.bound, self.count, node))

    def _close(self, node: _Node) -> None:
        self.leaves.append(Leaf(node.reached, node.below, node.priced.prices, node.priced.bound))

    def _node(
        self, reached: tuple[Step, ...], below: tuple[Step, ...], low: np.ndarray, high: np.ndarray
    ) -> _Node | None:
        """A case with its prices; None when the time is over."""
        priced = self.pricing.solve(low, high, self.enough)
        return None if priced is None else _Node(reached, below, low, high, priced)

    def _children(self, node: _Node, step: Step) -> list[_Node]:
        """Two cases: the column reaches the number, or stays below; none when time is over."""
        self.clock.tell("proving", leaves=len(self.leaves), waiting=len(self.waiting))
        column, number = step
        high, low = node.high.copy(), node.low.copy()
        high[column], low[column] = number - 1, number
        out = self._node(node.reached, (*node.below, step), node.low, high)
        into = out and self._node((*node.reached, step), node.below, low, node.high)
        return [out, into] if out and into else []

    def _undecided(self, node: _Node) -> Step | None:
        """Where to branch; None when the node's solution is whole, good and news."""
        priced = node.priced
        parts = np.abs(priced.values - np.rint(priced.values))
        parts[node.low[priced.columns] == node.high[priced.columns]] = 0
        loosened = priced.columns >= self.model.people
        weight = parts + loosened * (parts > UNDECIDED)  # targets before people
        if weight.max(initial=0) > UNDECIDED:
            at = int(np.argmax(weight))
            return int(priced.columns[at]), int(np.floor(priced.values[at])) + 1
        chosen = np.zeros(len(self.model.names), dtype=np.int64)
        chosen[priced.columns] = np.rint(priced.values).astype(np.int64)
        gain = self.model.gain(chosen)
        if gain > self.total and self.model.keeps(chosen):
            self.best, self.total = chosen, gain
            return None
        # Rounding left the case of a whole solution open, or it breaks rows: split it further.
        free = np.flatnonzero(node.low < node.high)
        if not len(free):
            raise NotConfirmed("a case without a choice stays open")
        nearest = free[np.argmin(np.abs(priced.brackets[free]))]
        return int(nearest), int(node.low[nearest]) + 1

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
from solver.pricing import Priced, Pricing, best_whole

Step = tuple[int, int]  # a column, and the number that it reaches or stays below

UNDECIDED = 1e-6
CANDIDATES = 3  # columns tried at each branching
FIRST_ASKING = 200  # cases, before HiGHS is asked for any whole solution
NO_FLOOR = -(10**15)  # below every total: nothing is known yet


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
        self.count, self.next_asking = 0, FIRST_ASKING

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
            if self._is_hopeless(node):
                self._wait(node)
                break
            self._ask_for_a_first()
            steps = self._undecided(node)
            children = self._best_children(node, steps) if steps else [node]
            is_cut = not children
            self._wait(*(children or [node]))
        is_closed = not self.waiting and not is_cut
        for _, _, node in sorted(self.waiting, key=lambda entry: entry[:2]):
            self._close(node)
        return Search(self.best, self.total, self.leaves, is_closed)

    def _ask_for_a_first(self) -> None:
        """After many cases without a panel HiGHS may show one, so that a time limit has one."""
        if self.best is not None or self.total != NO_FLOOR or self.count < self.next_asking:
            return
        self.next_asking *= 2
        shown = best_whole(self.model, self.pricing.active, self.clock)
        if shown is not None:
            self.best, self.total = shown, self.model.gain(shown)

    def _is_hopeless(self, node: _Node) -> bool:
        """Nothing found, and even the best case breaks rows: ask first whether any panel exists."""
        return self.best is None and self.total == NO_FLOOR and node.priced.broken > UNDECIDED

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

    def _best_children(self, node: _Node, steps: list[Step]) -> list[_Node]:
        """Two cases, from the step that tells most; none when the time is over."""
        self.clock.tell("proving", leaves=len(self.leaves), waiting=len(self.waiting))
        best, most = [], -1
        room = max(1, node.priced.bound - self.enough)
        for step in steps:
            children = self._children(node, step)
            if not children:
                return []
            gained = [min(room, node.priced.bound - child.priced.bound) for child in children]
            told = max(1, gained[0]) * max(1, gained[1])
            if told > most:
                best, most = children, told
        return best

    def _children(self, node: _Node, step: Step) -> list[_Node]:
        """The case where the column stays below the number, and the one where it reaches it."""
        column, number = step
        high, low = node.high.copy(), node.low.copy()
        high[column], low[column] = number - 1, number
        out = self._node(node.reached, (*node.below, step), node.low, high)
        into = out and self._node((*node.reached, step), node.below, low, node.high)
        return [out, into] if out and into else []

    def _undecided(self, node: _Node) -> list[Step]:
        """Where to branch; nowhere when the node's solution is whole, good and news."""
        priced = node.priced
        parts = np.abs(priced.values - np.rint(priced.values))
        parts[node.low[priced.columns] == node.high[priced.columns]] = 0
        parts[parts <= UNDECIDED] = 0
        parts[(priced.columns >= self.model.people) & (parts > 0)] += 1  # targets before people
        most = [at for at in np.argsort(-parts, kind="stable")[:CANDIDATES] if parts[at] > 0]
        if most:
            return [(int(priced.columns[at]), int(np.floor(priced.values[at])) + 1) for at in most]
        chosen = np.zeros(len(self.model.names), dtype=np.int64)
        chosen[priced.columns] = np.rint(priced.values).astype(np.int64)
        gain = self.model.gain(chosen)
        if gain > self.total and self.model.keeps(chosen):
            self.best, self.total = chosen, gain
            return []
        # Rounding left the case of a whole solution open, or it breaks rows: split it further.
        free = np.flatnonzero(node.low < node.high)
        if not len(free):
            raise NotConfirmed("a case without a choice stays open")
        nearest = free[np.argmin(np.abs(priced.brackets[free]))]
        return [(int(nearest), int(node.low[nearest]) + 1)]

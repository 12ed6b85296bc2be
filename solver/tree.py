"""Branch and bound: branches on the most fractional column, best bound first.

Its leaves are the proof: each is a case with integer prices whose bound allows nothing better
than the solution found.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from solver.clock import Clock
from solver.faults import NotConfirmed
from solver.model import PER_POINT, Model
from solver.pricing import Priced, Pricing, best_whole

Columns = Sequence[int]
Bounds = tuple[np.ndarray, np.ndarray]  # lower and upper bounds of all columns
Step = tuple[int, int]  # a column, and the number that it reaches or stays below

FRACTIONAL = 1e-6  # distance from an integer above which a value is fractional
NOT_KEPT = np.zeros(0, dtype=np.int64)  # in place of reduced costs, which take much memory
CANDIDATES = 3  # columns tried at each branching
FIRST_ATTEMPT = 200  # cases before HiGHS is asked for any integer solution
FEASIBLE_PENALTY = 10**4  # gains are 0 there, so any penalty will do
NO_FLOOR = -(10**15)  # below every total: no solution is known yet


class Leaf(NamedTuple):
    """A case: columns that reach a number, columns that stay below one, and prices."""

    reached: tuple[Step, ...]
    below: tuple[Step, ...]
    prices: np.ndarray
    bound: int


@dataclass
class Search:
    """The best integer solution, the leaves, and whether they close all cases."""

    best: np.ndarray | None
    total: int
    leaves: list[Leaf]
    is_closed: bool


def case_of(leaf: "Leaf | _Node", bounds: Bounds) -> Bounds:
    """These bounds narrowed to the leaf's case."""
    low, high = bounds[0].copy(), bounds[1].copy()
    for column, number in leaf.reached:
        low[column] = number
    for column, number in leaf.below:
        high[column] = number - 1
    return low, high


def under(model: Model, leaf: Leaf, bounds: Bounds) -> Leaf:
    """The leaf with the bound that its prices prove under these bounds."""
    return leaf._replace(bound=model.bound(leaf.prices, *case_of(leaf, bounds))[0])


def ruled_out(model: Model, leaves: Iterable[Leaf], least: int, bounds: Bounds) -> np.ndarray:
    """Columns that are 0 in every solution under these bounds with a gain of at least `least`."""
    found = np.ones(len(model.names), dtype=bool)
    for leaf in leaves:
        low, high = case_of(leaf, bounds)
        bound, reduced_costs = model.bound(leaf.prices, low, high)
        lost = np.where(low > 0, 0, np.minimum(reduced_costs, 0))
        found &= (bound + lost < PER_POINT * least) | (high <= 0)
    return found


class _Node(NamedTuple):
    """An open case; its bounds are computed from its steps when needed, to save memory."""

    reached: tuple[Step, ...]
    below: tuple[Step, ...]
    priced: Priced | None


def search(
    pricing: Pricing,
    best: np.ndarray | None,
    floor: int,
    *,
    bounds: Bounds | None = None,
    goal: int | None = None,
    excluded: Sequence[Columns] = (),
) -> Search:
    """Close every case that cannot beat `floor` or the best found; stop at a gain of `goal`.

    A solution with all columns of one of `excluded` does not count.
    """
    return _Tree(pricing, best, floor, goal, excluded).grow(bounds)


def solve(
    model: Model, clock: Clock, excluded: Sequence[Columns] = ()
) -> tuple[Pricing, Priced | None, Search]:
    """The best integer solution with its proof, and the root's prices.

    Where the relaxation breaks rows, any solution is searched for before the best one; if there
    is none, the leaves of a closed search prove that, without gains.
    """
    pricing = Pricing(model, clock)
    root = pricing.solve(model.low, model.high)
    if root is None:
        return pricing, root, Search(None, NO_FLOOR, [], False)
    found = search(pricing, None, NO_FLOOR, excluded=excluded)
    if found.best is None and not clock.is_over:
        some = feasible(model, clock, excluded)
        if some.best is None:
            return pricing, root, some
        found = search(pricing, some.best, model.gain(some.best), excluded=excluded)
    return pricing, root, found


def feasible(model: Model, clock: Clock, excluded: Sequence[Columns] = ()) -> Search:
    """Any integer solution, or the proof that there is none; gains play no part."""
    pricing = Pricing(model.without_gains(), clock, FEASIBLE_PENALTY)
    return search(pricing, None, -1, goal=0, excluded=excluded)


class _Tree:
    def __init__(
        self,
        pricing: Pricing,
        best: np.ndarray | None,
        floor: int,
        goal: int | None,
        excluded: Sequence[Columns],
    ) -> None:
        self.excluded = excluded
        self.pricing, self.model, self.clock = pricing, pricing.model, pricing.clock
        self.best, self.total, self.goal = best, floor, goal
        self.waiting: list[tuple[int, int, _Node]] = []
        self.leaves: list[Leaf] = []
        self.count, self.next_attempt = 0, FIRST_ATTEMPT

    @property
    def cutoff(self) -> int:
        """A case whose bound is below this has nothing better than the best found."""
        return PER_POINT * (self.total + self.model.unit)

    def grow(self, bounds: Bounds | None) -> Search:
        """Branch until no case is open, the goal is reached or the time limit comes."""
        self.bounds = bounds or (self.model.low, self.model.high)
        root = self._node((), ())
        is_cut = root is None
        self._wait(*([] if root is None else [root]))
        while self.waiting and not is_cut and not self._is_at_goal:
            node = heapq.heappop(self.waiting)[2]
            if node.priced.bound < self.cutoff or self._excludes(case_of(node, self.bounds)[0]):
                self._close(node)
                continue
            if self._is_hopeless(node):
                self._wait(node)
                break
            self._try_for_first_solution()
            steps = self._fractional(node)
            children = self._best_children(node, steps) if steps else [node]
            is_cut = not children
            self._wait(*(children or [node]))
        is_closed = not self.waiting and not is_cut
        for _, _, node in sorted(self.waiting, key=lambda entry: entry[:2]):
            self._close(node)
        return Search(self.best, self.total, self.leaves, is_closed)

    def _excludes(self, reached: np.ndarray) -> bool:
        return any(all(reached[at] > 0 for at in columns) for columns in self.excluded)

    def _try_for_first_solution(self) -> None:
        """Ask HiGHS for any solution after many cases without one, in case time runs out."""
        if (
            self.excluded
            or self.best is not None
            or self.total != NO_FLOOR
            or self.count < self.next_attempt
        ):
            return
        self.next_attempt *= 2
        shown = best_whole(self.model, self.pricing.active, self.clock)
        if shown is not None:
            self.best, self.total = shown, self.model.gain(shown)

    def _is_hopeless(self, node: _Node) -> bool:
        """Whether no solution is known and even the best case breaks rows: test for any first."""
        return self.best is None and self.total == NO_FLOOR and node.priced.broken > FRACTIONAL

    @property
    def _is_at_goal(self) -> bool:
        return self.goal is not None and self.best is not None and self.total >= self.goal

    def _wait(self, *nodes: _Node) -> None:
        for node in nodes:
            self.count += 1
            # Of equal bounds the newest first: integer solutions are found deep in the tree.
            heapq.heappush(self.waiting, (-node.priced.bound, -self.count, node))

    def _close(self, node: _Node) -> None:
        self.leaves.append(Leaf(node.reached, node.below, node.priced.prices, node.priced.bound))

    def _node(self, reached: tuple[Step, ...], below: tuple[Step, ...]) -> _Node | None:
        """A case with its prices; None when the time limit came."""
        case = _Node(reached, below, None)
        priced = self.pricing.solve(*case_of(case, self.bounds), self.cutoff)
        return priced and case._replace(priced=priced._replace(reduced_costs=NOT_KEPT))

    def _best_children(self, node: _Node, steps: list[Step]) -> list[_Node]:
        """The two cases of the step that lowers bounds most; none when the time limit came."""
        self.clock.report("proving", leaves=len(self.leaves), waiting=len(self.waiting))
        best, most = [], -1
        room = max(1, node.priced.bound - self.cutoff)
        for step in steps:
            children = self._children(node, step)
            if not children:
                return []
            gained = [min(room, node.priced.bound - child.priced.bound) for child in children]
            score = max(1, gained[0]) * max(1, gained[1])
            if score > most:
                best, most = children, score
        return best

    def _children(self, node: _Node, step: Step) -> list[_Node]:
        """The case where the column stays below the number, and the case where it reaches it."""
        out = self._node(node.reached, (*node.below, step))
        into = out and self._node((*node.reached, step), node.below)
        return [out, into] if out and into else []

    def _fractional(self, node: _Node) -> list[Step]:
        """Where to branch; empty when the node's solution is a new best one."""
        if steps := self._around_excluded(node):
            return steps
        priced, (low, high) = node.priced, case_of(node, self.bounds)
        parts = np.abs(priced.values - np.rint(priced.values))
        parts[low[priced.columns] == high[priced.columns]] = 0
        parts[parts <= FRACTIONAL] = 0
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
        # Rounding left the case of an integer solution open, or it breaks rows: split it further.
        free = np.flatnonzero(low < high)
        if not len(free):
            raise NotConfirmed("a case without a choice stays open")
        nearest = free[np.argmin(np.abs(self.model.reduced_costs(priced.prices)[free]))]
        return [(int(nearest), int(low[nearest]) + 1)]

    def _around_excluded(self, node: _Node) -> list[Step]:
        """The first column in which this case may still differ from an excluded solution."""
        low, high = case_of(node, self.bounds)
        for columns in self.excluded:
            if all(high[at] > 0 for at in columns):
                return [(at, 1) for at in columns if low[at] == 0][:1]
        return []

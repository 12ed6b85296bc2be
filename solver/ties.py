"""Breaks ties by the lot: whoever is higher in its order sits; passing over is proved."""

from dataclasses import dataclass

import numpy as np

from solver.model import PER_POINT
from solver.pricing import Priced, Pricing
from solver.problem import Problem, lot_order
from solver.proof import Proof, leaf_of
from solver.tree import Leaf, Search, ruled_out, search, under


@dataclass(frozen=True)
class Settled:
    """The panel that the lot gives; `is_whole` is false when the time limit came first."""

    chosen: np.ndarray
    proofs: tuple[Proof, ...]
    is_whole: bool


def settle(pricing: Pricing, problem: Problem, found: Search, root: Priced, lot: str) -> Settled:
    """Walk the lot's order; each person sits if some best panel has them and all before them."""
    return _Walk(pricing, problem, found, root).settle(lot_order(problem, lot))


class _Walk:
    def __init__(self, pricing: Pricing, problem: Problem, found: Search, root: Priced) -> None:
        self.pricing, self.model, self.problem = pricing, pricing.model, problem
        self.chosen, self.best = found.best, found.total
        self.given: list[int] = []
        self.proofs: list[Proof] = []
        self.ruled_out = self.model.high <= 0
        self._rule_out([Leaf((), (), root.prices, root.bound)], needed=False)
        if len(found.leaves) > 1:
            self._rule_out(found.leaves, needed=False)

    def settle(self, order: list[int]) -> Settled:
        """Decide person by person until every seat is filled."""
        for at in order:
            if len(self.given) == self.problem.seats:
                break
            if not self.chosen[at]:
                if self.ruled_out[at]:
                    continue
                if not self._decide(at):
                    return Settled(self.chosen, tuple(self.proofs), False)
            if self.chosen[at]:
                self.given.append(at)
        return Settled(self.chosen, tuple(self.proofs), True)

    def _decide(self, at: int) -> bool:
        """Find a best panel with this person and those given, or prove there is none.

        False when the time limit came first.
        """
        bounds = self.model.fixed([*self.given, at], value=1)
        cutoff = PER_POINT * self.best
        priced = self.pricing.solve(*bounds, cutoff)
        if priced is None:
            return False
        if priced.bound < cutoff:
            self._rule_out([Leaf((), (), priced.prices, priced.bound)])
            return True
        floor = self.best - self.model.unit
        tried = search(self.pricing, None, floor, bounds=bounds, goal=self.best)
        if tried.best is not None:
            self.chosen = tried.best
        elif tried.is_closed:
            self._rule_out(tried.leaves)
        return tried.best is not None or tried.is_closed

    def _rule_out(self, leaves: list[Leaf], *, needed: bool = True) -> None:
        """Record whom these cases rule out next to those given, and keep them as a proof."""
        bounds = self.model.fixed(self.given, value=1)
        found = ruled_out(self.model, leaves, self.best, bounds)
        if needed or found.any():
            given = [self.model.names[at] for at in self.given]
            kept = [leaf_of(self.model, under(self.model, leaf, bounds)) for leaf in leaves]
            self.proofs.append({"given": given, "leaves": kept})
        self.ruled_out |= found

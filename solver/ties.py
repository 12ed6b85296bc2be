"""Among equally good panels: whoever stands higher in the lot sits, and each refusal is proved."""

from dataclasses import dataclass

import numpy as np

from solver.model import PER_POINT
from solver.pricing import Priced, Pricing
from solver.problem import Problem, lot_order
from solver.proof import Proof, leaf_of
from solver.tree import Leaf, Search, refused, search, under


@dataclass(frozen=True)
class Settled:
    """The panel that the lot gives; `is_whole` is false when the time was over before the end."""

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
        self.refused = self.model.high <= 0
        self._refuse([Leaf((), (), root.prices, root.bound)], needed=False)
        if len(found.leaves) > 1:
            self._refuse(found.leaves, needed=False)

    def settle(self, order: list[int]) -> Settled:
        """Until every seat is filled."""
        for at in order:
            if len(self.given) == self.problem.seats:
                break
            if not self.chosen[at]:
                if self.refused[at]:
                    continue
                if not self._decide(at):
                    return Settled(self.chosen, tuple(self.proofs), False)
            if self.chosen[at]:
                self.given.append(at)
        return Settled(self.chosen, tuple(self.proofs), True)

    def _decide(self, at: int) -> bool:
        """Find a best panel with this person and those given, or prove there is none."""
        bounds = self.model.fixed([*self.given, at], value=1)
        enough = PER_POINT * self.best
        priced = self.pricing.solve(*bounds, enough)
        if priced is None:
            return False
        if priced.bound < enough:
            self._refuse([Leaf((), (), priced.prices, priced.bound)])
            return True
        floor = self.best - self.model.unit
        tried = search(self.pricing, None, floor, bounds=bounds, goal=self.best)
        if tried.best is not None:
            self.chosen = tried.best
        elif tried.is_closed:
            self._refuse(tried.leaves)
        return tried.best is not None or tried.is_closed

    def _refuse(self, leaves: list[Leaf], *, needed: bool = True) -> None:
        """Note whom these cases refuse under what is given, and keep them as a proof."""
        bounds = self.model.fixed(self.given, value=1)
        found = refused(self.model, leaves, self.best, bounds)
        if needed or found.any():
            given = [self.model.names[at] for at in self.given]
            kept = [leaf_of(self.model, under(self.model, leaf, bounds)) for leaf in leaves]
            self.proofs.append({"given": given, "leaves": kept})
        self.refused |= found

"""The best panel, proved, with ties by lot; or the proof that there is none."""

from dataclasses import dataclass, field

import numpy as np

from solver import verify
from solver.clock import Clock
from solver.faults import NotConfirmed
from solver.model import PER_POINT, Model, feasible_model, panel_model
from solver.pricing import Priced, Pricing, best_whole
from solver.problem import Problem
from solver.proof import Proof, proof_of, upper_of
from solver.ties import settle
from solver.tree import Leaf, Search, search

OPTIMAL, INFEASIBLE, NOT_PROVED = "optimal", "infeasible", "not_proved"
FEASIBLE_PENALTY = 10**4  # nobody gains anything here, so any penalty will do
NO_GAIN = -(10**15)  # below every total


@dataclass(frozen=True)
class Answer:
    """What came out; `upper` is proved, and equals `total` once the status is optimal."""

    problem: Problem
    status: str
    members: tuple[str, ...] = ()
    total: int | None = None
    upper: int | None = None
    proof: Proof | None = None
    lot: str | None = None
    ties: tuple[Proof, ...] | None = None
    extras: dict[str, object] = field(default_factory=dict)

    @property
    def is_provisional(self) -> bool:
        """Whether equally good panels were told apart without a lot."""
        return self.lot is None

    @property
    def counts(self) -> list[dict[str, object]]:
        """Each target with how many members count towards it."""
        sits = set(self.members)
        people = self.problem.people
        return [
            {
                "feature": t.feature,
                "value": t.value,
                "min": t.minimum,
                "max": t.maximum,
                "count": sum(people[at].id in sits for at in holders),
            }
            for t, holders in zip(self.problem.targets, self.problem.holders, strict=True)
        ]

    def pack(self) -> dict[str, object]:
        """Everything that `verify.py` needs."""
        return {
            "input": self.problem.canonical,
            "input_sha256": self.problem.digest,
            "lot": self.lot,
            "status": self.status,
            "panel": list(self.members),
            "total_x100": self.total,
            "upper_bound_x100": self.upper,
            "proof": self.proof,
            "ties": None if self.ties is None else list(self.ties),
            "targets": self.counts if self.members else [],
            **self.extras,
        }


def choose(
    problem: Problem,
    lot: str | None = None,
    *,
    prove: bool = True,
    ties: bool = True,
    clock: Clock | None = None,
) -> Answer:
    """The best panel. Raises NotConfirmed rather than hand out what the exact check refuses.

    Without `prove` the total is the best over everyone who could matter, with the bound that one
    set of prices proves. Without `lot` equally good panels are told apart by an empty one.
    """
    clock = clock or Clock()
    clock.tell("choosing", people=len(problem.people), seats=problem.seats)
    model = panel_model(problem)
    pricing = Pricing(model, clock)
    best, root = best_panel(pricing, problem, repeat=not prove)
    if best is None:
        return confirmed(_without_panel(problem, clock))
    total = model.gain(best)
    found = _proved(pricing, best, total, root) if prove else _bounded(best, total, root)
    status = OPTIMAL if found.is_closed else NOT_PROVED
    upper = found.total if found.is_closed else max(upper_of(model, found.leaves), found.total)
    settled = None
    if found.is_closed and ties:
        clock.tell("settling")
        settled = settle(pricing, problem, found, root, lot or "")
    members = found.best if settled is None else settled.chosen
    return confirmed(
        Answer(
            problem, status, problem.ids(np.flatnonzero(members)), found.total, upper,
            proof_of(model, upper, found.leaves), lot,
            None if settled is None or not settled.is_whole else settled.proofs,
        )
    )  # fmt: skip


def best_panel(
    pricing: Pricing, problem: Problem, *, repeat: bool
) -> tuple[np.ndarray | None, Priced | None]:
    """The best panel over a core; with `repeat`, until nobody outside it could matter."""
    model, clock = pricing.model, pricing.clock
    root = pricing.solve(model.low, model.high)
    if root is None or root.broken > 1e-6:
        return None, root
    core = core_of(model, root, problem.seats)
    best = best_whole(model, core, model.low, model.high, clock)
    while repeat and best is not None:
        room = root.bound + np.minimum(root.brackets, 0)
        able = np.flatnonzero(room >= PER_POINT * (model.gain(best) + model.unit))
        if not len(np.setdiff1d(able, core)):
            break
        core = np.union1d(core, able)
        better = best_whole(model, core, model.low, model.high, clock)
        if better is None or model.gain(better) <= model.gain(best):
            break
        best = better
    return best, root


def core_of(model: Model, root: Priced, seats: int) -> np.ndarray:
    """The columns with the best brackets, and those that the relaxation uses."""
    size = min(len(model.names), max(300, 12 * seats))
    order = np.argsort(-root.brackets, kind="stable")[:size]
    return np.union1d(order, root.columns[root.values > 1e-6])


def feasible(problem: Problem, clock: Clock) -> tuple[Model, Search]:
    """Some panel, or the proof that there is none; scores play no part."""
    model = feasible_model(problem)
    pricing = Pricing(model, clock, FEASIBLE_PENALTY)
    root = pricing.solve(model.low, model.high, 0)
    best = None
    if root is not None and root.bound >= 0:
        core = core_of(model, root, problem.seats)
        best = best_whole(model, core, model.low, model.high, clock)
    if best is not None:
        return model, Search(best, 0, [], True)
    return model, search(pricing, None, -1, goal=0)


def confirmed(answer: Answer) -> Answer:
    """The answer, once the check that stands alone accepts it."""
    if complaints := verify.complaints(answer.pack()):
        raise NotConfirmed("; ".join(complaints))
    return answer


def _without_panel(problem: Problem, clock: Clock) -> Answer:
    """No panel over the core: find any at all, or prove that there is none."""
    model, found = feasible(problem, clock)
    if found.best is None and found.is_closed:
        return Answer(problem, INFEASIBLE, proof=proof_of(model, -1, found.leaves))
    if found.best is None:
        return Answer(problem, NOT_PROVED)
    scored = panel_model(problem)
    better = search(Pricing(scored, clock), found.best, scored.gain(found.best))
    upper = better.total if better.is_closed else upper_of(scored, better.leaves)
    return Answer(
        problem, OPTIMAL if better.is_closed else NOT_PROVED,
        problem.ids(np.flatnonzero(better.best)), better.total, max(upper, better.total),
        proof_of(scored, max(upper, better.total), better.leaves),
    )  # fmt: skip


def _proved(pricing: Pricing, best: np.ndarray, total: int, root: Priced) -> Search:
    """All cases closed: mostly the root's prices do it alone."""
    if root.bound < PER_POINT * (total + pricing.model.unit):
        return Search(best, total, [Leaf((), (), root.prices, root.bound)], True)
    return search(pricing, best, total)


def _bounded(best: np.ndarray, total: int, root: Priced) -> Search:
    """One case with the root's prices, which prove how much better another could be."""
    return Search(best, total, [Leaf((), (), root.prices, root.bound)], False)

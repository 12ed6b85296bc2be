"""Chooses the best panel with a proof, ties broken by lot; or proves that there is none."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from solver import verify
from solver.clock import Clock
from solver.faults import NotConfirmed
from solver.model import panel_model
from solver.problem import Problem
from solver.proof import Proof, proof_of, upper_of
from solver.ties import settle
from solver.tree import Search, solve

OPTIMAL, INFEASIBLE, NOT_PROVED = "optimal", "infeasible", "not_proved"


@dataclass(frozen=True)
class Answer:
    """The result; `upper` is a proved bound, and equals `total` when the status is optimal."""

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
        """Whether ties were broken without a lot."""
        return self.lot is None

    @property
    def counts(self) -> list[dict[str, object]]:
        """Each target with how many members count towards it."""
        sits = {self.problem.place[each] for each in self.members}
        return [
            {
                "feature": t.feature,
                "value": t.value,
                "min": t.minimum,
                "max": t.maximum,
                "count": len(sits.intersection(holders)),
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
            **{key: value for key, value in self.extras.items() if key != "arithmetic"},
        }


def choose(
    problem: Problem,
    lot: str | None = None,
    *,
    prove: bool = True,
    ties: bool = True,
    clock: Clock | None = None,
) -> Answer:
    """The best panel. Raises NotConfirmed when the exact check rejects the answer.

    Without `prove` the proof is neither kept nor checked a second time. Without `lot` ties are
    broken by an empty one, and the answer is provisional.
    """
    clock = clock or Clock()
    clock.report("choosing", people=len(problem.people), seats=problem.seats)
    model = panel_model(problem)
    pricing, root, found = solve(model, clock)
    if found.best is None:
        return confirmed(_no_panel(problem, found), prove=prove)
    upper = found.total if found.is_closed else max(found.total, upper_of(model, found.leaves))
    status = OPTIMAL if upper == found.total else NOT_PROVED
    settled = None
    if found.is_closed and ties and root is not None:
        clock.report("settling")
        settled = settle(pricing, problem, found, root, lot or "")
    answer = Answer(
        problem,
        status,
        problem.ids(np.flatnonzero(found.best if settled is None else settled.chosen)),
        found.total,
        upper,
        proof_of(model, upper, found.leaves) if prove else None,
        lot,
        settled.proofs if settled and settled.is_whole else None,
    )
    return confirmed(answer, prove=prove)


def confirmed(answer: Answer, *, prove: bool = True) -> Answer:
    """The answer, if `verify.py` accepts it; without `prove` only its rows are checked.

    Raises NotConfirmed otherwise.
    """
    if not answer.members and answer.proof is None:
        return answer  # nothing is claimed
    wrong = verify.refusal(answer.pack()) if prove else "; ".join(_broken(answer))
    if wrong:
        raise NotConfirmed(wrong)
    return answer


def _broken(answer: Answer) -> Iterator[str]:
    """Rules that the members break, counted person by person."""
    problem = answer.problem
    at = {problem.place[each] for each in answer.members}
    if not answer.members:
        return  # integer prices ruled out every panel
    if len(at) != problem.seats or problem.total(at) != answer.total:
        yield "seats or total"
    if set(problem.lock_in) - set(answer.members) or set(problem.lock_out) & set(answer.members):
        yield "locks"
    for row in answer.counts:
        if not row["min"] <= row["count"] <= row["max"]:
            yield f"{row['feature']}={row['value']}"
    homes = [problem.people[each].household for each in at if problem.people[each].household]
    together = [pair for pair in problem.apart if set(answer.members).issuperset(pair)]
    if len(homes) != len(set(homes)) or together:
        yield "households or pairs"


def _no_panel(problem: Problem, found: Search) -> Answer:
    if not found.is_closed:
        return Answer(problem, NOT_PROVED)
    return Answer(
        problem, INFEASIBLE, proof=proof_of(panel_model(problem).without_gains(), -1, found.leaves)
    )

"""The cheapest relaxation of targets, proved; up to three different ones, each with best score."""

from dataclasses import dataclass, replace

import numpy as np

from solver.clock import Clock
from solver.model import FREE, Extra, Model, Row, panel_model
from solver.pricing import best_without_proof
from solver.problem import Problem
from solver.proof import Proof, proof_of
from solver.slacks import PER_SEAT, Slack, slacks_of
from solver.tree import Columns, Search, ruled_out, solve

MOST_ANSWERS = 3


@dataclass(frozen=True)
class Relaxation:
    """The relaxed bounds, their cost in 1/10,000, and the best panel that they allow."""

    rows: tuple[dict[str, object], ...]
    cost: int
    members: tuple[str, ...]
    total: int
    proof: Proof

    @property
    def plain(self) -> dict[str, object]:
        """As JSON data; raising a maximum by one seat costs 1."""
        return {
            "rows": list(self.rows),
            "cost": self.cost / PER_SEAT,
            "panel": list(self.members),
            "total_x100": self.total,
            "proof": self.proof,
        }


def relaxations(problem: Problem, clock: Clock | None = None) -> list[Relaxation]:
    """The cheapest first; none contains the rows of an earlier one.

    Empty when seats, locks, households and pairs alone leave no panel, or the time limit came.
    """
    clock = clock or Clock()
    slacks = slacks_of(problem)
    least = panel_model(problem).without_gains().extended([slack.extra for slack in slacks])
    excluded: list[Columns] = []
    found: list[Relaxation] = []
    cheapest: Search | None = None
    while len(found) < MOST_ANSWERS and [] not in excluded:  # []: nothing had to be relaxed
        clock.report("relaxing", found=len(found))
        # Another relaxation at the same cost has the same proof.
        best = cheapest and _best_at(problem, least, slacks, cheapest, clock, excluded)
        if best is None:
            _, _, cheapest = solve(least, clock, excluded)
            if cheapest.best is None or not cheapest.is_closed:
                break
            best = _best_at(problem, least, slacks, cheapest, clock, excluded)
            best = cheapest.best if best is None else best
        found.append(_relaxation(problem, least, slacks, best, cheapest))
        excluded.append([int(at) for at in np.flatnonzero(best) if at >= least.people])
    return found


def _relaxation(
    problem: Problem, least: Model, slacks: tuple[Slack, ...], best: np.ndarray, cheapest: Search
) -> Relaxation:
    chosen, seats = np.flatnonzero(best[: least.people]), best[least.people :]
    return Relaxation(
        tuple(s.relaxed(int(n)) for s, n in zip(slacks, seats, strict=True) if n),
        -cheapest.total,
        problem.ids(chosen),
        problem.total(chosen),
        proof_of(least, cheapest.total, cheapest.leaves),
    )


def _best_at(
    problem: Problem,
    least: Model,
    slacks: tuple[Slack, ...],
    cheapest: Search,
    clock: Clock,
    excluded: list[Columns],
) -> np.ndarray | None:
    """Of all relaxations at the least cost the one with the best score; None if HiGHS finds none.

    Bounds and people that the proof rules out at that cost are left out first.
    """
    out = ruled_out(least, cheapest.leaves, cheapest.total, (least.low, least.high))
    at = np.arange(len(slacks)) + least.people
    costs = np.array([slack.cost for slack in slacks])
    rows = [Row("cost", 0, -cheapest.total, at.astype(np.int32), costs)]
    flags: list[Extra] = []
    for columns in excluded:
        places = [len(least.rows) + len(rows) + place for place in range(len(columns) + 1)]
        for column, place in zip(columns, places, strict=False):
            entries = ((place, -int(least.high[column])), (places[-1], 1))
            flags.append(Extra(f"{least.names[column]} at all", 0, 1, entries))
            rows.append(Row("at all", -FREE, 0, np.array([column]), np.ones(1, dtype=np.int64)))
        nobody = np.zeros(0, dtype=np.int64)
        rows.append(Row("not all of an earlier answer", 0, len(columns) - 1, nobody, nobody))
    scores = [person.score for person in problem.people]
    gains = np.array(scores + [0] * (len(slacks) + len(flags)), dtype=np.int64)
    model = least.extended(flags, rows).gaining(gains)
    high = model.high.copy()
    high[: len(out)][out] = 0
    better = best_without_proof(replace(model, high=high), clock)
    return None if better is None else better[: len(least.names)]

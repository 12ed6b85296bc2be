"""Why no panel is possible: a minimal set of targets that clash, and how many seats would do."""

from dataclasses import dataclass, replace

import numpy as np

from solver.clock import Clock
from solver.model import FREE, Model, panel_model
from solver.problem import Problem
from solver.proof import Proof, proof_of
from solver.tree import Leaf, feasible, solve

MOST_CONFLICTS = 3
Bound = tuple[int, str]  # a row of the model, and "min" or "max"


@dataclass(frozen=True)
class Conflict:
    """Bounds that cannot be met together, though without any one of them they can; with proof.

    `is_minimal` is false when the time limit came before each had been tried.
    """

    bounds: tuple[dict[str, str], ...]
    proof: Proof
    is_minimal: bool


@dataclass(frozen=True)
class SeatsNeeded:
    """The fewest seats, more than the call has, that meet all targets; None if no number does.

    `is_proved` is false when the time limit ended the search.
    """

    seats: int | None
    members: tuple[str, ...]
    proof: Proof | None
    is_proved: bool


def minimal_conflict(problem: Problem, clock: Clock | None = None) -> Conflict | None:
    """Drop one bound after the other, and at once those that a proof does not use.

    None when there is a panel after all, or the time limit came before that was known.
    """
    clock = clock or Clock()
    model = panel_model(problem).without_gains()
    found = feasible(model, clock)
    if found.best is not None or not found.is_closed:
        return None
    leaves = found.leaves
    waiting, needed, is_minimal = _used(model, leaves), [], True
    while waiting:
        clock.report("conflict", left=len(waiting), needed=len(needed))
        dropped = waiting.pop()
        tried = feasible(_with_only(model, [*needed, *waiting]), clock)
        if tried.best is None and tried.is_closed:
            leaves = tried.leaves
            used = _used(model, leaves)
            waiting = [bound for bound in waiting if bound in used]
        else:
            needed.append(dropped)
            is_minimal = is_minimal and tried.best is not None
    targets = problem.targets
    bounds = tuple(
        {"feature": targets[at - 1].feature, "value": targets[at - 1].value, "bound": bound}
        for at, bound in sorted(needed)
    )
    return Conflict(bounds, proof_of(model, -1, leaves), is_minimal)


def further_conflicts(
    problem: Problem, first: Conflict, clock: Clock | None = None
) -> list[Conflict]:
    """Others that would remain without any bound of the ones before, if targets clash more often.

    At most `MOST_CONFLICTS` with the first; none where locks alone leave no panel.
    """
    clock = clock or Clock()
    found = [first]
    while found[-1].bounds and len(found) < MOST_CONFLICTS:
        another = minimal_conflict(_without(problem, found), clock)
        if another is None:
            break
        found.append(another)
    return found[1:]


def seats_needed(problem: Problem, clock: Clock | None = None) -> SeatsNeeded:
    """How many seats it takes with unchanged targets."""
    clock = clock or Clock()
    clock.report("seats")
    people = len(problem.people)
    if problem.seats >= people:
        return SeatsNeeded(None, (), None, True)
    counted = panel_model(problem).gaining(np.full(people, -1, dtype=np.int64))
    model = counted.ranging({0: (problem.seats + 1, people)})
    _, _, found = solve(model, clock)
    if not found.is_closed:
        return SeatsNeeded(None, (), None, False)
    if found.best is None:
        return SeatsNeeded(None, (), proof_of(model.without_gains(), -1, found.leaves), True)
    members = problem.ids(np.flatnonzero(found.best))
    return SeatsNeeded(len(members), members, proof_of(model, found.total, found.leaves), True)


def _without(problem: Problem, found: list[Conflict]) -> Problem:
    """The problem without the bounds of these conflicts."""
    dropped = {
        (row["feature"], row["value"], row["bound"]) for each in found for row in each.bounds
    }
    return problem.changed(
        targets=tuple(
            replace(
                target,
                minimum=0 if (*key, "min") in dropped else target.minimum,
                maximum=problem.seats if (*key, "max") in dropped else target.maximum,
            )
            for target in problem.targets
            for key in [(target.feature, target.value)]
        )
    )


def _used(model: Model, leaves: list[Leaf]) -> list[Bound]:
    """The bounds of targets that a proof uses."""
    used = {
        (int(at), "max" if leaf.prices[at] > 0 else "min")
        for leaf in leaves
        for at in np.flatnonzero(leaf.prices[: model.soft])
    }
    return sorted(bound for bound in used if bound[0])


def _with_only(model: Model, bounds: list[Bound]) -> Model:
    """The model with only these bounds of targets."""
    kept = set(bounds)
    return model.ranging(
        {
            at: (
                model.rows[at].low if (at, "min") in kept else -FREE,
                model.rows[at].high if (at, "max") in kept else FREE,
            )
            for at in range(1, model.soft)
        }
    )

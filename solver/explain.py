"""What each target costs in score, and what it would take for each person to get a seat."""

from dataclasses import dataclass

import numpy as np

from solver.clock import Clock
from solver.model import PER_POINT, Model, panel_model
from solver.panel import OPTIMAL, Answer, choose
from solver.pricing import Pricing
from solver.problem import Problem
from solver.tree import search

TIES_TRIED = 40  # panels that are looked for to see between whom the lot decides


@dataclass(frozen=True)
class Costs:
    """Score units that the panel would gain without a target, an attribute, or all targets.

    A cost is None where the time limit came first. `supply` counts candidates for each target.
    """

    by_row: dict[str, int | None]
    by_attribute: dict[str, int | None]
    whole: int | None
    share: float | None  # 1 - total / the total without targets
    supply: dict[str, int]
    binding: dict[str, bool]


@dataclass(frozen=True)
class Inclusion:
    """What seating one person, or doing without them, costs, and who else would come and go."""

    cost: int | None
    into: tuple[str, ...] = ()
    out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tied:
    """Who sits, and who does not, by the lot alone: a panel as good as this has it the other way.

    Not all where `is_whole` is false: there are too many, or the time limit came first.
    """

    sits: tuple[str, ...]
    sits_not: tuple[str, ...]
    is_whole: bool


def costs_of(answer: Answer, clock: Clock | None = None) -> Costs:
    """Solve again without each target and each attribute in turn.

    Targets that have no price in the proof cost nothing: the same proof holds without them.
    """
    clock = clock or Clock()
    problem, model = answer.problem, panel_model(answer.problem)
    best = _chosen(answer, model)
    priced = {key for leaf in answer.proof["leaves"] for key in leaf["prices"]}
    keys = [target.key for target in problem.targets]

    def without(rows: list[int]) -> int | None:
        if not priced.intersection(keys[at - 1] for at in rows):
            return 0
        clock.report("costs", rows=len(rows))
        found = search(Pricing(model.freed(rows), clock), best, answer.total)
        return found.total - answer.total if found.is_closed else None

    by_row = {key: without([at]) for at, key in enumerate(keys, start=1)}
    by_attribute = {}
    for feature in sorted({target.feature for target in problem.targets}):
        rows = [at for at, t in enumerate(problem.targets, start=1) if t.feature == feature]
        by_attribute[feature] = without(rows)
    whole = without(list(range(1, model.soft)))
    top = None if whole is None else answer.total + whole
    counts = answer.counts
    return Costs(
        by_row,
        by_attribute,
        whole,
        whole / top if top and top > 0 else None,
        supply_of(problem),
        {
            key: row["count"] in (row["min"], row["max"])
            for key, row in zip(keys, counts, strict=True)
        },
    )


def supply_of(problem: Problem) -> dict[str, int]:
    """Candidates who count towards each target and are not locked out."""
    out = {problem.place[each] for each in problem.lock_out}
    return {
        target.key: len(set(holders) - out)
        for target, holders in zip(problem.targets, problem.holders, strict=True)
    }


def points_missing(answer: Answer) -> dict[str, int]:
    """For each person not chosen, a lower bound on the score units they lack.

    It comes from the proof; `including` gives the exact figure for one person.
    """
    sits = set(answer.members)
    return {name: cost for name, cost in _at_least(answer, 1).items() if name not in sits}


def points_kept(answer: Answer) -> dict[str, int]:
    """For each member, a lower bound on the score units that a panel without them has less."""
    bounds = _at_least(answer, 0)
    return {name: bounds[name] for name in answer.members}


def _at_least(answer: Answer, seat: int) -> dict[str, int]:
    """How much less than the total a panel has at least with each person in (1), or out (0).

    In each leaf the bound without the choice that the prices make for a person; the weakest leaf
    holds. Nobody is in a leaf that fixes them the other way.
    """
    model = panel_model(answer.problem)
    most = np.full(len(model.names), -(10**17), dtype=np.int64)
    rows = {row.key: at for at, row in enumerate(model.rows)}
    for leaf in answer.proof["leaves"]:
        prices = np.zeros(len(model.rows), dtype=np.int64)
        for key, price in leaf["prices"].items():
            prices[rows[key]] = price
        low, high = model.low.copy(), model.high.copy()
        into = [answer.problem.place[name] for name in leaf["in"]]
        out = [answer.problem.place[name] for name in leaf["out"]]
        low[into] = 1
        high[out] = 0
        bound, reduced_costs = model.bound(prices, low, high)
        forced = np.minimum(reduced_costs, 0) if seat else -np.maximum(reduced_costs, 0)
        is_open, is_so = low < high, (high > 0) if seat else (low < 1)
        possible = bound + np.where(is_open, forced, 0)
        most = np.maximum(most, np.where(is_so, possible, most))
    lacking = np.maximum(0, answer.total - most // PER_POINT)
    return {name: int(lacking[at]) for at, name in enumerate(model.names)}


def including(answer: Answer, person: str, clock: Clock | None = None) -> Inclusion:
    """The best panel that includes a person: its exact cost, and the changes it forces."""
    problem = answer.problem
    other = problem.changed(
        lock_in=tuple(sorted({*problem.lock_in, person})),
        lock_out=tuple(each for each in problem.lock_out if each != person),
    )
    return _compared(answer, other, person, clock)


def excluding(answer: Answer, person: str, clock: Clock | None = None) -> Inclusion:
    """The same for the best panel without a person."""
    problem = answer.problem
    other = problem.changed(
        lock_in=tuple(each for each in problem.lock_in if each != person),
        lock_out=tuple(sorted({*problem.lock_out, person})),
    )
    return _compared(answer, other, person, clock)


def tied(answer: Answer, clock: Clock | None = None) -> Tied:
    """Look for a panel that is as good without each member, and with each other person.

    Whom the proof’s prices set apart is in none. One such panel tells of all in whom it differs.
    """
    clock, problem, members = clock or Clock(), answer.problem, {*answer.members}
    lacks = {**points_kept(answer), **points_missing(answer)}
    level = [name for name, units in lacks.items() if not units]
    differ: set[str] = set()
    tries = 0
    for name in level:
        if name in differ:
            continue
        if tries == TIES_TRIED or clock.is_over:
            return _tied(members, differ, is_whole=False)
        tries += 1
        lock = "lock_out" if name in members else "lock_in"
        locked = tuple(sorted({*getattr(problem, lock), name}))
        other = choose(problem.changed(**{lock: locked}), prove=False, ties=False, clock=clock)
        if other.total == answer.total:
            differ |= members ^ {*other.members}
    return _tied(members, differ, is_whole=True)


def _tied(members: set[str], differ: set[str], *, is_whole: bool) -> Tied:
    return Tied(tuple(sorted(differ & members)), tuple(sorted(differ - members)), is_whole)


def _compared(answer: Answer, problem: Problem, person: str, clock: Clock | None) -> Inclusion:
    other = choose(problem, answer.lot, ties=False, clock=clock)
    if other.status != OPTIMAL:
        return Inclusion(None)
    before, after = set(answer.members), set(other.members)
    return Inclusion(
        answer.total - other.total,
        tuple(sorted(after - before - {person})),
        tuple(sorted(before - after - {person})),
    )


def _chosen(answer: Answer, model: Model) -> np.ndarray:
    chosen = np.zeros(len(model.names), dtype=np.int64)
    chosen[[answer.problem.place[each] for each in answer.members]] = 1
    return chosen

"""When targets cannot be met: the minimal conflict, the cheapest relaxation, the seats needed."""

from hypothesis import assume

from solver.arithmetic import impossibilities
from solver.clock import Clock
from solver.conflict import further_conflicts, minimal_conflict, seats_needed
from solver.panel import INFEASIBLE, choose
from solver.problem import Person, Problem, Target, tags_of
from solver.relax import relaxations
from tests.solver.problems import (
    best_by_scipy,
    fewest_seats_by_scipy,
    least_cost_by_scipy,
    on_problems,
)


def with_only(problem: Problem, bounds: list[dict]) -> Problem:
    """The problem with only these bounds of targets."""
    kept = {(row["feature"], row["value"], row["bound"]) for row in bounds}
    return problem.changed(
        targets=tuple(
            Target(
                t.feature,
                t.value,
                t.minimum if (t.feature, t.value, "min") in kept else 0,
                t.maximum if (t.feature, t.value, "max") in kept else 10**6,
            )
            for t in problem.targets
        )
    )


@on_problems(10, 300)
def test_conflict_is_smallest_by_another_solver(problem: Problem) -> None:
    found = minimal_conflict(problem)
    if found is None:
        assert best_by_scipy(problem) is not None
        return
    bounds = list(found.bounds)
    assert found.is_minimal
    assert best_by_scipy(with_only(problem, bounds)) is None
    for each in bounds:
        others = [bound for bound in bounds if bound != each]
        assert best_by_scipy(with_only(problem, others)) is not None


@on_problems(10, 200)
def test_further_conflicts_remain_without_those_before(problem: Problem) -> None:
    first = minimal_conflict(problem)
    assume(first is not None)
    found = [first, *further_conflicts(problem, first)]
    rows = [{(r["feature"], r["value"], r["bound"]) for r in each.bounds} for each in found]
    assert sum(map(len, rows)) == len(set().union(*rows)), "they share no bound"
    for each in found:
        assert best_by_scipy(with_only(problem, list(each.bounds))) is None


@on_problems(8, 300)
def test_relaxation_is_least_by_another_solver(problem: Problem) -> None:
    assume(choose(problem, prove=False).status == INFEASIBLE)
    expected = least_cost_by_scipy(problem)
    found = relaxations(problem)
    assert (found[0].cost if found else None) == expected
    rows = [{(r["feature"], r["value"], r["bound"]) for r in each.rows} for each in found]
    for later, each in enumerate(rows):
        assert not any(earlier <= each for earlier in rows[:later])
        assert found[later].cost >= found[0].cost
    for each in found:
        way = loosened(problem, each.rows)
        assert best_by_scipy(way) == each.total


def loosened(problem: Problem, rows: tuple[dict, ...]) -> Problem:
    """The problem with these bounds relaxed."""
    new = {(r["feature"], r["value"], r["bound"]): r["to"] for r in rows}
    return problem.changed(
        targets=tuple(
            Target(
                t.feature,
                t.value,
                new.get((t.feature, t.value, "min"), t.minimum),
                new.get((t.feature, t.value, "max"), t.maximum),
            )
            for t in problem.targets
        )
    )


@on_problems(8, 300)
def test_seats_needed_are_least_by_another_solver(problem: Problem) -> None:
    assume(best_by_scipy(problem) is None)
    found = seats_needed(problem)
    assert found.is_proved
    assert found.seats == fewest_seats_by_scipy(problem)


@on_problems(10, 300)
def test_arithmetic_rules_out_only_what_is_impossible(problem: Problem) -> None:
    if impossibilities(problem):
        assert best_by_scipy(problem) is None


def test_arithmetic_says_which_sum_is_too_large() -> None:
    people = [Person(f"P{at}", 0, tags_of({"a": "xyz"[at % 3]})) for at in range(9)]
    targets = [Target("a", each, 2, 3) for each in "xyz"]
    found = impossibilities(Problem.of(5, people, targets))
    assert [(fault.code, dict(fault.about)["sum"]) for fault in found] == [
        ("minima_above_seats", 6)
    ]


def test_relaxation_without_time_says_nothing() -> None:
    people = [Person(f"P{at}", 0, tags_of({"a": "x"})) for at in range(3)]
    problem = Problem.of(2, people, [Target("a", "y", 1, 2)])
    assert relaxations(problem, Clock(0)) == []
    assert not seats_needed(problem, Clock(0)).is_proved

"""Members who leave are replaced by one person who fits or by the fewest changes; reserves."""

from collections.abc import Callable, Iterable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume

from solver.panel import OPTIMAL, choose
from solver.problem import Person, Problem, Target, tags_of
from solver.replacement import fitting, replaced
from solver.reserves import reserves
from tests.solver.problems import city, limits_of, on_problems, rows_of


def panels_of(problem: Problem) -> Callable[[Iterable[str]], bool]:
    """A function that tests whether people keep every rule, without our model."""
    counts, low, high = rows_of(problem)
    lowest, highest = limits_of(problem)

    def is_panel(members: Iterable[str]) -> bool:
        panel = np.array([float(person.id in members) for person in problem.people])
        sums = counts @ panel
        is_within = (lowest <= panel) & (panel <= highest)
        return bool(((low <= sums) & (sums <= high)).all() and is_within.all())

    return is_panel


@on_problems(12, 300, largest=12)
def test_replacement_is_the_smallest_change_there_is(problem: Problem) -> None:
    answer = choose(problem, "lot", ties=False)
    assume(answer.status == OPTIMAL)
    leaver = next((each for each in answer.members if each not in problem.lock_in), None)
    assume(leaver is not None)
    is_panel = panels_of(problem)
    stay = [each for each in answer.members if each != leaver]
    others = [p.id for p in problem.people if p.id not in answer.members]
    able = [each for each in others if is_panel((*stay, each))]
    assert sorted(fitting(problem, answer.members, leaver)) == sorted(able)
    found = replaced(problem, answer.members, [leaver])
    if able:
        best = max(problem.people[problem.place[each]].score for each in able)
        assert problem.people[problem.place[found.into[0]]].score == best
        return
    rest = [p.id for p in problem.people if p.id != leaver]
    kept = [
        len(set(stay) & set(each)) for each in combinations(rest, problem.seats) if is_panel(each)
    ]
    if kept:
        assert is_panel(found.members)
        assert len(stay) - len(found.out) == max(kept)
    else:
        assert found.members == ()


def test_confirmed_members_stay() -> None:
    kinds = ["xu", "yv", "xv", "yu"]
    people = [
        Person(f"P{at}", 10 - at, tags_of({"a": k[0], "b": k[1]})) for at, k in enumerate(kinds)
    ]
    targets = [Target("a", "x", 1, 1), Target("b", "u", 1, 1)]
    problem = Problem.of(2, people, targets)
    assert choose(problem).members == ("P0", "P1")
    assert replaced(problem, ("P0", "P1"), ["P0"]).members == ("P2", "P3")
    result = replaced(problem, ("P0", "P1"), ["P0"], confirmed=["P1"])
    assert result.members == ()
    assert result.relaxations


def test_reserves_by_scenario_restore_more_than_the_next_by_score() -> None:
    problem = city(200, 12, 2, width=0.4)
    answer = choose(problem, "lot", ties=False)
    lists = reserves(problem, answer.members, 6, lot="lot")
    assert lists.scenarios.restored > lists.by_score.restored + 0.1
    assert lists.scenarios.restored >= lists.single.restored
    assert len(set(lists.scenarios.ids)) == 6
    assert not set(lists.scenarios.ids) & set(answer.members)
    assert lists.price == lists.by_score.total - lists.scenarios.total


def test_restored_is_counted_as_by_trying_all() -> None:
    """The share of pairs, checked over every pair and every subset of reserves."""
    problem = city(60, 6, 4, width=1.2)
    answer = choose(problem, "lot", ties=False)
    lists = reserves(problem, answer.members, 3)
    assert lists == reserves(problem, answer.members, 3)
    counts, low, high = rows_of(problem)
    good = 0
    pairs = list(combinations(answer.members, 2))
    for pair in pairs:
        stay = [each for each in answer.members if each not in pair]
        tried = [(*stay, *some) for n in range(3) for some in combinations(lists.scenarios.ids, n)]
        panels = [np.array([float(p.id in t) for p in problem.people]) for t in tried]
        sums = [counts[1:] @ panel for panel in panels]
        good += any(((low[1:] <= s) & (s <= high[1:])).all() for s in sums)
    assert lists.scenarios.restored_of_two == pytest.approx(good / len(pairs))

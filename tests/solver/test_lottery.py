"""The least likely person's chance is as high as possible; people without a chance are named."""

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from solver.faults import Refused
from solver.lottery import lottery
from solver.problem import Person, Problem, Target, tags_of
from tests.solver.problems import limits_of, on_problems, rows_of


def all_panels(problem: Problem) -> np.ndarray:
    """Every possible panel, by enumeration."""
    counts, low, high = rows_of(problem)
    lowest, highest = limits_of(problem)
    found = []
    for chosen in combinations(range(len(problem.people)), problem.seats):
        panel = np.zeros(len(problem.people))
        panel[list(chosen)] = 1
        sums = counts @ panel
        within = ((low <= sums) & (sums <= high)).all()
        if within and ((lowest <= panel) & (panel <= highest)).all():
            found.append(panel)
    return np.array(found)


def best_least_chance(panels: np.ndarray) -> float:
    """Maximin over all panels at once, by scipy; people on no panel are left out."""
    panels = panels[:, panels.any(axis=0)]
    count = len(panels)
    found = linprog(
        np.append(np.zeros(count), -1.0),
        A_ub=np.hstack((-panels.T, np.ones((panels.shape[1], 1)))),
        b_ub=np.zeros(panels.shape[1]),
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
    )
    return -found.fun


@on_problems(12, 300, largest=11)
def test_least_chance_is_the_best_by_trying_all(problem: Problem) -> None:
    panels = all_panels(problem)
    if not len(panels):
        with pytest.raises(Refused):
            lottery(problem)
        return
    result = lottery(problem)
    ids = [person.id for person in problem.people]
    able = panels.any(axis=0)
    out = {each for each, is_able in zip(ids, able, strict=True) if not is_able}
    assert set(result.unselectable) == out - set(problem.lock_out)
    assert sum(result.chances.values()) == pytest.approx(problem.seats)
    expected = best_least_chance(panels)
    assert result.figures["min"] == pytest.approx(expected, abs=3e-5)
    again = lottery(problem, leximin=True)
    assert again.figures["min"] == pytest.approx(expected, abs=3e-5)
    assert again.figures["gini"] <= result.figures["gini"] + 0.02 or again.figures["min"] > 0


def test_leximin_lifts_those_above_the_least() -> None:
    """Two scarce people share one seat; the others must not be left at the least chance."""
    kinds = ["a"] * 4 + ["b"] * 3 + ["c"] * 12
    people = [Person(f"P{at:02}", 0, tags_of({"k": each})) for at, each in enumerate(kinds)]
    targets = [Target("k", "a", 1, 1), Target("k", "b", 0, 2), Target("k", "c", 0, 9)]
    chances = lottery(Problem.of(5, people, targets), leximin=True).chances
    assert chances["P00"] == pytest.approx(1 / 4, abs=1e-4)
    assert {round(chances[f"P{at:02}"], 4) for at in range(4, 19)} == {round(4 / 15, 4)}


def test_lottery_of_three_types_gives_everyone_a_tenth() -> None:
    def some(count: int, one: str, two: str) -> list[Person]:
        tags = tags_of({"f": one, "g": two})
        return [Person(f"{one}{two}{at:04}", 0, tags) for at in range(count)]

    people = [*some(999, "a", "c"), *some(1000, "b", "d"), *some(1, "a", "d")]
    targets = [Target("f", each, 99, 200) for each in "ab"]
    targets += [Target("g", each, 99, 200) for each in "cd"]
    result = lottery(Problem.of(200, people, targets), leximin=True)
    assert result.figures["min"] == pytest.approx(0.1, abs=1e-6)
    assert result.gap < 2e-5

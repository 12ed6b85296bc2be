"""Costs of targets, the cost of including a person, further applicants, and firmness."""

import numpy as np
import pytest
from hypothesis import assume

from solver.explain import costs_of, including, points_missing, tied
from solver.firmness import firmness, shrunken
from solver.outreach import further_applicants
from solver.panel import OPTIMAL, choose
from solver.problem import Person, Problem, Target, tags_of
from tests.solver.problems import best_by_scipy, on_problems


@on_problems(6, 300)
def test_costs_are_those_of_another_solver(problem: Problem) -> None:
    answer = choose(problem, "lot", ties=False)
    assume(answer.status == OPTIMAL and problem.targets)
    costs = costs_of(answer)
    for target in problem.targets:
        others = tuple(each for each in problem.targets if each != target)
        assert (
            costs.by_row[target.key]
            == best_by_scipy(problem.changed(targets=others)) - answer.total
        )
    for feature, cost in costs.by_attribute.items():
        others = tuple(each for each in problem.targets if each.feature != feature)
        assert cost == best_by_scipy(problem.changed(targets=others)) - answer.total
    assert costs.whole == best_by_scipy(problem.changed(targets=())) - answer.total


@on_problems(6, 300)
def test_taking_somebody_in_costs_what_it_costs(problem: Problem) -> None:
    answer = choose(problem, "lot", ties=False)
    assume(answer.status == OPTIMAL)
    for person, least in list(points_missing(answer).items())[:3]:
        if person in problem.lock_out:
            continue
        locked = tuple(sorted({*problem.lock_in, person}))
        expected = best_by_scipy(problem.changed(lock_in=locked))
        taking = including(answer, person)
        if expected is None:
            assert taking.cost is None
        else:
            assert taking.cost == answer.total - expected >= least
            after = (set(answer.members) - set(taking.out)) | {*taking.into, person}
            scores = [problem.people[problem.place[each]].score for each in after]
            assert sum(scores) == expected


@on_problems(6, 300)
def test_lot_decides_between_those_in_whom_panels_that_are_as_good_differ(problem: Problem) -> None:
    answer = choose(problem, "lot", ties=False)
    assume(answer.status == OPTIMAL)
    found = tied(answer)
    assert found.is_whole
    for person in problem.people:
        is_in = person.id in answer.members
        if person.id in (problem.lock_in if is_in else problem.lock_out):
            continue
        name = "lock_out" if is_in else "lock_in"
        locked = tuple(sorted({*getattr(problem, name), person.id}))
        is_level = best_by_scipy(problem.changed(**{name: locked})) == answer.total
        assert is_level == (person.id in (found.sits if is_in else found.sits_not))


@on_problems(6, 300)
def test_further_applicants_are_the_fewest(problem: Problem) -> None:
    """With that many newcomers of those values there is a panel; with one fewer there is none."""
    found = further_applicants(problem)
    reachable = best_by_scipy(problem) is not None
    assert (found is not None and found.people == 0) == reachable
    if found is None or reachable:
        return
    assert all(count <= found.people for count in found.needed.values())
    bare = problem.changed(targets=tuple(t for t in problem.targets if t.feature == "area"))
    alone = further_applicants(bare)
    assert alone is not None and alone.people <= found.people


def test_further_applicants_are_named_by_group() -> None:
    people = [Person(f"P{at}", 0, tags_of({"a": "x", "b": "uv"[at % 2]})) for at in range(6)]
    targets = [Target("a", "y", 2, 3), Target("b", "u", 1, 2), Target("b", "w", 1, 2)]
    found = further_applicants(Problem.of(4, people, targets))
    assert found.people == 2
    assert found.needed == {("a", "y"): 2, ("b", "w"): 1}
    assert (
        further_applicants(Problem.of(4, people, [Target("a", "y", 3, 4), Target("a", "x", 2, 4)]))
        is None
    )


def test_firmness_without_errors_is_certain() -> None:
    people = [Person(f"P{at}", 100 * at) for at in range(10)]
    problem = Problem.of(3, people)
    assert firmness(problem, 5) == {"P7": 1.0, "P8": 1.0, "P9": 1.0}


def test_firmness_is_the_same_for_the_same_seed() -> None:
    people = [Person(f"P{at}", 100 * at, error=300) for at in range(20)]
    problem = Problem.of(3, people)
    assert firmness(problem, 20, 1) == firmness(problem, 20, 1) != firmness(problem, 20, 2)


def test_scores_are_drawn_towards_the_mean() -> None:
    scores, errors = np.array([0.0, 1000, 2000]), np.array([500.0, 0, 500])
    middle, spread = shrunken(scores, errors)
    assert 0 < middle[0] < 1000 < middle[2] < 2000
    assert (middle[1], spread[1]) == (1000, 0)
    assert spread[0] < 500


@pytest.mark.prove
def test_firmness_is_honest() -> None:
    """Of people who sit in a share p of redraws, p are in the best panel by true scores."""
    draw = np.random.default_rng(7)
    predicted, true = [], []
    for _ in range(150):
        truth = draw.normal(7000, 900, 60)
        seen = np.rint(truth + draw.normal(0, 600, 60)).astype(int)
        kinds = [{"a": "xyz"[at % 3], "b": "uv"[at % 2]} for at in range(60)]
        people = [
            Person(f"P{at:02}", int(seen[at]), tags_of(kinds[at]), "", 600) for at in range(60)
        ]
        real = [
            Person(f"P{at:02}", round(float(truth[at])), tags_of(kinds[at])) for at in range(60)
        ]
        targets = [Target("a", "x", 4, 5), Target("b", "u", 3, 5)]
        shares = firmness(Problem.of(10, people, targets), 100, int(draw.integers(10**6)))
        best = set(choose(Problem.of(10, real, targets), prove=False, ties=False).members)
        for person in people:
            predicted.append(shares.get(person.id, 0.0))
            true.append(person.id in best)
    shares, sits = np.array(predicted), np.array(true, dtype=float)
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        part = (low <= shares) & (shares < high)
        assert abs(shares[part].mean() - sits[part].mean()) < 0.03, (low, part.sum())

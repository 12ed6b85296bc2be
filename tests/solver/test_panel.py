"""The panel is the best by another solver too, and ties are broken by the lot."""

import hashlib
import hmac
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from solver import verify
from solver.clock import Clock
from solver.panel import INFEASIBLE, NOT_PROVED, OPTIMAL, choose
from solver.problem import Person, Problem, Target, tags_of
from tests.architecture.source import ROOT
from tests.solver.problems import best_by_scipy, city, on_problems


@on_problems(30, 2000)
def test_panel_is_the_best_by_another_solver(problem: Problem) -> None:
    answer = choose(problem, "lot")
    expected = best_by_scipy(problem)
    assert answer.status == (INFEASIBLE if expected is None else OPTIMAL)
    assert answer.total == answer.upper == expected
    assert verify.refusal(answer.pack()) == ""


@on_problems(10, 300)
def test_panel_among_equals_is_the_first_by_lot(problem: Problem) -> None:
    """The panel by the lot, computed with the other solver person by person."""
    answer = choose(problem, "lot")
    given: list[str] = list(problem.lock_in)
    ids = sorted(problem.place, key=lambda each: hmac.digest(b"lot", each.encode(), hashlib.sha256))
    for each in ids:
        if answer.total is None or each in problem.lock_out:
            continue
        with_them = problem.changed(lock_in=tuple(sorted({*given, each})))
        if best_by_scipy(with_them) == answer.total:
            given.append(each)
    assert set(answer.members) == set(given) or answer.total is None


def test_panel_of_a_city_is_the_best_by_another_solver() -> None:
    problem = city(400, 20, 1)
    answer = choose(problem, "lot")
    assert answer.total == best_by_scipy(problem)
    assert answer.ties


def test_panel_without_a_lot_is_provisional() -> None:
    assert choose(city(60, 6, 3, width=1)).is_provisional
    assert not choose(city(60, 6, 3, width=1), "lot").is_provisional


def test_panel_follows_its_lot() -> None:
    people = [Person(f"P{at}", 100) for at in range(20)]
    found = {choose(Problem.of(3, people), f"lot {n}").members for n in range(8)}
    assert len(found) > 4


def test_panel_ignores_edits_that_decide_nothing() -> None:
    """Shuffling people, or changing a tag of somebody with a low score, changes nothing."""
    problem = city(300, 12, 2, step=500)
    before = choose(problem, "lot")
    people = list(problem.people)
    random.Random(1).shuffle(people)
    worst = min(people, key=lambda person: person.score)
    assert worst.id not in before.members
    edited = replace(worst, tags=tags_of({"shoe size": ["41"]}))
    others = [edited if person is worst else person for person in people]
    targets = random.Random(2).sample(problem.targets, len(problem.targets))
    after = choose(Problem.of(12, others, targets), "lot")
    assert (after.members, after.total) == (before.members, before.total)
    assert after.problem.digest != before.problem.digest


def test_panel_is_the_same_under_five_hash_seeds(tmp_path: Path) -> None:
    pack = tmp_path / "input.json"
    pack.write_text(json.dumps(city(200, 10, 4, step=500).canonical), encoding="utf-8")
    program = (
        "import json, sys\nfrom solver.panel import choose\n"
        "from tests.solver.packed import problem_of\n"
        "given = json.load(open(sys.argv[1]))\n"
        "print(json.dumps(choose(problem_of(given), 'lot').pack(), sort_keys=True))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program, pack],
            cwd=ROOT,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(5)
    }
    assert len(answers) == 1
    assert json.loads(answers.pop())["status"] == OPTIMAL


def test_time_limit_gives_a_bound_and_never_a_false_optimum() -> None:
    """A search cut short has a weaker bound and says so; a longer search agrees with it."""
    problem = city(300, 20, 5, width=0.15)
    exact = choose(problem, prove=True, ties=False)
    seen = set()
    for calls in (1, 4, 12, 40, 120, 300):
        answer = choose(problem, clock=_Countdown(calls))
        seen.add(answer.status)
        if answer.members:
            assert answer.total <= exact.total <= answer.upper
            assert (answer.status == OPTIMAL) == (answer.total == answer.upper)
    assert NOT_PROVED in seen


class _Countdown(Clock):
    """A clock whose time passes each time it is read."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    @property
    def left(self) -> float:
        self.looks -= 1
        return 1000.0 if self.looks > 0 else 0.0


def test_negative_and_equal_scores_are_proved() -> None:
    people = [Person(f"P{at}", -300, tags_of({"a": "xy"[at % 2]})) for at in range(7)]
    answer = choose(Problem.of(3, people, [Target("a", "x", 1, 1)]), "lot")
    assert (answer.status, answer.total) == (OPTIMAL, -900)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(6))
def test_panel_of_a_thousand_is_the_best_by_another_solver(seed: int) -> None:
    problem = city(1000, 30, seed)
    assert choose(problem, "lot").total == best_by_scipy(problem)

"""Random problems, and answers by an independent solver (scipy)."""

import random
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from solver.assign import Application, Reader
from solver.problem import Person, Problem, Target, tags_of

FEATURES = {"area": "nesw", "age": "yma", "language": "ehs"}


def on_problems(few: int, many: int, *more: st.SearchStrategy, largest: int = 24) -> Callable:
    """Runs a check as a test on a few random problems, and in `./run prove` on many."""

    def decorate(check: Callable) -> Callable:
        @pytest.mark.parametrize("count", [few, pytest.param(many, marks=pytest.mark.prove)])
        def decorated(count: int) -> None:
            options = settings(
                max_examples=count, deadline=None, suppress_health_check=list(HealthCheck)
            )
            options(given(problems(largest), *more)(check))()

        decorated.__name__, decorated.__doc__ = check.__name__, check.__doc__
        return decorated

    return decorate


@st.composite
def problems(draw: st.DrawFn, largest: int) -> Problem:
    """Few people, so that ties, exact quotas and clashes are frequent."""
    step = draw(st.sampled_from((1, 50, 500, 2000)))
    count = draw(st.integers(2, largest))
    people = [_person(draw, at, step) for at in range(count)]
    seats = draw(st.integers(1, min(count, largest // 3 + 1, 8)))
    rows = draw(st.lists(_targets(seats), max_size=7, unique_by=lambda target: target.key))
    ids = [person.id for person in people]
    chosen = draw(st.permutations(ids))
    locks = draw(st.sampled_from(((0, 0), (0, 0), (1, 0), (0, 2), (1, 1))))
    apart = list(pairwise(chosen))[: draw(st.integers(0, 2))]
    return Problem.of(
        seats,
        people,
        rows,
        lock_in=chosen[: locks[0]],
        lock_out=chosen[locks[0] : sum(locks)],
        apart=apart,
    )


def _person(draw: st.DrawFn, at: int, step: int) -> Person:
    values = {name: draw(st.sets(st.sampled_from(v), max_size=2)) for name, v in FEATURES.items()}
    home = draw(st.sampled_from(("", "", "", "h1", "h2")))
    return Person(f"P{at:02}", draw(st.integers(-2, 12)) * step, tags_of(values), home)


@st.composite
def _targets(draw: st.DrawFn, seats: int) -> Target:
    feature = draw(st.sampled_from(sorted(FEATURES)))
    values = draw(st.sets(st.sampled_from(FEATURES[feature]), min_size=1, max_size=2))
    least = draw(st.sampled_from((0, 0, 1, 1, 2, 3)))
    most = draw(st.sampled_from((least, least + 1, seats, seats + 1)))
    value = draw(st.sampled_from(("", "", "!"))) + "|".join(sorted(values))
    return Target(feature, value, least, max(least, most))


def city(people: int, seats: int, seed: int, *, step: int = 1, width: float = 0.25) -> Problem:
    """A pool like a city's: eight attributes, and a range for each value around its share."""
    draw = random.Random(seed)
    sizes = {"area": 20, "age": 5, "race": 6, "language": 7, "ties": 4, "gender": 3, "home": 3}
    values = {f"{name}": [f"{name}{at}" for at in range(size)] for name, size in sizes.items()}
    common = {name: [draw.random() + 0.3 for _ in found] for name, found in values.items()}
    pool, known = [], {}  # equal tags once, as when they are read from a file
    for at in range(people):
        tags = {name: draw.choices(v, common[name]) for name, v in values.items()}
        if draw.random() < 0.2:
            tags["ties"].append(draw.choice(values["ties"]))
        home = f"h{draw.randrange(people)}" if draw.random() < 0.1 else ""
        score = round(min(100, max(0, draw.gauss(68, 13))) * 100 / step) * step
        kept = tags_of(tags)
        pool.append(Person(f"C{at:06}", score, known.setdefault(kept, kept), home, 400))
    targets = []
    for name, found in values.items():
        for value, share in zip(found, common[name], strict=True):
            middle = seats * share / sum(common[name])
            low, high = int(middle * (1 - width)), int(middle * (1 + width)) + 1
            targets.append(Target(name, value, low, high))
    return Problem.of(seats, pool, targets)


def as_files(problem: Problem) -> tuple[str, str]:
    """Candidates and targets as CSV."""
    features = sorted({feature for person in problem.people for feature, _ in person.tags})
    rows = [["id", "score_x100", "household", *features]]
    for person in problem.people:
        tags = [";".join(person.values(feature)) for feature in features]
        rows.append([person.id, str(person.score), person.household, *tags])
    targets = [["feature", "value", "min", "max"]]
    targets += [[t.feature, t.value, str(t.minimum), str(t.maximum)] for t in problem.targets]
    return tuple("".join(f"{','.join(row)}\n" for row in table) for table in (rows, targets))


def rows_of(problem: Problem) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(counts, at least, at most): seats and targets first, computed without our model."""
    people = problem.people
    rows = [[1] * len(people)]
    low, high = [problem.seats], [problem.seats]
    for target in problem.targets:
        named = target.value.lstrip("!").split("|")
        has = [bool(set(named) & set(dict(p.tags).get(target.feature, ()))) for p in people]
        rows.append([int(each != target.value.startswith("!")) for each in has])
        low.append(target.minimum)
        high.append(target.maximum)
    for home in sorted({p.household for p in people if p.household}):
        rows.append([int(p.household == home) for p in people])
    for pair in problem.apart:
        rows.append([int(p.id in pair) for p in people])
    extra = len(rows) - len(low)
    return np.array(rows), np.array(low + [0] * extra), np.array(high + [1] * extra)


def limits_of(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bounds from locks."""
    ids = [person.id for person in problem.people]
    return (
        np.array([float(each in problem.lock_in) for each in ids]),
        np.array([float(each not in problem.lock_out) for each in ids]),
    )


def best_by_scipy(problem: Problem) -> int | None:
    """The best total by another solver; None when it finds no panel."""
    counts, low, high = rows_of(problem)
    gains = np.array([person.score for person in problem.people], dtype=float)
    found = milp(
        -gains,
        integrality=np.ones(len(gains)),
        bounds=Bounds(*limits_of(problem)),
        constraints=LinearConstraint(counts, low, high),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else int(np.rint(found.x) @ gains)


def fewest_seats_by_scipy(problem: Problem) -> int | None:
    """The fewest seats, more than the problem's, that meet all targets; None if no number does."""
    counts, low, high = rows_of(problem)
    low[0], high[0] = problem.seats + 1, len(problem.people)
    found = milp(
        np.ones(len(problem.people)),
        integrality=np.ones(len(problem.people)),
        bounds=Bounds(*limits_of(problem)),
        constraints=LinearConstraint(counts, low, high),
    )
    return None if found.x is None else round(found.fun)


def least_cost_by_scipy(problem: Problem) -> int | None:
    """The least cost of a relaxation in 1/10,000; None when no relaxation helps."""
    counts, low, high = rows_of(problem)
    people, rows = counts.shape[1], counts.shape[0]
    soft = len(problem.targets)
    down, up = np.zeros((rows, soft)), np.zeros((rows, soft))
    down[1 : 1 + soft], up[1 : 1 + soft] = np.eye(soft), -np.eye(soft)
    minima = [t.minimum for t in problem.targets]
    costs = [10_000 + (20_000 + m // 2) // m if m else 0 for m in minima] + [10_000] * soft
    lowest, highest = limits_of(problem)
    found = milp(
        np.concatenate((np.zeros(people), costs)),
        integrality=np.ones(people + 2 * soft),
        bounds=Bounds(
            np.concatenate((lowest, np.zeros(2 * soft))),
            np.concatenate((highest, minima, [people] * soft)),
        ),
        constraints=[LinearConstraint(np.hstack((counts, down, up)), low, high)],
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else round(found.fun)


def work(
    applications: int, readers: int, readings: int, seed: int
) -> tuple[list[Application], list[Reader]]:
    """A pool with languages, roles and conflicts, and one reader who can do a third of the rest."""
    draw = random.Random(seed)
    languages = ("es", "zh", "ht")
    made = [
        Application(
            f"A{at:04}", readings, draw.choice(languages) if draw.random() < 0.2 else "", ("lived",)
        )
        for at in range(applications)
    ]
    average = applications * readings / readers
    found = [
        Reader(
            f"R{at:02}",
            int(average * 1.4) if at else int(average / 3),
            (languages[at % 3],) if at % 2 else (),
            ("lived",) if at % 3 else (),
            tuple(each.id for each in made if draw.random() < 0.03),
        )
        for at in range(readers)
    ]
    return made, found

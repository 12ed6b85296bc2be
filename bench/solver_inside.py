"""Runs one case of bench.solver and prints CPU seconds, peak memory and result."""

import json
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from solver import highs
from solver.assign import assign
from solver.clock import Clock
from solver.explain import including
from solver.firmness import firmness
from solver.lottery import lottery
from solver.model import Model, panel_model
from solver.panel import choose
from solver.pricing import core_program
from solver.problem import Person, Problem, Target, tags_of
from solver.relax import relaxations
from solver.reserves import reserves
from tests.solver.problems import city, work

SEATS, LOT = 30, "7-1-4-2-9-3"
TIGHT, WIDE = 0.15, 0.25  # how far a target's range reaches around its share of seats


def main(kind: str, size: int, seed: int) -> None:
    """Measure one case, without building the pool, but with loading HiGHS."""
    run = KINDS[kind](size, seed)
    before = time.process_time()
    says = run()
    cpu = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    more = says if isinstance(says, dict) else {}
    text = "" if more else says
    print(json.dumps({"cpu": cpu, "mb": peak, "says": text, **more}))


def _panel(size: int, seed: int) -> Callable[[], str]:
    problem = city(size, SEATS, seed, width=TIGHT)

    def run() -> str:
        answer = choose(problem, LOT, ties=False)
        return f"{answer.status}, {len(answer.proof['leaves'])} leaves"

    return run


def _ties(size: int, seed: int) -> Callable[[], str]:
    problem = city(size, SEATS, seed, width=TIGHT)

    def run() -> str:
        answer = choose(problem, LOT)
        return f"{answer.status}, {len(answer.ties)} price sets"

    return run


def _quick(size: int, seed: int) -> Callable[[], str]:
    problem = city(size, SEATS, seed, width=TIGHT)
    return lambda: choose(problem, prove=False, ties=False).status


def _relax(size: int, seed: int) -> Callable[[], str]:
    problem = city(size, SEATS, seed, width=TIGHT)
    raised = tuple(
        Target(t.feature, t.value, t.minimum + 2, t.maximum + 2) if t.feature == "language" else t
        for t in problem.targets
    )
    return lambda: f"{len(relaxations(problem.changed(targets=raised)))} ways"


def _reserves(size: int, seed: int) -> Callable[[], dict]:
    problem = city(size, SEATS, seed, width=WIDE)
    members = choose(problem, LOT, ties=False).members

    def run() -> dict:
        found = reserves(problem, members, 8, lot=LOT)
        lists = ("scenarios", "by_score", "single")
        return {"says": "", **{name: getattr(found, name).restored for name in lists}}

    return run


def _firmness(size: int, seed: int) -> Callable[[], str]:
    problem = city(size, SEATS, seed, width=TIGHT)
    return lambda: f"{len(firmness(problem))} people sat at least once"


def _taking(size: int, seed: int) -> Callable[[], str]:
    problem = city(size, SEATS, seed, width=TIGHT)
    answer = choose(problem, LOT, ties=False)
    other = next(p.id for p in problem.people if p.id not in answer.members)
    return lambda: f"cost {including(answer, other).cost}"


def _assign(size: int, seed: int) -> Callable[[], str]:
    applications, readers = work(size, 20, 3, seed)
    return lambda: f"{len(assign(applications, readers, LOT).unmet)} unmet"


def _lottery(_size: int, _seed: int) -> Callable[[], str]:
    kinds = [("a", "c")] * 999 + [("b", "d")] * 1000 + [("a", "d")]
    people = [
        Person(f"P{at:04}", 0, tags_of({"f": [f], "g": [g]})) for at, (f, g) in enumerate(kinds)
    ]
    targets = [Target(f, v, 99, 200) for f, v in (("f", "a"), ("f", "b"), ("g", "c"), ("g", "d"))]
    problem = Problem.of(200, people, targets)
    return lambda: f"least chance {lottery(problem).figures['min']:.4%}"


def _plain(size: int, seed: int) -> Callable[[], str]:
    model = panel_model(city(size, SEATS, seed, width=TIGHT))

    def run() -> str:
        everyone = np.arange(len(model.names))
        program = core_program(model, everyone, np.arange(len(model.rows)), model.low, model.high)
        found = highs.run_whole(highs.engine(program, Clock(), np.ones(len(everyone), dtype=bool)))
        return f"total {model.gain(found)}"

    return run


def _scipy(size: int, seed: int) -> Callable[[], str]:
    model = panel_model(city(size, SEATS, seed, width=TIGHT))

    def run() -> str:
        low, high = ([getattr(row, side) for row in model.rows] for side in ("low", "high"))
        found = milp(
            -model.gains,
            integrality=np.ones(len(model.names)),
            bounds=Bounds(model.low, model.high),
            constraints=LinearConstraint(_matrix(model), low, high),
            options={"mip_rel_gap": 0},
        )
        return f"total {round(-found.fun)}"

    return run


def _matrix(model: Model) -> csr_array:
    rows = np.repeat(np.arange(len(model.rows)), [len(row.members) for row in model.rows])
    members = np.concatenate([row.members for row in model.rows])
    return csr_array((np.ones(len(rows)), (rows, members)), (len(model.rows), len(model.names)))


KINDS = {
    "panel": _panel,
    "ties": _ties,
    "quick": _quick,
    "relax": _relax,
    "reserves": _reserves,
    "firmness": _firmness,
    "taking": _taking,
    "assign": _assign,
    "lottery": _lottery,
    "plain": _plain,
    "scipy": _scipy,
}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""How firm each seat is: redraw the uncertain scores many times and choose a panel each time."""

import numpy as np

from solver.clock import Clock
from solver.model import panel_model
from solver.problem import Problem
from solver.tree import solve

DRAWS = 200
SEED = 20_210_617


def firmness(
    problem: Problem, draws: int = DRAWS, seed: int = SEED, clock: Clock | None = None
) -> dict[str, float]:
    """Per person the share of redraws in which they sit; people who never sit are left out.

    A score S with standard error s is drawn around mean + w (S − mean) with variance w s², where
    w = τ² / (τ² + s²) and τ² is how much people differ beyond their errors (shrinkage). Draws
    around S itself would take luck for merit, and be off by several points.
    """
    clock = clock or Clock()
    model = panel_model(problem)
    scores = model.gains.astype(float)
    errors = np.array([person.error for person in problem.people], dtype=float)
    middle, spread = shrunken(scores, errors)
    random = np.random.default_rng(seed)
    seated = np.zeros(len(scores), dtype=np.int64)
    done = 0
    for draw in range(draws):
        clock.report("firmness", draw=draw, draws=draws)
        sample = np.rint(middle + spread * random.standard_normal(len(scores))).astype(np.int64)
        _, _, found = solve(model.gaining(sample), clock)
        if found.best is None or clock.is_over:
            break
        seated += found.best
        done += 1
    ids = model.names
    return {ids[at]: seated[at] / done for at in np.flatnonzero(seated)} if done else {}


def shrunken(scores: np.ndarray, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Expected value and standard deviation of each person's true score."""
    between = max(0.0, float(scores.var(ddof=1) - (errors**2).mean())) if len(scores) > 1 else 0.0
    total = between + errors**2
    weight = np.divide(between, total, out=np.ones_like(total), where=total > 0)
    middle = scores.mean() + weight * (scores - scores.mean())
    return middle, np.sqrt(weight) * errors

"""Runs HiGHS on one linear or integer program at a time, on one thread.

Its answers are proposals: every caller checks them again in integers.
"""

from typing import Any, NamedTuple

import numpy as np

from solver.clock import Clock


class Program(NamedTuple):
    """Maximize `gains` · x for `lower` ≤ x ≤ `upper` and rows within bounds; column-wise."""

    gains: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    row_lower: np.ndarray
    row_upper: np.ndarray
    starts: np.ndarray
    rows: np.ndarray
    weights: np.ndarray


class Solved(NamedTuple):
    """Values of columns, and prices (dual values) of rows."""

    values: np.ndarray
    prices: np.ndarray


def engine(program: Program, clock: Clock, whole: np.ndarray | None = None) -> Any:
    """HiGHS with the program loaded; `whole` marks the columns that must be integers."""
    import highspy  # only here, since the import takes 0.1 s

    made = highspy._Highs()  # Highs() prints a banner before output can be switched off
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", 0),
        ("mip_rel_gap", 0.0),
    ):
        made.setOptionValue(name, value)
    made.setOptionValue("time_limit", min(clock.left, 1e9))
    columns, rows = len(program.gains), len(program.row_lower)
    integrality = np.zeros(columns, np.int32) if whole is None else whole.astype(np.int32)
    made.passModel(
        columns,
        rows,
        len(program.rows),
        1,  # by columns
        1,  # minimize
        0.0,
        -program.gains.astype(float),
        program.lower.astype(float),
        program.upper.astype(float),
        program.row_lower.astype(float),
        program.row_upper.astype(float),
        program.starts.astype(np.int32),
        program.rows.astype(np.int32),
        program.weights.astype(float),
        integrality,
    )
    return made


def run_linear(made: Any, clock: Clock) -> Solved | None:
    """Solve the loaded program; None when HiGHS returns nothing usable."""
    made.setOptionValue("time_limit", made.getRunTime() + min(clock.left, 1e9))
    made.run()
    solution = made.getSolution()
    if not (solution.value_valid and solution.dual_valid):
        return None
    return Solved(np.array(solution.col_value), -np.array(solution.row_dual))


def run_whole(made: Any) -> np.ndarray | None:
    """The best integer solution that HiGHS found, rounded; None when it found none."""
    made.run()
    solution = made.getSolution()
    if not solution.value_valid or not len(solution.col_value):
        return None
    return np.rint(np.array(solution.col_value)).astype(np.int64)

"""Regularized least squares of scores: what an application is worth, and a reader's level."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Fit:
    """What the least squares say, in points; errors are None where nothing tells them."""

    expected: dict[int, float]  # application → its score at a reader of level 0
    errors: dict[int, float | None]
    levels: dict[int, float]
    level_errors: dict[int, float | None]
    left: list[float]  # of each reading, what application and level do not explain
    spread: float | None  # standard deviation between readers of one application


def fitted(readings: Sequence[tuple[int, int, float]], weight: float) -> Fit:
    """The fit to triples of application, reader and points in that order, with λ = `weight`.

    With applications eliminated, readers remain: (N − Σ zzᵀ/K + λ) b = Σ (y − mean of its
    application), where z says who read an application and K how many did. Levels sum to 0, and a
    reader who shares nothing has level 0. The spread is that of all applications together: three
    readers who happen to agree do not make a score certain.
    """
    import numpy as np

    if not readings:
        return Fit({}, {}, {}, {}, [], None)
    of_application, of_reader, points = zip(*readings, strict=True)
    applications, a = np.unique(of_application, return_inverse=True)
    readers, b = np.unique(of_reader, return_inverse=True)
    y, how_many = np.array(points), np.bincount(a)
    own = _shared(a, b, how_many)
    inverse = np.linalg.inv(own + weight * np.eye(len(readers)))
    within = y - (np.bincount(a, y) / how_many)[a]
    levels = inverse @ np.bincount(b, within)
    expected = np.bincount(a, y - levels[b]) / how_many
    left = y - expected[a] - levels[b]
    repeated = len(y) - len(applications)
    variance = _variance(left, repeated - np.sum(inverse * own))
    of_levels = variance * np.diag(inverse)
    of_scores = (variance + np.bincount(a, of_levels[b])) / how_many
    return Fit(
        expected=_by(applications, expected),
        errors=_by(applications, np.sqrt(of_scores)),
        levels=_by(readers, levels),
        level_errors=_by(readers, np.sqrt(of_levels)),
        left=left.tolist(),
        spread=_known(math.sqrt(_variance(within, repeated))),
    )


def _shared(a: "np.ndarray", b: "np.ndarray", how_many: "np.ndarray") -> "np.ndarray":
    """N − Σ zzᵀ/K, from the places of each reading's application (sorted) and reader."""
    import numpy as np

    size = int(b.max()) + 1
    together = np.zeros(size * size)
    for apart in range(1, int(how_many.max())):  # all pairs of readings of one application
        pairs = np.flatnonzero(a[apart:] == a[:-apart])
        cells = b[pairs] * size + b[pairs + apart]
        together += np.bincount(cells, 1 / how_many[a[pairs]], size * size)
    together = together.reshape(size, size)
    return np.diag(np.bincount(b, 1 - 1 / how_many[a])) - together - together.T


def _variance(differences: "np.ndarray", free: float) -> float:
    """NaN without free degrees."""
    return float(differences @ differences) / free if free > 1e-9 else math.nan


def _by(keys: "np.ndarray", values: "np.ndarray") -> dict[int, float | None]:
    return dict(zip(keys.tolist(), map(_known, values.tolist()), strict=True))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value

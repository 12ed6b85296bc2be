"""CPU seconds of all scores of a call, beside a sparse solver on the whole system."""

import math
import resource
import statistics
import time
from collections.abc import Callable

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.linalg import lsqr

from reviewers.scoring import LAMBDA, Reading, scores_of

COLUMNS = ("figure", "ours", "limit", "peers in the same run", "met")

APPLICATIONS, READERS = 10_000, 100
ROUNDS = 3
MOST_SECONDS, MOST_APART = 0.5, 1e-6


def measure() -> list[tuple]:
    """The time with three and with five readings of each, and how far the peer's levels are off."""
    scores_of([Reading(1, 1, 1, 2)])  # loads numpy
    rows = []
    for readings in (3, 5):
        given = _readings(readings)
        ours, found = _timed(scores_of, given)
        peer, levels = _timed(_peer, given)
        apart = max(abs(level.points - levels[j]) for j, level in found.levels.items())
        name = f"scores of {APPLICATIONS:,} × {READERS}, {readings} readings each"
        peers = f"scipy lsqr, adjusted scores only: {peer:.2f} s"
        rows.append((name, f"{ours:.2f} s", f"{MOST_SECONDS} s", peers, ours <= MOST_SECONDS))
        rows.append((f"{name}: levels apart", f"{apart:.1e}", MOST_APART, "–", apart <= MOST_APART))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [*rows, ("memory, peer included", f"{peak} MB", "–", "–", True)]


def _timed(work: Callable, given: list[Reading]) -> tuple:
    """Median CPU seconds of a few rounds, and what was found."""
    took = []
    for _ in range(ROUNDS):
        before = time.process_time()
        found = work(given)
        took.append(time.process_time() - before)
    return statistics.median(took), found


def _readings(each: int) -> list[Reading]:
    rng = np.random.default_rng(2021)
    quality, level = rng.normal(60, 15, APPLICATIONS), rng.normal(0, 8, READERS)
    return [
        Reading(i, int(j), int(np.clip(rng.normal(quality[i] + level[j], 6), 0, 100)), 100)
        for i in range(APPLICATIONS)
        for j in rng.choice(READERS, each, replace=False)
    ]


def _peer(readings: list[Reading]) -> np.ndarray:
    """Readers' levels by least squares over applications and readers, with a row for each λ b²."""
    count = len(readings)
    rows = np.concatenate((np.arange(count), np.arange(count), count + np.arange(READERS)))
    of_readers = APPLICATIONS + np.array([r.reader for r in readings])
    columns = np.concatenate(
        ([r.application for r in readings], of_readers, APPLICATIONS + np.arange(READERS))
    )
    values = np.concatenate((np.ones(2 * count), np.full(READERS, math.sqrt(LAMBDA))))
    shape = (count + READERS, APPLICATIONS + READERS)
    totals = [100 * r.reached / r.reachable for r in readings] + [0] * READERS
    system = coo_array((values, (rows, columns)), shape).tocsr()
    return lsqr(system, np.array(totals), atol=1e-13, btol=1e-13, iter_lim=5000)[0][APPLICATIONS:]

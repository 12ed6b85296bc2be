"""The arithmetic of scores; knows no database."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

HUNDREDTH = Decimal("0.01")


class Scored(NamedTuple):
    """One criterion as one reviewer scored it; `points` None: not answered."""

    weight: int
    max_points: int
    points: int | None


def total(scores: Iterable[Scored]) -> Decimal | None:
    """A review's total from 0 to 100 over the criteria answered; None when none is.

    y = 100 · Σ w·r / Σ w·max. An unanswered criterion is left out, never counted as zero.
    """
    answered = [score for score in scores if score.points is not None]
    if not answered:
        return None
    reached = sum(score.weight * score.points for score in answered)
    reachable = sum(score.weight * score.max_points for score in answered)
    return (Decimal(100 * reached) / reachable).quantize(HUNDREDTH, ROUND_HALF_UP)


def mean(totals: Iterable[Decimal]) -> Decimal | None:
    """The raw mean of several reviews' totals, to two decimals; None without any."""
    values = list(totals)
    if not values:
        return None
    return (sum(values, Decimal()) / len(values)).quantize(HUNDREDTH, ROUND_HALF_UP)

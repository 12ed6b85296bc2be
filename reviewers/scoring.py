"""The arithmetic of scores; knows no database.

A total is 100 · Σ w·r / Σ w·max, with each criterion's weight w and points r. Totals and raw means
are exact. Adjusted scores minimize Σ(y − μ − a − b)² + λ Σ b², where a belongs to the application
and b is the level of the reader: a strict one's applications get points back.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from reviewers.least_squares import Fit, fitted

LAMBDA = 3  # readings' variance over that of readers' levels, as guessed for every call
TO_TALK_ABOUT = 15  # points that a total may differ from what its application and reader suggest
HUNDREDTH = Decimal("0.01")


class Scored(NamedTuple):
    """One criterion as one reviewer scored it; `points` None: not answered."""

    weight: int
    max_points: int
    points: int | None


class Reading(NamedTuple):
    """A submitted review: `reached` of `reachable` weighted points."""

    application: int
    reader: int
    reached: int
    reachable: int
    is_calibration: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationScore:
    """An application's scores, exact ones over the unit of all: `of_100` makes points of them.

    `adjusted` is in tenths of a point. An error is a standard error in points, None where too few
    readings tell.
    """

    readings: int
    raw: int
    raw_error: float | None
    lowest: int
    highest: int
    adjusted: int
    adjusted_error: float | None


@dataclass(frozen=True, slots=True)
class Level:
    """How a reader scores beside colleagues on the same applications; below 0: lower."""

    points: float
    error: float | None
    readings: int
    shared: int  # readings of applications that somebody else read, too
    has_no_spread: bool  # several readings, and all have the same total


@dataclass(frozen=True, slots=True, order=True)
class Disagreement:
    """A total that is `points` above (below 0: below) what others make one expect."""

    application: int
    reader: int
    points: float


class NotRanked(Exception):
    """Why there is no ranking, in a sentence."""


@dataclass(frozen=True)
class Scores:
    """All scores of a call; `groups` of readers share no application with one another."""

    unit: int
    fewest_readings: int
    applications: dict[int, ApplicationScore]
    levels: dict[int, Level]
    disagreements: tuple[Disagreement, ...]
    groups: tuple[frozenset[int], ...]

    @property
    def is_corrected(self) -> bool:
        """Whether any application has two readers, so that levels can be told."""
        return any(level.shared for level in self.levels.values())

    def places(self, *, adjusted: bool) -> dict[int, int]:
        """Application → place from 1; equal scores share one, too few readings have none.

        Raises NotRanked for adjusted scores of readers whose levels cannot be compared.
        """
        if adjusted and len(self.groups) > 1:
            raise NotRanked(apart_in_words(self.groups))
        scores = {
            key: score.adjusted if adjusted else score.raw
            for key, score in self.applications.items()
            if score.readings >= self.fewest_readings
        }
        return places(scores)


def places(scores: dict[int, int]) -> dict[int, int]:
    """Key → place from 1, the highest score first; after two firsts comes the third."""
    how_many = Counter(scores.values())
    place_of, place = {}, 1
    for score in sorted(how_many, reverse=True):
        place_of[score] = place
        place += how_many[score]
    return {key: place_of[score] for key, score in scores.items()}


def total(scores: Iterable[Scored]) -> Decimal | None:
    """A review's total from 0 to 100, to two decimals; None unless every criterion is answered."""
    given = list(scores)
    if not given or any(score.points is None for score in given):
        return None
    reached = sum(score.weight * score.points for score in given)
    reachable = sum(score.weight * score.max_points for score in given)
    return of_100(reached, reachable)


def mean(totals: Iterable[Decimal]) -> Decimal | None:
    """The mean of several reviews' totals, to two decimals; None without any."""
    values = list(totals)
    if not values:
        return None
    return (sum(values, Decimal()) / len(values)).quantize(HUNDREDTH, ROUND_HALF_UP)


def of_100(score: int, unit: int) -> Decimal:
    """A score as points from 0 to 100 with two decimals, for show: nothing is decided by it."""
    return (Decimal(100 * score) / unit).quantize(HUNDREDTH, ROUND_HALF_UP)


def scores_of(readings: Iterable[Reading], fewest_readings: int = 1) -> Scores:
    """Raw and adjusted scores from all readings of a call; calibration counts nowhere."""
    counted = sorted(reading for reading in readings if not reading.is_calibration)
    per_reading = math.lcm(*{reading.reachable for reading in counted})
    totals = [r.reached * (per_reading // r.reachable) for r in counted]
    of_application: dict[int, list[int]] = defaultdict(list)
    for reading, each in zip(counted, totals, strict=True):
        of_application[reading.application].append(each)
    shares = math.lcm(*{len(each) for each in of_application.values()})
    fit = fitted(
        [(r.application, r.reader, 100 * r.reached / r.reachable) for r in counted], LAMBDA
    )
    ranked = {key for key, each in of_application.items() if len(each) >= fewest_readings}
    return Scores(
        unit=per_reading * shares,
        fewest_readings=fewest_readings,
        applications={
            key: ApplicationScore(
                readings=len(each),
                raw=sum(each) * shares // len(each),
                raw_error=None if fit.spread is None else fit.spread / math.sqrt(len(each)),
                lowest=min(each) * shares,
                highest=max(each) * shares,
                adjusted=_in_tenths(fit.expected[key]),
                adjusted_error=fit.errors[key],
            )
            for key, each in of_application.items()
        },
        levels=_levels(of_application, counted, fit),
        disagreements=_disagreements(counted, fit.left),
        groups=groups_of((r.application, r.reader) for r in counted if r.application in ranked),
    )


def groups_of(readings: Iterable[tuple[Hashable, int]]) -> tuple[frozenset[int], ...]:
    """Readers by shared applications, from pairs of application and reader; the largest first."""
    group: dict[int, set[int]] = {}
    first: dict[Hashable, int] = {}
    for application, reader in readings:
        own = group.setdefault(reader, {reader})
        other = group[first.setdefault(application, reader)]
        if own is not other:
            small, large = sorted((own, other), key=len)
            large |= small
            group.update(dict.fromkeys(small, large))
    apart = {frozenset(each) for each in group.values()}
    return tuple(sorted(apart, key=lambda each: (-len(each), min(each))))


def apart_in_words(groups: Sequence[frozenset[int]]) -> str:
    """Why readers in several groups are not compared, and what helps."""
    sizes = ", ".join(str(len(group)) for group in groups[:-1]) + f" and {len(groups[-1])}"
    return (
        f"There are {len(groups)} groups of readers ({sizes} people) who share no application,"
        " so nobody can tell a strict group from a weaker set of applications. Adjusted scores of"
        " different groups cannot be ranked together. It helps when one reader of each group reads"
        " an application of another."
    )


def level_in_words(name: str, level: float, shared: int, error: float | None = None) -> str:
    """A reader's level as a sentence, with how far it may be off by `error`, both in points."""
    points = round(abs(level))
    if not shared:
        return f"{name} shares no application with a colleague, so nothing is corrected."
    if not points:
        return f"{name} scores like colleagues on the same applications."
    noun = "point" if points == 1 else "points"
    which, done = ("lower", "get that back") if level < 0 else ("higher", "give that up")
    return (
        f"{name} scores about {points} {noun} {which} than colleagues on the same applications;"
        f" their applicants {done}.{_how_sure(points, error)}"
    )


def _how_sure(points: int, error: float | None) -> str:
    """What a standard error says of a level that is not zero."""
    if error is None:
        return ""
    off = max(1, round(error))
    rest = f" It may be {off} point{'' if off == 1 else 's'} more or less"
    return f"{rest}, so this may be chance." if off >= points else f"{rest}."


def _in_tenths(points: float) -> int:
    """Clipped to 0 to 100; halves go up, also those that arithmetic leaves a little below."""
    return math.floor(min(max(points, 0), 100) * 10 + 0.5 + 1e-7)


def _levels(
    of_application: dict[int, list[int]], readings: Sequence[Reading], fit: Fit
) -> dict[int, Level]:
    how_many, shared = Counter(r.reader for r in readings), Counter[int]()
    different: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for reading in readings:
        different[reading.reader].add((reading.reached, reading.reachable))
        shared[reading.reader] += len(of_application[reading.application]) > 1
    return {
        reader: Level(
            points=points,
            error=fit.level_errors[reader],
            readings=how_many[reader],
            shared=shared[reader],
            has_no_spread=how_many[reader] > 1 and len(different[reader]) == 1,
        )
        for reader, points in fit.levels.items()
    }


def _disagreements(readings: Sequence[Reading], left: Sequence[float]) -> tuple[Disagreement, ...]:
    """The greatest first."""
    found = [
        Disagreement(reading.application, reading.reader, points)
        for reading, points in zip(readings, left, strict=True)
        if abs(points) > TO_TALK_ABOUT
    ]
    return tuple(sorted(found, key=lambda each: (-abs(each.points), each)))

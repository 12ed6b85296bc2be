"""The arithmetic of scores."""

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewers.scoring import (
    LAMBDA,
    NotRanked,
    Reading,
    Scored,
    groups_of,
    level_in_words,
    mean,
    of_100,
    places,
    scores_of,
    total,
)

scored = st.builds(
    Scored,
    weight=st.integers(1, 10),
    max_points=st.just(4),
    points=st.one_of(st.none(), st.integers(0, 4)),
)


def of(*rows: tuple[int, int, int], most: int = 100) -> list[Reading]:
    """Readings from application, reader and points."""
    return [Reading(application, reader, points, most) for application, reader, points in rows]


def points_of(reading: Reading) -> float:
    return 100 * reading.reached / reading.reachable


def random_readings(seed: int, applications: int, readers: int, readings: int) -> list[Reading]:
    """Applications of different quality, and readers of different levels."""
    rng = np.random.default_rng(seed)
    quality = rng.normal(60, 15, applications)
    level = rng.normal(0, 8, readers)
    return [
        Reading(i, int(j), int(np.clip(rng.normal(quality[i] + level[j], 6), 0, 100) * 1.2), 120)
        for i in range(applications)
        for j in rng.choice(readers, rng.integers(1, readings + 1), replace=False)
    ]


def dense_least_squares(readings: Sequence[Reading]) -> tuple[np.ndarray, np.ndarray]:
    """Applications' scores and readers' levels from the whole system with its constraint.

    Unknowns are μ, a and b, with a row for each reading, one for Σ a = 0, and one for each λ b².
    """
    applications = 1 + max(r.application for r in readings)
    readers = 1 + max(r.reader for r in readings)
    rows = np.zeros((len(readings) + 1 + readers, 1 + applications + readers))
    values = np.zeros(len(rows))
    for at, reading in enumerate(readings):
        rows[at, [0, 1 + reading.application, 1 + applications + reading.reader]] = 1
        values[at] = points_of(reading)
    rows[len(readings), 1 : 1 + applications] = 1
    for j in range(readers):
        rows[len(readings) + 1 + j, 1 + applications + j] = math.sqrt(LAMBDA)
    found = np.linalg.lstsq(rows, values, rcond=None)[0]
    return found[0] + found[1 : 1 + applications], found[1 + applications :]


def test_total_weighs_criteria() -> None:
    assert total([Scored(3, 4, 4), Scored(1, 4, 0)]) == Decimal("75.00")


def test_total_of_unfinished_review_is_none() -> None:
    assert total([Scored(1, 4, 2), Scored(5, 4, None)]) is None
    assert total([]) is None


def test_total_rounds_half_up() -> None:
    assert total([Scored(1, 3, 2)]) == Decimal("66.67")
    assert total([Scored(1, 800, 1)]) == Decimal("0.13")


def test_mean_of_none_is_unanswered_not_zero() -> None:
    assert mean([]) is None
    assert mean([Decimal("50.00"), Decimal("75.50")]) == Decimal("62.75")


@given(st.lists(scored, min_size=1, max_size=6))
def test_total_lies_on_the_scale(scores: list[Scored]) -> None:
    result = total(scores)
    if all(score.points is not None for score in scores):
        assert 0 <= result <= 100
    else:
        assert result is None


@pytest.mark.parametrize("seed", range(8))
def test_adjusted_scores_agree_with_independent_least_squares(seed: int) -> None:
    readings = random_readings(seed, 40, 3 + seed, 3)
    expected, levels = dense_least_squares(readings)
    found = scores_of(readings)
    for reader, level in found.levels.items():
        assert level.points == pytest.approx(levels[reader], abs=1e-6)
    for application, score in found.applications.items():
        clipped = min(max(expected[application], 0), 100)
        assert abs(score.adjusted / 10 - clipped) <= 0.05 + 1e-6
    far = {
        (r.application, r.reader): points_of(r) - expected[r.application] - levels[r.reader]
        for r in readings
    }
    assert {(d.application, d.reader): d.points for d in found.disagreements} == pytest.approx(
        {pair: points for pair, points in far.items() if abs(points) > 15}, abs=1e-6
    )


def test_adjusted_error_is_that_of_the_whole_system() -> None:
    """Residuals over free degrees, with the variance of levels from the inverse of all unknowns."""
    readings = random_readings(1, 12, 4, 3)
    expected, levels = dense_least_squares(readings)
    rows = np.zeros((len(readings), 12 + 4))
    for at, reading in enumerate(readings):
        rows[at, [reading.application, 12 + reading.reader]] = 1
    penalty = np.diag([0] * 12 + [LAMBDA] * 4)
    inverse = np.linalg.inv(rows.T @ rows + penalty)
    left = np.array([points_of(r) - expected[r.application] - levels[r.reader] for r in readings])
    free = len(readings) - np.trace(inverse @ rows.T @ rows)
    variance = left @ left / free
    found = scores_of(readings)
    for application, score in found.applications.items():
        who = [r.reader for r in readings if r.application == application]
        of_levels = np.mean([variance * inverse[12 + j, 12 + j] for j in who])
        error = math.sqrt(variance / len(who) + of_levels)
        assert score.adjusted_error == pytest.approx(error, abs=1e-6)


def test_raw_mean_is_exact_over_one_unit() -> None:
    found = scores_of([Reading(1, 1, 1, 3), Reading(2, 1, 1, 3), Reading(2, 2, 1, 7)])
    assert Fraction(found.applications[1].raw, found.unit) == Fraction(1, 3)
    assert Fraction(found.applications[2].raw, found.unit) == Fraction(5, 21)


def test_raw_error_is_the_spread_between_readers_of_all() -> None:
    """Deviations ±5 and ±5 have a variance of 50 over two free degrees."""
    found = scores_of(of((1, 1, 50), (1, 2, 60), (2, 1, 70), (2, 2, 80), (3, 1, 10)))
    assert found.applications[1].raw_error == pytest.approx(math.sqrt(50 / 2))
    assert found.applications[3].raw_error == pytest.approx(math.sqrt(50))
    assert of_100(found.applications[2].lowest, found.unit) == 70
    assert of_100(found.applications[2].highest, found.unit) == 80


def test_adjusting_gives_points_back_to_a_strict_reader_s_applications() -> None:
    strict = [(i, 0, 50) for i in range(20)]
    colleagues = [(i, 1 + i % 2, 60) for i in range(20)]
    found = scores_of(of(*strict, *colleagues, (20, 0, 50), (21, 1, 50)))
    assert found.applications[20].raw == found.applications[21].raw
    assert found.applications[20].adjusted > found.applications[21].adjusted + 50


def test_adjusted_score_stays_on_the_scale() -> None:
    rows = [(i, 0, 80) for i in range(20)] + [(i, 1, 100) for i in range(20)]
    found = scores_of(of(*rows, (20, 0, 100), (21, 1, 0)))
    assert found.applications[20].adjusted == 1000
    assert found.applications[21].adjusted == 0


def test_one_review_an_application_corrects_nothing() -> None:
    found = scores_of(of((1, 1, 40), (2, 2, 90), (3, 2, 70)))
    assert not found.is_corrected
    assert [found.applications[i].adjusted for i in (1, 2, 3)] == [400, 900, 700]
    assert found.applications[1].raw_error is None
    assert found.applications[1].adjusted_error is None
    assert "nothing is corrected" in level_in_words("Ana", 0.0, found.levels[1].shared)


def test_no_readings_are_no_scores() -> None:
    found = scores_of([])
    assert (found.applications, found.levels, found.groups) == ({}, {}, ())
    assert found.places(adjusted=True) == {}


def test_no_variance_is_harmless_and_flagged() -> None:
    found = scores_of(of((1, 1, 50), (1, 2, 50), (2, 1, 50), (2, 2, 50), (3, 2, 50), (3, 3, 50)))
    assert all(score.adjusted == 500 for score in found.applications.values())
    assert all(score.adjusted_error == 0 for score in found.applications.values())
    assert [found.levels[reader].has_no_spread for reader in (1, 2, 3)] == [True, True, False]


def test_groups_that_share_nothing_are_refused_one_adjusted_ranking() -> None:
    apart = of((1, 1, 50), (1, 2, 60), (2, 3, 90), (2, 4, 80))
    found = scores_of(apart)
    assert found.groups == (frozenset({1, 2}), frozenset({3, 4}))
    with pytest.raises(NotRanked, match="2 groups of readers"):
        found.places(adjusted=True)
    assert found.places(adjusted=False) == {2: 1, 1: 2}
    joined = scores_of([*apart, *of((1, 3, 70))])
    assert joined.places(adjusted=True) == {2: 1, 1: 2}


def test_group_without_a_ranked_application_refuses_nothing() -> None:
    found = scores_of(of((1, 1, 50), (1, 2, 60), (2, 3, 90)), fewest_readings=2)
    assert found.places(adjusted=True) == {1: 1}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_groups_are_those_that_repeated_joining_finds(pairs: list[tuple[int, int]]) -> None:
    slow = [{reader} for reader in {reader for _, reader in pairs}]
    for application in {application for application, _ in pairs}:
        who = {reader for read, reader in pairs if read == application}
        slow = [s for s in slow if not s & who] + [set().union(*(s for s in slow if s & who))]
    assert set(groups_of(pairs)) == {frozenset(each) for each in slow}


def test_application_with_too_few_readings_is_not_ranked() -> None:
    found = scores_of(of((1, 1, 50), (1, 2, 60), (2, 1, 90)), fewest_readings=2)
    assert found.places(adjusted=False) == {1: 1}
    assert found.applications[2].readings == 1


def test_calibration_never_counts() -> None:
    real = of((1, 1, 50), (1, 2, 60))
    practice = [Reading(1, 3, 0, 7, is_calibration=True), Reading(9, 1, 6, 7, is_calibration=True)]
    assert scores_of([*real, *practice]) == scores_of(real)


def test_scores_do_not_depend_on_order() -> None:
    readings = random_readings(4, 30, 6, 3)
    assert scores_of(readings[::-1]) == scores_of(readings)


def test_equal_scores_share_a_place() -> None:
    assert places({1: 70, 2: 90, 3: 70, 4: 50}) == {2: 1, 1: 2, 3: 2, 4: 4}


def test_near_tie_is_decided_by_exact_means() -> None:
    """33.333 and 33.334 look alike with two decimals."""
    found = scores_of([Reading(1, 1, 1, 3), Reading(2, 1, 33334, 100_000)])
    assert found.places(adjusted=False) == {2: 1, 1: 2}


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (-6.2, "about 6 points lower"),
        (1.2, "about 1 point higher"),
        (0.3, "scores like colleagues"),
    ],
)
def test_level_is_said_in_words(points: float, said: str) -> None:
    assert said in level_in_words("Ana", points, 9)


def test_level_says_how_far_it_may_be_off_and_when_it_may_be_chance() -> None:
    assert level_in_words("Ana", 8.2, 9, 2.6).endswith("It may be 3 points more or less.")
    assert level_in_words("Ana", -2.0, 9, 6.1).endswith(
        "6 points more or less, so this may be chance."
    )

"""The arithmetic of scores."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewers.scoring import Scored, mean, total

scored = st.builds(
    Scored,
    weight=st.integers(1, 10),
    max_points=st.just(4),
    points=st.one_of(st.none(), st.integers(0, 4)),
)


def test_total_weighs_criteria() -> None:
    assert total([Scored(3, 4, 4), Scored(1, 4, 0)]) == Decimal("75.00")


def test_total_leaves_unanswered_out() -> None:
    assert total([Scored(1, 4, 2), Scored(5, 4, None)]) == Decimal("50.00")
    assert total([Scored(1, 4, None)]) is None


def test_total_rounds_half_up() -> None:
    assert total([Scored(1, 3, 2)]) == Decimal("66.67")
    assert total([Scored(1, 800, 1)]) == Decimal("0.13")


def test_mean_of_none_is_unanswered_not_zero() -> None:
    assert mean([]) is None
    assert mean([Decimal("50.00"), Decimal("75.50")]) == Decimal("62.75")


@given(st.lists(scored, max_size=6))
def test_total_lies_on_the_scale(scores: list[Scored]) -> None:
    result = total(scores)
    if any(score.points is not None for score in scores):
        assert 0 <= result <= 100
    else:
        assert result is None

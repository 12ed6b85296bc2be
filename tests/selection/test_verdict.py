"""The verdict beside the board, and the figures of panels: in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from selection.board import board_now
from selection.templatetags.panels import points, signed
from selection.verdict import Change, current_run, verdict_of
from tests.factories.board import put_on_board


@pytest.mark.django_db
def test_what_is_new_since_a_proposal_is_counted_in_words(call, cast, people, run) -> None:
    for each in people[:2]:
        put_on_board(cast.coordinator, each)
    verdict = verdict_of(board_now(call), current_run(call), (), cast.coordinator)
    assert (verdict.older_than, verdict.since) == ("2 moves", "2 moves of yours")
    drawn = replace(verdict, changes=[Change("lot", "the lot is drawn")], moves=[])
    assert (drawn.older_than, drawn.since) == ("the lot", "the lot is drawn")
    both = [*drawn.changes, Change("lock", "locked in by Ann"), Change("lock", "locked in by Ann")]
    assert replace(drawn, changes=both).older_than == "2 locks and the lot"
    assert replace(drawn, changes=both).since == "the lot is drawn, 2 locked in by Ann"


def test_points_are_rounded_as_on_the_board() -> None:
    assert points(Decimal("4.46")) == "4.5" and points(4.4612) == "4.5"
    assert points(Decimal("1218.75")) == "1,218.8" and signed(Decimal("-8.96")) == "−9.0"
    assert signed(Decimal("0.04")) == "same" and signed(3) == "+3"

"""The verdict beside the board, and the figures of panels: in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from selection.actions.locks import keep_apart, set_lock
from selection.board import board_now, current_targets
from selection.changes import Change
from selection.enums import LockKind, PairKind
from selection.proposal import last_proposal
from selection.templatetags.panels import points, signed
from selection.verdict import current_run, verdict_of
from tests.factories.board import proposed, put_on_board
from tests.selection.board_pages import verdict_now


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


@pytest.mark.django_db
def test_a_lock_that_the_best_panel_keeps_leaves_it_the_best_with_its_prices(
    call, cast, people
) -> None:
    run, target = proposed(call, cast), current_targets(call).targets.get()
    assert last_proposal(call).cost_of(target) is not None
    [one, *_others] = best = [each.application for each in run.people.filter(is_member=True)]
    outside = next(each for each in people if each not in best)
    set_lock(by=cast.coordinator, application=one, kind=LockKind.IN, reason="Agreed.")
    set_lock(by=cast.coordinator, application=outside, kind=LockKind.OUT, reason="Moved.")
    keep_apart(
        by=cast.coordinator, one=one, other=outside, kind=PairKind.APART, reason="They asked."
    )
    found = last_proposal(call)
    assert not verdict_now(call, cast.coordinator).is_old
    assert found.is_current and found.prices_of([each.pk for each in people])
    assert found.cost_of(target) is None  # without it another panel may be the best now
    keep_apart(by=cast.coordinator, one=one, other=best[1], kind=PairKind.APART, reason="So.")
    assert verdict_now(call, cast.coordinator).is_old and not last_proposal(call).is_current


def test_points_are_rounded_as_on_the_board() -> None:
    assert points(Decimal("4.46")) == "4.5" and points(4.4612) == "4.5"
    assert points(Decimal("1218.75")) == "1,218.8" and signed(Decimal("-8.96")) == "−9.0"
    assert signed(Decimal("0.04")) == "same" and signed(3) == "+3"

"""What every page about a panel says of locks that it breaks and of a proof that is older."""

import html
import re

import pytest
from django.test import Client

from applications.models import Application, Cluster
from selection.actions.locks import keep_apart, lift_apart, lift_lock, set_lock
from selection.actions.moves import undo_move
from selection.board import board_of
from selection.enums import LockKind, PairKind
from tests.factories.board import ROXBURY, proposed, put_on_board, saved, take_off_board
from tests.factories.targets import set_target

pytestmark = pytest.mark.django_db
PANELS = "/staff/board/panels/"


@pytest.fixture
def best(call, cast, people) -> list[Application]:
    """The people of the proposal sit: the best two and the best of Roxbury."""
    proposed(call, cast)
    put_on_board(cast.coordinator, people[0], people[1], people[4])
    return people


@pytest.fixture
def broken(call, cast, best) -> list[str]:
    """Sentences: somebody who does not sit is locked in, and two who sit are kept apart."""
    by, missing = cast.coordinator, best[2]
    set_lock(by=by, application=missing, kind=LockKind.IN, reason="Has a shop there.")
    keep_apart(by=by, one=best[0], other=best[1], kind=PairKind.APART, reason="Quarrel.")
    return [
        f"{missing} is locked in and not in it.",
        f"{best[0]} and {best[1]} are kept apart, and both sit in it.",
    ]


def words(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def briefing(coordinator: Client, panel) -> str:
    return words(coordinator.get(f"{PANELS}{panel.pk}/briefing/"))


def test_briefing_says_which_locks_are_broken_before_it_is_signed(
    call, cast, coordinator, broken
) -> None:
    page = briefing(coordinator, board_of(call))
    for sentence in broken:
        assert page.index(sentence) < page.index("Commissioner", page.index("Targets"))
    older = "Proposal 1 is older than 1 lock and 1 pair kept apart"
    assert older in page
    assert "that is proved." not in page
    assert older in briefing(coordinator, saved(call, cast))


def test_every_page_that_leads_to_a_decision_says_which_locks_are_broken(
    call, cast, coordinator, broken
) -> None:
    panel = saved(call, cast)
    make = f"/staff/decisions/panel/{panel.pk}/"
    for address in (f"{PANELS}save/", PANELS, "/staff/decisions/", make):
        page = words(coordinator.get(address, {"call": call.slug}))
        for sentence in broken:
            assert sentence in page, address


def test_panel_that_keeps_its_locks_is_said_to_be_proved(call, cast, coordinator, best) -> None:
    set_lock(by=cast.coordinator, application=best[0], kind=LockKind.IN, reason="Has a shop.")
    page = briefing(coordinator, board_of(call))
    assert "that is proved." in page
    assert "older than" not in page and "kept apart, and both" not in page


def test_briefing_says_that_targets_are_newer_than_the_proof(call, cast, coordinator, best) -> None:
    panel = saved(call, cast)
    set_target(call, Cluster.objects.get(slug=ROXBURY), 2, 3)
    for each in (board_of(call), panel):
        assert "Proposal 1 is older than the targets" in briefing(coordinator, each)


@pytest.mark.django_db(transaction=True)  # a panel is saved when its transaction began
def test_lock_that_was_broken_when_saved_is_named_after_it_is_lifted(
    call, cast, coordinator, best
) -> None:
    by = cast.coordinator
    lock = set_lock(by=by, application=best[2], kind=LockKind.IN, reason="Has a shop there.")
    pair = keep_apart(by=by, one=best[0], other=best[1], kind=PairKind.APART, reason="Quarrel.")
    panel = saved(call, cast)
    lift_lock(by=by, lock=lock, reason="Sold it.")
    lift_apart(by=by, apart=pair, reason="Made peace.")
    page = briefing(coordinator, panel)
    assert f"{best[2]} was locked in when it was saved and is not in it." in page
    assert f"{best[0]} and {best[1]} were kept apart when it was saved, and both sit in it." in page
    assert "locked in when" not in briefing(coordinator, board_of(call))


def test_move_that_was_undone_is_no_move_by_hand(call, cast, coordinator, best) -> None:
    assert "1 move by hand." in briefing(coordinator, board_of(call))
    move = take_off_board(cast.coordinator, best[0])
    assert "2 moves by hand." in briefing(coordinator, board_of(call))
    seen = board_of(call).version
    undo_move(by=cast.coordinator, made=move, seen=seen, despite={}, reason="")
    assert "1 move by hand." in briefing(coordinator, board_of(call))


def test_making_a_release_says_which_targets_are_not_met(call, cast, coordinator, full) -> None:
    page = words(coordinator.get(f"/staff/decisions/panel/{saved(call, cast).pk}/"))
    assert re.search(r"Not met: .*Roxbury.*, short 1", page)

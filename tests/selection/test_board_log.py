"""The log of a board: moves, locks and pairs, the newest first, in pages."""

from dataclasses import replace

import pytest

from core.paging import page_of
from selection.actions.locks import keep_apart, lift_apart, lift_lock, set_lock
from selection.actions.targets import Wanted, save_targets
from selection.board import current_targets
from selection.board_log import Log, last_of
from selection.enums import LockKind, PairKind
from selection.models import BoardMove, Lock
from tests.factories.board import HYDE_PARK, put_on_board, take_off_board

pytestmark = pytest.mark.django_db
MOVES = "/staff/board/moves/"
TARGETS = "/staff/board/targets/edit/"


@pytest.fixture
def reasons(cast, people) -> list[str]:
    """The reasons of all that was done, the newest first."""
    by, second = cast.coordinator, cast.second_coordinator
    put_on_board(by, people[0], reason="The first thing.")
    lock = set_lock(by=by, application=people[1], kind=LockKind.IN, reason="The second thing.")
    pair = keep_apart(
        by=by, one=people[2], other=people[3], kind=PairKind.HOUSEHOLD, reason="The third thing."
    )
    put_on_board(second, people[1], people[2], reason="The fourth thing.")
    lift_lock(by=second, lock=lock, reason="The fifth thing.")
    lift_apart(by=second, apart=pair, reason="The sixth thing.")
    take_off_board(second, *people[:3], reason="The seventh thing.")
    return [
        "The seventh thing.",
        "The sixth thing.",
        "The fifth thing.",
        "The fourth thing.",
        "The third thing.",
        "The second thing.",
        "The first thing.",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_of_the_log_have_each_entry_once_in_order_both_ways(call, reasons, size) -> None:
    log, found, page = Log(call), [], page_of(Log(call), size=size)
    while True:
        found += [entry.reason for entry in page.rows]
        last = page
        if not page.after:
            break
        page = page_of(log, after=page.after, size=size)
    assert found == reasons
    found = [entry.reason for entry in last.rows]
    while last.before:
        last = page_of(log, before=last.before, size=size)
        found = [entry.reason for entry in last.rows] + found
    assert found == reasons


def test_entries_of_one_moment_come_once_each(call, reasons) -> None:
    at = BoardMove.objects.earliest("at").at
    Lock.objects.update(at=at, lifted_at=at)
    every = [entry.key for entry in last_of(call, 100)]
    log, found, page = Log(call), [], page_of(Log(call), size=1)
    while page.rows:
        found += [entry.key for entry in page.rows]
        if not page.after:
            break
        page = page_of(log, after=page.after, size=1)
    assert found == every
    assert len(set(found)) == len(reasons)


def test_page_shows_all_that_was_done_and_everybody_whom_a_move_names(
    call, coordinator, people, reasons
) -> None:
    page = coordinator.get(MOVES, {"call": call.slug}).content.decode()
    assert [page.index(reason) for reason in reasons] == sorted(map(page.index, reasons))
    last = page[page.index("took off") : page.index("The seventh thing.")]
    assert all(each.reference in last for each in people[:3])
    number = BoardMove.objects.latest("number").number
    assert f"undo={number}#move" in page
    board = coordinator.get("/staff/board/", {"call": call.slug}).content.decode()
    assert f"{MOVES}?call={call.slug}" in board


def test_version_of_the_targets_says_what_it_changes(call, cast, coordinator, people) -> None:
    """Also where somebody began with the version before."""
    typed = coordinator.get(TARGETS, {"call": call.slug}).context["editor"].typed
    [first] = [Wanted.of(target) for target in current_targets(call).targets.all()]
    second, new = replace(first, minimum=2), replace(first, values=[HYDE_PARK])
    for seen, wanted in ((1, [second]), (2, [second, new])):
        save_targets(
            by=cast.coordinator,
            call=call,
            seen=seen,
            seats_least=3,
            seats_most=3,
            wanted=wanted,
            reason="Agreed.",
        )
    latest, before, *_ = [entry.words for entry in page_of(Log(call), size=3).rows]
    assert before.endswith(". Changed: Roxbury, Mission Hill 1 to 3 → 2 to 3")
    assert latest.endswith(". Changed: new Hyde Park, Mattapan 1 to 3")
    page = coordinator.post(f"{TARGETS}?call={call.slug}", typed, follow=True).text
    assert "(Roxbury, Mission Hill 1 to 3 → 2 to 3; new Hyde Park, Mattapan 1 to 3)" in page


def test_a_key_of_another_call_or_of_nothing_begins_at_the_newest(call, reasons) -> None:
    for key in ("move-0", "lock-x", "other-1", "", "move-" + "9" * 30):
        assert Log(call).cursor(key) is None

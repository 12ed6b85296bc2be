"""Every status has one table of moves, whole and drawn in docs/states.md."""

from dataclasses import replace

import pytest
from django.db.models import TextChoices

from core.permissions import MAY, Permission, Role
from core.states import Move
from reviewers.enums import ReviewStatus
from tests.architecture import states
from tests.architecture.source import expect_none


class Planted(TextChoices):
    """Two states, for tables that tests plant."""

    PROPOSED = "proposed"
    RELEASED = "released"


BEGIN = Move(None, Planted.PROPOSED, Permission.CHOOSE_MEMBERS, "who, when")
RELEASE = Move(Planted.PROPOSED, Planted.RELEASED, Permission.RELEASE_DECISIONS, "who, when")


@pytest.mark.parametrize("name", states.tables())
def test_status_table_is_whole(name: str) -> None:
    expect_none(states.table_faults(name, states.tables()[name]))


def test_status_tables_cover_every_status() -> None:
    assert len(states.tables()) >= 3
    expect_none(states.untabled(states.statuses(), states.tables()))


def test_status_without_a_table_is_caught() -> None:
    found = {"reviewers.ReviewStatus": ReviewStatus}
    assert list(states.untabled(found, {"selection.RELEASE_MOVES": [BEGIN, RELEASE]}))


def test_status_table_that_is_whole_passes() -> None:
    assert list(states.table_faults("planted", [BEGIN, RELEASE])) == []


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([BEGIN, replace(RELEASE, end=ReviewStatus.SUBMITTED)], "mixes"),
        ([BEGIN, replace(RELEASE, end="released")], "mixes"),
        ([BEGIN], "leads to RELEASED"),
        ([RELEASE], "leads to PROPOSED"),
        ([BEGIN, RELEASE, RELEASE], "twice"),
        ([BEGIN, replace(RELEASE, who="anybody")], "no permission"),
        ([BEGIN, replace(RELEASE, records="")], "records nothing"),
    ],
)
def test_status_table_with_a_mistake_is_caught(moves: list[Move], expected: str) -> None:
    assert any(expected in fault for fault in states.table_faults("planted", moves))


def test_status_move_that_no_role_may_make_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAY, Role.COORDINATOR, set())
    assert any("no role may" in fault for fault in states.table_faults("planted", [BEGIN, RELEASE]))


def test_states_page_is_what_the_tables_say() -> None:
    drawn = states.PAGE.read_text(encoding="utf-8") if states.PAGE.exists() else ""
    assert drawn == states.page(), f"draw it again: {states.COMMAND}"


def test_states_page_shows_a_changed_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = states.page()
    monkeypatch.setattr("selection.enums.RELEASE_MOVES", [BEGIN])
    assert states.page() != before

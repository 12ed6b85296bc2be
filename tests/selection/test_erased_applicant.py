"""Somebody who was proposed, moved, locked and saved is erased: nothing tells who, pages still do.

What was proved stays what it was: a total without the erased person's score would be a false claim.
"""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from applications.form.actions.withdraw import withdraw_application
from applications.models import Application
from selection.actions.locks import keep_apart, lift_lock, set_lock
from selection.actions.panels import save_panel
from selection.asking import price_of
from selection.board import board_of
from selection.enums import LockKind, PairKind
from selection.models import BoardMove, Run, RunPerson
from selection.panels import details_of
from tests.applications.records.erasing import erase, everywhere, requested
from tests.factories.board import pool_with_scores, proposed, put_on_board, three_seats
from tests.factories.staff import signed_in
from tests.selection.board_pages import verdict_now

pytestmark = pytest.mark.django_db
# They name nobody of a panel, or count those who cannot be chosen any more for whatever reason.
SAY_NO_NAMES = {"panel-list", "run-state"}
MOVED, LOCKED, LIFTED, APART, OF_ANOTHER = (
    "Speaks for her street.",
    "Agreed with her.",
    "Not any more since May.",
    "She has a sister there.",
    "Works for the City.",
)
BEST_TOTAL = "237.5"  # 100, 87.5 and 50: one of three is from Roxbury


@pytest.fixture
def people(call, cast) -> list[Application]:
    return pool_with_scores(call, cast)


@pytest.fixture
def erased(call, cast, people) -> Application:
    """The second best: in a proposal, a saved panel, a move, a lock and a pair."""
    three_seats(call)
    person, by = people[1], cast.coordinator
    run = proposed(call, cast)
    put_on_board(by, people[0], person, people[4], reason=MOVED)
    lock = set_lock(by=by, application=person, kind=LockKind.IN, reason=LOCKED)
    lift_lock(by=by, lock=lock, reason=LIFTED)
    keep_apart(by=by, one=person, other=people[3], kind=PairKind.HOUSEHOLD, reason=APART)
    set_lock(by=by, application=people[5], kind=LockKind.OUT, reason=OF_ANOTHER)
    save_panel(by=by, call=call, seen=board_of(call).version, name="First")
    assert run.people.filter(application=person, is_member=True).exists()
    withdraw_application(by=None, application=person)
    erase(requested(person, cast), cast.second_coordinator)
    person.refresh_from_db()
    assert person.erased_at
    return person


def words_at(client: Client, address: str, **asked) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_no_run_knows_the_erased_person_any_more(call, erased) -> None:
    assert not RunPerson.objects.filter(application=erased).exists()
    named = everywhere(erased.reference)
    assert not [table for table in named if table.startswith("selection_")]


def test_what_staff_wrote_about_the_erased_person_is_gone_from_choosing_and_its_history(
    call, cast, erased
) -> None:
    for words in (MOVED, LOCKED, LIFTED, APART):
        assert everywhere(words) == [], words
    assert everywhere(OF_ANOTHER) != []
    move = BoardMove.objects.get(people__application=erased)
    assert (move.reason, move.by) == ("Erased.", cast.coordinator)
    with pytest.raises(DatabaseError, match="permission denied|append"), transaction.atomic():
        BoardMove.objects.update(reason="Another one.")  # the way that erasing took is shut again


def test_frozen_runs_know_neither_score_nor_tags_of_the_erased_person(
    call, cast, people, erased
) -> None:
    run = Run.objects.get(number=1)
    rows = {row["id"]: row for row in run.request["people"]}
    known = {str(each.number) for each in run.people.all()}
    [unknown] = rows.keys() - known
    assert rows[unknown] == {"id": unknown, "score": 0, "error": 0, "tags": {}}
    assert all(rows[each]["tags"] for each in known)
    auditor = signed_in(cast.auditor)
    page = words_at(auditor, reverse("staff:run-detail", args=[run.pk]))
    assert "Somebody whom it was asked about was erased since" in page
    for name in ("run-check", "run-pack"):
        assert auditor.post(reverse(f"staff:{name}", args=[run.pk])).status_code == 404
    assert price_of(run, people[0]) is None


def test_what_was_proved_stays_true_without_the_erased_person(call, cast, erased) -> None:
    verdict = verdict_now(call, cast.coordinator)
    assert str(verdict.total) == BEST_TOTAL
    assert (verdict.seats, verdict.gone, verdict.is_old) == (3, 1, True)
    assert not verdict.is_on_board
    details = details_of(board_of(call))
    assert not details.is_best
    assert str(details.best_total) == BEST_TOTAL


def test_pages_open_and_say_that_one_was_erased(call, coordinator, erased) -> None:
    run, panel = Run.objects.get(number=1), erased.call.panels.get(name="First")
    proof = words_at(coordinator, reverse("staff:run-detail", args=[run.pk]))
    assert BEST_TOTAL in proof
    assert "1 person of it was erased" in proof
    asked = {"call": call.slug, "a": board_of(call).pk, "b": panel.pk}
    for name in ("board-detail", "panel-list", "panel-compare", "move-list", "run-state"):
        words = words_at(coordinator, reverse(f"staff:{name}"), **asked)
        assert "erased" in words or name in SAY_NO_NAMES, name
    brief = words_at(coordinator, reverse("staff:panel-brief", args=[panel.pk]))
    assert "1 of its people cannot be chosen any more" in brief

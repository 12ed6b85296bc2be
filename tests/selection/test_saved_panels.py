"""Saving the panel on the board, and putting a saved one back."""

import pytest
from django.db import IntegrityError, transaction

from selection.actions.moves import move, put_saved, undo_move
from selection.actions.panels import save_panel
from selection.board import board_of, on_the_board, people_of
from selection.enums import Caution
from selection.models import PanelPerson
from tests.factories.applications import apply
from tests.refusals import refuses

ALL = list(Caution)


@pytest.fixture
def three(call) -> list:
    return [apply(call) for _ in range(3)]


def change(call, by, into=(), out=()):
    despite = {each.pk: ALL for each in into}
    seen = board_of(call).version
    return move(by=by, call=call, seen=seen, into=into, out=out, despite=despite, reason="Why.")


def save(call, by, name="First"):
    return save_panel(by=by, call=call, seen=board_of(call).version, name=name)


def ids(panel) -> set[int]:
    return set(people_of(panel).values_list("application", flat=True))


@pytest.mark.django_db
def test_saved_panel_keeps_who_was_on_the_board(call, cast, three) -> None:
    change(call, cast.coordinator, into=three[:2])
    saved = save(call, cast.coordinator, "  First   of two ")
    change(call, cast.coordinator, into=three[2:], out=three[:1])
    assert (saved.name, saved.version) == ("First of two", 1)
    assert ids(saved) == {each.pk for each in three[:2]}


@pytest.mark.django_db
def test_people_of_a_saved_panel_stay(call, cast, three) -> None:
    change(call, cast.coordinator, into=three[:1])
    saved = save(call, cast.coordinator)
    person = people_of(saved).get()
    with pytest.raises(IntegrityError, match="people of a saved panel"), transaction.atomic():
        person.delete()
    person.application = three[1]
    with pytest.raises(IntegrityError, match="people of a saved panel"), transaction.atomic():
        person.save()


@pytest.mark.django_db(transaction=True)
def test_nobody_joins_a_saved_panel_later(call, cast, three) -> None:
    change(call, cast.coordinator, into=three[:1])
    saved = save(call, cast.coordinator)
    with pytest.raises(IntegrityError, match="people of a saved panel"):
        PanelPerson.objects.create(panel=saved, application=three[1], by=cast.coordinator)
    assert ids(saved) == {three[0].pk}


@pytest.mark.django_db
def test_saving_needs_a_name_of_its_own_people_and_the_board_as_shown(call, cast, three) -> None:
    with refuses("nobody"):
        save(call, cast.coordinator)
    change(call, cast.coordinator, into=three[:1])
    with refuses("no_name"):
        save(call, cast.coordinator, "  ")
    save(call, cast.coordinator)
    with refuses("name_taken"):
        save(call, cast.second_coordinator, "FIRST")
    with refuses("changed_meanwhile"):
        save_panel(by=cast.coordinator, call=call, seen=0, name="Second")


@pytest.mark.django_db
def test_saved_panel_is_put_back_and_that_is_undone(call, cast, three) -> None:
    change(call, cast.coordinator, into=three[:2])
    saved = save(call, cast.coordinator)
    change(call, cast.coordinator, into=three[2:], out=three[:1])
    now = set(on_the_board(call).values_list("application", flat=True))
    put = put_saved(
        by=cast.coordinator,
        saved=saved,
        seen=board_of(call).version,
        despite={each.pk: ALL for each in three},
        reason="Better.",
    )
    assert ids(board_of(call)) == ids(saved)
    assert put.put == saved
    undo_move(
        by=cast.coordinator,
        made=put,
        seen=board_of(call).version,
        despite={each.pk: ALL for each in three},
        reason="",
    )
    assert ids(board_of(call)) == now

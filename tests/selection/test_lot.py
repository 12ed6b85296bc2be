"""The lot: its source is named beforehand, and two people type the same."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from selection.actions.lot import name_source, type_lot
from selection.actions.targets import save_targets
from selection.board import current_targets
from selection.models import Lot, ReplacedDraw
from selection.pool import frozen
from tests.factories.board import pool_with_scores, three_seats
from tests.factories.lots import SOURCE, drawn, named, tomorrow
from tests.refusals import refuses


@pytest.fixture
def ready(call, cast):
    """Targets and scores stand, and the draw that was named has taken place."""
    pool_with_scores(call, cast)
    three_seats(call)
    return drawn(call, cast.coordinator)


@pytest.mark.django_db
def test_lot_counts_once_two_people_have_typed_the_same(call, cast, ready) -> None:
    type_lot(by=cast.coordinator, call=call, typed=" 4  8 1 6 ")
    assert frozen(call).request["lot"] is None
    type_lot(by=cast.second_coordinator, call=call, typed="4 8 1 6")
    assert frozen(call).request["lot"] == "4 8 1 6"
    with refuses("drawn"):
        type_lot(by=cast.coordinator, call=call, typed="1 1 1 1")
    with refuses("drawn"):
        named(call, cast.coordinator, "Another draw", "It was a dull one.")


@pytest.mark.django_db
def test_second_person_types_the_same_or_nothing_counts(call, cast, ready) -> None:
    type_lot(by=cast.coordinator, call=call, typed="4 8 1 6")
    with refuses("not_the_same"):
        type_lot(by=cast.second_coordinator, call=call, typed="4 8 1 7")
    type_lot(by=cast.coordinator, call=call, typed="4 8 1 7")  # it was the first who erred
    type_lot(by=cast.second_coordinator, call=call, typed="4 8 1 7")
    assert frozen(call).request["lot"] == "4 8 1 7"


@pytest.mark.django_db
def test_lot_is_named_first_and_drawn_after_targets_and_scores(call, cast) -> None:
    with refuses("no_source"):
        type_lot(by=cast.coordinator, call=call, typed="4")
    with refuses("no_source"):
        named(call, cast.coordinator, " ")
    drawn(call, cast.coordinator)
    with refuses("not_frozen"):
        type_lot(by=cast.coordinator, call=call, typed="4")
    pool_with_scores(call, cast)
    three_seats(call)
    with refuses("changed_since"):  # they were made once everybody could know the result
        type_lot(by=cast.coordinator, call=call, typed="4")
    drawn(call, cast.coordinator, reason="The first one was too early.")
    with refuses("no_lot"):
        type_lot(by=cast.coordinator, call=call, typed=" ")
    type_lot(by=cast.coordinator, call=call, typed="4")


@pytest.mark.django_db
def test_draw_lies_ahead_and_is_typed_once_it_has_taken_place(call, cast) -> None:
    pool_with_scores(call, cast)
    three_seats(call)
    given = {"by": cast.coordinator, "call": call, "source": SOURCE}
    for minutes in (-1440, 0, 59):
        with refuses("not_ahead"):
            name_source(**given, takes_place_at=timezone.now() + timedelta(minutes=minutes))
    name_source(**given, takes_place_at=timezone.now() + timedelta(minutes=61))
    with refuses("not_yet"):
        type_lot(by=cast.coordinator, call=call, typed="4")
    assert Lot.objects.get().typed == ""


@pytest.mark.django_db
def test_database_wants_a_draw_that_was_named_before_it(call, cast, ready) -> None:
    lots = Lot.objects.filter(call=call)
    with pytest.raises(IntegrityError, match="named_before_it_takes_place"), transaction.atomic():
        lots.update(takes_place_at=lots.get().named_at)
    type_lot(by=cast.coordinator, call=call, typed="4")
    with pytest.raises(IntegrityError, match="typed_after_its_draw"), transaction.atomic():
        lots.update(takes_place_at=tomorrow())


@pytest.mark.django_db
def test_lot_is_void_where_targets_changed_after_it_was_drawn(call, cast, ready) -> None:
    type_lot(by=cast.coordinator, call=call, typed="4")
    three_seats(call, minimum=2)
    with refuses("changed_since"):
        type_lot(by=cast.second_coordinator, call=call, typed="4")
    drawn(call, cast.second_coordinator, "The next evening", "Targets have changed.")
    type_lot(by=cast.second_coordinator, call=call, typed="5")
    type_lot(by=cast.coordinator, call=call, typed="5")
    lot = Lot.objects.get()
    assert (lot.typed, lot.target_set) == ("5", current_targets(call))
    three_seats(call)
    assert frozen(call).request["lot"] is None  # drawn for other targets: provisional


@pytest.mark.django_db
def test_draw_that_is_replaced_stays_on_record_with_who_and_why(
    call, cast, coordinator, ready
) -> None:
    type_lot(by=cast.coordinator, call=call, typed="4 8 1 6")
    with refuses("no_reason"):
        named(call, cast.second_coordinator, "Dice in the lobby", " ")
    named(call, cast.second_coordinator, "Dice in the lobby", "Nobody could watch it.")
    assert Lot.objects.get().typed == ""
    kept = ReplacedDraw.objects.get()
    assert (kept.source, kept.typed, kept.typed_by) == (SOURCE, "4 8 1 6", cast.coordinator)
    assert (kept.by, kept.reason) == (cast.second_coordinator, "Nobody could watch it.")
    with pytest.raises(Exception, match="append-only|permission denied|replaced_draws"):
        ReplacedDraw.objects.update(reason="Another reason.")


@pytest.mark.django_db
def test_pages_show_every_draw_and_hide_what_a_second_person_has_to_type(
    call, cast, coordinator, ready
) -> None:
    def seen(address: str) -> str:
        answer = coordinator.get(address, {"call": call.slug})
        return " ".join(answer.content.decode().split())

    lot, moves = "/staff/board/lot/", "/staff/board/moves/"
    save_targets(
        by=cast.coordinator,
        call=call,
        seen=1,
        seats_least=3,
        seats_most=4,
        wanted=[],
        reason="We need none.",
    )
    named(call, cast.second_coordinator, "Dice in the lobby", "Nobody could watch it.")
    assert "typed once it has taken place" in seen(lot)
    assert 'name="typed"' not in seen(lot)
    drawn(call, cast.second_coordinator, "The evening draw", "Dice are too small.")
    assert 'name="typed"' in seen(lot)
    type_lot(by=cast.second_coordinator, call=call, typed="7 7 2")
    for address in (lot, moves):
        words = seen(address)
        assert "7 7 2" not in words
        for expected in (SOURCE, "Dice in the lobby", "Nobody could watch it.", "too small"):
            assert expected in words
    type_lot(by=cast.coordinator, call=call, typed="7 7 2")
    assert "7 7 2" in seen(lot) and "7 7 2" in seen(moves)
    assert "set targets, version 2: 0 targets for 3 to 4 seats" in seen(moves)
    assert "We need none." in seen(moves)


@pytest.mark.django_db
def test_database_wants_two_people(call, cast, ready) -> None:
    lot = type_lot(by=cast.coordinator, call=call, typed="4")
    lot.confirmed_by, lot.confirmed_at = cast.coordinator, lot.typed_at
    with pytest.raises(IntegrityError, match="typed_by_two_people"), transaction.atomic():
        lot.save()

"""The lot: its source is named beforehand, and two people type the same."""

import pytest
from django.db import IntegrityError, transaction

from selection.actions.lot import name_source, type_lot
from selection.board import current_targets
from selection.models import Lot
from selection.pool import frozen
from tests.factories.board import pool_with_scores, three_seats
from tests.refusals import refuses

SOURCE = "Numbers Game of December 14, evening"


@pytest.fixture
def ready(call, cast):
    """Targets and scores stand, and the draw is named."""
    pool_with_scores(call, cast)
    three_seats(call)
    return name_source(by=cast.coordinator, call=call, source=SOURCE)


@pytest.mark.django_db
def test_lot_counts_once_two_people_have_typed_the_same(call, cast, ready) -> None:
    type_lot(by=cast.coordinator, call=call, typed=" 4  8 1 6 ")
    assert frozen(call).request["lot"] is None
    type_lot(by=cast.second_coordinator, call=call, typed="4 8 1 6")
    assert frozen(call).request["lot"] == "4 8 1 6"
    with refuses("drawn"):
        type_lot(by=cast.coordinator, call=call, typed="1 1 1 1")
    with refuses("drawn"):
        name_source(by=cast.coordinator, call=call, source="Another draw")


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
        name_source(by=cast.coordinator, call=call, source=" ")
    name_source(by=cast.coordinator, call=call, source=SOURCE)
    with refuses("not_frozen"):
        type_lot(by=cast.coordinator, call=call, typed="4")
    pool_with_scores(call, cast)
    three_seats(call)
    with refuses("no_lot"):
        type_lot(by=cast.coordinator, call=call, typed=" ")
    type_lot(by=cast.coordinator, call=call, typed="4")


@pytest.mark.django_db
def test_lot_is_void_where_targets_changed_after_it_was_drawn(call, cast, ready) -> None:
    type_lot(by=cast.coordinator, call=call, typed="4")
    three_seats(call, minimum=2)
    with refuses("changed_since"):
        type_lot(by=cast.second_coordinator, call=call, typed="4")
    name_source(by=cast.second_coordinator, call=call, source="The next evening")
    type_lot(by=cast.second_coordinator, call=call, typed="5")
    type_lot(by=cast.coordinator, call=call, typed="5")
    lot = Lot.objects.get()
    assert (lot.typed, lot.target_set) == ("5", current_targets(call))
    three_seats(call)
    assert frozen(call).request["lot"] is None  # drawn for other targets: provisional


@pytest.mark.django_db
def test_database_wants_two_people(call, cast, ready) -> None:
    lot = type_lot(by=cast.coordinator, call=call, typed="4")
    lot.confirmed_by, lot.confirmed_at = cast.coordinator, lot.typed_at
    with pytest.raises(IntegrityError, match="typed_by_two_people"), transaction.atomic():
        lot.save()

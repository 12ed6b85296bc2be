"""Between whom the lot decides: named on the page of a proposal, before it is drawn and after."""

import pytest
from django.urls import reverse

from selection.actions.lot import type_lot
from selection.proofs import Proof
from tests.factories.board import pool_with_scores, proposed, three_seats
from tests.factories.lots import drawn
from tests.factories.staff import signed_in

ALIKE = [("roxbury", 3, 3), ("mattapan", 4, 4), ("mattapan", 2, 2), ("hyde-park", 2, 2)]


@pytest.mark.django_db
def test_proof_names_between_whom_the_lot_decides(call, cast) -> None:
    *_firm, one, other = pool_with_scores(call, cast, ALIKE)
    three_seats(call)
    address = reverse("staff:run-detail", args=[proposed(call, cast).pk])
    page = signed_in(cast.coordinator).get(address)
    level = page.context["proof"].level
    assert {each.reference for each in level} == {one.reference, other.reference}
    assert [(each.sits, each.place) for each in level] == [(True, None), (False, None)]
    assert "once the lot is drawn" in page.content.decode()
    drawn(call, cast.coordinator)
    for person in (cast.coordinator, cast.second_coordinator):
        type_lot(by=person, call=call, typed="3 17 5 9")
    higher, lower = Proof(proposed(call, cast)).level
    assert (higher.sits, lower.sits) == (True, False)
    assert higher.place < lower.place


@pytest.mark.django_db
def test_proof_says_that_the_lot_decides_nothing(call, cast) -> None:
    pool_with_scores(call, cast)
    three_seats(call)
    address = reverse("staff:run-detail", args=[proposed(call, cast).pk])
    page = signed_in(cast.coordinator).get(address).content.decode()
    assert "Nothing: no other panel is as good as this one." in page

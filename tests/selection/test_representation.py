"""The pool and the chosen, counted against the targets."""

import pytest
from django.utils import timezone

from applications.models import Cluster
from applications.records.actions.check_residency import check_residency
from selection.enums import Balance, Caution
from selection.representation import representation_of
from tests.factories.applications import apply
from tests.factories.releasing import choose_member
from tests.factories.staff import signed_in
from tests.factories.targets import set_target


@pytest.mark.django_db
def test_representation_counts_who_stands_and_who_is_chosen(call, cast) -> None:
    cluster = Cluster.objects.get(slug="hyde-park-mattapan")
    set_target(call, cluster, 1, 1)
    chosen, withdrawn = apply(call), apply(call, home={"neighborhood": "west-roxbury"})
    choose_member(by=cast.coordinator, application=chosen, despite=Caution)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_at=timezone.now()
    )
    found = representation_of(call)
    [row] = found.targets
    assert (row.applicants, row.chosen, found.chosen, found.short) == (1, 1, 1, [])
    assert "West Roxbury" in {place.name for place in found.supply.absent}


@pytest.mark.django_db
def test_member_who_lives_elsewhere_fills_no_seat_and_meets_no_target(call, cast) -> None:
    cluster = Cluster.objects.get(slug="hyde-park-mattapan")
    set_target(call, cluster, 2, 2)
    for application in (one := apply(call), apply(call)):
        choose_member(by=cast.coordinator, application=application, despite=Caution)
    [row] = representation_of(call).targets
    assert row.balance == Balance.MET
    check_residency(
        by=cast.coordinator, application=one, status="not_a_resident", reason="Seen.", seen=0
    )
    found = representation_of(call)
    [row] = found.targets
    assert (found.chosen, found.elsewhere, row.chosen, row.elsewhere) == (1, 1, 1, 1)
    assert (row.balance, found.short) == (Balance.SHORT, [row])
    coordinator = signed_in(cast.coordinator)
    board, today = (coordinator.get(path).content.decode() for path in ("/staff/board/", "/staff/"))
    words = "1 more is not a resident"
    assert (board.count(words), today.count(words)) == (1, 1)
    assert "1 on the board cannot be chosen any more" in board

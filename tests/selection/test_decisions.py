"""Choosing: seats and targets."""

import threading

import pytest
from django.db import connection

from applications.form.actions.withdraw import withdraw_application
from applications.models import Cluster
from applications.records.actions.check_residency import check_residency
from core.actions import Refused
from core.models import User
from selection import representation
from selection.enums import Balance, Caution
from selection.models import PanelPerson
from selection.releases.actions.draft import draft_release
from tests.factories.applications import apply
from tests.factories.board import saved, take_off_board
from tests.factories.releasing import choose_member
from tests.factories.staff import signed_in
from tests.factories.story import released
from tests.factories.targets import set_target
from tests.refusals import refuses


def target(call, slug: str, minimum: int, maximum: int):
    cluster = Cluster.objects.get(slug=slug)
    return set_target(call, cluster, minimum, maximum)


@pytest.mark.django_db
def test_board_counts_applicants_and_chosen_by_cluster(call, cast) -> None:
    target(call, "hyde-park-mattapan", 1, 1)
    target(call, "dorchester", 1, 2)
    mattapan, also_mattapan = apply(call), apply(call)
    apply(call, home={"neighborhood": "not-sure"})
    choose_member(by=cast.coordinator, application=mattapan, despite=Caution)
    board = representation.representation_of(call)
    rows = {row.title: row for row in board.targets}
    assert (rows["Hyde Park, Mattapan"].applicants, rows["Hyde Park, Mattapan"].chosen) == (2, 1)
    assert rows["Hyde Park, Mattapan"].balance == Balance.MET
    assert (rows["Dorchester"].applicants, rows["Dorchester"].chosen) == (0, 0)
    assert rows["Dorchester"].balance == Balance.SHORT
    assert (board.supply.unplaced, board.chosen) == (1, 1)
    choose_member(by=cast.coordinator, application=also_mattapan, despite=Caution)
    over = {row.title: row.balance for row in representation.representation_of(call).targets}
    assert over["Hyde Park, Mattapan"] == Balance.OVER


@pytest.mark.django_db
def test_choosing_stops_when_all_seats_are_taken(call, cast) -> None:
    type(call).objects.filter(pk=call.pk).update(seats=1)
    first, second = apply(call), apply(call)
    choose_member(by=cast.coordinator, application=first, despite=Caution)
    with refuses("no_seat_left"):
        choose_member(by=cast.coordinator, application=second, despite=Caution)
    take_off_board(cast.coordinator, first)
    assert (
        choose_member(by=cast.coordinator, application=second, despite=Caution).application
        == second
    )


@pytest.mark.django_db
def test_seat_of_somebody_who_lives_elsewhere_goes_to_another(call, cast) -> None:
    type(call).objects.filter(pk=call.pk).update(seats=1)
    call.refresh_from_db()
    first, second = apply(call), apply(call)
    released(first, cast)
    found = {"by": cast.coordinator, "application": first, "reason": "Seen."}
    check_residency(**found, status="not_a_resident", seen=0)
    choose_member(by=cast.coordinator, application=second, despite=Caution)
    check_residency(**found, status="verified", seen=1)
    coordinator = signed_in(cast.second_coordinator)
    assert "More are on the board than there are seats" in coordinator.get("/staff/board/").text
    panel = saved(call, cast)
    with refuses("no_seat_left"):
        draft_release(by=cast.second_coordinator, call=call, panel=panel)


@pytest.mark.django_db(transaction=True)
def test_last_seat_goes_to_one_of_two_at_once(call, cast) -> None:
    type(call).objects.filter(pk=call.pk).update(seats=1)
    pair = [apply(call), apply(call)]
    refused: list[Exception] = []
    start = threading.Barrier(2)

    def choose(application, by: User) -> None:
        start.wait()
        try:
            choose_member(by=by, application=application, despite=Caution)
        except Refused as error:
            refused.append(error)
        connection.close()

    people = [cast.coordinator, cast.second_coordinator]
    both = zip(pair, people, strict=True)
    threads = [threading.Thread(target=choose, args=args) for args in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert PanelPerson.objects.count() == 1
    assert len(refused) == 1


@pytest.mark.django_db
def test_withdrawn_applicant_leaves_the_seat(call, cast) -> None:
    type(call).objects.filter(pk=call.pk).update(seats=1)
    first, second = apply(call), apply(call)
    choose_member(by=cast.coordinator, application=first, despite=Caution)
    withdraw_application(by=None, application=first)
    assert choose_member(by=cast.coordinator, application=second, despite=Caution)

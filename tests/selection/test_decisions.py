"""Choosing and releasing: seats, targets, the second person."""

import re
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext

from applications.form.actions.withdraw import withdraw_application
from applications.models import Cluster
from applications.records.actions.check_residency import check_residency
from core.actions import Refused
from core.models import User
from selection import representation
from selection.enums import Balance, Caution, DecisionStatus
from selection.models import Decision
from tests.factories.applications import apply
from tests.factories.board import take_off_board
from tests.factories.duplicates import similar_pair
from tests.factories.releasing import choose_member
from tests.factories.staff import signed_in
from tests.factories.story import released, scored, two_criteria
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
    replacement = choose_member(by=cast.coordinator, application=second, despite=Caution)
    check_residency(**found, status="verified", seen=1)
    coordinator = signed_in(cast.second_coordinator)
    assert "More are on the board than there are seats" in coordinator.get("/staff/board/").text
    with refuses("no_seat_left"):
        release_decisions(by=cast.second_coordinator, call=call, shown=[replacement.pk])
    page = coordinator.post("/staff/decisions/", {"decision": replacement.pk}, follow=True)
    assert "Take off 1 on the board first" in page.text


@pytest.mark.django_db
def test_release_needs_a_second_person(call, cast) -> None:
    application = apply(call)
    decision = choose_member(by=cast.coordinator, application=application, despite=Caution)
    outcome = release_decisions(by=cast.coordinator, call=call, shown=[decision.pk])
    assert (outcome.released, outcome.own) == ([], [decision])
    decision.refresh_from_db()
    assert decision.status == DecisionStatus.PENDING
    release_decisions(by=cast.second_coordinator, call=call, shown=[decision.pk])
    decision.refresh_from_db()
    assert decision.released_by == cast.second_coordinator


@pytest.mark.django_db
def test_release_by_the_decider_is_refused_by_the_database(call, cast) -> None:
    decision = choose_member(by=cast.coordinator, application=apply(call), despite=Caution)
    with pytest.raises(IntegrityError, match="nobody_releases_what_they_decided"):
        Decision.objects.filter(pk=decision.pk).update(
            status=DecisionStatus.RELEASED,
            released_by=cast.coordinator,
            released_at=decision.decided_at,
        )


@pytest.mark.django_db
def test_released_decision_stands(call, cast) -> None:
    decision = released(apply(call), cast)
    with refuses("already_released"):
        take_off_board(cast.coordinator, decision.application)
    for attempt in (decision.delete, lambda: Decision.objects.update(released_at=None)):
        with pytest.raises(InternalError, match="a_released_decision_stands"), transaction.atomic():
            attempt()


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
    assert Decision.objects.count() == 1
    assert len(refused) == 1


@pytest.mark.django_db
def test_withdrawn_applicant_leaves_the_seat_and_cannot_be_chosen(call, cast) -> None:
    type(call).objects.filter(pk=call.pk).update(seats=1)
    first, second = apply(call), apply(call)
    given_up = choose_member(by=cast.coordinator, application=first, despite=Caution)
    withdraw_application(by=None, application=first)
    taken = choose_member(by=cast.coordinator, application=second, despite=Caution)
    shown = [given_up.pk, taken.pk]
    outcome = release_decisions(by=cast.second_coordinator, call=call, shown=shown)
    assert (outcome.released, outcome.gone) == ([taken], 1)
    with refuses("withdrawn"):
        choose_member(by=cast.coordinator, application=first, despite=Caution)


@pytest.mark.django_db
def test_second_person_sees_what_they_release(call, cast) -> None:
    two_criteria(call)
    one, _other = similar_pair(call)
    scored(one, cast, 3)
    choose_member(by=cast.coordinator, application=one, despite=Caution)
    page = signed_in(cast.second_coordinator).get("/staff/decisions/").content.decode()
    (row,) = re.findall(rf"<tr[^>]*>\s*<th[^>]*>\s*<a[^>]*>{one}.*?</tr>", page, re.DOTALL)
    for words in ("75.0", "1 review", "Mattapan", "Not checked", "Maybe a duplicate"):
        assert words in " ".join(row.split())


@pytest.mark.django_db
def test_release_page_asks_as_much_for_many(call, cast) -> None:
    client, counts = signed_in(cast.second_coordinator), []
    for _ in range(2):
        for _ in range(2):
            choose_member(by=cast.coordinator, application=apply(call), despite=Caution)
        with CaptureQueriesContext(connection) as asked:
            client.get("/staff/decisions/")
        counts.append(len(asked))
    assert counts[0] == counts[1]

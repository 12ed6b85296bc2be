"""Pages about proposals: the verdict, the proof, the pack, and targets that cannot be met."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application
from core.models import AccessEvent
from selection.actions.locks import lift_lock, set_lock
from selection.actions.moves import put_proposal
from selection.actions.runs import (
    ask_for_proposal,
    cancel_run,
    fail_run,
    finish_run,
    note_progress,
    start_run,
)
from selection.asking import price_of
from selection.board import board_of, current_targets
from selection.enums import Caution, LockKind, RunStatus
from selection.impossible import Impossible
from selection.models import Run
from solver import verify
from solver.clock import Clock
from solver.requests import KINDS
from tests.factories.applications import apply
from tests.factories.board import answered, pool_with_scores, proposed, three_seats
from tests.factories.staff import signed_in
from tests.selection.board_pages import verdict_now


def proposal(call, cast) -> Run:
    return answered(ask_for_proposal(by=cast.coordinator, call=call))


def impossible(call, cast) -> Run:
    three_seats(call, minimum=3)
    return proposal(call, cast)


def words_of(client: Client, call) -> str:
    answer = client.get(reverse("staff:run-state"), {"call": call.slug})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def put(run: Run, cast) -> None:
    people = Application.objects.filter(
        pk__in=run.people.filter(is_member=True).values("application")
    )
    put_proposal(
        by=cast.coordinator,
        run=run,
        seen=board_of(run.call).version,
        people=people,
        despite={each.pk: list(Caution) for each in people},
        reason="The best there is",
    )


@pytest.mark.django_db
def test_verdict_says_what_is_proved_and_how_the_board_differs(
    call, cast, people, coordinator
) -> None:
    assert "Nothing is proposed yet" in words_of(coordinator, call)
    run = proposal(call, cast)
    words = words_of(coordinator, call)
    assert "Proposal 1 is the best panel there is" in words
    assert "no panel of 3 totals more than 237.5" in words
    assert f"run={run.number}#move" in words
    put(run, cast)
    assert "It is on the board" in words_of(coordinator, call)
    verdict = verdict_now(call, cast.coordinator)
    assert (verdict.difference, verdict.is_old, verdict.on_board) == (0, False, 3)


@pytest.mark.django_db
def test_verdict_grows_old_with_locks_and_targets_but_not_with_moves(
    call, cast, people, coordinator
) -> None:
    run = proposal(call, cast)
    put(run, cast)
    assert not verdict_now(call, cast.coordinator).is_old
    lock = set_lock(
        by=cast.second_coordinator, application=people[2], kind=LockKind.IN, reason="Agreed"
    )
    words = words_of(coordinator, call)
    assert "Proposal 1 is older than 1 lock" in words
    assert "1 locked in by Second Coordinator" in words
    lift_lock(by=cast.coordinator, lock=lock, reason="Moved back")
    assert not verdict_now(call, cast.coordinator).is_old
    three_seats(call, minimum=2)
    assert "older than the targets" in words_of(coordinator, call)


@pytest.mark.django_db
def test_verdict_says_when_one_of_its_people_can_no_longer_be_chosen(
    call, cast, people, coordinator
) -> None:
    proposal(call, cast)
    Application.objects.filter(pk=people[0].pk).update(
        status="withdrawn", withdrawn_at=people[0].received_at
    )
    assert "1 of its people can no longer be chosen" in words_of(coordinator, call)


@pytest.mark.django_db
def test_verdict_of_a_run_under_way_and_of_one_that_was_cut_off(
    call, cast, people, coordinator
) -> None:
    run = ask_for_proposal(by=cast.coordinator, call=call)
    assert "Waiting to start" in words_of(coordinator, call)
    start_run(by=None, number_of_slots=1)
    note_progress(by=None, run=run, progress={"stage": "proving", "leaves": 5, "waiting": 3})
    words = words_of(coordinator, call)
    assert "Step 2 of 3: closing the proof. 5 of 8 cases done." in words
    assert "data-under-way" in words
    fail_run(by=None, run=run, why="stopped")
    words = words_of(coordinator, call)
    assert "The run was cut off" in words
    assert "stopped or updated" in words
    assert "data-under-way" not in words
    answer = coordinator.post(reverse("staff:run-ask"), {"call": call.slug})
    assert answer.status_code == 302
    run = Run.objects.get(status=RunStatus.QUEUED)
    coordinator.post(reverse("staff:run-cancel", args=[run.pk]))
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELLED
    assert "The run was cut off" in words_of(coordinator, call)


@pytest.mark.django_db
def test_open_board_hears_that_a_run_began_and_that_it_ended(
    call, cast, people, coordinator
) -> None:
    def heard() -> str:
        state = coordinator.get(reverse("staff:board-state"), {"call": call.slug})
        return re.search('data-run="([^"]*)"', state.content.decode())[1]

    states = [heard()]
    run = ask_for_proposal(by=cast.second_coordinator, call=call)
    states.append(heard())
    page = coordinator.get(reverse("staff:board-detail"), {"call": call.slug}).content.decode()
    assert f'data-run="{heard()}"' in page
    cancel_run(by=cast.second_coordinator, run=run)
    states.append(heard())
    assert len(set(states)) == 3


@pytest.mark.django_db
def test_verdict_takes_a_fixed_number_of_statements(
    call, cast, people, django_assert_max_num_queries
) -> None:
    run = proposal(call, cast)
    put(run, cast)
    with django_assert_max_num_queries(13):
        verdict_now(call, cast.coordinator)


@pytest.mark.django_db
def test_proof_page_shows_bound_targets_and_members_to_choosers_and_auditors(
    call, cast, people, coordinator
) -> None:
    run = proposed(call, cast)
    address = reverse("staff:run-detail", args=[run.pk])
    for client in (coordinator, signed_in(cast.auditor)):
        page = client.get(address).content.decode()
        assert "237.5" in page
        for member in (people[0], people[1], people[4]):
            assert member.reference in page
        assert people[3].reference not in page
        assert "at least 12.5 less" in page and page.count("at least 12.5") == page.count(
            "12.5 less"
        )
    assert signed_in(cast.clerk).get(address).status_code == 403
    assert AccessEvent.objects.filter(what=AccessEvent.What.PROOF).count() == 2


@pytest.mark.django_db
def test_pack_verifies_alone_has_no_reference_and_is_on_record(call, cast, people) -> None:
    run = proposal(call, cast)
    auditor = signed_in(cast.auditor)
    answer = auditor.post(reverse("staff:run-pack", args=[run.pk]))
    pack = json.loads(answer.content)
    assert verify.refusal(pack) == ""
    text = answer.content.decode()
    assert not any(each.reference in text for each in people)
    assert "Jean-Baptiste" not in text
    [event] = AccessEvent.objects.filter(what=AccessEvent.What.PROOF)
    assert (event.by, event.count) == (cast.auditor, 6)
    page = auditor.post(reverse("staff:run-check", args=[run.pk]), follow=True)
    assert "Checked just now" in page.content.decode()


@pytest.mark.django_db
def test_what_cannot_be_met_is_said_and_one_way_is_chosen_with_a_reason(
    call, cast, people, coordinator
) -> None:
    run = impossible(call, cast)
    assert "The targets cannot all be met" in words_of(coordinator, call)
    assert "no score yet" not in words_of(coordinator, call)
    apply(call)
    assert "1 more has applied and has no score yet" in words_of(coordinator, call)
    address = reverse("staff:run-relax", args=[run.pk])
    page = coordinator.get(address).content.decode()
    assert "Roxbury, Mission Hill: at least 2, not 3" in page
    sent = {"way": "1", "reason": ""}
    back = coordinator.post(address, sent)
    kept = coordinator.get(back.url).content.decode()
    assert "error-summary" in kept
    assert 'value="1" required checked' in " ".join(kept.split())
    before = current_targets(call)
    answer = coordinator.post(address, {"way": "1", "reason": "Only two can be chosen"})
    assert answer.status_code == 302
    targets = current_targets(call)
    assert (targets.number, targets.made_by) == (before.number + 1, cast.coordinator)
    assert targets.reason == "Only two can be chosen"
    assert [target.minimum for target in targets.targets.all()] == [2]
    again = Run.objects.get(status=RunStatus.QUEUED)
    assert again.target_set == targets
    assert answered(again).status == RunStatus.DONE


@pytest.mark.django_db
def test_targets_changed_meanwhile_refuse_a_way_and_keep_the_reason(
    call, cast, people, coordinator
) -> None:
    run = impossible(call, cast)
    three_seats(call, minimum=2)
    address = reverse("staff:run-relax", args=[run.pk])
    back = coordinator.post(address, {"way": "1", "reason": "Only two can be chosen"})
    answer = coordinator.get(back.url)
    assert answer.status_code == 409
    assert "Only two can be chosen" in answer.content.decode()
    assert not run.relaxations.filter(chosen_at__isnull=False).exists()


@pytest.mark.django_db
def test_minimums_that_ask_for_more_than_the_seats_are_added_up(call, cast, people) -> None:
    """Three for Roxbury and one who is locked in from elsewhere, for three seats."""
    pool_with_scores(call, cast, [("roxbury", 1, 1)])
    three_seats(call, minimum=3)
    set_lock(by=cast.coordinator, application=people[0], kind=LockKind.IN, reason="Known")
    run = proposal(call, cast)
    assert run.status == RunStatus.IMPOSSIBLE
    [clash] = Impossible(run).clashes
    found = clash.sum
    assert [part.seats for part in found.parts] == [3, 1]
    assert (found.asked, found.seats) == (4, 3)
    assert people[0].reference in found.parts[1].more
    three, one = found.groups
    assert (three.marks, three.end) == (["asked"] * 3, None)
    assert (one.marks, one.end) == (["no-seat"], 0), "the seats end before it"


@pytest.mark.django_db
def test_exact_price_of_taking_in_and_of_doing_without(call, cast, people) -> None:
    run = proposal(call, cast)
    taken = price_of(run, people[2])
    assert (taken.points, taken.into, taken.out) == (12.5, [], [people[1].pk])
    without = price_of(run, people[0])
    assert (without.points, without.into, without.out) == (25, [people[2].pk], [])
    assert price_of(run, people[2]) == taken
    unknown = pool_with_scores(call, cast, [("mattapan", 0, 0)])[0]
    assert price_of(run, unknown) is None


@pytest.mark.django_db
def test_lock_costs_what_the_best_total_would_have_more(call, cast, people, coordinator) -> None:
    set_lock(by=cast.coordinator, application=people[3], kind=LockKind.IN, reason="Agreed")
    run = proposal(call, cast)
    assert price_of(run, people[3]).gain == 25
    board = coordinator.get(f"/staff/board/?call={call.slug}&open={people[3]}&exact=1").text
    assert "exactly 25.0 points more" in " ".join(board.split())
    proof = coordinator.get(reverse("staff:run-detail", args=[run.pk])).text
    assert "locked in" in proof and "no panel" not in proof


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["waits", "cut off", "out of time"])
def test_page_of_a_run_without_an_answer_says_so(call, cast, people, coordinator, status) -> None:
    run = ask_for_proposal(by=cast.coordinator, call=call)
    if status != "waits":
        start_run(by=None, number_of_slots=1)
    if status == "cut off":
        fail_run(by=None, run=run, why="killed")
    if status == "out of time":
        answer = KINDS["propose"](run.request, Clock(0.000001))
        finish_run(by=None, run=run, answer=answer)
        assert "found no panel in time" in words_of(coordinator, call)
    page = coordinator.get(reverse("staff:run-detail", args=[run.pk])).content.decode()
    assert ("no answer yet" if status == "waits" else "ended without an answer") in page
    assert "Check it now" not in page
    assert coordinator.post(reverse("staff:run-pack", args=[run.pk])).status_code == 404
    assert coordinator.get(reverse("staff:run-relax", args=[run.pk])).status_code == 404

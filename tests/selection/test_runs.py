"""Runs of the solver: what they are asked, and what is kept of the answer."""

import pytest
from django.core.exceptions import PermissionDenied

from selection import pool
from selection.actions.locks import keep_apart, set_lock
from selection.actions.lot import type_lot
from selection.actions.runs import (
    ask_for_proposal,
    cancel_run,
)
from selection.enums import AttributeUse, LockKind, PairKind, RunKind, RunStatus
from selection.models import Attribute, Run
from selection.supervisor import Supervisor
from solver import verify
from solver.requested import pack_of
from tests.concurrency import at_once
from tests.factories.board import pool_with_scores, proposed, run_to_the_end, three_seats
from tests.factories.lots import drawn
from tests.factories.story import released
from tests.prove.processes import wait_until
from tests.refusals import refuses


def members_of(run: Run) -> set[int]:
    return set(run.people.filter(is_member=True).values_list("application", flat=True))


@pytest.mark.django_db
def test_a_run_ends_with_the_best_panel_its_proof_prices_and_firmness(call, cast, people) -> None:
    run = proposed(call, cast)
    assert run.status == RunStatus.DONE
    assert members_of(run) == {people[0].pk, people[1].pk, people[4].pk}
    [option] = run.result["options"]
    assert verify.refusal(pack_of(run.request, option)) == ""
    unit = run.request["unit"]
    prices = dict(run.people.values_list("application", "price"))
    # The third person, with 75 points, would take the seat of the second, with 87.5; of the two
    # from Roxbury one must sit.
    assert prices[people[2].pk] <= unit * 12.5
    assert prices[people[5].pk] <= unit * 25
    [explained] = run.followed_by.all()
    assert (explained.kind, explained.status) == (RunKind.EXPLAIN, RunStatus.DONE)
    [cost] = explained.result["by_target"].values()
    assert cost == unit * 25
    firmness = dict(explained.people.values_list("application", "firmness"))
    assert firmness[people[0].pk] > firmness.get(people[2].pk, 0)
    assert sum(firmness.values()) == pytest.approx(3000, abs=10)


@pytest.mark.django_db
def test_targets_that_cannot_be_met_end_with_ways_out(call, cast, people) -> None:
    three_seats(call, minimum=3)
    run = proposed(call, cast)
    assert run.status == RunStatus.IMPOSSIBLE
    assert run.proof["claim"] == -1
    [way] = run.relaxations.all()
    assert [(row["from"], row["to"]) for row in way.rows] == [(3, 2)]
    assert len(way.members) == 3
    assert not run.followed_by.exists()


@pytest.mark.django_db
def test_a_request_has_no_reference_and_only_what_targets_name(call, cast, people, run) -> None:
    text = str(run.request)
    for application in people:
        assert application.reference not in text
    assert "Jean-Baptiste" not in text
    assert {tuple(each["tags"]) for each in run.request["people"]} == {
        (pool.feature(Attribute.objects.get().pk),)
    }


@pytest.mark.django_db
def test_the_same_board_is_asked_about_in_the_same_words(call, cast, people, run) -> None:
    """Ties are broken by the lot and the numbers: a second press must not change anybody’s seat."""
    cancel_run(by=cast.coordinator, run=run)
    again = ask_for_proposal(by=cast.second_coordinator, call=call)
    assert (again.pk != run.pk, again.digest) == (True, run.digest)


@pytest.mark.django_db
def test_locks_pairs_and_released_members_are_asked_for(call, cast, people) -> None:
    by = cast.coordinator
    released(people[3], cast)
    set_lock(by=by, application=people[0], kind=LockKind.OUT, reason="Works for the City")
    keep_apart(by=by, one=people[1], other=people[4], kind=PairKind.HOUSEHOLD, reason="Siblings")
    run = proposed(call, cast)
    assert members_of(run) == {people[2].pk, people[3].pk, people[4].pk}


@pytest.mark.django_db
def test_a_lot_drawn_for_these_targets_and_scores_is_used(call, cast, people) -> None:
    drawn(call, cast.coordinator)
    type_lot(by=cast.coordinator, call=call, typed="7-1-4")
    assert pool.frozen(call).request["lot"] is None
    type_lot(by=cast.second_coordinator, call=call, typed="7-1-4")
    assert pool.frozen(call).request["lot"] == "7-1-4"
    three_seats(call)
    assert pool.frozen(call).request["lot"] is None


@pytest.mark.django_db
def test_raw_scores_are_points_in_the_smallest_whole_unit(call, cast, people) -> None:
    frozen = pool.frozen(call)
    unit = frozen.request["unit"]
    points = [frozen.scored[each.pk].score / unit for each in people]
    assert points == [100, 87.5, 75, 62.5, 50, 25]
    assert frozen.scored[people[1].pk].error > 0


@pytest.mark.django_db
def test_nothing_is_asked_before_there_is_something_to_choose_by(call, cast) -> None:
    ask = {"by": cast.coordinator, "call": call}
    with refuses("no_targets"):
        ask_for_proposal(**ask)
    three_seats(call)
    with refuses("no_scores"):
        ask_for_proposal(**ask)
    for application in pool_with_scores(call, cast):
        set_lock(by=cast.coordinator, application=application, kind=LockKind.OUT, reason="Test")
    with pytest.raises(PermissionDenied):
        ask_for_proposal(by=cast.auditor, call=call)
    Attribute.objects.update(use=AttributeUse.REPORT)
    with refuses("not_a_target"):
        ask_for_proposal(**ask)
    assert not Run.objects.exists()


@pytest.mark.django_db
def test_a_second_press_returns_the_run_under_way(call, cast, people, run) -> None:
    assert ask_for_proposal(by=cast.second_coordinator, call=call) == run


@pytest.mark.django_db
def test_a_new_proposal_ends_the_explaining_of_the_last_one(call, cast, people, run) -> None:
    supervisor = Supervisor()
    supervisor.tick()
    supervisor.processes[0].process.wait(30)
    wait_until(lambda: supervisor.tick() or run.followed_by.exists(), "the proposal")
    ask_for_proposal(by=cast.coordinator, call=call)
    assert run.followed_by.get().status == RunStatus.CANCELLED
    run_to_the_end(call, supervisor)
    assert not supervisor.processes


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_propose_at_once_get_one_run(call, cast, people) -> None:
    runs = at_once(lambda: ask_for_proposal(by=cast.coordinator, call=call))
    assert len({run.pk for run in runs}) == 1


@pytest.mark.django_db
def test_a_finished_run_never_changes(call, cast, people) -> None:
    run = proposed(call, cast)
    with pytest.raises(Exception, match="a_finished_run_is_never_changed"):
        Run.objects.filter(pk=run.pk).update(digest="0" * 64)

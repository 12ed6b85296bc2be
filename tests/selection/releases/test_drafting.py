"""Drafting: everybody who applied gets one answer, with a reason where one is due."""

import pytest

from applications.form.actions.withdraw import withdraw_application
from applications.models import Application
from applications.paper.actions.late import decide_late
from applications.records.actions.check_residency import check_residency
from selection.actions.locks import set_lock
from selection.actions.moves import put_proposal
from selection.board import board_of
from selection.enums import Caution, LockKind, Outcome
from selection.models import Decision
from selection.queries import released_members, to_answer, waiting_for_answer
from selection.releases.actions.decide import decide_by_hand
from selection.releases.actions.draft import bring_up_to_date, draft_release, drop_release
from selection.releases.actions.propose import propose_release
from selection.releases.covering import Coverage, reserves_for
from selection.releases.drift import drift_of
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.board import proposed, put_on_board, take_off_board
from tests.factories.releasing import drafted, let_go, panel_with, proposed_release, released_with
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def answers(release) -> dict[Application, tuple[str, int | None]]:
    return {each.application: (each.outcome, each.rank) for each in release.decisions.all()}


def late_and_refused(call, cast) -> Application:
    application = desk.late_in_open(call, cast.clerk)
    decide_late(by=cast.coordinator, application=application, accepts=False, note="Late.")
    return Application.objects.get(pk=application.pk)


def elsewhere(application, cast) -> None:
    given = {"status": "not_a_resident", "reason": "Seen.", "seen": 0}
    check_residency(by=cast.coordinator, application=application, **given)


def test_everybody_gets_one_answer(call, cast, people) -> None:
    elsewhere(people[3], cast)
    withdraw_application(by=None, application=people[5])
    late = late_and_refused(call, cast)
    release = drafted(cast, people[0], people[1], reserves=[people[2]])
    assert answers(release) == {
        people[0]: (Outcome.MEMBER, None),
        people[1]: (Outcome.MEMBER, None),
        people[2]: (Outcome.RESERVE, 1),
        people[3]: (Outcome.NOT_ELIGIBLE, None),
        people[4]: (Outcome.NOT_CHOSEN, None),
        late: (Outcome.NOT_ELIGIBLE, None),
    }
    unfit = release.decisions.filter(outcome=Outcome.NOT_ELIGIBLE)
    assert {each.reason for each in unfit} == {
        "Does not live in Boston.",
        "It came after the deadline.",
    }


def test_reserves_cover_for_members_who_leave(call, cast, people) -> None:
    """The only one from Roxbury sits, so the other one from there covers better than who scores
    more."""
    panel = panel_with(cast.coordinator, people[0], people[1], people[4])
    found = reserves_for(panel, [people[0], people[1], people[4]], 1)
    assert found.ids == [people[5].pk]
    coverage = Coverage(found.about)
    assert coverage.is_safer and coverage.price > 0
    assert coverage.in_words.startswith("If any two members leave, all targets hold in ")


def test_one_release_is_open_at_a_time(cast, people) -> None:
    drafted(cast, people[0])
    panel = panel_with(cast.coordinator, people[0])
    with refuses("open"):
        draft_release(by=cast.coordinator, call=people[0].call, panel=panel)


def test_a_dropped_draft_leaves_nothing(cast, people) -> None:
    release = drafted(cast, people[0])
    drop_release(by=cast.second_coordinator, release=release)
    assert not Decision.objects.exists()
    assert drafted(cast, people[1]).number == 2


def test_against_a_lock_nothing_is_drafted(cast, people) -> None:
    panel = panel_with(cast.coordinator, people[0])
    given = {"kind": LockKind.IN, "reason": "Agreed."}
    set_lock(by=cast.coordinator, application=people[5], **given)
    with refuses("against_a_lock"):
        draft_release(by=cast.coordinator, call=people[0].call, panel=panel)


def test_who_is_in_the_best_panel_sits_for_that(call, cast, people) -> None:
    """Also somebody whom somebody had taken in by hand before it was found."""
    put_on_board(cast.coordinator, people[0], reason="To compare with.")
    run = proposed(call, cast)
    best = [people[0], people[1], people[4]]
    given = {"despite": {each.pk: list(Caution) for each in best}, "reason": "The best there is."}
    put_proposal(by=cast.coordinator, run=run, seen=board_of(call).version, people=best, **given)
    take_off_board(cast.coordinator, people[1])
    release = drafted(cast, people[2])
    why = {each.application: (each.reason, each.by_hand) for each in release.decisions.all()}
    assert why[people[0]] == why[people[4]] == (f"In the best panel, {run}.", False)
    assert "best panel" not in why[people[2]][0]


def test_by_hand_says_why(cast, people) -> None:
    release = drafted(cast, people[0])
    asked = {"by": cast.coordinator, "release": release, "application": people[1]}
    with refuses("no_reason"):
        decide_by_hand(**asked, seen="not_chosen", outcome="reserve", reason=" ")
    decision = decide_by_hand(**asked, seen="not_chosen", outcome="reserve", reason="Speaks Somali")
    assert (decision.by_hand, decision.rank, decision.reason) == (True, 1, "Speaks Somali")
    with refuses("changed_meanwhile"):
        decide_by_hand(**asked, seen="not_chosen", outcome="member", reason="Another tab.")


def test_reserves_are_numbered_without_gaps(cast, people) -> None:
    release = drafted(cast, people[0], reserves=people[1:4])
    asked = {"by": cast.coordinator, "release": release, "application": people[1]}
    decide_by_hand(**asked, seen="reserve", outcome="not_chosen", reason="Asked us to.")
    ranks = release.decisions.filter(outcome="reserve").order_by("rank")
    assert [(each.application, each.rank) for each in ranks] == [(people[2], 1), (people[3], 2)]


def test_no_more_members_than_seats_by_hand(cast, people) -> None:
    release = drafted(cast, *people[:3])
    with refuses("no_seat_left"):
        decide_by_hand(
            by=cast.coordinator,
            release=release,
            application=people[3],
            seen="not_chosen",
            outcome="member",
            reason="One more.",
            despite=Caution,
        )


def test_who_lives_elsewhere_can_only_be_not_eligible(cast, people) -> None:
    elsewhere(people[1], cast)
    release = drafted(cast, people[0])
    asked = {"by": cast.coordinator, "release": release, "application": people[1]}
    for outcome in ("member", "reserve", "not_chosen"):
        with refuses("barred"):
            decide_by_hand(**asked, seen="not_eligible", outcome=outcome, reason="Still.")


def test_a_draft_that_does_not_fit_is_brought_up_to_date(call, cast, people) -> None:
    release = drafted(cast, people[0], people[1], reserves=people[2:4])
    withdraw_application(by=None, application=people[2])
    elsewhere(people[1], cast)
    new = apply(call)
    with refuses("out_of_date"):
        propose_release(by=cast.coordinator, release=release)
    drift = drift_of(release)
    assert [each.application for each in drift.withdrawn] == [people[2]]
    assert drift.missing == [new]
    bring_up_to_date(by=cast.coordinator, release=release)
    assert answers(release) == {
        people[0]: (Outcome.MEMBER, None),
        people[1]: (Outcome.NOT_ELIGIBLE, None),
        people[3]: (Outcome.RESERVE, 1),
        people[4]: (Outcome.NOT_CHOSEN, None),
        people[5]: (Outcome.NOT_CHOSEN, None),
        new: (Outcome.NOT_CHOSEN, None),
    }
    assert not drift_of(release).is_any
    propose_release(by=cast.coordinator, release=release)


def test_a_later_release_answers_who_came_after(call, cast, people) -> None:
    released_with(cast, people[0])
    assert not waiting_for_answer(call).exists()
    late = apply(call)
    assert list(waiting_for_answer(call)) == [late]
    release = draft_release(by=cast.coordinator, call=call, panel=None)
    assert answers(release) == {late: (Outcome.NOT_CHOSEN, None)}
    propose_release(by=cast.coordinator, release=release)
    let_go(release, cast.second_coordinator)
    assert not waiting_for_answer(call).exists()


def test_a_reserve_becomes_a_member_by_a_decision_that_replaces(call, cast, people) -> None:
    before = released_with(cast, people[0], reserves=[people[1]])
    release = proposed_release(cast, people[1])
    (decision,) = release.decisions.all()
    assert decision.replaces == before.decisions.get(application=people[1])
    assert people[1] not in {each.application for each in released_members(call)}
    let_go(release, cast.second_coordinator)
    assert {each.application for each in released_members(call)} == {people[0], people[1]}


def test_nobody_new_is_no_release(call, cast, people) -> None:
    released_with(cast, people[0])
    with refuses("nobody"):
        draft_release(by=cast.coordinator, call=call, panel=None)


def test_the_first_release_needs_a_panel(call, cast, people) -> None:
    with refuses("no_panel"):
        draft_release(by=cast.coordinator, call=call, panel=None)


def test_who_is_to_answer_is_the_same_in_sql(call, people, cast) -> None:
    elsewhere(people[3], cast)
    withdraw_application(by=None, application=people[5])
    late_and_refused(call, cast)
    rows = Application.objects.raw("SELECT applications_to_answer(%s) AS id", [call.pk])
    assert {each.pk for each in rows} == set(to_answer(call).values_list("pk", flat=True))

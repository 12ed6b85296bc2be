"""Releasing: a second person, what was on the screen, all of it, once."""

import threading

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from applications.form.actions.withdraw import withdraw_application
from applications.records.actions.check_residency import check_residency
from core.actions import Refused
from selection.enums import Outcome, ReleaseStatus
from selection.models import Decision, Release
from selection.queries import decision_of, released_members
from selection.releases.actions.decide import decide_by_hand
from selection.releases.actions.draft import draft_release
from selection.releases.actions.let_go import release_decisions
from selection.releases.actions.propose import propose_release, send_release_back
from tests.factories.applications import apply
from tests.factories.releasing import (
    drafted,
    let_go,
    panel_with,
    proposed_release,
    released_with,
    shown_to,
)
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def test_the_second_person_releases(call, cast, people) -> None:
    release = let_go(proposed_release(cast, *people[:2]), cast.second_coordinator)
    assert (release.status, release.released_by) == ("released", cast.second_coordinator)
    assert release.typed == {"member": 2, "reserve": 0, "not_chosen": 4, "not_eligible": 0}
    assert decision_of(people[0]).outcome == Outcome.MEMBER
    assert decision_of(people[5]).outcome == Outcome.NOT_CHOSEN


def test_nobody_releases_what_they_drafted_handed_over_or_decided(cast, people) -> None:
    release = drafted(cast, people[0])
    decide_by_hand(
        by=cast.second_coordinator,
        release=release,
        application=people[1],
        seen="not_chosen",
        outcome="reserve",
        reason="Speaks Somali.",
    )
    propose_release(by=cast.coordinator, release=release)
    release.refresh_from_db()
    for by in (cast.coordinator, cast.second_coordinator):
        with refuses("own"):
            let_go(release, by)


def test_the_database_refuses_who_decided(cast, people) -> None:
    release = proposed_release(cast, people[0])
    for by in (cast.coordinator,):
        with pytest.raises(IntegrityError, match="nobody releases what they decided"):
            _force(release, by)


def _force(release: Release, by) -> None:
    with transaction.atomic():
        Release.objects.filter(pk=release.pk).update(
            status="released", released_by=by, released_at=release.proposed_at
        )


def test_the_database_refuses_a_first_release_that_leaves_somebody_out(call, cast, people) -> None:
    release = proposed_release(cast, people[0])
    apply(call)
    with pytest.raises(IntegrityError, match="the first release answers everybody"):
        _force(release, cast.second_coordinator)


def test_the_database_refuses_to_answer_who_withdrew(cast, people) -> None:
    release = proposed_release(cast, people[0])
    withdraw_application(by=None, application=people[5])
    with pytest.raises(IntegrityError, match="nobody who withdrew is answered"):
        _force(release, cast.second_coordinator)


def test_the_database_keeps_what_a_second_person_looks_at(cast, people) -> None:
    release = proposed_release(cast, people[0])
    decision = release.decisions.first()
    for attempt in (
        decision.delete,
        lambda: release.decisions.update(outcome="not_chosen", rank=None),
        lambda: Decision.objects.create(
            release=release,
            application=apply(release.call),
            outcome="not_chosen",
            decided_by=cast.coordinator,
        ),
    ):
        with (
            pytest.raises(IntegrityError, match="decisions change only in a draft"),
            transaction.atomic(),
        ):
            attempt()


def test_a_release_stands(cast, people) -> None:
    release = released_with(cast, people[0])
    with pytest.raises(InternalError, match="a_finished_release_stands"), transaction.atomic():
        Release.objects.update(typed={})
    with pytest.raises(IntegrityError, match="decisions change only"), transaction.atomic():
        release.decisions.update(reason="Another one.")


def test_other_counts_release_nothing(cast, people) -> None:
    release = proposed_release(cast, *people[:2])
    shown, typed = shown_to(release, cast.second_coordinator)
    for wrong in ({**typed, "member": 3}, {**typed, "not_chosen": 5}, {}):
        with refuses("counts"):
            release_decisions(by=cast.second_coordinator, release=release, shown=shown, typed=wrong)
    assert Release.objects.get().status == ReleaseStatus.PROPOSED


def test_what_was_changed_since_it_was_shown_is_not_released(cast, people) -> None:
    """A stale page: sent back, changed and handed over again while it was open."""
    release = proposed_release(cast, *people[:2])
    shown, typed = shown_to(release, cast.second_coordinator)
    send_release_back(by=cast.second_coordinator, release=release, reason="Why not the third?")
    asked = {"by": cast.coordinator, "release": release, "reason": "Right."}
    decide_by_hand(**asked, application=people[2], seen="not_chosen", outcome="reserve")
    propose_release(by=cast.coordinator, release=release)
    with refuses("changed_meanwhile") as refused:
        release_decisions(by=cast.second_coordinator, release=release, shown=shown, typed=typed)
    words = refused.value.message
    assert "Why not the third?" in words and f"{people[2]} is reserve" in words
    assert Release.objects.get().status == ReleaseStatus.PROPOSED


def test_a_second_release_finds_it_done(cast, people) -> None:
    release = proposed_release(cast, people[0])
    shown, typed = shown_to(release, cast.second_coordinator)
    asked = {"by": cast.second_coordinator, "release": release, "shown": shown, "typed": typed}
    release_decisions(**asked)
    with refuses("changed_meanwhile"):
        release_decisions(**asked)


def test_who_withdrew_between_preview_and_press_is_left_out_and_named(cast, people) -> None:
    release = proposed_release(cast, *people[:2])
    shown, typed = shown_to(release, cast.second_coordinator)
    withdraw_application(by=None, application=people[1])
    done = release_decisions(by=cast.second_coordinator, release=release, shown=shown, typed=typed)
    assert done.left_out == [people[1].reference]
    assert decision_of(people[1]) is None
    assert {each.application for each in released_members()} == {people[0]}


def test_who_had_withdrawn_before_the_page_is_not_counted(cast, people) -> None:
    release = proposed_release(cast, *people[:2])
    withdraw_application(by=None, application=people[1])
    _shown, typed = shown_to(release, cast.second_coordinator)
    assert typed["member"] == 1
    let_go(release, cast.second_coordinator)


def test_a_status_that_changed_between_preview_and_press_stops_it(call, cast, people) -> None:
    release = proposed_release(cast, *people[:2])
    shown, typed = shown_to(release, cast.second_coordinator)
    given = {"status": "not_a_resident", "reason": "Seen.", "seen": 0}
    check_residency(by=cast.coordinator, application=people[1], **given)
    with refuses("changed_meanwhile") as refused:
        release_decisions(by=cast.second_coordinator, release=release, shown=shown, typed=typed)
    assert f"Not eligible any more: {people[1]}" in refused.value.message


def test_who_came_between_preview_and_press_stops_the_first_release(call, cast, people) -> None:
    release = proposed_release(cast, people[0])
    shown, typed = shown_to(release, cast.second_coordinator)
    new = apply(call)
    with refuses("changed_meanwhile") as refused:
        release_decisions(by=cast.second_coordinator, release=release, shown=shown, typed=typed)
    assert str(new) in refused.value.message


def test_somebody_forged_as_withdrawn_is_not_left_out(cast, people) -> None:
    release = proposed_release(cast, *people[:2])
    shown, typed = shown_to(release, cast.second_coordinator)
    left_out = [release.decisions.get(application=people[1]).pk]
    forged = type(shown)(shown.digest, shown.handed_over, left_out)
    with refuses("changed_meanwhile"):
        release_decisions(
            by=cast.second_coordinator,
            release=release,
            shown=forged,
            typed={**typed, "member": 1},
        )


def test_sending_back_says_why(cast, people) -> None:
    release = proposed_release(cast, people[0])
    with refuses("no_reason"):
        send_release_back(by=cast.second_coordinator, release=release, reason=" ")
    back = send_release_back(by=cast.second_coordinator, release=release, reason="Too few.")
    assert (back.status, back.sent_back_reason) == ("draft", "Too few.")
    with refuses("changed_meanwhile"):
        send_release_back(by=cast.second_coordinator, release=release, reason="Again.")


def _at_once(*do) -> list[Exception]:
    """Both, each in a thread with a connection of its own; returns what was refused."""
    refused: list[Exception] = []
    start = threading.Barrier(len(do))

    def run(what) -> None:
        start.wait()
        try:
            what()
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[what]) for what in do]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_release_once(call, cast, people) -> None:
    release = proposed_release(cast, people[0])
    shown, typed = shown_to(release, cast.second_coordinator)

    def press() -> None:
        release_decisions(by=cast.second_coordinator, release=release, shown=shown, typed=typed)

    refused = _at_once(press, press)
    assert [each.code for each in refused] == ["changed_meanwhile"]
    assert Release.objects.filter(status="released").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_are_one(call, cast, people) -> None:
    panel = panel_with(cast.coordinator, people[0])

    def draft() -> None:
        draft_release(by=cast.coordinator, call=call, panel=panel)

    refused = _at_once(draft, draft)
    assert [each.code for each in refused] == ["open"]
    assert Release.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_release_against_withdrawal_answers_or_leaves_out(call, cast, people) -> None:
    release = proposed_release(cast, people[0], people[1])
    shown, typed = shown_to(release, cast.second_coordinator)

    def press() -> None:
        release_decisions(by=cast.second_coordinator, release=release, shown=shown, typed=typed)

    refused = _at_once(press, lambda: withdraw_application(by=None, application=people[1]))
    assert not refused
    assert Release.objects.get().status == ReleaseStatus.RELEASED
    people[1].refresh_from_db()
    assert people[1].status == "withdrawn"  # with an answer from before, or without one


@pytest.mark.django_db(transaction=True)
def test_send_back_against_release_has_one_winner(call, cast, people) -> None:
    release = proposed_release(cast, people[0])
    shown, typed = shown_to(release, cast.second_coordinator)
    refused = _at_once(
        lambda: release_decisions(
            by=cast.second_coordinator, release=release, shown=shown, typed=typed
        ),
        lambda: send_release_back(by=cast.coordinator, release=release, reason="Wait."),
    )
    assert [each.code for each in refused] == ["changed_meanwhile"]

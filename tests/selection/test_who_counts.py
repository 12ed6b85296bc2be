"""Who may be chosen and released: only what was shown, and only people who count."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from applications.form.actions.withdraw import withdraw_application
from applications.models import Application
from applications.records.actions.check_residency import check_residency
from core.actions import Refused
from selection.enums import Caution, DecisionStatus, Outcome
from selection.models import Decision
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.duplicates import marked
from tests.factories.releasing import choose_member
from tests.messages import said
from tests.refusals import refuses

BOARD, DECISIONS = "/staff/board/", "/staff/decisions/"


def found(application: Application, cast, status: str, seen: int = 0) -> None:
    """What staff found out about where somebody lives."""
    check_residency(
        by=cast.coordinator, application=application, status=status, reason="Seen.", seen=seen
    )


def withdraw(application: Application, call, cast) -> None:
    withdraw_application(by=None, application=application)


def set_aside(application: Application, call, cast) -> None:
    marked(cast.coordinator, apply(call), application)


def find_elsewhere(application: Application, call, cast) -> None:
    found(application, cast, "not_a_resident")


HAPPENS = {withdraw: "withdrawn", set_aside: "set_aside", find_elsewhere: "not_a_resident"}


@pytest.fixture
def client(cast) -> Client:
    """The second coordinator's browser."""
    browser = Client()
    browser.force_login(cast.second_coordinator)
    return browser


@pytest.mark.django_db
@pytest.mark.parametrize("happens", HAPPENS)
def test_who_does_not_count_cannot_be_chosen(call, cast, happens) -> None:
    application = apply(call)
    happens(application, call, cast)
    with refuses(HAPPENS[happens]):
        choose_member(by=cast.coordinator, application=application, despite=Caution)
    with pytest.raises(IntegrityError, match="chosen"), transaction.atomic():
        Decision.objects.create(
            application=application,
            outcome=Outcome.MEMBER,
            decided_by=cast.coordinator,
            despite=list(Caution),
        )


@pytest.mark.django_db
def test_who_came_late_cannot_be_chosen(call, cast) -> None:
    late = desk.late_in_open(call, cast.clerk)
    with refuses("not_counted"):
        choose_member(by=cast.coordinator, application=late, despite=Caution)
    with pytest.raises(IntegrityError, match="came late"), transaction.atomic():
        Decision.objects.create(
            application=late,
            outcome=Outcome.MEMBER,
            decided_by=cast.coordinator,
            despite=list(Caution),
        )


@pytest.mark.django_db
@pytest.mark.parametrize("happens", HAPPENS)
def test_who_no_longer_counts_cannot_be_released(call, cast, client, happens) -> None:
    application = apply(call)
    decision = choose_member(by=cast.coordinator, application=application, despite=Caution)
    happens(application, call, cast)
    release_decisions(by=cast.second_coordinator, call=call, shown=[decision.pk])
    client.post(DECISIONS, {"decision": decision.pk})
    decision.refresh_from_db()
    assert decision.status == DecisionStatus.PENDING
    with pytest.raises(IntegrityError, match="chosen"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            status=DecisionStatus.RELEASED,
            released_by=cast.second_coordinator,
            released_at=decision.decided_at,
        )


@pytest.mark.django_db
def test_paper_that_says_no_counts_once_staff_verified_otherwise(call, cast) -> None:
    paper = desk.typed_in(call, cast.clerk, eligibility={"lives_in_city": "no"})
    with refuses("not_a_resident"):
        choose_member(by=cast.coordinator, application=paper, despite=Caution)
    with pytest.raises(IntegrityError, match="lives elsewhere"), transaction.atomic():
        Decision.objects.create(
            application=paper,
            outcome=Outcome.MEMBER,
            decided_by=cast.coordinator,
            despite=list(Caution),
        )
    found(paper, cast, "verified")
    assert choose_member(by=cast.coordinator, application=paper, despite=Caution)


@pytest.mark.django_db
def test_pages_offer_nobody_who_lives_elsewhere(call, cast, client) -> None:
    never, chosen = apply(call), apply(call)
    choose_member(by=cast.coordinator, application=chosen, despite=Caution)
    found(never, cast, "not_a_resident")
    found(chosen, cast, "not_a_resident")
    board = client.get(BOARD).content.decode()
    assert "1 on the board cannot be chosen any more" in board
    assert f"move={never}" not in board and f"move={chosen}" in board
    page = client.get(DECISIONS).content.decode()
    assert "Not a resident" in page and 'name="decision"' not in page
    sent = {"call": call.slug, "seen": 0, "into": never, "reason": "The best."}
    sent["rail"] = f"move={never}"
    answer = client.post(f"{BOARD}move/", sent, follow=True)
    assert f"{never} is not a resident and cannot be chosen" in answer.content.decode()


@pytest.mark.django_db
def test_release_releases_what_was_shown_and_names_what_is_new(call, cast, client) -> None:
    seen, unseen = (
        choose_member(by=cast.coordinator, application=apply(call), despite=Caution)
        for _ in range(2)
    )
    Decision.objects.filter(pk=unseen.pk).delete()
    page = client.get(DECISIONS).content.decode()
    assert f'name="decision" value="{seen.pk}"' in page
    unseen = choose_member(by=cast.coordinator, application=unseen.application, despite=Caution)
    answer = client.post(DECISIONS, {"decision": [seen.pk, "9" * 5000, "x"]}, follow=True)
    assert f"not released: {unseen.application}." in said(answer)
    assert [*Decision.objects.filter(status=DecisionStatus.RELEASED)] == [seen]


@pytest.mark.django_db
def test_release_of_nothing_shown_releases_nothing(call, cast, client) -> None:
    choose_member(by=cast.coordinator, application=apply(call), despite=Caution)
    client.post(DECISIONS)
    assert Decision.objects.get().status == DecisionStatus.PENDING


@pytest.mark.django_db(transaction=True)
def test_choosing_and_finding_elsewhere_at_once_never_both_pass_unseen(call, cast) -> None:
    """Whichever is first: a choice that was made, or one that is refused; never a failure."""
    application, start = apply(call), threading.Barrier(2)
    refused: list[type[Exception]] = []

    def at_once(work) -> None:
        start.wait()
        try:
            work()
        except Refused as error:
            refused.append(error.code)
        connection.close()

    works = (
        lambda: choose_member(by=cast.coordinator, application=application, despite=Caution),
        lambda: found(application, cast, "not_a_resident"),
    )
    threads = [threading.Thread(target=at_once, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Decision.objects.count() + len(refused) == 1
    decision = Decision.objects.first()
    shown = [decision.pk] if decision else []
    outcome = release_decisions(by=cast.second_coordinator, call=call, shown=shown)
    assert outcome.released == []

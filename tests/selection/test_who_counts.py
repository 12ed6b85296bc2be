"""Who may be chosen: only people who count."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from applications.form.actions.withdraw import withdraw_application
from applications.models import Application
from applications.records.actions.check_residency import check_residency
from core.actions import Refused
from selection.board import on_the_board
from selection.enums import Caution, Outcome
from selection.models import Decision, PanelPerson, Release
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.duplicates import marked
from tests.factories.releasing import choose_member
from tests.refusals import refuses

BOARD = "/staff/board/"


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


def _decide(application: Application, cast) -> None:
    """A member, without asking any action."""
    release = Release.objects.create(call=application.call, number=1, drafted_by=cast.coordinator)
    Decision.objects.create(
        release=release,
        application=application,
        outcome=Outcome.MEMBER,
        decided_by=cast.coordinator,
        despite=list(Caution),
    )


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
        _decide(application, cast)


@pytest.mark.django_db
def test_who_came_late_cannot_be_chosen(call, cast) -> None:
    late = desk.late_in_open(call, cast.clerk)
    with refuses("not_counted"):
        choose_member(by=cast.coordinator, application=late, despite=Caution)
    with pytest.raises(IntegrityError, match="came late"), transaction.atomic():
        _decide(late, cast)


@pytest.mark.django_db
def test_paper_that_says_no_counts_once_staff_verified_otherwise(call, cast) -> None:
    paper = desk.typed_in(call, cast.clerk, eligibility={"lives_in_city": "no"})
    with refuses("not_a_resident"):
        choose_member(by=cast.coordinator, application=paper, despite=Caution)
    with pytest.raises(IntegrityError, match="lives elsewhere"), transaction.atomic():
        _decide(paper, cast)
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
    sent = {"call": call.slug, "seen": 1, "into": never, "reason": "The best."}
    sent["rail"] = f"move={never}"
    answer = client.post(f"{BOARD}move/", sent, follow=True)
    assert f"{never} is not a resident and cannot be chosen" in answer.content.decode()


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
    assert PanelPerson.objects.count() + len(refused) == 1
    assert not on_the_board(call).exists()

"""Choosing somebody who is unusual: the board says it, and a coordinator confirms it once."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from applications.models import Application
from applications.records.actions.check_residency import check_residency
from selection.enums import Caution, Outcome
from selection.models import Decision, PanelPerson
from selection.releases.actions.draft import draft_release
from tests.factories.applications import apply
from tests.factories.board import put_on_board, saved
from tests.factories.desk import typed_in
from tests.factories.duplicates import marked, similar_pair
from tests.factories.releasing import choose_member, drafted, proposed_release
from tests.factories.staff import signed_in
from tests.factories.story import scored, two_criteria
from tests.refusals import refuses
from tests.selection.board_pages import fields_of

BOARD = "/staff/board/"
OF_A_PAIR = [Caution.UNCHECKED, Caution.UNREAD, Caution.LOOK_ALIKE]


def usual(application: Application, cast) -> Application:
    """Read by somebody, and found to live in the city."""
    check_residency(
        by=cast.coordinator, application=application, status="verified", reason="Seen.", seen=0
    )
    scored(application, cast, 2)
    return application


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.mark.django_db
def test_move_says_what_is_unusual_about_whoever_comes_in(call, cast, coordinator) -> None:
    two_criteria(call)
    one, other = similar_pair(call)
    page = coordinator.get(BOARD, {"move": one.reference}).content.decode()
    for caution in OF_A_PAIR:
        assert f'name="despite" value="{one}:{caution.value}"' in page
    assert f"/staff/duplicates/{one}/{other}/" in page
    usual(one, cast)
    marked(cast.coordinator, one, other)
    page = coordinator.get(BOARD, {"move": one.reference}).content.decode()
    assert 'name="despite"' not in page


@pytest.mark.django_db
def test_what_came_up_since_is_asked_again(call, cast) -> None:
    application = apply(call)
    with refuses("not_confirmed"):
        choose_member(by=cast.coordinator, application=application, despite=[Caution.UNREAD])


@pytest.mark.django_db
def test_what_came_up_on_the_board_is_asked_when_a_release_is_made(call, cast, coordinator) -> None:
    two_criteria(call)
    one, _other = similar_pair(call)
    usual(one, cast)
    put_on_board(cast.coordinator, one)
    PanelPerson.objects.update(despite=[])  # as if nothing had been unusual when they came
    panel = saved(call, cast)
    make = f"/staff/decisions/panel/{panel.pk}/"
    sent = fields_of(coordinator.get(make), make)
    assert sent["despite"] == [f"{one}:look_alike"]
    with refuses("not_confirmed"):
        draft_release(by=cast.coordinator, call=call, panel=panel)
    coordinator.post(make, {**sent, "reserves": "0"})
    assert Decision.objects.get(outcome="member").despite == [Caution.LOOK_ALIKE]


@pytest.mark.django_db
def test_paper_without_signature_or_consent_is_asked_about(call, cast, coordinator) -> None:
    two_criteria(call)
    paper = {"signature_seen": False, "left_empty": ["declaration-agrees"]}
    application = usual(typed_in(call, cast.clerk, paper=paper), cast)
    board = coordinator.get(BOARD, {"move": application.reference}).content.decode()
    assert "Not signed" in board and "Did not agree" in board
    with refuses("not_confirmed"):
        choose_member(by=cast.coordinator, application=application)
    choose_member(by=cast.coordinator, application=application, despite=Caution)
    release = proposed_release(cast, application)
    page = signed_in(cast.second_coordinator).get(f"/staff/decisions/{release.pk}/").text
    assert "Not signed" in page and "Did not agree" in page


@pytest.mark.django_db
def test_only_what_is_unusual_is_kept(call, cast) -> None:
    application = apply(call)
    decision = choose_member(by=cast.coordinator, application=application, despite=Caution)
    assert decision.despite == [Caution.UNCHECKED, Caution.UNREAD]


@pytest.mark.django_db
def test_database_wants_it_confirmed(call, cast) -> None:
    with pytest.raises(IntegrityError, match="confirmed"), transaction.atomic():
        Decision.objects.create(
            release=drafted(cast, apply(call)),
            application=apply(call),
            outcome=Outcome.MEMBER,
            decided_by=cast.coordinator,
            despite=[Caution.UNREAD],
        )


@pytest.mark.django_db
def test_history_and_release_say_what_was_confirmed(call, cast) -> None:
    application = apply(call)
    release = proposed_release(cast, application)
    words = "residency not checked, not read by anybody"
    page = signed_in(cast.auditor).get(f"/staff/history/application/{application}/")
    assert words in page.content.decode()
    page = signed_in(cast.second_coordinator).get(f"/staff/decisions/{release.pk}/").text
    assert "Residency not checked" in page and "Not read by anybody" in page

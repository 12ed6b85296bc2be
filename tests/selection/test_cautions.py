"""Choosing somebody who is unusual: the board says it, and a coordinator confirms it once."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from applications.models import Application
from applications.records.actions.check_residency import check_residency
from selection.actions.choose import choose_member
from selection.enums import Caution, Outcome
from selection.models import Decision
from tests.factories.applications import apply
from tests.factories.desk import typed_in
from tests.factories.duplicates import marked, similar_pair
from tests.factories.staff import signed_in
from tests.factories.story import scored, two_criteria
from tests.messages import said
from tests.refusals import refuses

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
def test_usual_applicant_is_chosen_at_once(call, cast, coordinator) -> None:
    two_criteria(call)
    application = usual(apply(call), cast)
    answer = coordinator.post(f"{BOARD}{application}/choose/", follow=True)
    assert f"{application} is chosen." in said(answer)
    assert Decision.objects.get().despite == []


@pytest.mark.django_db
def test_board_says_what_is_unusual(call, cast, coordinator) -> None:
    two_criteria(call)
    one, other = similar_pair(call)
    usual(one, cast)
    page = coordinator.get(BOARD).content.decode()
    assert page.count("Residency not checked") == 1
    assert page.count("Not read by anybody") == 1
    assert page.count("Perhaps the same person") == 2
    marked(cast.coordinator, one, other)
    assert "Perhaps the same person" not in coordinator.get(BOARD).content.decode()


@pytest.mark.django_db
def test_unusual_applicant_is_chosen_once_it_is_confirmed(call, cast, coordinator) -> None:
    application, other = similar_pair(call)
    choose = f"{BOARD}{application}/choose/"
    asked = coordinator.post(choose, {"list": f"call={call.slug}&cluster=none"}, follow=True)
    assert asked.redirect_chain and not Decision.objects.exists()
    page = asked.content.decode()
    for caution in OF_A_PAIR:
        assert f'name="despite" value="{caution.value}"' in page
    assert f"/staff/duplicates/{application}/{other}/" in page
    assert "cluster=none" in page
    answer = coordinator.post(choose, {"despite": OF_A_PAIR}, follow=True)
    assert f"{application} is chosen." in said(answer)
    assert set(Decision.objects.get().despite) == set(OF_A_PAIR)


@pytest.mark.django_db
def test_page_that_asks_leads_to_the_board_once_nothing_is_to_ask(call, cast, coordinator) -> None:
    two_criteria(call)
    application = apply(call)
    asked = f"{BOARD}{application}/choose/"
    assert coordinator.get(asked).status_code == 200
    usual(application, cast)
    assert coordinator.get(asked).url.startswith(BOARD)


@pytest.mark.django_db
def test_paper_without_signature_or_consent_is_asked_about(call, cast, coordinator) -> None:
    two_criteria(call)
    paper = {"signature_seen": False, "left_empty": ["declaration-agrees"]}
    application = usual(typed_in(call, cast.clerk, paper=paper), cast)
    board = coordinator.get(BOARD).content.decode()
    assert "Not signed" in board and "Did not agree" in board
    with refuses("not_confirmed"):
        choose_member(by=cast.coordinator, application=application)
    page = coordinator.post(f"{BOARD}{application}/choose/", follow=True).content.decode()
    assert 'value="unsigned"' in page and 'value="not_agreed"' in page
    choose_member(by=cast.coordinator, application=application, despite=Caution)
    page = signed_in(cast.second_coordinator).get("/staff/decisions/").content.decode()
    assert "Not signed" in page and "Did not agree" in page


@pytest.mark.django_db
def test_what_came_up_since_is_asked_again(call, cast, coordinator) -> None:
    application = apply(call)
    choose, despite = f"{BOARD}{application}/choose/", ["unread", "x" * 99]
    answer = coordinator.post(choose, {"despite": despite}, follow=True)
    assert 'value="unchecked"' in answer.content.decode()
    assert not Decision.objects.exists()
    with refuses("not_confirmed"):
        choose_member(by=cast.coordinator, application=application, despite=[Caution.UNREAD])


@pytest.mark.django_db
def test_only_what_is_unusual_is_kept(call, cast) -> None:
    application = apply(call)
    decision = choose_member(by=cast.coordinator, application=application, despite=Caution)
    assert decision.despite == [Caution.UNCHECKED, Caution.UNREAD]


@pytest.mark.django_db
def test_database_wants_it_confirmed(call, cast) -> None:
    application = apply(call)
    with pytest.raises(IntegrityError, match="confirmed"), transaction.atomic():
        Decision.objects.create(
            application=application,
            outcome=Outcome.MEMBER,
            decided_by=cast.coordinator,
            despite=[Caution.UNREAD],
        )


@pytest.mark.django_db
def test_history_and_release_say_what_was_confirmed(call, cast) -> None:
    application = apply(call)
    choose_member(by=cast.coordinator, application=application, despite=Caution)
    words = "residency not checked, not read by anybody"
    page = signed_in(cast.auditor).get(f"/staff/history/application/{application}/")
    assert words in page.content.decode()
    page = signed_in(cast.second_coordinator).get("/staff/decisions/").content.decode()
    assert "Residency not checked" in page and "Not read by anybody" in page

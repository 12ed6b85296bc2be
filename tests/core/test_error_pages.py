"""Error pages: those of the staff site in its frame, those of residents in theirs."""

import pytest
from django.test import Client

from core.error_pages import server_error
from tests.core.unreachable_database import TYPED, database_down
from tests.journeys.visitor import page_of

FRAME = '<span class="brand-part">Staff</span>'
OF_RESIDENTS = "In crisis? Help now"


def is_of_staff(answer, status: int) -> bool:
    """Whether it has this status and the staff's frame, without the header of residents."""
    page = answer.content.decode()
    assert answer.status_code == status
    return FRAME in page and OF_RESIDENTS not in page


@pytest.mark.django_db
def test_staff_read_in_their_own_frame_what_is_not_open_and_not_there(client, cast) -> None:
    client.force_login(cast.finance)
    closed = client.get("/staff/imports/")
    assert is_of_staff(closed, 403) and "Your role does not open it" in closed.content.decode()
    gone = client.get("/staff/nothing-here/")
    assert is_of_staff(gone, 404) and "Go to Today" in gone.content.decode()
    assert "Sign out" in gone.content.decode(), "the menu is there"


@pytest.mark.django_db
def test_residents_read_it_in_theirs(client, call) -> None:
    answer = client.get("/en/nothing/here/")
    assert answer.status_code == 404
    assert not is_of_staff(answer, 404) and OF_RESIDENTS in answer.content.decode()


def test_fault_of_ours_on_a_staff_page_is_said_in_the_staff_frame(rf) -> None:
    assert is_of_staff(server_error(rf.get("/staff/imports/")), 500)
    assert not is_of_staff(server_error(rf.get("/en/")), 500)


@pytest.mark.django_db(transaction=True)
def test_staff_page_without_a_database_has_a_plain_frame_and_keeps_what_was_typed(
    client, db
) -> None:
    client.cookies["staff"] = "a" * 32
    with database_down():
        answers = [client.get("/staff/"), client.post("/staff/imports/", TYPED)]
    for answer in answers:
        assert is_of_staff(answer, 503)
    form = page_of(answers[1]).form(with_field="why-join")
    assert form.action == "/staff/imports/" and form.fields["connection"] == TYPED["connection"]


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["http://testserver", "http://elsewhere.example"])
def test_staff_page_with_an_old_token_is_answered_in_the_staff_frame(db, origin: str) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/staff/imports/", TYPED, headers={"origin": origin})
    assert is_of_staff(answer, 403)
    assert ("why-join" in answer.content.decode()) is (origin == "http://testserver")

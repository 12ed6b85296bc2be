"""Withdrawing, and saying that one still wants to take part."""

import pytest
from django.test import Client

from applications.enums import ApplicationStatus
from applications.form.actions.correct import start_correction
from applications.form.actions.withdraw import confirm_availability, withdraw_application
from applications.form.queries import count_by_neighborhood, eligible_applications
from applications.models import Application, Draft
from core.models import OutgoingMail
from reviewers.queries import ranked, reviews_of, with_review_counts
from selection.board import on_the_board
from selection.enums import Caution
from selection.representation import representation_of
from tests.applications.form.my_application import link_to
from tests.factories.applications import apply
from tests.factories.releasing import choose_member
from tests.factories.story import assigned


@pytest.fixture
def application(call) -> Application:
    """One that was sent, and whose confirmation has left."""
    application = apply(call, support={"reads": "es"})
    OutgoingMail.objects.all().delete()
    return application


@pytest.fixture
def owner(client, application) -> Client:
    """The browser of whoever sent it."""
    client.get(link_to(application))
    return client


@pytest.mark.django_db
def test_withdrawal_is_asked_once_more_and_then_told(owner, application) -> None:
    address = f"/en/{application.call.slug}/mine/withdraw/"
    assert "You cannot undo this" in owner.get(address).content.decode()
    application.refresh_from_db()
    assert application.status == ApplicationStatus.RECEIVED
    status = owner.post(address)
    page = owner.get(status.url).content.decode()
    assert "You have withdrawn this application" in page
    for button in ("Correct my answers", "still available", "withdraw my application"):
        assert button not in page
    application.refresh_from_db()
    assert application.status == ApplicationStatus.WITHDRAWN
    (mail,) = OutgoingMail.objects.all()
    assert mail.language == "es"
    assert application.reference in mail.subject
    assert "Example St" not in mail.body


@pytest.mark.django_db
def test_withdrawal_again_is_the_same(owner, application) -> None:
    withdraw_application(by=None, application=application)
    application.refresh_from_db()
    first = application.withdrawn_at
    withdraw_application(by=None, application=application)
    application.refresh_from_db()
    assert application.withdrawn_at == first
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db
def test_withdrawal_again_in_the_same_browser_leads_to_what_is_withdrawn(
    owner, application
) -> None:
    address = f"/en/{application.call.slug}/mine/"
    owner.post(f"{address}withdraw/")
    assert owner.get(f"{address}withdraw/").url == f"{address}status/"
    assert owner.post(f"{address}withdraw/").url == f"{address}status/"


@pytest.mark.django_db
def test_withdrawal_takes_an_open_correction_along(owner, application) -> None:
    start_correction(by=None, application=application, language="en")
    owner.post(f"/en/{application.call.slug}/mine/correct/")
    answer = owner.post(f"/en/{application.call.slug}/mine/withdraw/")
    assert not Draft.objects.exists()
    assert "You have withdrawn" in owner.get(answer.url).content.decode()


@pytest.mark.django_db
def test_withdrawal_without_email_sends_none(call) -> None:
    application = apply(call, contact={"email": "", "phone": "617-555-0101"})
    withdraw_application(by=None, application=application)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_availability_is_noted_with_its_date(owner, application) -> None:
    answer = owner.post(f"/en/{application.call.slug}/mine/available/")
    application.refresh_from_db()
    assert application.still_available_at
    assert "You told us that you are still available (" in owner.get(answer.url).content.decode()


@pytest.mark.django_db
def test_availability_of_a_withdrawn_application_is_not_noted(application) -> None:
    withdraw_application(by=None, application=application)
    confirm_availability(by=None, application=application)
    application.refresh_from_db()
    assert application.still_available_at is None


@pytest.mark.django_db
def test_withdrawn_application_is_neither_read_nor_counted(call, cast) -> None:
    leaves, stays = apply(call), apply(call)
    for application in (leaves, stays):
        assigned(application, cast)
        choose_member(by=cast.coordinator, application=application, despite=Caution)
    assert len(ranked(call)) == representation_of(call).chosen == 2
    withdraw_application(by=None, application=leaves)
    assert list(ranked(call)) == [stays]
    assert representation_of(call).chosen == 1
    assert [person.application for person in on_the_board(call)] == [stays]
    assert list(with_review_counts(call)) == [stays]
    assert [review.application for review in reviews_of(cast.reviewer)] == [stays]
    assert sum(count_by_neighborhood(eligible_applications()).values()) == 1


@pytest.mark.django_db
def test_withdrawn_application_is_on_no_staff_list_of_the_chosen(call, cast) -> None:
    leaves, stays = apply(call), apply(call)
    review = assigned(leaves, cast)
    assigned(stays, cast)
    withdraw_application(by=None, application=leaves)
    for name, path in {"coordinator": "scores", "second_coordinator": "board"}.items():
        staff = Client()
        staff.force_login(getattr(cast, name))
        page = staff.get(f"/staff/{path}/").content.decode()
        assert stays.reference in page
        assert leaves.reference not in page
    reviewer = Client()
    reviewer.force_login(cast.reviewer)
    assert leaves.reference not in reviewer.get("/staff/reviews/").content.decode()
    assert reviewer.get(f"/staff/reviews/{review.pk}/").status_code == 410

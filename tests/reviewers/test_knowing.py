"""Whoever opened or typed in who an applicant is does not score that application."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from core.permissions import Role
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.queries import reviews_of
from reviewers.reading import Reading
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.story import two_criteria
from tests.refusals import refuses


@pytest.fixture(autouse=True)
def criteria(call):
    """What the call's reviews score."""
    return two_criteria(call)


@pytest.fixture
def both(cast):
    """A coordinator who reviews, too."""
    cast.coordinator.groups.add(Group.objects.get(name=Role.REVIEWER))
    return cast.coordinator


def open_of(person, application, what: str) -> None:
    client = Client()
    client.force_login(person)
    path = f"/staff/applications/{application.reference}/{what}/"
    assert client.post(path, {"reason": "A report"}, follow=True).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["contact", "about-you"])
def test_opening_bars_from_being_assigned(call, cast, both, what: str) -> None:
    application, other = apply(call), apply(call)
    open_of(both, application, what)
    with refuses("knows_the_applicant"):
        assign_review(by=cast.second_coordinator, application=application, reviewer=both)
    assert assign_review(by=cast.second_coordinator, application=other, reviewer=both)
    assert assign_review(by=both, application=application, reviewer=cast.reviewer)


@pytest.mark.django_db
def test_opening_ends_a_review_that_was_begun(call, cast, both, criteria) -> None:
    application = apply(call)
    review = assign_review(by=both, application=application, reviewer=both)
    assert review in reviews_of(both)
    open_of(both, application, "contact")
    assert review not in reviews_of(both)
    with refuses("knows_the_applicant"):
        submit_review(by=both, review=review, reading=Reading(dict.fromkeys(criteria, 2)))


@pytest.mark.django_db
def test_review_submitted_before_opening_stays(call, cast, both, criteria) -> None:
    application = apply(call)
    review = assign_review(by=both, application=application, reviewer=both)
    submit_review(by=both, review=review, reading=Reading(dict.fromkeys(criteria, 2)))
    open_of(both, application, "contact")
    assert review in reviews_of(both)


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["check/", "correct/", "scan/{page}/"])
def test_opening_a_paper_bars_from_being_assigned(call, cast, settings, tmp_path, what) -> None:
    settings.SCAN_DIR = tmp_path / "scans"
    application, other = (desk.typed_in(call, cast.clerk) for _ in range(2))
    page = desk.scanned(application, cast.clerk)
    cast.reviewer.groups.add(Group.objects.get(name=Role.CLERK))
    client = Client()
    client.force_login(cast.reviewer)
    path = f"/staff/paper/{application.reference}/{what.format(page=page.pk)}"
    assert client.get(path, follow=True).status_code == 200
    with refuses("knows_the_applicant"):
        assign_review(by=cast.coordinator, application=application, reviewer=cast.reviewer)
    assert assign_review(by=cast.coordinator, application=other, reviewer=cast.reviewer)


@pytest.mark.django_db
def test_typing_in_bars_from_being_assigned(call, cast) -> None:
    cast.reviewer.groups.add(Group.objects.get(name=Role.CLERK))
    application = desk.typed_in(call, cast.reviewer)
    with refuses("knows_the_applicant"):
        assign_review(by=cast.coordinator, application=application, reviewer=cast.reviewer)


@pytest.mark.django_db
def test_assigning_somebody_who_knows_is_said(call, cast, both) -> None:
    application = apply(call)
    open_of(both, application, "contact")
    client = Client()
    client.force_login(cast.second_coordinator)
    path = f"/staff/scores/{application.reference}/assign/"
    page = client.post(path, {"reviewer": both.pk}, follow=True).content.decode()
    assert "may not score this application" in page

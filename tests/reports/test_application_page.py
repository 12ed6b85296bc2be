"""The page about one application: all that a reader may see of it, from every app."""

from collections.abc import Iterable

import pytest
from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as StoredPermission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import Application
from core.models import AccessEvent, User
from core.permissions import Permission, Role
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.models import Criterion
from reviewers.reading import Reading
from tests.factories import story
from tests.factories.applications import apply
from tests.factories.duplicates import similar_pair
from tests.factories.staff import signed_in

HEADINGS = ["Reviews", "Decision", "Stipend", "Duplicates", "Contact", "History"]


def may(person: User, permissions: Iterable[Permission]) -> Client:
    """Somebody whose only role allows this."""
    group = Group.objects.create(name="Of its own")
    group.permissions.set(StoredPermission.objects.filter(codename__in=permissions))
    person.groups.set([group])
    return signed_in(User.objects.get(pk=person.pk))


def page_of(application: Application) -> str:
    return f"/staff/applications/{application.reference}/"


def read(client: Client, application: Application) -> str:
    answer = client.get(page_of(application))
    assert answer.status_code == 200
    return answer.content.decode()


def scored(application: Application, cast, by: User, points: dict[Criterion, int]) -> None:
    review = assign_review(by=cast.coordinator, application=application, reviewer=by)
    submit_review(by=by, review=review, reading=Reading(points, comment=f"Written by {by.name}."))


@pytest.fixture
def application(call) -> Application:
    return apply(call)


@pytest.mark.django_db
def test_application_page_shows_what_every_app_knows(application, cast, coordinator) -> None:
    understanding, readiness = story.two_criteria(application.call)
    scored(application, cast, cast.reviewer, {understanding: 4, readiness: 0})
    assign_review(by=cast.coordinator, application=application, reviewer=cast.second_reviewer)
    story.approved(application, cast)
    page = read(coordinator, application)
    for heading in HEADINGS:
        assert f">{heading}</h2>" in page
    for words in (
        "1 of 2 in",
        "<b>75.0</b>",
        "Written by Reviewer.",
        "Member</span>",
        "Released by <bdi>Second Coordinator</bdi>",
        "With finance",
        "<b>$",
    ):
        assert words in page


@pytest.mark.django_db
def test_application_page_before_anything_happened_has_no_holes(application, coordinator) -> None:
    page = read(coordinator, application)
    for words in ("Not read", "None is released yet.", "None is due.", "None looks like this one."):
        assert words in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("also", "shown"),
    [
        ([], []),
        ([Permission.ASSIGN_REVIEWS], ["Reviews"]),
        ([Permission.CHOOSE_MEMBERS], ["Decision"]),
        ([Permission.RELEASE_DECISIONS], ["Decision"]),
        ([Permission.APPROVE_STIPENDS], ["Stipend"]),
        ([Permission.PAY_STIPENDS], ["Stipend"]),
    ],
)
def test_application_page_shows_each_section_to_who_may_see_it(
    application, cast, also, shown
) -> None:
    story.two_criteria(application.call)
    story.assigned(application, cast)
    story.approved(application, cast)
    page = read(may(cast.clerk, [Permission.VIEW_APPLICATIONS, *also]), application)
    for heading in ("Reviews", "Decision", "Stipend"):
        assert (f">{heading}</h2>" in page) == (heading in shown)
    assert ">Duplicates</h2>" in page and ">Contact</h2>" in page


@pytest.mark.django_db
def test_reviewer_reads_no_other_score_before_their_own_is_in(application, cast) -> None:
    understanding, readiness = story.two_criteria(application.call)
    scored(application, cast, cast.reviewer, {understanding: 4, readiness: 0})
    both = cast.second_reviewer
    both.groups.add(Group.objects.get(name=Role.COORDINATOR))
    review = assign_review(by=cast.coordinator, application=application, reviewer=both)
    client = signed_in(User.objects.get(pk=both.pk))
    for words in ("75.0", "Written by Reviewer."):
        assert words not in read(client, application)
    submit_review(by=both, review=review, reading=Reading({understanding: 2, readiness: 2}))
    assert "Written by Reviewer." in read(client, application)


@pytest.mark.django_db
def test_name_shows_to_who_has_opened_it(call, cast, coordinator) -> None:
    application = apply(call, contact={"full_name": "Zyxname"})
    assert "Zyxname" not in read(coordinator, application)
    coordinator.post(f"{page_of(application)}contact/", follow=True)
    assert "Zyxname" in read(coordinator, application)
    assert AccessEvent.objects.order_by("-pk")[0].query == "name=on"
    assert "Zyxname" not in read(signed_in(cast.second_coordinator), application)


@pytest.mark.django_db
def test_likely_pair_shows_on_both_pages(call, coordinator) -> None:
    one, other = similar_pair(call)
    for here, there in ((one, other), (other, one)):
        page = read(coordinator, here)
        assert "Likely the same person" in page
        assert f'href="{page_of(there)}"' in page


@pytest.mark.django_db
def test_application_page_asks_as_much_for_many_reviews(call, cast, coordinator) -> None:
    points = dict.fromkeys(story.two_criteria(call), 2)
    one, more = apply(call), apply(call)
    counts = []
    for application, readers in (
        (one, [cast.reviewer]),
        (more, [cast.reviewer, cast.second_reviewer]),
    ):
        for reader in readers:
            scored(application, cast, reader, points)
        story.approved(application, cast)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read(coordinator, application)
        counts.append(len(asked))
    assert counts[0] == counts[1]

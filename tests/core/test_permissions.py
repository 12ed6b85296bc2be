"""Role by page: each page of the staff site opens for those it is for, and for nobody else."""

import pytest
from django.test import Client

from config.urls import staff_site  # with every page mounted
from core.permissions import MAY, Permission, Role
from tests.factories import applications, story

PAGES = {page.name: page for page in staff_site.pages}

# What each page's address needs beyond its name, and whether it only takes posts.
ARGUMENTS = {
    "paper-slip": "paper/{reference}/slip/",
    "application-detail": "applications/{reference}/",
    "review-score": "reviews/{review}/",
    "review-assign": "scores/{reference}/assign/",
    "member-choose": "board/{reference}/choose/",
    "stipend-approve": "stipends/{decision}/approve/",
    "payment-record": "payments/{approval}/",
    "history-detail": "history/application/{reference}/",
    "practice-detail": "practice/{practice}/",
}
ONLY_POST = {"review-assign", "member-choose", "stipend-approve"}

# Which role opens which page, written down by hand: the permissions must come to the same.
OPENS = {
    "index": set(Role),
    "paper-enter": {Role.CLERK},
    "paper-slip": {Role.CLERK},
    "application-list": {Role.COORDINATOR},
    "application-detail": {Role.COORDINATOR},
    "review-list": {Role.REVIEWER},
    "review-score": {Role.REVIEWER},
    "result-list": {Role.COORDINATOR},
    "review-assign": {Role.COORDINATOR},
    "board-detail": {Role.COORDINATOR},
    "member-choose": {Role.COORDINATOR},
    "decision-release": {Role.COORDINATOR},
    "stipend-list": {Role.COORDINATOR},
    "stipend-approve": {Role.COORDINATOR},
    "payment-list": {Role.FINANCE},
    "payment-record": {Role.FINANCE},
    "practice-list": {Role.CLERK, Role.COORDINATOR},
    "practice-enter": {Role.CLERK, Role.COORDINATOR},
    "practice-detail": {Role.CLERK, Role.COORDINATOR},
    "practice-clear": {Role.CLERK, Role.COORDINATOR},
    "history-list": {Role.AUDITOR},
    "history-detail": {Role.AUDITOR, Role.COORDINATOR},
    "access-list": {Role.AUDITOR},
}
IN_ADMIN = {
    "/staff/core/user/": {Role.ADMINISTRATOR},
}


@pytest.fixture
def addresses(call, cast) -> dict[str, str]:
    """An address of every page, about an application that is scored, released and approved."""
    application = applications.apply(call)
    story.two_criteria(call)
    review = story.assigned(application, cast)
    approval = story.approved(application, cast)
    ids = {
        "reference": application.reference,
        "review": review.pk,
        "decision": approval.agreement.decision_id,
        "approval": approval.pk,
        "practice": applications.practise(call, by=cast.clerk).reference,
    }
    ours = {
        name: "/staff/" + ARGUMENTS.get(name, page.route).format(**ids)
        for name, page in PAGES.items()
    }
    return {**ours, **{path: path for path in IN_ADMIN}}


def test_every_staff_page_is_in_the_matrix() -> None:
    assert set(PAGES) == set(OPENS)


def test_every_permission_belongs_to_a_role() -> None:
    assert set().union(*MAY.values()) == set(Permission)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_staff_page_opens_for_its_roles_only(role, addresses, cast) -> None:
    client = Client()
    client.force_login(next(person for person in cast if role in person.roles))
    wrong = []
    for name, path in addresses.items():
        allowed = role in {**OPENS, **IN_ADMIN}[name]
        status = client.get(path).status_code
        # A page that only takes posts refuses the method, but only after the permission.
        fine = {405} if name in ONLY_POST else {200, 404} if name == "paper-slip" else {200}
        if status not in (fine if allowed else {403}):
            wrong.append((name, status))
    assert wrong == []


@pytest.mark.django_db
def test_staff_page_asks_strangers_to_sign_in(addresses) -> None:
    client = Client()
    for path in addresses.values():
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.url.startswith("/staff/login/"), path


@pytest.mark.django_db
def test_dismissed_staff_may_no_longer_enter(addresses, cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    type(cast.coordinator).objects.filter(pk=cast.coordinator.pk).update(is_active=False)
    assert client.get("/staff/board/").status_code == 302


@pytest.mark.django_db
def test_reviewer_opens_only_their_own_reviews(addresses, cast) -> None:
    client = Client()
    client.force_login(cast.second_reviewer)
    assert client.get(addresses["review-score"]).status_code == 404

"""A coordinator's way: assignment proposed, changed and adopted; a reader vanishes; ranking."""

import pytest
from playwright.sync_api import Page, expect

from reviewers.actions.score import submit_review
from reviewers.enums import STANDING, ReviewStatus
from reviewers.models import Criterion, Reader, Review
from reviewers.readers import Terms
from reviewers.reading import Reading
from tests.browser.pages import look, sign_in
from tests.factories.applications import apply
from tests.factories.reading import several_readers
from tests.factories.story import two_criteria

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def readers(call, cast) -> list[Reader]:
    """Four more reviewers, all of whom read for the call."""
    return several_readers(call, cast, [Terms()] * 4)


@pytest.fixture
def page(new_context, live_server, readers) -> Page:
    page = new_context(viewport=DESK).new_page()
    sign_in(page, live_server.url, "coordinator")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def score_and_rank(page: Page, site: str, criteria: list[Criterion]) -> None:
    """Everybody reads; then the first version of the scores."""
    for at, review in enumerate(Review.objects.filter(status=ReviewStatus.ASSIGNED)):
        points = dict.fromkeys(criteria, at % 5)
        submit_review(by=review.reviewer, review=review, reading=Reading(points))
    page.goto(f"{site}/staff/scores/")
    press(page, "Make the first version")
    expect(page.locator(".message-success")).to_contain_text("Version 1")
    look(page)
    expect(page.locator("tbody tr").first).to_contain_text("1")
    page.get_by_role("link", name="How version 1 came about").click()
    expect(page.get_by_role("heading", name="Readers’ levels")).to_be_visible()
    look(page)


def test_assignment_is_adopted_a_reader_vanishes_and_scores_are_ranked(
    call, cast, readers, live_server, page
) -> None:
    criteria = two_criteria(call)
    applications = [apply(call) for _ in range(6)]
    page.goto(f"{live_server.url}/staff/readers/")
    page.get_by_role("link", name="Assign", exact=True).click()
    look(page)
    press(page, "Propose")
    expect(page.locator("h1")).to_have_text("Proposed assignment")
    look(page)
    first = applications[0].reference
    page.get_by_role("link", name=f"Change the readers of {first}").click()
    look(page)
    for box in page.locator("main input[type=checkbox], #content input[type=checkbox]").all():
        box.check()
    press(page, "Save")
    press(page, "Adopt")
    expect(page.locator(".message-success")).to_contain_text("have their readers now")
    look(page)
    assert Review.objects.filter(application=applications[0], status__in=STANDING).count() == 4

    gone = readers[0]
    lost = Review.objects.filter(reviewer=gone.user, status=ReviewStatus.ASSIGNED).count()
    page.get_by_role("link", name=gone.user.name).click()
    look(page)
    page.get_by_role("link", name="See who would get them").click()
    look(page)
    expect(page.locator("main")).to_contain_text(f"{lost - 1} readings go to others")
    expect(page.locator("main")).to_contain_text(f"{first} has as many readers as are wanted")
    assert Review.objects.filter(reviewer=gone.user, status=ReviewStatus.ASSIGNED).count() == lost
    page.get_by_label("Reason").fill("Not reachable")
    press(page, "Take back and give out again")
    expect(page.locator(".message-success")).to_contain_text("is taken back")
    assert lost and not Review.objects.filter(reviewer=gone.user, status__in=STANDING).exists()
    expect(page.get_by_text("Paused")).to_be_visible()
    score_and_rank(page, live_server.url, criteria)

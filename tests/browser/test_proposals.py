"""A coordinator meets targets that cannot be met, chooses a way out, and reads the new proof."""

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application
from selection.actions.runs import ask_for_proposal
from selection.models import Run
from tests.browser.pages import look, sign_in
from tests.factories.board import answered, pool_with_scores, run_to_the_end, three_seats

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 800}]


@pytest.fixture
def people(call, cast) -> list[Application]:
    """Six with scores, for three seats."""
    found = pool_with_scores(call, cast)
    three_seats(call)
    return found


@pytest.fixture
def page(new_context, live_server, call, people) -> Page:
    """The board, which a coordinator has open."""
    page = new_context(viewport=SIZES[0]).new_page()
    sign_in(page, live_server.url, "coordinator")
    page.goto(f"{live_server.url}/staff/board/?call={call.slug}")
    return page


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_targets_that_cannot_be_met_are_relaxed_and_the_proof_is_checked(
    new_context, live_server, call, cast, size
) -> None:
    pool_with_scores(call, cast)
    three_seats(call, minimum=3)
    run = answered(ask_for_proposal(by=cast.coordinator, call=call))
    page = new_context(viewport=size).new_page()
    sign_in(page, live_server.url, "coordinator")
    page.goto(f"{live_server.url}/staff/board/proposals/{run.pk}/cannot/")
    look(page)
    page.get_by_label("Reason").fill("Only two of Roxbury can be chosen")
    page.get_by_text("at least 2, not 3").click()
    page.get_by_role("button", name="Choose this and propose again").click()
    expect(page.locator(".message-success")).to_contain_text("a new proposal runs")
    run_to_the_end(call)
    proposal = Run.objects.filter(kind="propose").first()
    assert proposal.people.filter(is_member=True).count() == 3
    page.goto(f"{live_server.url}/staff/board/proposals/{proposal.pk}/")
    look(page)
    page.get_by_role("button", name="Check it now").click()
    expect(page.locator(".message-success")).to_contain_text("are right")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take the pack").click()
    assert download.value.suggested_filename == f"pack-{call.slug}-{proposal.number}.json"


def test_board_shows_a_proposal_once_it_is_there_and_keeps_what_is_typed(
    page, live_server, call, people
) -> None:
    verdict = page.locator("#verdict")
    verdict.get_by_role("button", name="Propose").click()
    expect(verdict).to_contain_text("Waiting to start")
    run_to_the_end(call)
    expect(verdict).to_contain_text("is the best panel there is")
    page.goto(f"{live_server.url}/staff/board/?call={call.slug}&move={people[3].reference}#move")
    page.locator("#verdict").get_by_role("button", name="Propose again").click()
    page.goto(f"{live_server.url}/staff/board/?call={call.slug}&move={people[3].reference}#move")
    reason = page.locator("main textarea, main input[type=text][name=reason]").first
    reason.fill("Two readers asked for it")
    run_to_the_end(call)
    expect(page.locator("#verdict")).to_contain_text("Proposal 2 is the best")
    expect(reason).to_have_value("Two readers asked for it")


def test_open_board_shows_a_run_that_another_coordinator_begins_and_ends(
    page, call, cast, people
) -> None:
    board, verdict = page.url, page.locator("#verdict")
    ask_for_proposal(by=cast.second_coordinator, call=call)
    expect(verdict).to_contain_text("Waiting to start")
    run_to_the_end(call)
    expect(verdict).to_contain_text("Proposal 1 is the best")
    page.goto(f"{board}&move={people[3].reference}#move")
    reason = page.locator(".move [name=reason]")
    reason.fill("Two readers asked for it")
    ask_for_proposal(by=cast.second_coordinator, call=call)
    expect(verdict).to_contain_text("Waiting to start")
    run_to_the_end(call)
    expect(verdict).to_contain_text("Proposal 2 is the best")
    expect(reason).to_have_value("Two readers asked for it")

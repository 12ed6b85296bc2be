"""Scoring by keyboard alone, from the calibration to the last one; two tabs; and reopening."""

import pytest
from playwright.sync_api import Page, expect

from reviewers.actions.assign import assign_review
from reviewers.enums import ReviewPurpose, ReviewStatus
from reviewers.models import Remark, Review, Score
from tests.browser.pages import PHONE, look, sign_in, sign_out
from tests.factories.applications import apply
from tests.factories.story import assigned, two_criteria

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1440, "height": 900}
SCORED = 10


@pytest.fixture
def queue(call, cast) -> list[Review]:
    """One calibration, then thirteen reviews that count, in their order."""
    two_criteria(call)
    calibration = assign_review(
        by=cast.coordinator,
        application=apply(call),
        reviewer=cast.reviewer,
        purpose=ReviewPurpose.CALIBRATION,
    )
    return [calibration, *(assigned(apply(call), cast) for _ in range(SCORED + 2))]


@pytest.fixture
def page(new_context, live_server) -> Page:
    page = new_context(viewport=DESK).new_page()
    sign_in(page, live_server.url, "reviewer")
    return page


def shows(page: Page, review: Review) -> None:
    expect(page.locator("h1")).to_contain_text(review.application.reference)


def score_by_keyboard(page: Page, understanding: int, readiness: int) -> None:
    """Nothing needs the focus; each digit goes on by itself, the last one to the comment."""
    first = page.locator("fieldset:has([name=criterion-understanding])")
    expect(first).to_have_attribute("aria-current", "step")
    page.keyboard.press(str(understanding))
    page.keyboard.press(str(readiness))
    expect(page.locator("[name=comment]")).to_be_focused()
    expect(page.locator(".total [data-count]")).to_have_text("All 2 scored")
    page.keyboard.press("Control+Enter")


def leave(page: Page, how: str, reason: str) -> None:
    page.get_by_role("button", name=how).press("Enter")
    look(page)
    page.locator("textarea").focus()
    page.keyboard.type(reason)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_whole_queue_is_scored_by_keyboard_alone(queue, page) -> None:
    page.goto(page.url.split("/staff/")[0] + "/staff/reviews/")
    look(page)
    page.get_by_role("link", name="Score the next one").press("Enter")
    shows(page, queue[0])
    expect(page.locator(".score-what")).to_contain_text("it does not count")
    look(page)
    score_by_keyboard(page, 3, 3)
    for review in queue[1:SCORED]:
        shows(page, review)
        score_by_keyboard(page, 4, 2)
    skipped, unread, known = queue[SCORED:]
    shows(page, skipped)
    page.keyboard.press("2")
    page.keyboard.press("s")
    shows(page, unread)
    leave(page, "Abstain, with a reason", "Too close to home")
    expect(page.locator(".message-success")).to_contain_text("You do not score this one")
    page.get_by_role("link", name="Score the next one").press("Enter")
    shows(page, known)
    leave(page, "I recognize this person", "My neighbor")
    expect(page.locator("main")).not_to_contain_text(known.application.reference)
    page.get_by_role("link", name="Score the next one").press("Enter")
    shows(page, skipped)
    expect(page.locator("[name=criterion-understanding][value='2']")).to_be_checked()
    page.keyboard.press("2")
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("All done. Thank you.")
    counting = Review.objects.filter(purpose=ReviewPurpose.COUNTS)
    assert counting.filter(status=ReviewStatus.SUBMITTED).count() == SCORED
    assert Score.objects.count() == 2 * (SCORED + 1)


def test_keys_that_scroll_give_no_score_and_a_mistake_is_taken_back(queue, page) -> None:
    address = page.url.split("/staff/")[0] + f"/staff/reviews/{queue[0].pk}/"
    count = page.locator(".total [data-count]")
    page.goto(address)
    for key in ("Space", "ArrowDown", "ArrowUp", "PageDown"):
        page.keyboard.press(key)
    expect(count).to_have_text("0 of 2 scored")
    page.keyboard.press("3")
    page.keyboard.press("Backspace")
    expect(count).to_have_text("0 of 2 scored")
    page.keyboard.press("4")
    expect(page.locator("[data-said]")).to_contain_text("Draft saved at")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("You began this one before: 1 of 2 scored")
    page.keyboard.press("Space")
    page.keyboard.press("0")  # the first criterion, though it has a score
    page.keyboard.press("1")
    page.keyboard.type("Kind and\nclear")  # S and Enter are letters here
    expect(page.locator("[name=comment]")).to_have_value("Kind and\nclear")
    understanding = page.locator("fieldset:has([name=criterion-understanding])")
    understanding.locator(":checked").focus()
    expect(understanding.locator("[value='0']")).to_be_focused()
    page.keyboard.press("Delete")
    expect(understanding.locator("[value='']")).to_be_checked()
    page.keyboard.press("0")
    page.keyboard.press("Control+Enter")
    shows(page, queue[1])
    assert Remark.objects.get().text == "Kind and\nclear"
    points = Score.objects.order_by("criterion__order").values_list("points", flat=True)
    assert list(points) == [0, 1]


def test_next_one_opens_at_its_top_on_a_phone_and_errors_lead_to_the_criterion(queue, page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(page.url.split("/staff/")[0] + f"/staff/reviews/{queue[0].pk}/")
    page.get_by_role("link", name="Scores", exact=True).click()
    page.locator("[name=criterion-understanding][value='4']").check(force=True)
    page.get_by_role("button", name="Submit and go on").click()
    page.get_by_role("link", name="Readiness").click()
    expect(page.locator("fieldset:has([name=criterion-readiness])")).to_be_focused()
    page.locator("[name=criterion-readiness][value='4']").check(force=True)
    page.get_by_role("button", name="Submit and go on").click()
    shows(page, queue[1])
    expect(page.locator(".message-success")).to_contain_text(queue[0].application.reference)
    assert page.evaluate("scrollY") == 0


def test_same_score_in_two_tabs_warns(queue, page) -> None:
    address = page.url.split("/staff/")[0] + f"/staff/reviews/{queue[0].pk}/"
    other = page.context.new_page()
    for each in (page, other):
        each.goto(address)
    page.keyboard.press("1")
    expect(page.locator("[data-said]")).to_contain_text("Draft saved at")
    other.keyboard.press("4")
    expect(other.locator("[data-said]")).to_contain_text("in another tab")
    other.get_by_role("button", name="See what is saved").click()
    expect(other.locator(".error-summary")).to_contain_text("in another tab")
    expect(other.locator("#stands-title + ul")).to_contain_text("Understanding: 1")
    look(other)
    assert [score.points for score in Score.objects.all()] == [1]


def test_reload_right_after_typing_keeps_it_and_saves_go_on(queue, page) -> None:
    address = page.url.split("/staff/")[0] + f"/staff/reviews/{queue[0].pk}/"
    said, comment = page.locator("[data-said]"), page.locator("[name=comment]")
    page.goto(address)
    page.keyboard.press("1")
    comment.fill("Listens to others")
    for words in ("Listens to others, asks", "Listens to others, asks back"):
        page.reload()
        expect(page.locator("[name=criterion-understanding][value='1']")).to_be_checked()
        expect(said).to_contain_text("Draft saved at")
        comment.fill(words)
    page.goto(address.removesuffix(f"{queue[0].pk}/"))
    page.goto(address)
    expect(comment).to_have_value("Listens to others, asks back")
    page.locator("[name=criterion-readiness][value='2']").check(force=True)
    expect(said).to_contain_text("Draft saved at")
    page.get_by_role("button", name="Submit and go on").click()
    shows(page, queue[1])
    remark = Remark.objects.get()
    assert (remark.text, remark.review.status) == ("Listens to others, asks back", "submitted")


def test_reopened_review_is_scored_again_on_a_phone(queue, page, live_server) -> None:
    page.goto(f"{live_server.url}/staff/reviews/{queue[0].pk}/")
    score_by_keyboard(page, 1, 1)
    shows(page, queue[1])
    sign_out(page)
    sign_in(page, live_server.url, "coordinator")
    page.goto(f"{live_server.url}/staff/reviews/{queue[0].pk}/reopen/")
    look(page)
    page.locator("textarea").fill("The scale was misread")
    page.get_by_role("button", name="Open the review again").click()
    sign_out(page)
    page.set_viewport_size(PHONE)
    sign_in(page, live_server.url, "reviewer")
    page.goto(f"{live_server.url}/staff/reviews/{queue[0].pk}/")
    expect(page.locator("main")).to_contain_text("The scale was misread")
    look(page)
    page.locator("[name=criterion-understanding][value='4']").check(force=True)
    page.get_by_role("button", name="Submit and go on").click()
    shows(page, queue[1])
    assert sorted(Score.objects.values_list("points", flat=True)) == [1, 4]
    page.goto(f"{live_server.url}/staff/reviews/guide/")
    look(page)

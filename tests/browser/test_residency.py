"""A coordinator checks where people live, with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from applications.models import ResidencyCheck
from tests.browser.paper_desk import inspect, leave
from tests.factories.applications import apply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = {"neighborhood": "mattapan", "street": "9 Example St", "zip_code": "02126"}
PEOPLE = 20
FIRST = ".person input[type=radio]"
REASON = "2 letters came back"
COUNT_KEYS = "() => { window.pressed = 0; addEventListener('keydown', () => window.pressed++); }"


def test_twenty_residency_checks_by_keyboard_alone(desk_of, call, cast) -> None:
    people = [apply(call, home=HOME) for _ in range(PEOPLE)]
    hand = desk_of(cast.coordinator)
    page = hand.page
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/residency/")
    inspect(page)
    hand.select("#checkedagainstform-against", "letter")
    hand.reach(page.locator(FIRST).first)
    page.evaluate(COUNT_KEYS)
    page.keyboard.type(f"2{REASON}")
    page.keyboard.press("Enter")
    for _ in people[1:]:
        page.keyboard.press("1")
    expect(page.locator("[data-marked]")).to_have_text("20 marked, not saved yet")
    assert page.evaluate("pressed") == PEOPLE + len(REASON) + 1, "a key for each, and the reason"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".message")).to_contain_text("20 checked: 19 in Boston, 1 not.")
    expect(page.locator(".person")).to_have_count(0)
    found = ResidencyCheck.objects.values_list("status", flat=True)
    assert sorted(found) == ["not_a_resident", *["verified"] * (PEOPLE - 1)]
    assert ResidencyCheck.objects.get(status="not_a_resident").reason.startswith(REASON)


@pytest.fixture
def queue(desk_of, call, cast) -> Page:
    """Of two who gave no street, so that both marks need a reason."""
    nowhere = {"neighborhood": "mattapan", "street": "", "place_description": "A shelter"}
    for _ in range(2):
        apply(call, home=nowhere)
    page = desk_of(cast.coordinator).page
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/residency/")
    return page


@pytest.mark.parametrize("way", ["key", "click", "arrow"])
def test_reason_typed_at_once_marks_nobody(queue, way) -> None:
    first = queue.locator(".person").first
    mark = first.locator("input[type=radio]")
    if way == "key":
        mark.first.focus()
        queue.keyboard.press("2")
    elif way == "click":
        mark.nth(1).click()
    else:
        mark.first.focus()
        queue.keyboard.press("ArrowRight")
    queue.keyboard.type("2 letters and 1 call came back")
    reason = first.locator(".person-why input")
    expect(reason).to_have_value("2 letters and 1 call came back")
    expect(mark.nth(1)).to_be_checked()
    expect(queue.locator("[data-marked]")).to_have_text("1 marked, not saved yet")
    queue.keyboard.press("Enter")
    expect(queue.locator(".person").nth(1).locator("input[type=radio]").first).to_be_focused()


def test_mark_is_taken_back_before_its_reason_is_typed(queue) -> None:
    mark = queue.locator(FIRST)
    mark.first.focus()
    queue.keyboard.press("1")
    expect(queue.locator(".person-why input").first).to_be_focused()
    queue.keyboard.press("Control+z")
    expect(mark.first).to_be_focused()
    expect(queue.locator("[data-marked]")).to_have_text("Nobody is marked yet.")


def test_marks_and_reasons_stay_on_leaving_and_coming_back(queue) -> None:
    queue.locator(FIRST).first.focus()
    queue.keyboard.press("2")
    queue.keyboard.type(REASON)
    leave(queue, f"{queue.url.partition('/staff/')[0]}/staff/applications/")
    queue.go_back()
    expect(queue.locator(FIRST).nth(1)).to_be_checked()
    reason = queue.locator(".person-why input").first
    expect(reason).to_be_visible()
    expect(reason).to_have_value(REASON)
    expect(queue.locator("[data-marked]")).to_have_text("1 marked, not saved yet")

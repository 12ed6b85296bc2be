"""A coordinator checks where people live, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from applications.models import ResidencyCheck
from tests.browser.paper_desk import inspect
from tests.factories.applications import apply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = {"neighborhood": "mattapan", "street": "9 Example St", "zip_code": "02126"}
PEOPLE = 20
FIRST = ".person input[type=radio]"


def test_twenty_residency_checks_by_keyboard_alone(desk_of, call, cast) -> None:
    people = [apply(call, home=HOME) for _ in range(PEOPLE)]
    hand = desk_of(cast.coordinator)
    page = hand.page
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/residency/")
    inspect(page)
    hand.select("#checkedagainstform-against", "letter")
    hand.reach(page.locator(FIRST).first)
    page.keyboard.press("3")  # later, and taken back
    page.keyboard.press("Control+z")
    page.keyboard.press("2")
    page.keyboard.press("r")
    reason = page.locator(".person-why input").first
    expect(reason).to_be_focused()
    page.keyboard.type("2 letters came back")
    expect(reason).to_have_value("2 letters came back")
    expect(page.locator("[data-marked]")).to_have_text("1 marked, not saved yet")
    hand.reach(page.locator(".person >> nth=1").locator("input[type=radio]").first)
    for _ in people[1:]:
        page.keyboard.press("1")
    expect(page.locator("[data-marked]")).to_have_text("20 marked, not saved yet")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".message")).to_contain_text("20 checked: 19 in Boston, 1 not.")
    expect(page.locator(".person")).to_have_count(0)
    found = ResidencyCheck.objects.values_list("status", flat=True)
    assert sorted(found) == ["not_a_resident", *["verified"] * (PEOPLE - 1)]


def test_digit_in_an_empty_reason_is_text(desk_of, call, cast) -> None:
    nowhere = {"neighborhood": "mattapan", "street": "", "place_description": "A shelter"}
    for _ in range(2):
        apply(call, home=nowhere)
    page = desk_of(cast.coordinator).page
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/residency/")
    page.locator(FIRST).first.check()
    reason = page.locator(".person-why input").first
    reason.focus()
    page.keyboard.type("1 letter of a shelter")
    expect(reason).to_have_value("1 letter of a shelter")
    expect(page.locator("[data-marked]")).to_have_text("1 marked, not saved yet")

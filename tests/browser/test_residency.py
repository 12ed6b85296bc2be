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
    page.keyboard.press("2")  # the reason can wait: numbers go on with the next person
    for _ in people[1:]:
        page.keyboard.press("1")
    hand.write(".person-why input >> nth=0", "The mail came back, 2 of 2")
    expect(page.locator("[data-marked]")).to_have_text("20 marked, not saved yet")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".message")).to_contain_text("20 checked: 19 in Boston, 1 not.")
    expect(page.locator(".person")).to_have_count(0)
    found = ResidencyCheck.objects.values_list("status", flat=True)
    assert sorted(found) == ["not_a_resident", *["verified"] * (PEOPLE - 1)]

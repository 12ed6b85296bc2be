"""A coordinator goes through a filtered list, application by application, and comes back to it."""

import pytest
from playwright.sync_api import expect

from tests.browser.paper_desk import inspect
from tests.factories.applications import apply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_list_is_sorted_filtered_gone_through_and_come_back_to(desk_of, call, cast) -> None:
    for name in ("Dana", "Ana", "Eva", "Caio", "Bia"):
        apply(call, contact={"full_name": name}, language="es" if name == "Bia" else "en")
    hand = desk_of(cast.coordinator)
    page = hand.page
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/applications/")
    hand.press("thead a:text-is('Name')")
    hand.reach(page.locator("summary", has_text="More filters"))
    page.keyboard.press("Enter")
    hand.select("#searchform-language", "en")
    hand.press("button:text-is('Search')")
    names = page.locator("tbody td.wide")
    expect(names).to_have_text(["Ana", "Caio", "Dana", "Eva"])
    inspect(page)
    listed = page.url
    references = page.locator("tbody th a").all_inner_texts()
    hand.press("tbody tr:nth-child(3) th a")
    heading = page.locator("h1")
    expect(heading).to_have_text(references[2])
    hand.press("a:text-is('Next')")
    expect(heading).to_have_text(references[3])
    hand.press("a:text-is('Previous')")
    expect(heading).to_have_text(references[2])
    hand.press("a:text-is('Back to the list')")
    expect(names).to_have_text(["Ana", "Caio", "Dana", "Eva"])
    assert page.url == listed
    expect(page.locator("#searchform-language")).to_have_value("en")
    expect(page.locator("th[aria-sort]")).to_have_text("Name")

"""A coordinator goes through a filtered list, application by application, and comes back to it."""

import pytest
from playwright.sync_api import expect

from applications.form.actions.withdraw import withdraw_application
from applications.records.actions.check_residency import check_residency
from tests.browser.inspection import SCROLLED
from tests.browser.paper_desk import inspect
from tests.factories import desk, duplicates
from tests.factories.applications import apply
from tests.factories.story import scored

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


def test_list_with_long_words_fits_a_laptop(desk_of, call, cast) -> None:
    name = "Wideline Jean-Baptiste of the Waterfront"
    home = {"neighborhood": "south-boston-waterfront", "street": "9 A St", "zip_code": "02210"}
    given = {"contact": {"full_name": name}, "home": home}
    first, second = apply(call, **given, language="vi"), apply(call, **given, language="kea")
    desk.typed_in(call, cast.clerk, **given)
    scored(first, cast, 2)
    duplicates.marked(cast.coordinator, first, second)
    check_residency(
        by=cast.coordinator, application=first, status="not_a_resident", reason="Moved", seen=0
    )
    withdraw_application(by=None, application=first)
    page = desk_of(cast.coordinator).page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/applications/?sort=-neighborhood")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert page.evaluate(SCROLLED) == []

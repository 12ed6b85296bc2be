"""A tick opens the fields of a way to reach somebody, by style alone."""

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELDS = ["#id_email", "#id_phone", "#id_post_address", "#id_trusted_contact"]


@pytest.fixture
def page(live_server, call, new_context) -> Page:
    """The first step, without JavaScript."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/en/{call.slug}/apply/eligibility/")
    return page


def to_contact(page: Page) -> None:
    page.locator("#id_lives_in_city_0").check()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/contact/")  # loaded, its style sheet included


def test_fields_open_by_their_tick_and_keep_what_was_typed(page) -> None:
    to_contact(page)
    for field in FIELDS:
        expect(page.locator(field)).to_be_hidden()
    page.get_by_label("Phone", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.locator("#id_phone")).to_be_focused()
    page.keyboard.type("617-555-0101")
    page.get_by_label("Phone", exact=True).uncheck()
    expect(page.locator("#id_phone")).to_be_hidden()
    page.get_by_label("Phone", exact=True).check()
    expect(page.locator("#id_phone")).to_have_value("617-555-0101")


def test_browser_without_has_shows_all_fields(page) -> None:
    def without_has(route: Route) -> None:
        sheet = route.fetch()
        body = sheet.text()
        assert "selector(:has(*))" in body
        route.fulfill(response=sheet, body=body.replace("selector(:has(*))", "selector(:none(*))"))

    page.route("**/site*.css", without_has)
    to_contact(page)
    for field in FIELDS:
        expect(page.locator(field)).to_be_visible()


def test_which_way_first_is_asked_with_two_ways_and_no_fewer(page) -> None:
    to_contact(page)
    first = page.get_by_text("Try this way first")
    for ticked, shown in ((["Phone"], 0), (["Phone", "Email"], 2), (["Email"], 0)):
        for way in ("Phone", "Email"):
            page.get_by_label(way, exact=True).set_checked(way in ticked)
        expect(first.filter(visible=True)).to_have_count(shown)

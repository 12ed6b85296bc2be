"""Papers that a clerk began and left: they are found again, and signing out asks about them."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.paper_desk import NAME, inspect, leave
from tests.factories import desk

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

BOX = "#id_contact-full_name"
OTHER = "Ana Maria Perez"
NOTE = ".note.begun"
SIGN_OUT = "#logout-form button"


@pytest.fixture
def page(desk_of, call, cast) -> Page:
    return desk_of(cast.clerk).page


def refuse(dialog: Dialog) -> None:
    pytest.fail(f"the browser asks: {dialog.type}")


def test_signing_out_asks_once_about_what_is_half_typed(page) -> None:
    page.on("dialog", refuse)
    page.locator(BOX).fill(NAME)
    page.locator(SIGN_OUT).click()
    expect(page.locator("h1")).to_have_text("Sign out?")
    inspect(page)
    page.get_by_role("link", name="Stay").click()
    expect(page.locator(NOTE)).to_contain_text("1 page is begun and not saved")
    inspect(page)
    page.locator(f"{NOTE} a").first.click()
    expect(page.locator(BOX)).to_have_value(NAME)
    page.locator(SIGN_OUT).click()
    page.get_by_role("button", name="Sign out all the same").click()
    expect(page.locator("[role=status]")).to_have_text("You are signed out.")


def test_half_a_correction_is_there_after_reload_and_on_coming_back(
    page, live_server, call, cast
) -> None:
    reference = desk.typed_in(call, cast.clerk).reference
    correct = f"{live_server.url}/staff/paper/{reference}/correct/"
    page.goto(correct)
    page.locator(BOX).fill(OTHER)
    leave(page, page.url)
    expect(page.locator(BOX)).to_have_value(OTHER)
    page.goto(correct)
    expect(page.locator(BOX)).not_to_have_value(OTHER)
    page.locator(f"{NOTE} a", has_text=f"Correction of {reference}").first.click()
    expect(page.locator(BOX)).to_have_value(OTHER)


def test_papers_of_two_tabs_are_both_kept(page, live_server) -> None:
    other = page.context.new_page()
    other.goto(f"{live_server.url}/staff/paper/")
    for tab, name in ((page, NAME), (other, OTHER)):
        tab.locator(BOX).fill(name)
        leave(tab, f"{live_server.url}/staff/counter/")
    names = []
    for place in range(2):
        page.goto(f"{live_server.url}/staff/")
        page.locator(f"{NOTE} a:not(.button)").nth(place).click()
        names.append(page.locator(BOX).input_value())
    assert names == [OTHER, NAME]

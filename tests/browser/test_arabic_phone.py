"""The public part on a 360-pixel phone, in Arabic."""

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application, Contact
from tests.browser.inspection import inspect, watch

NAME = "عبد الرحمن بن علي"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 360, "height": 740}, "locale": "ar"}


def go_on(page: Page) -> None:
    """Inspect the page as it stands, then press its one main button."""
    inspect(page)
    page.locator("main form button.button").first.click()


def fill_in(page: Page) -> None:
    """Every step from the second to the last, with one mistake on the way."""
    page.locator("#id_full_name").fill(NAME)
    page.locator("#id_email").fill("abdul@example")
    go_on(page)
    expect(page.locator("#id_full_name")).to_have_value(NAME)  # nothing typed is lost
    page.locator("#id_email").fill("abdul@example.org")
    go_on(page)
    page.locator("#id_neighborhood").select_option("chinatown")
    go_on(page)
    go_on(page)  # support: the language is filled in already
    page.locator("input[name=connection]").first.check()
    go_on(page)
    page.locator("#id_why-join").fill("أريد أن أساعد.")
    page.locator("#id_what-should-change").fill("أن يأتي من يستمع أولًا.")
    page.locator("input[name=can-attend][value=yes]").check()
    go_on(page)
    go_on(page)  # about you: all of it may stay empty
    expect(page.get_by_text(NAME)).to_be_visible()
    page.locator("#id_agrees").check()
    go_on(page)


def test_arabic_phone_from_home_to_receipt(live_server, call, page: Page) -> None:
    complaints = watch(page)
    page.goto(f"{live_server.url}/")
    expect(page).to_have_url(f"{live_server.url}/ar/")  # what the phone is set to
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    inspect(page)
    page.get_by_role("link", name=call.title_ar).click()
    inspect(page)
    page.locator("main a.button").first.click()

    # An empty step says what is missing, and keeps the focus on the summary of it.
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    inspect(page)
    page.locator("input[value=yes]").check()
    go_on(page)

    fill_in(page)

    expect(page).to_have_url(f"{live_server.url}/ar/{call.slug}/apply/receipt/")
    inspect(page)
    application = Application.objects.get()
    expect(page.get_by_text(application.reference).first).to_be_visible()
    assert Contact.objects.get().full_name == NAME
    assert application.revisions.get().language == "ar"
    assert complaints == []

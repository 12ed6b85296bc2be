"""Leaving in the middle and coming back on another phone, in Arabic, without JavaScript too."""

import pytest
from playwright.sync_api import Browser, Page, expect

from applications.form import codes
from applications.models import Draft
from tests.browser.inspection import inspect, watch
from tests.browser.pages import PHONE
from tests.factories.applications import apply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def find(page: Page, base: str, saved) -> None:
    """Type reference and code into the one page for both."""
    page.goto(base)
    page.locator("#id_reference").fill(saved.reference)
    page.locator("#id_code").fill(codes.private_code(saved.reference, saved.code_generation))
    page.locator("main form button.button").first.click()


@pytest.mark.parametrize("scripts", [pytest.param(True, marks=pytest.mark.prove), False])
def test_return_on_another_phone_goes_on(live_server, call, browser: Browser, scripts) -> None:
    first = browser.new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    complaints = watch(first)
    first.goto(f"{live_server.url}/ar/{call.slug}/apply/eligibility/")
    first.locator("input[value=yes]").check()
    first.locator("button[name=later]").click()
    draft = Draft.objects.get()
    expect(first.get_by_text(draft.reference, exact=True)).to_be_visible()
    if scripts:
        inspect(first)

    second = browser.new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    find(second, f"{live_server.url}/ar/{call.slug}/mine/", draft)
    expect(second).to_have_url(f"{live_server.url}/ar/{call.slug}/apply/eligibility/")
    expect(second.locator("input[value=yes]")).to_be_checked()
    assert complaints == []


@pytest.mark.prove
def test_return_to_what_was_sent_page_by_page(live_server, call, browser: Browser) -> None:
    application = apply(call)
    page = browser.new_context(viewport=PHONE).new_page()
    complaints = watch(page)
    mine = f"{live_server.url}/ar/{call.slug}/mine/"
    page.goto(mine)
    page.locator("main form button.button").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    inspect(page)
    page.goto(f"{mine}lost/")
    inspect(page)
    find(page, mine, application)
    inspect(page)
    page.locator("form[action$='/correct/'] button").click()
    inspect(page)
    page.goto(f"{mine}withdraw/")
    inspect(page)
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(f"{mine}status/")
    inspect(page)
    assert complaints == []

"""Pages that a browser shows: what each must satisfy, and signing in and out."""

import json

from axe_playwright_python.sync_playwright import Axe
from django.http import HttpResponse
from playwright.sync_api import Page, expect

from tests.browser import inspection
from tests.factories.staff import PASSWORD

PHONE = {"width": 360, "height": 740}


def look(page: Page) -> None:
    """What every page must satisfy: axe, names, sizes, and nothing that scrolls sideways."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert not found, f"{page.url}\n" + json.dumps(
        [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found], indent=1
    )
    for script in (
        inspection.UNNAMED_GROUPS,
        inspection.DANGLING_DESCRIPTIONS,
        inspection.SMALL_TARGETS,
    ):
        assert page.evaluate(script) == [], page.url
    inspection.fits_the_screen(page)
    assert len(page.evaluate(inspection.HEADINGS)) == 1, page.url
    has_error = page.locator(".error-summary").count() > 0
    assert page.title().startswith("Error:") == has_error, page.title()


def sign_in(page: Page, base: str, name: str = "clerk", password: str = PASSWORD) -> None:
    page.goto(f"{base}/staff/")
    page.locator("#id_username").fill(f"{name}@example.org")
    page.locator("#id_password").fill(password)
    page.locator("main button[type=submit]").click()


def sign_out(page: Page) -> None:
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():  # on a phone
        menu.click()
    page.locator("#logout-form button").click()
    expect(page.locator("[role=status]")).to_have_text("You are signed out.")


def show(page: Page, address: str, answer: HttpResponse) -> None:
    """Put an answer of the server before the browser; what the page loads comes from there."""

    def fulfill(route) -> None:
        # Not its status: the browser would count an error page among the complaints.
        route.fulfill(headers=dict(answer.headers), body=answer.content)

    page.route(address, fulfill, times=1)
    page.goto(address)

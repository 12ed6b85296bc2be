"""Every staff page, for each role: axe, light and dark, narrow, by keyboard, tables that scroll."""

import json
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.inspection import (
    DANGLING_DESCRIPTIONS,
    HEADINGS,
    LOOSE_CHOICES,
    SMALL_TARGETS,
    UNNAMED_GROUPS,
    WIDER_THAN_THE_SCREEN,
    watch,
)
from tests.browser.pages import PHONE
from tests.factories.staff import PASSWORD
from tests.factories.staff_pages import LEAD_ON, NOT_PAGES, ONLY_POST, OPENS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A table scrolls inside a region that the keyboard reaches and a screen reader names.
LOOSE_TABLES = """() => [...document.querySelectorAll('table')]
    .filter(t => { const region = t.closest('[role=region][tabindex="0"]');
                   return !region || !(region.getAttribute('aria-label')
                                       || region.getAttribute('aria-labelledby')); })
    .map(t => t.outerHTML.slice(0, 120))"""
UNSAID_COLUMNS = """() => [...document.querySelectorAll('thead th')]
    .filter(h => !h.textContent.trim() || !h.getAttribute('scope'))
    .map(h => h.outerHTML)"""
# Where rows are stacked, breaks within them are not shown: words must not run together there.
RUN_TOGETHER = """() => [...document.querySelectorAll('br')]
    .filter(br => getComputedStyle(br).display === 'none')
    .map(br => (br.previousSibling?.textContent ?? '') + '|' + (br.nextSibling?.textContent ?? ''))
    .filter(both => /\\S\\|\\S/.test(both))"""
NARROW = {"width": 320, "height": 640}
HALF_A_DESK = {"width": 600, "height": 800}  # rows are stacked on a phone only
WIDE = {"width": 1280, "height": 860}


@pytest.fixture
def readable(addresses) -> dict[str, str]:
    """An address of every page that can be read."""
    return {k: v for k, v in addresses.items() if k not in {*ONLY_POST, *LEAD_ON, *NOT_PAGES}}


@pytest.fixture
def sign_in(live_server, new_context):
    """A page of somebody who has signed in."""

    def begin(email: str, **options) -> Page:
        page = new_context(base_url=live_server.url, **options).new_page()
        page.goto("/staff/")
        page.locator("input[type=email], #id_username, #id_login").first.fill(email)
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main [type=submit], #content [type=submit]").first.click()
        return page

    return begin


def opened_by(role: str, addresses: dict[str, str]) -> Iterator[str]:
    """The pages of one role."""
    for name, path in addresses.items():
        if role.replace("_", " ").capitalize() in OPENS[name]:
            yield path


def holds_up(page: Page, complaints: list[str], where: str) -> None:
    """What is open now: axe, nothing refused by the browser, one heading, nothing cut off."""
    complained = list(complaints)  # before axe, which loads styles in its own way
    found = Axe().run(page).response["violations"]
    complaints.clear()
    what = [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]
    assert not what, f"{where}\n" + json.dumps(what, indent=1)
    assert complained == [], where
    assert len(page.evaluate(HEADINGS)) == 1, where
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, f"{where} scrolls sideways"
    for name, script in {
        "group without a legend": UNNAMED_GROUPS,
        "choice outside a group": LOOSE_CHOICES,
        "description that is not there": DANGLING_DESCRIPTIONS,
        "target under 24 pixels": SMALL_TARGETS,
        "table that does not scroll": LOOSE_TABLES,
        "column without a name": UNSAID_COLUMNS,
        "words that run together": RUN_TOGETHER,
    }.items():
        assert page.evaluate(script) == [], f"{name} on {where}"


@pytest.mark.prove
@pytest.mark.parametrize(
    "role",
    [
        "clerk",
        "translator",
        "reviewer",
        "coordinator",
        "equity_officer",
        "finance",
        "auditor",
        "administrator",
    ],
)
def test_staff_pages_hold_up_in_light_and_dark_and_narrow(role, readable, sign_in) -> None:
    for scheme, viewport in (("light", NARROW), ("dark", WIDE)):
        page = sign_in(f"{role}@example.org", color_scheme=scheme, viewport=viewport)
        complaints = watch(page)
        for path in opened_by(role, readable):
            page.goto(path)
            holds_up(page, complaints, f"{path} {scheme}")


@pytest.mark.prove
def test_opened_contact_and_about_you_pages_hold_up(addresses, sign_in) -> None:
    """These only take posts, from the application's page."""
    for scheme, viewport in (("light", NARROW), ("dark", WIDE)):
        page = sign_in("coordinator@example.org", color_scheme=scheme, viewport=viewport)
        complaints = watch(page)
        for name in ("contact-open", "about-you-open"):
            page.goto(addresses["application-detail"])
            form = page.locator(f"form[action='{addresses[name]}']")
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            for box in form.locator("input[name=reason], textarea[name=reason]").all():
                box.fill("They asked what we hold.")
            form.locator("[type=submit]").click()
            page.wait_for_url(f"**{addresses[name]}*")
            assert "Error" not in page.title()
            holds_up(page, complaints, f"{name} {scheme}")


@pytest.mark.prove
def test_board_holds_up_with_a_move_a_lock_or_answers_open(addresses, sign_in) -> None:
    for scheme, viewport in (("light", NARROW), ("dark", WIDE)):
        page = sign_in("coordinator@example.org", color_scheme=scheme, viewport=viewport)
        complaints = watch(page)
        for what in ("move", "lock", "open"):
            page.goto(addresses["board-detail"])
            reference = page.locator(".candidates tbody tr").first.get_attribute("id")
            page.goto(f"{addresses['board-detail']}?{what}={reference}#move")
            holds_up(page, complaints, f"board {what} {scheme}")


def test_staff_page_is_reached_by_keyboard_past_the_navigation(addresses, sign_in) -> None:
    page = sign_in("coordinator@example.org", viewport=WIDE)
    page.goto(addresses["application-list"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.is_visible() and "main content" in skip.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('nav') === null")
    assert page.evaluate("!!document.activeElement.closest('#content-start, main, #content')")


def test_wide_table_is_scrolled_by_keyboard(addresses, sign_in) -> None:
    page = sign_in("auditor@example.org", viewport=HALF_A_DESK)
    page.goto(addresses["history-list"])
    region = page.get_by_role("region", name="Changes")
    region.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.scroll').scrollLeft > 0")


def test_staff_page_is_light_or_dark_as_the_reader_likes(addresses, sign_in) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        page = sign_in("clerk@example.org", color_scheme=scheme)
        page.goto("/staff/")
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert grounds == {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 26, 34)"}


def test_staff_menu_folds_away_on_a_phone_and_opens_without_scripts(call, cast, sign_in) -> None:
    page = sign_in(cast.clerk.email, viewport=PHONE, java_script_enabled=False)
    assert page.locator("header").bounding_box()["height"] <= 72
    expect(page.locator("nav.tasks")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    link = page.locator("nav.tasks").get_by_role("link", name="Lost code")
    link.click()
    expect(page).to_have_url(re.compile("/staff/counter/$"))
    page.set_viewport_size(WIDE)
    expect(page.locator("nav.tasks")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()

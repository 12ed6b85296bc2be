"""The whole public part with the keyboard alone: no mouse, and the focus always in sight."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pointer_and_keyboard import UNSEEN, Keys
from tests.browser.walk import ARABIC, CHINESE, ENGLISH, SEND, SPANISH, SUMMARY, Person, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Smooth scrolling would still be under way when the focus is looked at.
STILL = {"reduced_motion": "reduce"}
LANGUAGES = [
    pytest.param(ENGLISH, id="en", marks=pytest.mark.prove),
    pytest.param(SPANISH, id="es", marks=pytest.mark.prove),
    pytest.param(ARABIC, id="ar", marks=pytest.mark.prove),
    pytest.param(CHINESE, id="zh-hant", marks=pytest.mark.prove),
]
FOCUSED_ID = "() => document.activeElement.id"


def look(page: Page) -> None:
    """The links of an error summary lead to the control that they are about."""
    links = page.locator(f"{SUMMARY} a")
    hand = Keys(page)
    for number in range(links.count()):
        hand.reach(links.nth(number))
        target = links.nth(number).get_attribute("href").removeprefix("#")
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUSED_ID) == target, page.url
        assert page.evaluate(UNSEEN) == "", page.url


def begin(walk_of, person: Person) -> Walk:
    return walk_of(person, look, Keys, **STILL)


@pytest.mark.parametrize("person", LANGUAGES)
def test_keyboard_whole_walk(walk_of, person) -> None:
    walk = begin(walk_of, person)
    walk.whole()
    again = begin(walk_of, person)
    again.come_back(walk.reference, walk.code)
    expect(again.page.locator(".ticket-late")).to_be_visible()


def test_keyboard_skip_link(walk_of, call) -> None:
    walk = begin(walk_of, ENGLISH)
    page = walk.page
    page.goto(f"{walk.base}/en/{call.slug}/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED_ID) == "main"
    page.keyboard.press("Tab")  # on to the first link of the page itself
    assert page.evaluate("() => !!document.activeElement.closest('main')")


@pytest.mark.parametrize("key", [pytest.param("Space", marks=pytest.mark.prove), "Enter"])
def test_keyboard_language_menu(walk_of, call, key) -> None:
    walk = begin(walk_of, ARABIC)
    page = walk.page
    page.goto(f"{walk.base}/ar/{call.slug}/")
    summary, menu = page.locator(".languages summary"), page.locator(".languages nav")
    walk.hand.reach(summary)
    page.keyboard.press(key)
    expect(menu).to_be_visible()
    walk.hand.reach(menu.locator("a[hreflang=ru]"))
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press(key)
    walk.hand.press(".languages a[hreflang='es-US']")
    expect(page).to_have_url(f"{walk.base}/es/{call.slug}/")


def test_keyboard_shared_computer(walk_of, call) -> None:
    walk = begin(walk_of, ENGLISH)
    walk.to_the_form()
    walk.hand.choose("input[value=yes]")
    walk.go_on()
    walk.hand.open(".shared summary")
    walk.hand.press(".shared button")
    walk.hand.press(SEND)  # asked once
    walk.hand.press("main a.button")
    expect(walk.page).to_have_url(f"{walk.base}/en/{call.slug}/")
    expect(walk.page.locator("main a[href$='/apply/eligibility/']").first).to_be_visible()

"""A clerk at a browser, who types papers in with the keyboard alone."""

from contextlib import suppress
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Error, Page

from tests.browser.inspection import (
    DANGLING_DESCRIPTIONS,
    LOOSE_CHOICES,
    UNNAMED_GROUPS,
    fits_the_screen,
)
from tests.browser.pointer_and_keyboard import Keys

DESK = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "locale": "en-US"}
# A choice is hit on its label, the bare links within a sentence are left out.
SMALL_CONTROLS = """() => [...document.querySelectorAll('button, input, select, textarea, summary')]
    .filter(e => e.checkVisibility() && e.type !== 'hidden' && e.ariaHidden !== 'true')
    .filter(e => { const box = (e.closest('label') || e).getBoundingClientRect();
                   return box.width < 23.9 || box.height < 23.9; })
    .map(e => e.outerHTML.slice(0, 120))"""
NAME, ADDRESS = "Wideline Jean-Baptiste", "60 Example St"


class Clerk(Keys):
    """Types as clerks do: digits pick boxes, dates go in as they are read."""

    def date(self, selector: str, day: timedelta) -> None:
        """Month, day and year, one after the other; `day` ago."""
        self.reach(self.page.locator(selector))
        self.page.keyboard.type((timezone.localdate() - day).strftime("%m%d%Y"))

    def digit(self, name: str, digit: int) -> None:
        """Pick the box that has this place on the paper."""
        self.reach(self.page.locator(f"input[name='{name}']").first)
        self.page.keyboard.press(str(digit))

    def send(self, keys: str) -> None:
        """Save, by shortcut."""
        with self.page.expect_navigation():
            self.page.keyboard.press(keys)

    def access_key(self, key: str) -> None:
        """Alt and a letter, which leads to another page."""
        with self.page.expect_navigation():
            self.press_key(key)

    def press_key(self, key: str) -> None:
        """Alt and a letter. Playwright leaves out which letter it is without Alt: ask Chromium."""
        keyboard = self.page.context.new_cdp_session(self.page)
        letter = key.upper()
        typed = {"key": key, "code": f"Key{letter}", "windowsVirtualKeyCode": ord(letter)}
        typed |= {"modifiers": 1, "text": key, "unmodifiedText": key}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **typed})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **typed})


def inspect(page: Page) -> None:
    """What every staff page must satisfy."""
    found = page_axe(page)
    assert found == [], (page.url, found)
    for script in (UNNAMED_GROUPS, LOOSE_CHOICES, DANGLING_DESCRIPTIONS, SMALL_CONTROLS):
        assert page.evaluate(script) == [], page.url
    fits_the_screen(page)


def page_axe(page: Page) -> list[str]:
    from_axe = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[n['html'][:150] for n in v['nodes']]}" for v in from_axe]


def envelope(hand: Clerk, *, came: int, days_ago: int, language: str) -> None:
    hand.digit("envelope-channel", came)
    hand.date("#id_envelope-received_on", timedelta(days=days_ago))
    hand.select("#id_envelope-language", language)


def person(hand: Clerk, *, name: str, email: str = "", phone: str = "", street: str = "") -> None:
    hand.digit("eligibility-lives_in_city", 1)
    hand.write("#id_contact-full_name", name)
    if email:
        hand.write("#id_contact-email", email)
    if phone:
        hand.write("#id_contact-phone", phone)
    if street:
        hand.select("#id_home-neighborhood", "mattapan")
        hand.write("#id_home-street", street)
        hand.write("#id_home-zip_code", "O2126")


def answers(hand: Clerk, *, reads: str, words: str) -> None:
    hand.select("#id_support-reads", reads)
    hand.digit("connection-connection", 2)
    hand.write("#id_questions-why-join", words)
    hand.write("#id_questions-what-should-change", words)
    hand.digit("questions-can-attend", 1)
    hand.choose("#id_declaration-agrees")
    hand.choose("#id_envelope-signature_seen")


def leave(page: Page, address: str) -> None:
    """The browser asks whether to; what is typed is kept while it asks."""
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_response(lambda answer: answer.status == 204), suppress(Error):
        page.goto(address)  # and stay
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(address)

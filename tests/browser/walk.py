"""One walk through the whole public site, which each browser test repeats in its own way.

A journey brings a hand (a finger or the keyboard), a person, and what to look at on each page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils import translation
from playwright.sync_api import Page, expect

from applications.models import Call
from tests.browser.inspection import MISSING
from tests.browser.pointer_and_keyboard import Finger, Keys

Look = Callable[[Page], None]


@dataclass(frozen=True)
class Person:
    """Who applies, in which language, and what they write."""

    language: str
    name: str
    words: str
    email: str = "visitor@example.org"
    contact: str = ""


ENGLISH = Person("en", "Wideline Jean-Baptiste", "Somebody who listens should come first.")
SPANISH = Person("es", "María José de la Cruz Núñez", "Que llegue alguien que escucha.")
ARABIC = Person("ar", "عبد الرحمن بن علي", "أن يأتي من يستمع أولًا.")
CHINESE = Person("zh-hant", "陳美玲", "希望先來的是願意傾聽的人。")
HAITIAN = Person("ht", "Wideline Jean-Baptiste", "Mwen ta renmen yon moun ki koute vini an premye.")
PEOPLE = (ENGLISH, SPANISH, ARABIC)

HUBERT = "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Maximilian"
LONG_NAME = " ".join([HUBERT] * 2)
TOO_LONG_NAME = " ".join([HUBERT] * 6)
LONGEST_ANSWER = 2000
UNBROKEN = "Wolfeschlegelsteinhausenbergerdorff" * 8


def long_winded(person: Person) -> Person:
    """The same person with a very long name and very long answers, some without any space."""
    return replace(
        person,
        name=LONG_NAME,
        words=f"{UNBROKEN} https://example.org/{'a/' * 100} {person.words * 40}"[:LONGEST_ANSWER],
        contact=f"{TOO_LONG_NAME} 617-555-0101",
    )


SEND = "main form[data-once] button.button"
LATER = "button[name=later]"
SUMMARY = ".error-summary"


class Walk:
    """The walk, in parts that follow each other. Each page is looked at before it is left."""

    def __init__(self, hand: Finger | Keys, look: Look, person: Person, call: Call, base: str):
        self.hand = hand
        self.page = hand.page
        self.person = person
        self.call = call
        self.base = base
        self.seen: set[str] = set()
        self._look = look

    def whole(self) -> None:
        """Everything that one browser does, from the first page to the withdrawn application."""
        self.read_first()
        self.to_the_form()
        self.first_steps()
        self.last_steps()
        self.save_for_later()
        self.check_and_send()
        self.correct()
        self.withdraw()
        self.lose_the_way()

    # --- The parts ---

    def read_first(self) -> None:
        """A page about the site, and the form on paper."""
        self.page.goto(self.address(""))
        self.hand.press(".foot nav a[href*='/about/']")
        self.look()
        self.page.goto(self.address(""))
        self.hand.press("main a[href$='/paper/']")
        self.look()
        self.hand.press(".back a")

    def to_the_form(self) -> None:
        """Home, the call, its first step."""
        self.page.goto(f"{self.base}/{self.person.language}/")
        self.look()
        self.hand.press(f"article a[href$='/{self.call.slug}/']")
        self.look()
        self.hand.press("main a.button[href$='/apply/eligibility/']")

    def first_steps(self) -> None:
        """Who can apply, contact, home, support; with a wrong try on three of them."""
        self.look()
        self.wrongly()
        self.hand.choose("input[value=no]")
        self.go_on()
        self.look()  # a kind page for those who live elsewhere
        self.hand.press("main a.button")
        self.hand.choose("input[value=yes]")
        self.go_on()
        self.contact()
        self.look()
        self.hand.select("#id_neighborhood", "mattapan")
        self.hand.write("#id_zip_code", "02446")
        self.go_on()
        expect(self.page.locator("#hint")).to_be_visible()  # asked, but no error
        self.look()
        self.hand.press(".callout button.button")  # yes
        self.look()
        self.go_on()

    def contact(self) -> None:
        """A name and a way: first neither, then a mistyped address."""
        self.look()
        self.wrongly()
        self.hand.write("#id_chosen_name", self.person.name)
        self.hand.choose("#id_ways_0")
        self.hand.write("#id_email", "visitor@example")
        if self.person.contact:
            self.hand.write("#id_full_name", self.person.contact)  # too long for a name
            self.hand.choose("#id_ways_4")
            self.hand.write("#id_trusted_contact", self.person.contact)
        self.wrongly()
        expect(self.page.locator("#id_chosen_name")).to_have_value(self.person.name)
        self.hand.write("#id_full_name", "")
        self.hand.write("#id_email", self.person.email)
        self.go_on()

    def last_steps(self) -> None:
        """The questions; what must be answered is first left out."""
        self.look()
        self.wrongly()
        self.hand.choose("input[name=connection][value=professional]")
        self.go_on()
        self.look()
        self.wrongly()
        self.hand.write("#id_why-join", self.person.words)
        self.hand.write("#id_what-should-change", self.person.words)
        self.hand.choose("input[name=can-attend][value=yes]")

    def save_for_later(self) -> None:
        """Stop, get a link by mail, go on with the same step, and with the next."""
        self.hand.press(LATER)
        expect(self.page).to_have_url(self.address("apply/later/"))
        self.look()
        self.reference, self.code = self.page.locator(".ticket .reference").all_inner_texts()
        self.hand.press("main a[href$='/apply/clear/']")
        self.look()
        self.hand.press("main a.button-quiet")  # no, keep them
        self.look()  # what is not answered yet
        self.page.goto(self.address("apply/later/"))
        self.hand.press(SEND)
        expect(self.page.locator("[role=status]")).to_be_visible()
        self.look()
        self.hand.press("main a.button[href$='/apply/check/']")
        expect(self.page.locator("#id_why-join")).to_have_value(self.person.words)
        self.go_on()
        self.look()  # the step that is not answered yet
        self.hand.choose("input[name='age-band'][value='35-54']")
        self.go_on()

    def check_and_send(self) -> None:
        """Change one answer, come back, forget to agree, then send and see where it stands."""
        self.look()
        expect(self.page.get_by_text(self.person.name).first).to_be_visible()
        self.change("home", "#id_street", "60 Example St")
        self.wrongly()
        self.hand.choose("input[name=was_helped][value=yes]")
        self.agree_and_send()
        self.hand.press("main a.button[href$='/mine/status/']")
        self.look()

    def correct(self) -> None:
        """Start a correction, leave it, take it up again, nearly delete it and send it."""
        self.hand.press("form[action$='/mine/correct/'] button")
        self.look()
        self.page.goto(self.address("mine/status/"))
        self.look()  # it was begun and not sent
        self.hand.press("form[action$='/mine/correct/'] button")
        self.change("support", "#id_accommodation", self.person.words[:200])
        self.hand.press("main a[href$='/mine/correct/drop/']")
        self.look()
        self.hand.press("main .actions a")  # kept
        self.page.goto(self.address("apply/check/"))
        self.agree_and_send()
        self.hand.press("main a.button[href$='/mine/status/']")

    def withdraw(self) -> None:
        """Withdraw after all."""
        self.hand.press("a[href$='/mine/withdraw/']")
        self.look()
        self.hand.press(SEND)
        self.look()

    def lose_the_way(self) -> None:
        """A page that is not there, and back to the first."""
        self.page.goto(f"{self.base}/{self.person.language}/{MISSING}/x/")
        self.look()
        self.hand.press("main a.button")

    def come_back(self, reference: str, code: str) -> None:
        """In another browser: a link cut off, a wrong code, no code at hand, then the right one."""
        self.page.goto(self.address("mine/half-a-link/"))
        self.look()
        self.page.goto(self.address(""))
        self.hand.press("main a[href$='/mine/']")
        self.look()
        self.hand.write("#id_reference", reference)
        self.hand.write("#id_code", "XXXX-XXXX-XXXX")
        self.wrongly()
        self.hand.press("a[href$='/mine/lost/']")
        self.look()
        self.wrongly()
        self.hand.write("#id_email", self.person.email)
        self.go_on()
        self.look()
        self.hand.press(".back a")
        self.find(reference.lower().replace("-", " "), code)

    def leave(self) -> None:
        """Nothing stays on this computer."""
        self.page.goto(self.address("mine/forget/"))
        self.look()
        self.hand.press(SEND)
        self.look()

    # --- What the parts are made of ---

    def look(self) -> None:
        """Look at the page as it stands."""
        path = urlsplit(self.page.url).path
        if MISSING not in path:
            with translation.override(self.person.language):
                self.seen.add(resolve(path).url_name)
        self._look(self.page)

    def find(self, reference: str, code: str) -> None:
        """Type reference and code into the one page for both."""
        self.hand.write("#id_reference", reference)
        self.hand.write("#id_code", code)
        self.go_on()

    def go_on(self) -> None:
        """Press the main button; what was filled in is right."""
        self.hand.press(SEND)
        expect(self.page.locator(SUMMARY)).to_have_count(0)

    def wrongly(self) -> None:
        """Press the main button; something is missing or wrong, and the page says what."""
        before = urlsplit(self.page.url).path
        self.hand.press(SEND)
        expect(self.page).to_have_url(re.compile(re.escape(before)))
        expect(self.page.locator(SUMMARY)).to_be_focused()
        self.look()

    def change(self, step: str, box: str, text: str) -> None:
        """From the check page to one answer and back."""
        self.hand.press(f"a[href$='/apply/{step}/?return=check']")
        self.look()
        self.hand.write(box, text)
        self.go_on()
        expect(self.page).to_have_url(self.address("apply/check/"))
        expect(self.page.locator(".answers dd", has_text=text).first).to_be_visible()

    def agree_and_send(self) -> None:
        """Send; the receipt says the reference that the draft had."""
        self.hand.choose("#id_agrees")
        self.go_on()
        expect(self.page).to_have_url(self.address("apply/receipt/"))
        expect(self.page.locator(".ticket .reference").first).to_have_text(self.reference)
        self.look()

    def address(self, path: str) -> str:
        return f"{self.base}/{self.person.language}/{self.call.slug}/{path}"

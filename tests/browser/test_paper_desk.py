"""Five envelopes at the clerk's desk, typed in with the keyboard alone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from applications.duplicates.actions.find_duplicates import find_duplicates
from applications.duplicates.queries import open_pairs
from applications.form import codes, queries
from applications.models import Application, Call, Contact, LateEntry, Revision, Support
from core.models import OutgoingMail, User
from tests.browser.hands import Keys
from tests.browser.inspection import (
    DANGLING_DESCRIPTIONS,
    LOOSE_CHOICES,
    UNNAMED_GROUPS,
    fits_the_screen,
)
from tests.browser.inspection import watch as complaints_of
from tests.factories.calls import redated

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

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
        """Alt and a letter. Playwright leaves out which letter it is without Alt: ask Chromium."""
        keyboard = self.page.context.new_cdp_session(self.page)
        letter = key.upper()
        typed = {"key": key, "code": f"Key{letter}", "windowsVirtualKeyCode": ord(letter)}
        typed |= {"modifiers": 1, "text": key, "unmodifiedText": key}
        with self.page.expect_navigation():
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **typed})
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **typed})


@pytest.fixture
def closed(call: Call) -> Call:
    """The call, closed at this time two days ago."""
    now = timezone.now()
    return redated(call, opens_at=now - timedelta(days=20), closes_at=now - timedelta(days=2))


@pytest.fixture
def desk_of(live_server, new_context) -> Callable[[User], Clerk]:
    """A member of staff at a browser, signed in."""

    def sit_down(user: User) -> Clerk:
        client = Client()
        client.force_login(user)
        context = new_context(**DESK)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        page.goto(f"{live_server.url}/staff/paper/")
        return Clerk(page)

    return sit_down


def inspect(page: Page) -> None:
    """What every staff page must satisfy."""
    found = page_axe(page)
    assert found == [], page.url
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


def slip_of(hand: Clerk) -> tuple[Application, str]:
    """The slip of what was saved last, by the link beside the words that it is saved."""
    application = Application.objects.latest("pk")
    hand.press(".message a[href$='/slip/']")
    slip = hand.page.locator(".slips").inner_text()
    assert application.reference in slip
    assert codes.private_code(application.reference, 0) in slip
    contact = Contact.objects.get(revision__application=application)
    assert contact.full_name not in slip
    inspect(hand.page)
    hand.press(".actions a:has-text('next one')")
    return application, slip


def one_late(hand: Clerk) -> Application:
    """Asked why, and kept for a coordinator."""
    envelope(hand, came=1, days_ago=1, language="en")
    person(hand, name=NAME, email="wideline@example.org", street=ADDRESS)
    answers(hand, reads="en", words="Somebody who listens should come first.")
    hand.send("Control+Enter")
    expect(hand.page.locator(".error-summary")).to_be_focused()
    expect(hand.page.locator("#id_contact-full_name")).to_have_value(NAME)
    hand.write("#id_envelope-late_reason", "The mail room had it since Monday.")
    hand.send("Control+Enter")
    late, slip = slip_of(hand)
    assert "Your application came in after the deadline" in slip
    assert LateEntry.objects.get().application == late
    return late


def one_twice(hand: Clerk, late: Application) -> Application:
    """The same person once more, in time: hinted at while typing, and left to be compared."""
    envelope(hand, came=2, days_ago=4, language="en")
    person(hand, name=NAME, email="wideline@example.org", street=ADDRESS)
    hint = hand.page.get_by_role("status").filter(has_text=late.reference)
    expect(hint).to_contain_text("same email, same name")
    answers(hand, reads="en", words="Somebody who listens should come first.")
    hand.send("Control+Enter")
    again, slip = slip_of(hand)
    assert "Your application came in on time." in slip
    assert Contact.objects.get(revision__application=again).zip_code == "02126"
    return again


def one_in_haitian_creole(hand: Clerk) -> Application:
    """Without email, the questions in the words of the paper."""
    envelope(hand, came=1, days_ago=5, language="ht")
    hand.press("button[name=words]")
    expect(hand.page.locator(".as-on-paper[lang=ht]").first).to_be_visible()
    person(hand, name="Frantz Désir", phone="617 555 0123", street="12 Example Ave")
    answers(hand, reads="ht", words="Mwen vle ede.")
    hand.send("Control+Enter")
    creole, slip = slip_of(hand)
    with translation.override("ht"):
        assert gettext("Your private code") in slip
    assert not OutgoingMail.objects.filter(body__contains=creole.reference).exists()
    assert Support.objects.get(revision__application=creole).reads == "ht"
    return creole


def one_in_chinese(hand: Clerk) -> Application:
    """In Traditional Chinese; "Save and next" keeps what the pile of envelopes shares."""
    envelope(hand, came=1, days_ago=6, language="zh-hant")
    person(hand, name="歐陽美玲", phone="617 555 0144", street="8 Example Pl")
    answers(hand, reads="zh-hant", words="我想幫忙。")
    hand.send("Control+Enter")
    expect(hand.page.locator("#id_envelope-language")).to_have_value("zh-hant")
    chinese, slip = slip_of(hand)
    with translation.override("zh-hant"):
        assert gettext("Your private code") in slip
    told = Revision.objects.get(application=chinese).answers
    assert told.filter(text="我想幫忙。").count() == 2
    return chinese


def one_without_an_address(hand: Clerk) -> Application:
    """The neighborhood too was left empty, and is stored so."""
    page = hand.page
    envelope(hand, came=3, days_ago=4, language="en")
    person(hand, name="Sam Rivers", phone="617 555 0155")
    answers(hand, reads="en", words="I know what it is like.")
    hand.access_key("p")
    expect(page.locator(".error-summary")).to_be_focused()
    hand.choose("input[name=left_empty][value=home-neighborhood]")
    inspect(page)
    hand.access_key("p")
    expect(page.locator("h1")).to_have_text("Saved. Here is the slip.")
    expect(page.get_by_role("button", name="Print the slip")).to_be_focused()
    application = Application.objects.latest("pk")
    revision = Revision.objects.get(application=application)
    assert revision.left_empty == ["home-neighborhood"]
    contact = Contact.objects.get(revision=revision)
    assert (contact.neighborhood, contact.street) == (None, "")
    return application


def test_five_papers_by_keyboard_alone_end_where_they_should(desk_of, closed, cast) -> None:
    hand = desk_of(cast.clerk)
    complaints = complaints_of(hand.page)
    expect(hand.page.locator("#id_envelope-channel_0")).to_be_focused()
    late = one_late(hand)
    again = one_twice(hand, late)
    others = (one_in_haitian_creole, one_in_chinese, one_without_an_address)
    in_time = [again, *(enter(hand) for enter in others)]
    standing = set(queries.eligible_applications())
    assert standing == set(in_time) and late not in standing, "the late one waits"
    assert {application.channel for application in standing} == {"mail", "in_person", "phone"}
    find_duplicates(by=None)
    [pair] = open_pairs()
    assert (pair.first, pair.second) == (late, again)
    # axe and the address of its style sheet: not the page's own
    assert [c for c in complaints if not re.search("inline style|404", c)] == []


def test_clerk_whose_session_ends_loses_nothing(desk_of, call, cast, live_server) -> None:
    hand = desk_of(cast.clerk)
    page = hand.page
    envelope(hand, came=1, days_ago=1, language="en")
    person(hand, name=NAME, phone="617 555 0101", street=ADDRESS)
    answers(hand, reads="en", words="Somebody who listens.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    hand.send("Control+Enter")
    expect(page.locator("h1")).to_have_text("You were signed out")
    inspect(page)
    client = Client()
    client.force_login(cast.clerk)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    hand.press("main form[data-once] button")
    expect(page.locator(".message")).to_contain_text("is saved")
    assert Contact.objects.get().full_name == NAME

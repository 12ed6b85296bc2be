"""One paper at the clerk's desk: three screens, the keyboard alone, and nothing typed is lost."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Error, Page, expect

from applications.models import Application, Contact, Revision
from tests.browser.paper_desk import ADDRESS, NAME, Clerk, answers, envelope, inspect, person

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

MOST_KEYS = 260  # for one paper with its long answers; 151 of them are what it says
COUNT_KEYS = """addEventListener('keydown', () => {
    sessionStorage.keys = Number(sessionStorage.keys || 0) + 1;
}, true);"""
# Each screen beside the bar that saves, and the whole page, in heights of the window.
SCREENS = """() => {
    const bar = document.querySelector('.save-bar').offsetHeight;
    return {
        each: [...document.querySelectorAll('.screen')]
            .map(e => (e.offsetHeight + bar) / innerHeight),
        whole: document.documentElement.scrollHeight / innerHeight,
    };
}"""
NUMBERS = """() => [...document.querySelectorAll('.screen .n')].map(e => e.textContent)
    .filter(words => words.endsWith('.')).map(words => parseInt(words))"""
WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def hand(desk_of, call, cast) -> Clerk:
    clerk = desk_of(cast.clerk)
    clerk.page.set_viewport_size(WIDE)
    return clerk


def whole_paper(hand: Clerk) -> None:
    envelope(hand, came=1, days_ago=3, language="en")
    person(hand, name=NAME, phone="617 555 0101", street=ADDRESS)
    answers(hand, reads="en", words="Somebody who listens should come first.")


def test_one_paper_from_start_to_slip_by_keyboard_on_three_screens(hand, call) -> None:
    page = hand.page
    page.add_init_script(COUNT_KEYS)
    page.reload()
    sizes = page.evaluate(SCREENS)
    assert len(sizes["each"]) == 3 and max(sizes["each"]) <= 1, sizes
    assert sizes["whole"] <= 3, sizes
    numbers = page.evaluate(NUMBERS)
    assert numbers == list(range(1, len(numbers) + 1)), "in the order of the paper"
    whole_paper(hand)
    hand.access_key("p")
    expect(page.locator("h1")).to_have_text("Saved. Here is the slip.")
    assert int(page.evaluate("sessionStorage.keys")) <= MOST_KEYS
    slip = page.url
    page.go_back()
    assert page.url == slip, "no question, and no second form of the same paper"
    page.reload()
    expect(page.locator("h1")).to_have_text("Saved. Here is the slip.")
    assert Application.objects.count() == 1


def test_long_answer_takes_lines_and_shift_enter_goes_on_from_every_control(hand) -> None:
    page = hand.page
    hand.write("#id_questions-why-join", "One")
    page.keyboard.press("Enter")
    page.keyboard.type("Two")
    expect(page.locator("#id_questions-why-join")).to_have_value("One\nTwo")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#id_questions-what-should-change")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#id_questions-availability_0")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#id_questions-can-attend_0")).to_be_focused()
    expect(page.locator("#id_questions-why-join")).to_have_value("One\nTwo")
    hand.reach(page.locator("#id_support-reads"))
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#id_support-speaks")).to_be_focused()


def test_words_of_the_paper_come_where_one_is_typing(hand) -> None:
    page = hand.page
    hand.select("#id_envelope-language", "es")
    hand.digit("eligibility-lives_in_city", 2)
    hand.write("#id_contact-full_name", "Maria Perez")
    page.keyboard.press("Home")
    page.evaluate("window.stays = true")
    with page.expect_response(lambda answer: "paper=" in answer.url and answer.status == 200):
        hand.press_key("w")
    expect(page.locator(".as-on-paper[lang^=es]").first).to_be_visible()
    expect(page.locator("#id_contact-full_name")).to_be_focused()
    page.keyboard.type("Ana ")
    expect(page.locator("#id_contact-full_name")).to_have_value("Ana Maria Perez")
    expect(page.locator("#id_eligibility-lives_in_city_1")).to_be_checked()
    expect(page.locator("label[for=id_eligibility-lives_in_city_0]")).to_have_text("Yes · Sí")
    expect(page.locator("#id_support-reads option").first).to_contain_text("Choose one")
    assert page.evaluate("window.stays"), "no other page came"
    hand.select("#id_envelope-language", "en")
    with page.expect_response(lambda answer: "paper=" in answer.url and answer.status == 200):
        page.locator("[name=words]").click()
    expect(page.locator(".as-on-paper")).to_have_count(0)
    inspect(page)


def test_errors_back_and_reload_ask_nothing_and_lose_nothing(hand, live_server) -> None:
    page = hand.page
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    hand.write("#id_contact-full_name", NAME)
    hand.send("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.reload()
    expect(page.locator(".error-summary")).to_be_visible()
    hand.write("#id_contact-phone", "617 555 0101")
    with page.expect_response(lambda answer: answer.status == 204), suppress(Error):
        page.goto(f"{live_server.url}/staff/counter/")  # and stay
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}/staff/counter/")
    assert asked == ["beforeunload"] * 2, "leaving what is typed, and no other question"
    page.go_back()
    expect(page.locator("#id_contact-full_name")).to_have_value(NAME)
    expect(page.locator("#id_contact-phone")).to_have_value("617 555 0101")
    page.go_back()
    expect(page.locator("#id_contact-full_name")).to_have_value(NAME)


def test_signature_is_asked_about_once_by_keyboard(hand) -> None:
    page = hand.page
    whole_paper(hand)
    page.keyboard.press("Space")  # the signature had the focus: its tick goes
    hand.send("Control+Enter")
    expect(page.locator(".callout")).to_be_focused()
    inspect(page)
    page.keyboard.press("Tab")
    hand.send("Enter")
    expect(page.locator(".message")).to_contain_text("is saved")
    assert not Revision.objects.get().paper_entry.signature_seen


def test_two_presses_on_save_store_one_paper(hand) -> None:
    whole_paper(hand)
    with hand.page.expect_navigation():
        hand.page.locator("[data-enter]").dblclick()
    expect(hand.page.locator(".message")).to_contain_text("is saved")
    assert Application.objects.count() == 1


@pytest.fixture
def plain_desk(live_server, new_context, call, cast) -> Page:
    """A browser without scripts."""
    client = Client()
    client.force_login(cast.clerk)
    context = new_context(viewport=WIDE, locale="en-US", java_script_enabled=False)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"{live_server.url}/staff/paper/")
    return page


def test_paper_without_scripts_is_typed_in_and_saved(plain_desk) -> None:
    page = plain_desk
    day = timezone.localdate() - timedelta(days=3)
    page.locator("#id_envelope-received_on").fill(day.isoformat())
    page.locator("#id_envelope-language").select_option("es")
    page.locator("#id_contact-full_name").fill(NAME)
    page.locator("[name=words]").click()
    expect(page.locator(".as-on-paper[lang^=es]").first).to_be_visible()
    expect(page.locator("[name=eligibility-lives_in_city]").first).to_be_focused()
    expect(page.locator("#id_contact-full_name")).to_have_value(NAME)
    page.locator("#id_contact-phone").fill("617 555 0101")
    page.locator("#id_contact-phone").press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("Nothing is saved yet")
    page.reload()
    expect(page.locator("#id_contact-phone")).to_have_value("617 555 0101")
    for mark in page.locator("input[name=left_empty]").all():
        mark.check()
    page.locator(".save-bar [name=next]").click()
    page.get_by_role("button", name="It is not signed: save").click()
    expect(page.locator(".message")).to_contain_text("is saved")
    assert Contact.objects.get().full_name == NAME

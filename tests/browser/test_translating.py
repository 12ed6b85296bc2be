"""Translating and checking by keyboard alone, in every light, on a phone and on a desk."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.applications.translations.translating import HOSTILE
from tests.browser import inspection
from tests.browser.pages import PHONE
from tests.browser.paper_desk import leave
from tests.browser.pointer_and_keyboard import Keys
from tests.factories.staff import PASSWORD
from tests.factories.translations import apply_in_spanish, handed_in, story_of

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1280, "height": 860}
ARABIC = "أخي الصغير لم يعد كما كان منذ الحرب. " * 54  # some 2,000 characters
CHINESE = "我住在唐人街，我想幫助鄰居。" * 140
BOXES = """() => [...document.querySelectorAll('.pair > *')].map(e => {
    const box = e.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })"""


def sign_in(page: Page, base: str, name: str) -> None:
    page.goto(f"{base}/staff/")
    page.locator("#id_username").fill(f"{name}@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()


def inspect(page: Page) -> None:
    """What axe finds, and what it does not see."""
    found = Axe().run(page).response["violations"]
    assert not found, json.dumps([(v["id"], [n["html"] for n in v["nodes"]]) for v in found])
    for script in (
        inspection.UNNAMED_GROUPS,
        inspection.DANGLING_DESCRIPTIONS,
        inspection.SMALL_TARGETS,
    ):
        assert page.evaluate(script) == [], page.url
    assert page.evaluate(inspection.WIDER_THAN_THE_SCREEN) <= 0, page.url


@pytest.fixture(params=["light", "dark"])
def pages_of(request, live_server, new_context, cast):
    """Somebody of the cast, signed in, on a desk or a phone."""

    def begin(name: str, viewport=DESK) -> Page:
        context = new_context(viewport=viewport, color_scheme=request.param)
        page = context.new_page()
        sign_in(page, live_server.url, name)
        return page

    return begin


def test_answer_translated_and_checked_by_keyboard_alone(live_server, call, pages_of) -> None:
    story = story_of(apply_in_spanish(call))
    list_page = f"{live_server.url}/staff/translations/"
    page = pages_of("translator")
    keys = Keys(page)
    page.goto(list_page)
    inspect(page)
    keys.press("form[action$='/claim/'] button")
    inspect(page)
    keys.press("button[name=hand_in]")
    expect(page.locator(".error-summary")).to_be_focused()
    inspect(page)
    keys.write("#translationform-text", "My brother has schizophrenia.")
    keys.press("button[name=hand_in]")
    expect(page.locator(".message-success")).to_contain_text("Somebody else checks it")

    page = pages_of("second_translator")
    keys = Keys(page)
    page.goto(list_page)
    keys.press(f"a[href$='/{story.pk}/check/']")
    inspect(page)
    keys.press("button[name=approve]")
    expect(page.locator(".message-success")).to_contain_text("The translation is checked")
    inspect(page)


@pytest.mark.parametrize(("language", "words"), [("ar", ARABIC), ("zh-hant", CHINESE)])
def test_long_answer_stands_beside_its_translation_or_above_it(
    live_server, call, pages_of, language, words
) -> None:
    application = apply_in_spanish(
        call, language=language, connection={"connection-story": words.strip()}
    )
    path = f"{live_server.url}/staff/translations/{story_of(application).pk}/"
    for viewport, is_beside in ((DESK, True), (PHONE, False)):
        page = pages_of("translator", viewport)
        page.goto(path)
        if page.locator("form[action$='/claim/'] button").count():
            page.locator("form[action$='/claim/'] button").click()
        page.locator("#translationform-text").fill("When somebody is in crisis, be calm. " * 54)
        inspect(page)
        original, translation = page.evaluate(BOXES)
        assert (original[2] <= translation[0]) is is_beside
        assert (original[3] <= translation[1]) is not is_beside


def test_hostile_answer_runs_nothing(live_server, call, pages_of) -> None:
    story = story_of(apply_in_spanish(call, connection={"connection-story": HOSTILE}))
    page = pages_of("translator")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    complaints = inspection.watch(page)
    page.goto(f"{live_server.url}/staff/translations/{story.pk}/")
    page.locator("form[action$='/claim/'] button").click()
    page.locator("#translationform-text").fill(HOSTILE)
    page.locator("button[name=hand_in]").click()
    page.goto(f"{live_server.url}/staff/translations/{story.pk}/check/")
    expect(page.locator(".words")).to_contain_text([HOSTILE, HOSTILE])
    assert page.locator("main img, main script").count() == 0
    assert (dialogs, complaints) == ([], [])


def test_half_a_translation_stays_on_leaving_by_the_menu(
    live_server, call, cast, new_context
) -> None:
    story = story_of(apply_in_spanish(call))
    page = new_context(viewport=DESK).new_page()
    sign_in(page, live_server.url, "translator")
    page.goto(f"{live_server.url}/staff/translations/{story.pk}/")
    page.locator("form[action$='/claim/'] button").click()
    page.locator("#translationform-text").fill("My brother")
    leave(page, f"{live_server.url}/staff/translations/")
    page.go_back()
    expect(page.locator("#translationform-text")).to_have_value("My brother")


def test_remark_of_a_checker_is_asked_about_on_leaving(
    live_server, call, cast, new_context
) -> None:
    story = story_of(apply_in_spanish(call))
    handed_in(story, cast)
    page = new_context(viewport=DESK).new_page()
    sign_in(page, live_server.url, "second_translator")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}/staff/translations/{story.pk}/check/")
    page.locator("textarea").fill("Sister, not brother")
    page.goto(f"{live_server.url}/staff/translations/")
    assert asked == ["beforeunload"]

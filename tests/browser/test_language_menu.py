"""Another language in the middle of a step: what was typed is still there, and not judged."""

import re

import pytest
from playwright.sync_api import Page, expect

from applications.models import Draft
from tests.browser.inspection import inspect, names_itself
from tests.browser.pointer_and_keyboard import Finger, Keys
from tests.browser.walk import ARABIC, ENGLISH, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = [
    pytest.param(Finger, {}, id="finger"),
    pytest.param(Finger, {"java_script_enabled": False}, id="no-javascript"),
    pytest.param(Keys, {"reduced_motion": "reduce"}, id="keyboard"),
]
STORY = 'Line one\n"Line two" & <b>more</b>'
DAYS = ("saturdays", "sundays")
TICKED = "input:checked:not([type=hidden])"


def switch(walk: Walk, to: str) -> None:
    """Press a language of the menu, and see that nothing was judged on the way."""
    step = walk.page.url.rpartition("/apply/")[2]
    walk.hand.open(".languages summary")
    walk.hand.press(f".languages button[formaction^='/{to}/']")
    expect(walk.page).to_have_url(re.compile(rf"/{to}/[^/]+/apply/{re.escape(step)}$"))
    names_itself(walk.page)


def ticked(page: Page) -> list[str]:
    return [each.get_attribute("value") or "" for each in page.locator(TICKED).all()]


@pytest.mark.prove
@pytest.mark.parametrize(("hand", "options"), WAYS)
def test_language_menu_takes_along_what_was_typed(walk_of, hand, options) -> None:
    """A choice, text, a tick, a list, several ticks; each step is saved in the language after."""
    walk = walk_of(ENGLISH, names_itself, hand, **options)
    page, hand = walk.page, walk.hand
    walk.to_the_form()

    hand.choose("input[value=not_sure]")
    switch(walk, "ar")
    assert ticked(page) == ["not_sure"]
    walk.go_on()

    hand.write("#id_chosen_name", ARABIC.name)
    hand.choose("#id_ways_0")
    hand.write("#id_email", "not an address")
    hand.choose("#id_ways_3")
    switch(walk, "zh-hant")
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.locator("#id_chosen_name")).to_have_value(ARABIC.name)
    expect(page.locator("#id_email")).to_have_value("not an address")
    expect(page.locator("#id_ways_3")).to_be_checked()
    hand.write("#id_email", "ab@example.org")
    walk.go_on()

    hand.select("#id_neighborhood", "mattapan")
    hand.write("#id_zip_code", "02126")
    switch(walk, "ht")
    expect(page.locator("#id_neighborhood")).to_have_value("mattapan")
    expect(page.locator("#id_zip_code")).to_have_value("02126")
    walk.go_on()
    walk.go_on()

    both = ["family-or-caregiver", "professional"]
    for connection in both:
        hand.choose(f"input[name=connection][value={connection}]")
    switch(walk, "es")
    assert ticked(page) == both
    walk.go_on()
    saved = Draft.objects.get()
    assert (saved.language, saved.answers["connection"]["connection"]) == ("es", both)
    assert saved.answers["contact"]["chosen_name"] == ARABIC.name


def answer_without_saving(walk: Walk) -> Page:
    """To the questions, where one that must be answered is left out."""
    walk.to_the_form()
    walk.hand.choose("input[value=yes]")
    walk.go_on()
    walk.page.goto(f"{walk.base}/en/{walk.call.slug}/apply/questions/")
    walk.hand.write("#id_why-join", STORY)
    for day in DAYS:
        walk.hand.choose(f"input[value={day}]")
    return walk.page


@pytest.mark.prove
def test_language_menu_after_an_error(walk_of) -> None:
    walk = walk_of(ENGLISH, inspect)
    page = answer_without_saving(walk)
    walk.wrongly()
    switch(walk, "ar")
    inspect(page)
    assert ticked(page) == list(DAYS)
    expect(page.locator("#id_why-join")).to_have_value(STORY)
    walk.hand.write("#id_what-should-change", ARABIC.words)
    walk.hand.choose("input[name=can-attend][value=yes]")
    walk.go_on()
    saved = Draft.objects.get()
    assert saved.language == "ar"
    assert saved.answers["questions"]["why-join"] == STORY
    assert saved.answers["questions"]["availability"] == list(DAYS)


@pytest.mark.prove
def test_language_menu_twice_and_back_again(walk_of) -> None:
    walk = walk_of(ENGLISH, inspect)
    page = answer_without_saving(walk)
    for code in ("zh-hant", "ar", "en"):
        switch(walk, code)
        expect(page.locator("#id_why-join")).to_have_value(STORY)
        assert ticked(page) == list(DAYS)
    inspect(page)
    assert "questions" not in Draft.objects.get().answers


def test_language_menu_on_the_way_back_to_the_check_page(walk_of) -> None:
    walk = walk_of(ENGLISH, inspect)
    walk.to_the_form()
    walk.hand.choose("input[value=yes]")
    walk.go_on()
    walk.page.goto(f"{walk.base}/en/{walk.call.slug}/apply/support/?return=check")
    walk.hand.write("#id_accommodation", STORY)
    walk.hand.choose("#id_needs_childcare")
    switch(walk, "ht")
    expect(walk.page.locator("#id_accommodation")).to_have_value(STORY)
    expect(walk.page.locator("#id_needs_childcare")).to_be_checked()
    walk.hand.press("main form[data-once] button.button")
    # Other steps are not answered yet, so the check page leads on to the first of them.
    expect(walk.page).to_have_url(re.compile("/ht/[^/]+/apply/contact/$"))
    assert Draft.objects.get().answers["support"]["needs_childcare"] is True

"""Back and forward through the whole form with half-typed text on every page: no word is lost."""

import pytest
from django.utils import translation
from playwright.sync_api import expect

from applications.models import AboutYouDraft, Application, Draft
from tests.browser.inspection import names_itself
from tests.browser.walk import ARABIC, ENGLISH, LATER, SEND, SPANISH, SUMMARY, Person, Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BACK = ".back button"
LANGUAGES = [
    pytest.param(ENGLISH, id="en"),
    pytest.param(SPANISH, id="es", marks=pytest.mark.prove),
    pytest.param(ARABIC, id="ar", marks=pytest.mark.prove),
]
WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])

# Each page half filled in: a name or a way is missing, or a question that must be answered.
HALVES = {
    "contact": {"#id_chosen_name": "{name}"},
    "home": {"#id_street": "60 Example St", "#id_zip_code": "0212"},
    "support": {"#id_accommodation": "{words}"},
    "connection": {"#id_connection-story": "{words}"},
    "questions": {"#id_why-join": "{words}"},
}
ORDER = ["eligibility", *HALVES, "about-you"]


def write(walk: Walk, step: str) -> None:
    for box, words in HALVES[step].items():
        walk.hand.write(box, words.format(name=walk.person.name, words=walk.person.words))


def stands(walk: Walk, step: str) -> None:
    """The page holds what was typed, and blames nobody."""
    expect(walk.page).to_have_url(walk.address(f"apply/{step}/"))
    for box, words in HALVES.get(step, {}).items():
        expected = words.format(name=walk.person.name, words=walk.person.words)
        expect(walk.page.locator(box)).to_have_value(expected)
    expect(walk.page.locator(SUMMARY)).to_have_count(0)


def half_filled(walk: Walk) -> None:
    """Every page opened, typed into and left by Back, from the last to the first."""
    walk.to_the_form()
    walk.hand.choose("input[value=yes]")
    walk.go_on()
    for step in reversed(HALVES):
        walk.page.goto(walk.address(f"apply/{step}/"))
        write(walk, step)
        walk.hand.press(BACK)
        before = ORDER[ORDER.index(step) - 1]
        expect(walk.page).to_have_url(walk.address(f"apply/{before}/"))


@WITH_AND_WITHOUT
@pytest.mark.parametrize("person", LANGUAGES)
def test_back_and_forward_with_half_typed_pages(walk_of, person: Person, script: bool) -> None:
    walk = walk_of(person, names_itself, java_script_enabled=script)
    page = walk.page
    half_filled(walk)
    for step in HALVES:
        page.goto(walk.address(f"apply/{step}/"))
        stands(walk, step)
    # The main button names what is missing; the browser's own Back asks nothing and loses nothing.
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(walk.address("apply/questions/"))
    walk.hand.press(SEND)
    expect(page.locator(SUMMARY)).to_be_visible()
    page.go_back()
    stands(walk, "questions")
    page.go_forward()
    expect(page.locator(SUMMARY)).to_be_visible()
    page.reload()
    expect(page.locator("#id_why-join")).to_have_value(person.words)
    # Stopping half-way stores it too, and the page before sending says what is missing.
    page.goto(walk.address("apply/contact/"))
    walk.hand.press(LATER)
    walk.hand.press("main a.button[href$='/apply/check/']")
    missing = page.locator("section[aria-labelledby=missing] li")
    # All but the first; and in support and about-you nothing is needed.
    expect(missing).to_have_count(4)
    expect(page.get_by_text(person.name).first).to_be_visible()
    complete(walk)
    assert Application.objects.count() == 1


def complete(walk: Walk) -> None:
    """From what is missing to a sent application, each page with what was typed on it before."""
    hand, page = walk.hand, walk.page
    page.locator("section[aria-labelledby=missing] a.button").click()
    hand.choose("#id_ways_0")
    hand.write("#id_email", walk.person.email)
    walk.go_on()
    stands(walk, "home")
    hand.select("#id_neighborhood", "mattapan")
    hand.write("#id_zip_code", "02126")
    walk.go_on()
    stands(walk, "support")
    walk.go_on()
    stands(walk, "connection")
    hand.choose("input[name=connection][value=professional]")
    walk.go_on()
    stands(walk, "questions")
    hand.write("#id_what-should-change", walk.person.words)
    hand.choose("input[name=can-attend][value=yes]")
    walk.go_on()
    hand.choose("input[name='age-band'][value='35-54']")
    hand.press(BACK)
    assert AboutYouDraft.objects.get().answers["age-band"] == "35-54"
    walk.go_on()
    expect(page.locator("input[name='age-band'][value='35-54']")).to_be_checked()
    walk.go_on()
    hand.choose("#id_agrees")
    hand.press(BACK)
    walk.go_on()
    expect(page.locator("#id_agrees")).to_be_checked()
    walk.go_on()
    expect(page).to_have_url(walk.address("apply/receipt/"))


def test_code_and_address_stay_through_another_language(walk_of) -> None:
    walk = walk_of(ENGLISH, names_itself)
    page = walk.page
    page.goto(walk.address("mine/"))
    walk.hand.write("#id_reference", "CDG-1234")
    walk.hand.write("#id_code", "ABCD")
    walk.hand.open(".languages summary")
    walk.hand.press(".languages button[formaction^='/ar/']")
    expect(page.locator("#id_reference")).to_have_value("CDG-1234")
    expect(page.locator("#id_code")).to_have_value("ABCD")
    expect(page.locator(SUMMARY)).to_have_count(0)
    walk.hand.press(SEND)
    expect(page.locator(SUMMARY)).to_be_focused()
    expect(page.locator("#id_reference")).to_have_value("CDG-1234")
    with translation.override("ar"):
        names_itself(page)
    assert not Draft.objects.exists()

"""The whole public part without JavaScript: it works, and nothing needed is hidden."""

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application
from tests.browser.inspection import fits_the_screen, names_itself
from tests.browser.walk import ENGLISH, HAITIAN, PEOPLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Whatever a page offers to press or fill in; the printing buttons need a script and are niceties.
# What belongs to a way to reach somebody opens with its tick; which is first, with two of them.
HIDDEN = """() => [...document.querySelectorAll(
        'main a, main button, main input, main select, main textarea, main label')]
    .filter(e => !e.checkVisibility() && e.type !== 'hidden')
    .filter(e => !e.closest('.trap, details:not([open]), [data-print]'))
    .filter(e => !e.closest('.way:not(:has(> .way-tick :checked)) > .way-fields'))
    .filter(e => !e.closest('.way-first')
        || document.querySelectorAll('.way-tick :checked').length > 1)
    .map(e => e.outerHTML.slice(0, 120))"""


def look(page: Page) -> None:
    assert page.evaluate(HIDDEN) == [], page.url
    names_itself(page)
    fits_the_screen(page)


@pytest.mark.prove
@pytest.mark.parametrize("person", [*PEOPLE, HAITIAN], ids=lambda person: person.language)
def test_without_javascript_whole_walk(walk_of, person) -> None:
    walk = walk_of(person, look, java_script_enabled=False)
    walk.whole()
    assert Application.objects.get().status == "withdrawn"
    again = walk_of(person, look, java_script_enabled=False)
    again.come_back(walk.reference, walk.code)


def test_without_javascript_language_menu(walk_of, call) -> None:
    walk = walk_of(ENGLISH, look, java_script_enabled=False)
    walk.page.goto(f"{walk.base}/en/{call.slug}/")
    walk.hand.open(".languages summary")
    walk.hand.press(".languages a[hreflang=ar]")
    expect(walk.page.locator("html")).to_have_attribute("dir", "rtl")
    assert walk.page.url == f"{walk.base}/ar/{call.slug}/"

"""What somebody has set on their device: dark colors, forced colors, less motion; and paper."""

import pytest
from playwright.sync_api import Page, expect

from applications.form import codes
from applications.form.forms.steps import BY_SLUG
from tests.browser.inspection import fits_the_screen, inspect
from tests.browser.pointer_and_keyboard import Keys
from tests.browser.walk import ARABIC, ENGLISH, Walk
from tests.factories.applications import apply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOVING = """() => [
    ...document.getAnimations().map(each => String(each.effect?.target?.className)),
    ...[...document.querySelectorAll('*')].filter(e => {
        const styles = getComputedStyle(e);
        return parseFloat(styles.transitionDuration) > 0.01 || styles.animationName !== 'none'
            || styles.scrollBehavior === 'smooth';
    }).map(e => e.outerHTML.slice(0, 80))]"""
# In forced colors a background says nothing: an edge must say what can be pressed or chosen.
EDGELESS = """() => [...document.querySelectorAll('.button, .field > input, select, textarea,'
        + ' .choices label, .error-summary, .ticket')]
    .filter(e => e.checkVisibility() && !e.closest('.trap'))
    .filter(e => { const styles = getComputedStyle(e);
                   return styles.borderTopStyle === 'none' || !parseFloat(styles.borderTopWidth); })
    .map(e => e.outerHTML.slice(0, 100))"""
BACKGROUND = """() => getComputedStyle(document.body).backgroundColor"""
WHITE = "rgb(255, 255, 255)"
WHERE_NEEDED = ("", "apply/receipt/", "mine/status/", "mine/withdraw/", "mine/", "mine/lost/")
STEPS = tuple(f"apply/{slug}/" for slug in (*BY_SLUG, "check", "later"))


def let_in(walk: Walk) -> Walk:
    """Open the link from the e-mail about an application that was sent."""
    application = apply(walk.call)
    token = codes.link_token(application.reference, application.session_generation)
    go_to(walk, f"mine/{application.reference}/{token}/")
    walk.reference = application.reference
    walk.code = codes.private_code(application.reference, application.code_generation)
    return walk


def go_to(walk: Walk, address: str) -> None:
    walk.page.goto(f"{walk.base}/{walk.person.language}/{walk.call.slug}/{address}")


def every_page(walk: Walk) -> None:
    """Each page once, without filling in anything: as sent, then as a correction."""
    let_in(walk)
    for address in WHERE_NEEDED:
        go_to(walk, address)
        walk.look()
    walk.wrongly()
    go_to(walk, "mine/status/")
    walk.hand.press("form[action$='/mine/correct/'] button")
    for address in STEPS:
        go_to(walk, address)
        walk.look()


@pytest.mark.prove
def test_dark_whole_walk(walk_of) -> None:
    """From right to left; colors are the same in every language."""
    walk = walk_of(ARABIC, inspect, color_scheme="dark")
    walk.whole()
    again = walk_of(ARABIC, inspect, color_scheme="dark")
    again.come_back(walk.reference, walk.code)


@pytest.mark.prove
def test_dark_every_page(walk_of) -> None:
    def look(page: Page) -> None:
        assert page.evaluate(BACKGROUND) != WHITE
        inspect(page)

    every_page(walk_of(ENGLISH, look, color_scheme="dark"))


@pytest.mark.prove
def test_forced_colors_controls_have_edges(walk_of) -> None:
    def look(page: Page) -> None:
        assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(EDGELESS) == [], page.url

    every_page(walk_of(ENGLISH, look, forced_colors="active"))


def test_forced_colors_focus_is_shown(walk_of) -> None:
    options = {"forced_colors": "active", "reduced_motion": "reduce"}
    walk = walk_of(ENGLISH, fits_the_screen, Keys, **options)  # axe reads unforced colors
    walk.to_the_form()
    walk.hand.choose("input[value=yes]")
    walk.go_on()
    walk.hand.write("#id_chosen_name", ENGLISH.name)
    walk.hand.choose("#id_ways_3")
    walk.go_on()


@pytest.mark.prove
def test_reduced_motion_nothing_moves(walk_of) -> None:
    def look(page: Page) -> None:
        assert page.evaluate(MOVING) == [], page.url

    every_page(walk_of(ENGLISH, look, reduced_motion="reduce"))


@pytest.mark.parametrize(
    "person",
    [pytest.param(ENGLISH, id="en", marks=pytest.mark.prove), pytest.param(ARABIC, id="ar")],
)
def test_print_receipt_only_what_counts(walk_of, person) -> None:
    walk = let_in(walk_of(person, inspect))
    page = walk.page
    go_to(walk, "apply/receipt/")
    expect(page.locator("[data-print]")).to_be_visible()
    page.emulate_media(media="print")
    for text in (walk.reference, walk.code):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    controls = ".languages, .skip, .to-top, .shared, .actions, button"
    expect(page.locator(f":is({controls}):visible")).to_have_count(0)
    fits_the_screen(page)

"""The page about the design in a browser: both themes at once, and whatever a reader has set."""

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from demo import tokens
from tests.browser import inspection
from tests.browser.pages import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1280, "height": 800}
COLORS = """theme => { const pane = getComputedStyle(
    document.querySelector(`.design-pane[data-theme=${theme}]`));
    return [pane.color, pane.backgroundColor, pane.colorScheme]; }"""
SWATCHES = """theme => [...document.querySelectorAll(`.design-swatch[data-theme=${theme}] rect`)]
    .map(e => getComputedStyle(e).fill)"""
STICKING_OUT = """() => [...document.querySelectorAll('main *')]
    .filter(e => !e.closest('.scroll, .hush') && e.getBoundingClientRect().width)
    .filter(e => { const box = e.getBoundingClientRect();
                   return box.right > window.innerWidth + 1 || box.left < -1; })
    .map(e => e.outerHTML.slice(0, 120))"""
EDGELESS = """() => [...document.querySelectorAll(
        '.design-pane :is(.button, input, select, textarea, .choices label, .error-summary,'
        + ' .ticket, .card, .panel, .empty, .pill, .state)')]
    .filter(e => !parseFloat(getComputedStyle(e).borderTopWidth)
        && !['radio', 'checkbox'].includes(e.type)).map(e => e.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
        const styles = getComputedStyle(e);
        return parseFloat(styles.transitionDuration) > 0.01 || styles.animationName !== 'none'
            || styles.scrollBehavior === 'smooth'; }).map(e => e.outerHTML.slice(0, 80))"""

Opened = Callable[..., Page]


@pytest.fixture
def opened(live_server, call, new_context) -> Opened:
    """The page in `language`, in a browser of its own with these settings."""

    def begin(language: str = "en", **options: object) -> Page:
        page = new_context(**{"viewport": DESKTOP, **options}).new_page()
        page.complaints = inspection.watch(page)
        page.goto(f"{live_server.url}/{language}/design/")
        return page

    return begin


def _rgb(color: str) -> str:
    return f"rgb({', '.join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize(
    "viewport",
    [
        pytest.param(PHONE, id="phone"),
        pytest.param(DESKTOP, id="desktop", marks=pytest.mark.prove),
    ],
)
@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("ar", "dark"),
        pytest.param("en", "light", marks=pytest.mark.prove),
        pytest.param("zh-hant", "light", marks=pytest.mark.prove),
    ],
)
def test_design_page_is_accessible_and_fits(opened, language, scheme, viewport) -> None:
    page = opened(language, color_scheme=scheme, viewport=viewport)
    found = Axe().run(page).response["violations"]
    assert not found, json.dumps([(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found])
    for script in (
        inspection.UNNAMED_GROUPS,
        inspection.LOOSE_CHOICES,
        inspection.DANGLING_DESCRIPTIONS,
        inspection.SMALL_TARGETS,
        STICKING_OUT,
    ):
        assert page.evaluate(script) == []
    assert page.evaluate(inspection.WIDER_THAN_THE_SCREEN) <= 0
    assert page.evaluate(inspection.HEADINGS) == ["Design"]
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_design_panes_keep_their_theme_whatever_the_system_has(opened, scheme) -> None:
    page = opened(color_scheme=scheme)
    for theme, values in tokens.themes(tokens.sheet()).items():
        assert page.evaluate(COLORS, theme) == [
            _rgb(values["text"]),
            _rgb(values["surface"]),
            theme,
        ]
        assert page.evaluate(SWATCHES, theme) == [_rgb(value) for value in values.values()]


@pytest.mark.prove
def test_design_pane_field_counts_down(opened) -> None:
    page = opened()
    area = page.locator(".design-pane[data-theme=dark] textarea[data-limit='300']").first
    area.fill("é" * 301)
    expect(area.locator("+ .counter")).to_have_class("counter over")
    expect(area.locator("+ .counter")).to_contain_text("Characters over the limit: 1")


def test_design_page_in_forced_colors_keeps_edges(opened) -> None:
    assert opened(forced_colors="active").evaluate(EDGELESS) == []


@pytest.mark.prove
def test_design_page_with_reduced_motion_moves_nothing(opened) -> None:
    assert opened(reduced_motion="no-preference").evaluate(MOVING) != []
    assert opened(reduced_motion="reduce").evaluate(MOVING) == []


@pytest.mark.prove
def test_design_page_printed_is_light_and_without_controls(opened) -> None:
    page = opened(color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate(COLORS, "light")[1] == "rgb(255, 255, 255)"
    expect(page.locator(".design-pane[data-theme=dark]:visible")).to_have_count(0)
    expect(page.locator(".design-pane :is(.button, .message, .progress):visible")).to_have_count(0)
    expect(page.locator(".design-pane[data-theme=light] .ticket").first).to_be_visible()

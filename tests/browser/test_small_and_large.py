"""A screen 320 pixels wide, and letters twice as large: all is there, nothing scrolls sideways."""

import pytest
from playwright.sync_api import Page

from tests.browser.inspection import fits_the_screen
from tests.browser.walk import (
    ARABIC,
    CHINESE,
    ENGLISH,
    HAITIAN,
    SPANISH,
    Person,
    Walk,
    long_winded,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 640, "height": 800}
# Text that stands outside the box that cuts it off.
CUT = """() => {
    const cut = [], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode, range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (!text.data.trim() || !box.height || text.parentElement.closest('.hush, .skip, option'))
            continue;
        for (let e = text.parentElement; e; e = e.parentElement) {
            const styles = getComputedStyle(e), edge = e.getBoundingClientRect();
            if (styles.overflowX === 'visible' && styles.overflowY === 'visible') continue;
            if (e.tagName === 'TEXTAREA' || e === document.documentElement) break;
            if (box.top < edge.top - 1 || box.bottom > edge.bottom + 1
                || box.left < edge.left - 1 || box.right > edge.right + 1)
                cut.push(text.data.trim().slice(0, 60));
        }
    }
    return cut;
}"""
# One control or paragraph drawn over another.
OVERLAPS = """() => {
    const boxes = [...document.querySelectorAll('main :is(p, h1, h2, h3, dt, dd, legend, .button,'
            + ' input, select, textarea), .brand, .languages summary')]
        .filter(e => e.checkVisibility() && !e.closest('.hush, .trap, details:not([open])'))
        .map(e => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width && b.height);
    const over = [];
    boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
        if (one.contains(other) || other.contains(one)) return;
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 2 && high > 2) over.push([one, other].map(e => e.outerHTML.slice(0, 60)));
    }));
    return over;
}"""


def look(page: Page) -> None:
    fits_the_screen(page)
    assert page.evaluate(CUT) == [], f"cut off on {page.url}"
    assert page.evaluate(OVERLAPS) == [], f"drawn over each other on {page.url}"


def walk_and_come_back(walk_of, begin, person: Person) -> None:
    walk = begin(person)
    walk.whole()
    again = begin(person)
    again.come_back(walk.reference, walk.code)


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(ENGLISH, id="en", marks=pytest.mark.prove),
        pytest.param(ARABIC, id="ar", marks=pytest.mark.prove),
        pytest.param(SPANISH, id="es", marks=pytest.mark.prove),
        pytest.param(CHINESE, id="zh-hant", marks=pytest.mark.prove),
    ],
)
def test_narrow_screen_whole_walk(walk_of, person) -> None:
    def begin(person: Person) -> Walk:
        return walk_of(long_winded(person), look, viewport=NARROW)

    walk_and_come_back(walk_of, begin, person)


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(ENGLISH, id="en", marks=pytest.mark.prove),
        pytest.param(SPANISH, id="es", marks=pytest.mark.prove),
        pytest.param(ARABIC, id="ar", marks=pytest.mark.prove),
        pytest.param(HAITIAN, id="ht", marks=pytest.mark.prove),
    ],
)
def test_large_text_whole_walk(walk_of, person) -> None:
    """The browser's own setting for the size of letters, twice the usual 16 pixels."""

    def begin(person: Person) -> Walk:
        walk = walk_of(person, look, viewport=WIDE)
        sizes = {"standard": 32, "fixed": 26}
        session = walk.page.context.new_cdp_session(walk.page)
        session.send("Page.setFontSizes", {"fontSizes": sizes})
        return walk

    walk_and_come_back(walk_of, begin, person)

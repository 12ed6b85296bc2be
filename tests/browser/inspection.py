"""What every page must satisfy when somebody looks at it in a browser."""

import json
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page

from core import languages

MISSING = "no-such-page"  # an address that the 404 page is asked for under

# axe sees none of these: a group of choices without a legend, a description that is not there, an
# address within the page that two things answer to.
UNNAMED_GROUPS = """() => [...document.querySelectorAll('fieldset')]
    .filter(f => !f.querySelector(':scope > legend')?.textContent.trim())
    .map(f => f.outerHTML.slice(0, 120))"""
LOOSE_CHOICES = """() => [...document.querySelectorAll('input[type=radio]')]
    .filter(i => !i.closest('fieldset')).map(i => i.name)"""
DANGLING_DESCRIPTIONS = """() => [...document.querySelectorAll('*')]
    .flatMap(e => ['aria-describedby', 'aria-labelledby']
        .flatMap(a => (e.getAttribute(a) || '').split(/\\s+/).filter(Boolean)))
    .filter(id => !document.getElementById(id))"""
USED_TWICE = """() => [...document.querySelectorAll('[id]')].map(e => e.id)
    .filter((id, place, all) => all.indexOf(id) !== place)"""
# Whatever a finger must hit, but for links within a sentence. A choice is hit on its label too.
SMALL_TARGETS = """() => [
        ...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter(e => e.checkVisibility() && !e.closest('.trap') && e.type !== 'hidden')
    .filter(e => !(e.ariaHidden === 'true' && e.tabIndex < 0))  // for Enter, for nobody's finger
    .filter(e => !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'
        && e.parentElement.textContent.trim() !== e.textContent.trim()))
    .filter(e => { const box = e.getBoundingClientRect();
                   return box.width < 23.9 || box.height < 23.9; })
    .map(e => e.outerHTML.slice(0, 120))"""
HEADINGS = """() => [...document.querySelectorAll('h1')].map(h => h.textContent.trim())"""
# Tables that one has to push sideways.
SCROLLED = """() => [...document.querySelectorAll('.scroll')]
    .filter(region => region.scrollWidth > region.clientWidth)
    .map(region => region.scrollWidth)"""
WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth - window.innerWidth"""
STICKING_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(e => { const box = e.getBoundingClientRect();
                   return box.width && (box.right > window.innerWidth + 1 || box.left < -1); })
    .filter(e => !e.closest('.hush, .hero-mark, .skip, .scroll > *'))
    .map(e => e.outerHTML.slice(0, 120))"""


def watch(page: Page) -> list[str]:
    """Collects what the browser complains about, the content policy included, and other hosts."""
    complaints: list[str] = []

    def complain(message) -> None:
        if message.type == "error" and MISSING not in message.location["url"]:
            complaints.append(message.text)

    def own_host(request) -> None:
        if not request.url.startswith(("http://localhost", "http://127.0.0.1", "data:")):
            complaints.append(f"asked another host: {request.url}")

    page.on("console", complain)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", own_host)
    return complaints


def inspect(page: Page) -> None:
    """Fails with what is wrong on this page: axe's findings, and all that follows."""
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert not found, f"{page.url}\n" + json.dumps(
        [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found], indent=1
    )
    inspect_words(page)


def inspect_words(page: Page) -> None:
    """What one language can have wrong and another not; axe is for what they have in common."""
    page.wait_for_load_state()  # after a click the new page can be there without its first element
    for name, script in {
        "group without a legend": UNNAMED_GROUPS,
        "choice outside a group": LOOSE_CHOICES,
        "description that is not there": DANGLING_DESCRIPTIONS,
        "name used twice": USED_TWICE,
        "target under 24 pixels": SMALL_TARGETS,
    }.items():
        assert page.evaluate(script) == [], f"{name} on {page.url}"
    fits_the_screen(page)
    names_itself(page)


def fits_the_screen(page: Page) -> None:
    """Nothing scrolls sideways and nothing sticks out, also where it would be cut off."""
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, f"{page.url} scrolls sideways"
    assert page.evaluate(STICKING_OUT) == [], f"sticks out of {page.url}"


def names_itself(page: Page) -> None:
    """One heading; a title, which begins with "Error:" if there is one; language, direction."""
    assert len(page.evaluate(HEADINGS)) == 1, f"headings of {page.url}"
    language = languages.BY_CODE[urlsplit(page.url).path.split("/")[1]]
    html = page.locator("html")
    assert html.get_attribute("lang") == language.html_lang, page.url
    assert html.get_attribute("dir") == language.direction, page.url
    with translation.override(language.code):
        error = gettext("Error:")
    has_error = page.locator(".error-summary").count() > 0
    title = page.title().strip()
    assert title.removeprefix(error).strip(), f"no title on {page.url}"
    assert title.startswith(error) == has_error, f"{title!r} on {page.url}"

"""What every page must satisfy when somebody looks at it in a browser."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# axe sees neither of these: a group of choices without a legend, a description that is not there.
UNNAMED_GROUPS = """() => [...document.querySelectorAll('fieldset')]
    .filter(f => !f.querySelector(':scope > legend')?.textContent.trim())
    .map(f => f.outerHTML.slice(0, 120))"""
LOOSE_CHOICES = """() => [...document.querySelectorAll('input[type=radio]')]
    .filter(i => !i.closest('fieldset')).map(i => i.name)"""
DANGLING_DESCRIPTIONS = """() => [...document.querySelectorAll('*')]
    .flatMap(e => ['aria-describedby', 'aria-labelledby']
        .flatMap(a => (e.getAttribute(a) || '').split(/\\s+/).filter(Boolean)))
    .filter(id => !document.getElementById(id))"""
WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth - window.innerWidth"""


def watch(page: Page) -> list[str]:
    """Collects what the browser complains about, the content policy included, and other hosts."""
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def own_host(request) -> None:
        if not request.url.startswith(("http://localhost", "http://127.0.0.1", "data:")):
            complaints.append(f"asked another host: {request.url}")

    page.on("request", own_host)
    return complaints


def inspect(page: Page) -> None:
    """Fails with what is wrong on this page: axe's findings, loose groups, sideways scrolling."""
    found = Axe().run(page).response["violations"]
    assert not found, f"{page.url}\n" + json.dumps(
        [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found], indent=1
    )
    for name, script in {
        "group without a legend": UNNAMED_GROUPS,
        "choice outside a group": LOOSE_CHOICES,
        "description that is not there": DANGLING_DESCRIPTIONS,
    }.items():
        assert page.evaluate(script) == [], f"{name} on {page.url}"
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, f"{page.url} scrolls sideways"

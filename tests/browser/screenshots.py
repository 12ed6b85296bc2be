"""Pictures of the main pages, of each language, and of every staff page in light and in dark.

`./run screenshots` beside a running demo. Those that the README and docs/ show are kept in
docs/screenshots; all others are in the site's data folder, to be looked at.
"""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from core import languages
from demo.staff import PASSWORD, SIGN_INS
from tests.browser.chromium import CHROMIUM

HERE = Path(__file__).resolve().parents[2]
IN_DOCS = HERE / "docs" / "screenshots"
SHOWN = {
    "call-en-phone",
    "call-ar-phone",
    "form-contact-es-phone",
    "receipt-es-phone",
    "staff-board",
    "staff-today",
    "staff-score",
    "staff-paper",
    "staff-translations",
    "staff-payments",
    "staff-history",
    "staff-health",
    "design-en",
    "design-ar",
}
TO_LOOK_AT = Path(os.environ.get("DATA_DIR", ".local")) / "screenshots"
LANGUAGES = TO_LOOK_AT / "languages"
EVERY_STAFF_PAGE = TO_LOOK_AT / "staff"
BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
CALL = "design-group-2021"

COLORS = 128  # of a picture that is kept: a third of the bytes
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}
TALL = {"width": 1280, "height": 1400}
# What stands in an address for one thing among many: pages that differ only there are one page.
ONE_OF_MANY = re.compile(
    r"(?<=/)(?:[A-Z]{2,8}-\w{4}-\w{4}|\d+)(?=/)|(?<=/pages/)(?!add/)[^/]+|(?<=/preview/).+"
)

STAFF = {
    "coordinator": {
        "today": "",
        "applications": "applications/",
        "duplicates": "duplicates/",
        "scores": "scores/",
        "board": "board/",
        "decisions": "decisions/",
        "stipends": "stipends/",
    },
    "reviewer": {"reviews": "reviews/"},
    "clerk": {"paper": "paper/"},
    "translator": {"translations": "translations/"},
    "finance": {"payments": "payments/"},
    "auditor": {"history": "history/"},
    "administrator": {"health": "health/"},
}


def main() -> None:
    """Take every picture; a demo must be running at BASE_URL."""
    for folder in (LANGUAGES, EVERY_STAFF_PAGE / "light", EVERY_STAFF_PAGE / "dark"):
        folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        _public(browser)
        _languages(browser)
        _design(browser)
        _staff(browser)
        _every_staff_page(browser)
        browser.close()


def _page(browser: Browser, viewport: dict[str, int]) -> Page:
    return browser.new_context(viewport=viewport, device_scale_factor=1.5).new_page()


def _keep(page: Page, name: str) -> None:
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=_file(name))
    if name in SHOWN:
        with Image.open(_file(name)) as picture:
            few = picture.convert("RGB").quantize(COLORS)
        few.save(_file(name), optimize=True)


def _file(name: str) -> Path:
    return (IN_DOCS if name in SHOWN else TO_LOOK_AT) / f"{name}.png"


def _public(browser: Browser) -> None:
    """The call page in three languages, and the form in Arabic from first page to receipt."""
    for language in ("en", "ar", "zh-hant"):
        page = _page(browser, PHONE)
        page.goto(f"{BASE_URL}/{language}/{CALL}/")
        _keep(page, f"call-{language}-phone")
    page = _page(browser, DESKTOP)
    page.goto(f"{BASE_URL}/en/{CALL}/")
    _keep(page, "call-en")
    page = _page(browser, PHONE)
    page.goto(f"{BASE_URL}/ar/{CALL}/apply/eligibility/")
    page.locator("main form button.button").first.click()
    _keep(page, "form-error-ar-phone")
    page = _page(browser, PHONE)
    _apply(page)
    _keep(page, "receipt-es-phone")


def _languages(browser: Browser) -> None:
    """The call page and the paper form in each language, as small files: there are many."""
    page = browser.new_context(viewport=PHONE).new_page()
    for language in languages.ALL:
        for name, path in (("call", ""), ("paper", "paper/")):
            page.goto(f"{BASE_URL}/{language.code}/{CALL}/{path}")
            picture = LANGUAGES / f"{name}-{language.code}.jpg"
            page.screenshot(path=picture, type="jpeg", quality=60)


def _apply(page: Page) -> None:
    """The whole form in Spanish."""
    page.goto(f"{BASE_URL}/es/{CALL}/apply/eligibility/")

    def go_on() -> None:
        page.locator("main form button.button").first.click()

    page.locator("input[value=yes]").check()
    go_on()
    page.locator("#id_full_name").fill("María José de la Cruz Núñez")
    page.locator("#id_ways_0").check()
    page.locator("#id_email").fill("majo@example.org")
    _keep(page, "form-contact-es-phone")
    go_on()
    page.locator("#id_neighborhood").select_option("east-boston")
    go_on()
    go_on()
    page.locator("input[name=connection]").first.check()
    _keep(page, "form-connection-es-phone")
    go_on()
    page.locator("#id_why-join").fill("Quiero que la próxima familia sea escuchada.")
    page.locator("#id_what-should-change").fill("Que llegue alguien que escucha.")
    page.locator("input[name=can-attend][value=yes]").check()
    go_on()
    go_on()
    _keep(page, "form-check-es-phone")
    page.locator("#id_agrees").check()
    go_on()


def _design(browser: Browser) -> None:
    """Two groups of components, in light and in dark, and from right to left."""
    for language, group in (("en", "progress"), ("ar", "notices")):
        page = _page(browser, DESKTOP)
        page.goto(f"{BASE_URL}/{language}/design/")
        panes = page.locator(f"section[aria-labelledby={group}] .design-both")
        panes.screenshot(path=_file(f"design-{language}"))


def _staff(browser: Browser) -> None:
    """Each role's main pages, and one review being scored."""
    for name, pages in STAFF.items():
        page = _page(browser, DESKTOP)
        if name == "coordinator":
            page.goto(f"{BASE_URL}/staff/")
            _keep(page, "staff-sign-in")
        _sign_in(page, f"{name}@example.org")
        for picture, path in pages.items():
            page.goto(f"{BASE_URL}/staff/{path}")
            _keep(page, f"staff-{picture}")
        if name == "reviewer":
            page.get_by_role("link", name="Score the next one").click()
            _keep(page, "staff-score")


def _sign_in(page: Page, email: str) -> None:
    page.goto(f"{BASE_URL}/staff/")
    page.locator("#id_username").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("[type=submit]").click()


def _every_staff_page(browser: Browser) -> None:
    """Each staff page that links lead to, as the first role that meets it sees it."""
    taken: set[str] = set()
    first_of_each_role = {role: email for email, _name, role in reversed(SIGN_INS)}
    for role, email in first_of_each_role.items():
        context = browser.new_context(viewport=TALL)
        page = context.new_page()
        _sign_in(page, email)
        waiting = [page.url]
        while waiting:
            address = waiting.pop(0)
            kind = ONE_OF_MANY.sub("one", urlsplit(address).path.removeprefix("/staff"))
            name = kind.strip("/").replace("/", "-") or f"today-{role.value.lower()}"
            if name in taken:
                continue
            taken.add(name)
            if not _both_schemes(page, address, name):
                continue
            links = "main a[href], #content a[href], .tasks a[href]"
            found = page.eval_on_selector_all(links, "all => all.map(a => a.href.split('#')[0])")
            waiting += [link for link in found if link.startswith(f"{BASE_URL}/staff/")]
        context.close()


def _both_schemes(page: Page, address: str, name: str) -> bool:
    """The page in light and in dark; False where the address gives a file."""
    kind = page.request.get(address).headers.get("content-type", "")
    if not kind.startswith("text/html"):
        return False
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        picture = EVERY_STAFF_PAGE / scheme / f"{name}.jpg"
        page.screenshot(path=picture, type="jpeg", quality=40)
    return True


if __name__ == "__main__":
    main()

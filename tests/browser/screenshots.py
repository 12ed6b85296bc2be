"""Pictures of the main pages for the README: `./run screenshots` beside a running demo."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from core import languages
from demo.staff import PASSWORD

HERE = Path(__file__).resolve().parents[2]
FOLDER = HERE / "docs" / "screenshots"
LANGUAGES = FOLDER / "languages"
BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
CALL = "design-group-2021"

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}

STAFF = {
    "coordinator": {
        "today": "",
        "applications": "applications/",
        "scores": "scores/",
        "board": "board/",
        "decisions": "decisions/",
        "stipends": "stipends/",
    },
    "reviewer": {"reviews": "reviews/"},
    "clerk": {"paper": "paper/"},
    "finance": {"payments": "payments/"},
}


def main() -> None:
    """Take every picture; a demo must be running at BASE_URL."""
    LANGUAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        _public(browser)
        _languages(browser)
        _staff(browser)
        browser.close()


def _page(browser: Browser, viewport: dict[str, int]) -> Page:
    return browser.new_context(viewport=viewport, device_scale_factor=1.5).new_page()


def _keep(page: Page, name: str, *, full: bool = False) -> None:
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=FOLDER / f"{name}.png", full_page=full)


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
    """Two groups of pieces, in light and in dark, and from right to left."""
    for language, group in (("en", "progress"), ("ar", "notices")):
        page = _page(browser, DESKTOP)
        page.goto(f"{BASE_URL}/{language}/design/")
        panes = page.locator(f"section[aria-labelledby={group}] .design-both")
        panes.screenshot(path=FOLDER / f"design-{language}.png")


def _staff(browser: Browser) -> None:
    """Each role's main pages, and one review being scored."""
    for name, pages in STAFF.items():
        page = _page(browser, DESKTOP)
        page.goto(f"{BASE_URL}/staff/")
        if name == "coordinator":
            _keep(page, "staff-sign-in")
        page.locator("#id_username").fill(f"{name}@example.org")
        page.locator("#id_password").fill(PASSWORD)
        page.locator("[type=submit]").click()
        for picture, path in pages.items():
            page.goto(f"{BASE_URL}/staff/{path}")
            _keep(page, f"staff-{picture}")
        if name == "reviewer":
            page.locator("main a[href*='/staff/reviews/']").first.click()
            _keep(page, "staff-score")


if __name__ == "__main__":
    main()

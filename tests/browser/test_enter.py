"""Enter, or a phone's "Go", in every kind of control of every form: what the main button does."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, Route, TimeoutError

from core import languages
from core.permissions import Role
from tests.browser.pages import show
from tests.factories.staff_pages import LEAD_ON, NOT_PAGES, ONLY_POST, OPENS
from tests.journeys.enter import TAKES_ENTER, forms_of
from tests.journeys.public_pages import walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = [
    pytest.param(languages.ENGLISH, id="en"),
    pytest.param(languages.BY_CODE["ar"], id="ar", marks=pytest.mark.prove),
]
WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])

# One control of each kind in each form, marked with a number; and what its main button sends.
MARK = """kinds => {
    document.querySelectorAll('details').forEach(each => { each.open = true; });
    const found = [];
    for (const form of document.forms) {
        form.noValidate = true;  // a box that must be filled in stops the button too
        const buttons = [...form.elements].filter(e => e.type === 'submit');
        const shown = buttons.filter(b => b.ariaHidden !== 'true');
        const inside = shown.filter(b => form.contains(b));  // above it stand answers to a question
        const seen = inside.length ? inside : shown;
        const main = seen.find(b => b.matches('.button:not(.button-quiet)'))
            || seen.find(b => b.matches('.button')) || seen[0];
        const to = new URL(main.getAttribute('formaction') || form.getAttribute('action') || '',
                           location.href);
        const done = new Set();
        for (const e of form.elements) {
            if (!kinds.includes(e.type) || done.has(e.type) || e.disabled || e.readOnly) continue;
            if (!e.checkVisibility() || e.closest('.trap')) continue;
            done.add(e.type);
            e.dataset.number = found.length;
            found.push([e.type, to.href, main.name, main.value]);
        }
    }
    return found;
}"""
# A form is sent once in five seconds, and again when somebody comes back to its page.
COME_BACK = "() => window.dispatchEvent(new Event('pageshow'))"


class Sent(NamedTuple):
    """What the browser asked for."""

    url: str
    given: dict[str, list[str]]


def press_everywhere(page: Page) -> int:
    """Press Enter in one control of each kind; how many there were. Nothing leaves the page."""
    sent: list[Sent] = []

    def take(route: Route) -> None:
        asked = urlsplit(route.request.url)
        body = route.request.post_data or asked.query
        sent.append(Sent(asked._replace(query="").geturl(), parse_qs(body, keep_blank_values=True)))
        route.fulfill(status=204)

    marked = page.evaluate(MARK, sorted(TAKES_ENTER))
    page.route(lambda _: True, take)
    for number, (kind, action, name, value) in enumerate(marked):
        what = f"{kind} on {page.url}"
        page.locator(f"[data-number='{number}']").focus()
        try:
            with page.expect_request(lambda _: True, timeout=10_000):
                page.keyboard.press("Enter")
        except TimeoutError:
            pytest.fail(f"Enter sends nothing: {what}")
        page.evaluate(COME_BACK)
        url, given = sent.pop()
        assert url == urlsplit(action)._replace(query="", fragment="").geturl(), what
        assert not name or given.get(name) == [value], what
        assert "other-language" not in given, what
    page.unroute_all()
    return len(marked)


def pressed(page: Page, base: str, pages: Iterator[tuple[str, HttpResponse]]) -> int:
    """Every page with another form than those before."""
    seen, count = set(), 0
    for name, answer in pages:
        new = {form.signature for form in forms_of(answer.content.decode()) if form.takes_enter}
        if not new - seen:
            continue
        seen |= new
        show(page, f"{base}/{name.replace(' ', '-').replace(',', '')}/", answer)
        count += press_everywhere(page)
    return count


@WITH_AND_WITHOUT
@pytest.mark.parametrize("language", LANGUAGES)
def test_enter_in_every_kind_of_public_control(live_server, call, new_context, language, script):
    page = new_context(java_script_enabled=script).new_page()
    base = f"{live_server.url}/{language.code}"
    assert pressed(page, base, walk(call, language)) >= 15


@WITH_AND_WITHOUT
def test_enter_in_every_kind_of_staff_control(live_server, cast, addresses, new_context, script):
    page = new_context(java_script_enabled=script).new_page()
    assert pressed(page, f"{live_server.url}/staff", staff_pages(cast, addresses)) >= 40


def staff_pages(cast, addresses: dict[str, str]) -> Iterator[tuple[str, HttpResponse]]:
    """Each page once, as one who may open it gets it."""
    for role in Role:
        client = Client()
        client.force_login(next(person for person in cast if role in person.roles))
        for name, roles in OPENS.items():
            first = min(roles, key=list(Role).index)
            if role is first and name not in {*ONLY_POST, *LEAD_ON, *NOT_PAGES}:
                yield name, client.get(addresses[name])

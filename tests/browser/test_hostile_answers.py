"""What applicants write is text on every staff page, in every export and mail: none of it runs."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page

from applications.models import Application
from applications.records.actions.log_contact import log_contact
from core.models import OutgoingMail
from core.permissions import Role
from tests.browser.inspection import watch
from tests.factories import applications
from tests.factories.shown_on_staff_pages import what_is_there
from tests.factories.staff_pages import LEAD_ON, NOT_PAGES, ONLY_POST, OPENS, addresses_of

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

# Every string sets window.ran when it runs, and carries data-evil when it becomes an element.
STRINGS = (Path(__file__).parents[1] / "data" / "scripts.txt").read_text().splitlines()
IN_CONTACT = ["full_name", "chosen_name", "phone", "post_address", "trusted_contact"]
IN_HOME = ["street", "unit", "zip_code", "place_description"]
IN_SUPPORT = ["accommodation", "speaks_other"]
IN_QUESTIONS = ["why-join", "what-should-change", "working-with-others"]
RAN = """() => [window.ran, ...document.querySelectorAll(
    '[data-evil], a[href^="javascript" i], [onerror], [onload], [onfocus], base, iframe, object'
)].filter(Boolean).map(found => found.outerHTML || String(found))"""
POST = """path => {
    const form = document.createElement("form");
    form.method = "post"; form.action = path;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").cloneNode();
    const reason = document.createElement("input");
    reason.name = "reason"; reason.value = "Test";
    form.append(token, reason); document.body.append(form); form.submit();
}"""
OPENED_BY_POST = {"contact-open", "about-you-open", "offer-payee"}


def hostile(words: str) -> dict[str, dict[str, str]]:
    """`words` in every field that an applicant writes."""
    steps = {
        "contact": IN_CONTACT,
        "home": IN_HOME,
        "support": IN_SUPPORT,
        "questions": IN_QUESTIONS,
        "connection": ["connection-story"],
    }
    return {step: dict.fromkeys(names, words) for step, names in steps.items()}


@pytest.fixture
def sites(call, cast, settings, tmp_path) -> dict[str, str]:
    """Every page about people whose every answer holds every string; more people for the lists."""
    settings.SCAN_DIR = tmp_path / "scans"
    ids = what_is_there(call, cast, **hostile("\n".join(STRINGS)))
    for at, words in enumerate(STRINGS[:40]):  # a page of a list
        applications.apply(call, **hostile(words), language="es" if at % 2 else "en")
    noted = Application.objects.get(reference=ids["reference"])
    log_contact(
        by=cast.coordinator,
        application=noted,
        way="phone",
        outcome="spoke",
        topic="other",
        entry_key="0a1f9d5c-55ae-4b0c-8c61-1e5a0a5bb1a1",
        happened_at=noted.received_at,
        note="\n".join(STRINGS),
    )
    return addresses_of(ids)


def window_of(cast, role: Role, live_server, new_context) -> Page:
    """A browser in which somebody of that role is signed in."""
    client = Client()
    client.force_login(next(person for person in cast if role in person.roles))
    name = django_settings.SESSION_COOKIE_NAME
    context = new_context(base_url=live_server.url)
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    return context.new_page()


@pytest.mark.parametrize("role", list(Role))
def test_hostile_answers_never_run_on_a_staff_page(
    role, sites, cast, live_server, new_context
) -> None:
    assert len(set(STRINGS)) > 100
    window = window_of(cast, role, live_server, new_context)
    complaints = watch(window)
    dialogs = []
    window.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    shown = 0
    for name, path in sites.items():
        if role not in OPENS[name] or name in NOT_PAGES | LEAD_ON:
            continue
        if name in OPENED_BY_POST:
            window.goto(sites["application-detail"])
            with window.expect_navigation():
                window.evaluate(POST, path)
        elif name in ONLY_POST:
            continue
        else:
            window.goto(path)
        assert window.evaluate(RAN) == [], path
        shown += STRINGS[0] in window.locator("body").inner_text()
        assert (complaints, dialogs) == ([], []), path
    if role not in (Role.AUDITOR, Role.ADMINISTRATOR, Role.FINANCE, Role.EQUITY_OFFICER):
        assert shown, "somewhere they are read, as text"


def test_hostile_answers_are_text_in_exports_and_mails(
    sites, cast, live_server, new_context
) -> None:
    window = window_of(cast, Role.COORDINATOR, live_server, new_context)
    window.goto(sites["application-export"])
    for kind in ("csv", "xlsx"):
        client = Client()
        client.force_login(cast.coordinator)
        sent = client.post(
            sites["application-export"],
            {"kind": kind, "contact": "on", "answers": "on", "support": "on"},
        )
        assert sent["Content-Disposition"].startswith("attachment"), "never shown by a browser"
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert not sent["Content-Type"].startswith("text/html")
    assert OutgoingMail.objects.count() > 40
    for mail in OutgoingMail.objects.all():
        assert "data-evil" not in mail.subject + mail.body
        assert "x.invalid" not in mail.subject + mail.body, "no link of theirs"
        assert "\n" not in mail.subject


def test_hostile_answers_would_be_noticed(new_context) -> None:
    """Put into a page as they are, most strings run or become elements; the others need a hole."""
    window = new_context(offline=True).new_page()
    noticed = 0
    for words in STRINGS[::5]:
        window.set_content(f"<main><p title='{words}'>{words}</p></main>", wait_until="commit")
        noticed += bool(window.evaluate(RAN))
    assert noticed > 18

"""The city and its office: one row, named on every page, reached from every page but one."""

import re

import pytest
from django.db import IntegrityError
from django.test import Client

from applications.calls.actions.configure import set_office
from applications.form import site_cache
from applications.models import Call, Office, Page
from applications.models.site_text import CRISIS
from core import languages
from core.models import OutgoingMail
from tests.applications.calls.configuring import committing, typed
from tests.applications.form.steps import fill_in, post
from tests.journeys.visitor import in_one_line

pytestmark = pytest.mark.django_db
EDIT = "/staff/site-text/office/"
PHONE, EMAIL = "617-555-0177", "help@example.org"
REACHED = (f'href="tel:{PHONE}"', f'href="mailto:{EMAIL}"')


@pytest.fixture
def office(call) -> Office:
    set_office(by=None, phone=PHONE, email=EMAIL)
    site_cache.clear()
    return Office.objects.get()


@pytest.fixture
def coordinator(call, cast, django_capture_on_commit_callbacks) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return committing(client, django_capture_on_commit_callbacks)


def parts(page: str) -> tuple[str, str, str]:
    """What stands in a page's header, main part and footer."""
    names = ("header", "main", "footer")
    return tuple(re.search(rf"<{name}[ >].*?</{name}>", in_one_line(page))[0] for name in names)


def test_office_is_only_one(office) -> None:
    with pytest.raises(IntegrityError, match="there_is_one_office"):
        Office.objects.create(key="another")


@pytest.mark.parametrize(
    "path",
    ["", "{}/", "about/privacy/", "{}/apply/eligibility/", "{}/mine/", "{}/paper/", "x/y/z/"],
)
def test_office_is_named_and_reached_on_every_page(client, call, office, path) -> None:
    header, _main, footer = parts(client.get(f"/es/{path.format(call.slug)}").content.decode())
    for part in (header, footer):
        assert office.city_es in part and office.name_es in part
    assert all(way in footer for way in REACHED)
    assert 'class="crisis-link" href="/es/about/get-help-now/"' in header


def test_office_keeps_off_the_page_for_a_crisis(client, call, office) -> None:
    page = client.get("/en/about/get-help-now/").content.decode()
    assert PHONE not in page and EMAIL not in page
    _header, main, footer = parts(page)
    ways = ["tel:988", "tel:911", "sms:988", "tel:+18337732445"]
    assert re.findall(r'href="([^"]*)"', main) == ways
    assert all(f'class="call-button"><a href="{way}">' in main for way in ways)
    assert office.name_en not in footer


def test_ways_to_get_help_stand_in_one_order_in_every_language(call) -> None:
    page = Page.objects.get(key=CRISIS)
    ways = ["tel:988", "tel:911", "sms:988", "tel:+18337732445"]
    for language in languages.ALL:
        body = getattr(page, f"body_{language.code.replace('-', '_')}")
        assert re.findall(r"\]\(([^)]*)\)", body) == ways, language.code


def test_crisis_link_calls_where_staff_wrote_no_page(client, call) -> None:
    Page.objects.filter(key=CRISIS).delete()
    site_cache.clear()
    header, _main, _footer = parts(client.get(f"/en/{call.slug}/").content.decode())
    assert 'class="crisis-link" href="tel:988"' in header


def test_call_with_contacts_of_its_own_shows_those(client, call, office) -> None:
    Call.objects.update(help_phone="617-555-0188")
    site_cache.clear()
    page = client.get(f"/en/{call.slug}/").content.decode()
    assert 'href="tel:617-555-0188"' in page and REACHED[1] in page
    assert PHONE not in page
    assert REACHED[0] in client.get("/en/").content.decode()


def test_paper_form_and_mail_name_the_office_and_how_to_reach_it(client, call, office) -> None:
    sheet = client.get(f"/en/{call.slug}/paper/").content.decode()
    heading = re.search(r'<p class="sheet-office">.*?</p>', sheet, re.S)[0]
    assert office.city_en in heading and office.name_en in heading
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    letter = OutgoingMail.objects.get().body
    assert PHONE in letter and EMAIL in letter


def test_office_edit_keeps_each_language_and_says_who(coordinator, cast, office) -> None:
    sent = typed(coordinator, EDIT, phone="617-555-0199", name_en="Health")
    assert coordinator.post(EDIT, sent).status_code == 302
    spanish = f"{EDIT}?language=es"
    coordinator.post(spanish, typed(coordinator, spanish, name_es="Salud"))
    after = Office.objects.get()
    assert (after.phone, after.name_en, after.name_es) == ("617-555-0199", "Health", "Salud")
    assert after.events.order_by("-pgh_id").first().pgh_context["user"] == cast.coordinator.pk
    assert "617-555-0199" in coordinator.get("/es/").content.decode()


def test_office_edit_begins_where_there_is_none(coordinator) -> None:
    Office.objects.all().delete()
    site_cache.clear()
    assert "<small>" not in coordinator.get("/en/").content.decode()
    given = typed(coordinator, EDIT, city_en="Rivermouth", name_en="River Office")
    assert coordinator.post(EDIT, given).url == EDIT
    assert "River Office" in coordinator.get("/en/").content.decode()

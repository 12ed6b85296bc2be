"""Pages of those who configure calls, in Chromium: readable by all, and no text of theirs runs."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from applications.form import site_cache
from applications.models import Call, Choice, Notice, Page
from tests.browser.inspection import (
    DANGLING_DESCRIPTIONS,
    LOOSE_CHOICES,
    SMALL_TARGETS,
    UNNAMED_GROUPS,
    WIDER_THAN_THE_SCREEN,
    watch,
)
from tests.browser.pages import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1280, "height": 860}
CALL = "/staff/calls/design-group-2021/"
EVIL = "\"'><script>window.ran=1</script><img src=x onerror=window.ran=1><svg onload=window.ran=1>"


def pages_of(call: Call) -> list[str]:
    """Every page there is for a call that is not published, and for the site's text."""
    question, section = call.questions.first().pk, call.sections.first().pk
    own = (
        "",
        "edit/",
        "words/?language=ar",
        "copy/",
        "readiness/",
        "questions/add/",
        f"questions/{question}/",
        f"questions/{question}/remove/",
        f"sections/{section}/",
        "preview/ar/",
        "preview/zh-hant/apply/questions/",
        "preview/en/apply/check/",
        "preview/es/paper/",
    )
    texts = (
        "",
        "notices/covid-19/",
        "notices/covid-19/?language=ar",
        "pages/privacy/",
        "pages/add/",
    )
    return [
        "/staff/calls/",
        *(CALL + each for each in own),
        *(f"/staff/site-text/{each}" for each in texts),
    ]


@pytest.fixture
def window_of(live_server, call, cast, new_context):
    """A browser window in which the coordinator is signed in; the call is not published."""
    Call.objects.update(is_published=False)
    client = Client()
    client.force_login(cast.coordinator)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def open_window(**options) -> Window:
        context = new_context(base_url=live_server.url, **options)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session}
        context.add_cookies([{**cookie, "url": live_server.url}])
        return context.new_page()

    return open_window


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": DESKTOP}, id="desktop"),
        pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone-dark"),
    ],
)
def test_configure_pages_are_readable_by_all(window_of, call, options) -> None:
    window = window_of(**options)
    for path in pages_of(call):
        window.goto(path)
        found = Axe().run(window).response["violations"]
        assert not found, f"{path}\n" + json.dumps(
            [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found], indent=1
        )
        for script in (UNNAMED_GROUPS, LOOSE_CHOICES, DANGLING_DESCRIPTIONS, SMALL_TARGETS):
            assert window.evaluate(script) == [], path
        assert window.evaluate(WIDER_THAN_THE_SCREEN) <= 0, f"{path} scrolls sideways"


def test_configured_text_never_runs(window_of, call) -> None:
    for row in (
        call,
        *call.sections.all(),
        *call.questions.all(),
        *Choice.objects.all(),
        *Notice.objects.all(),
        *Page.objects.all(),
    ):
        for field in row._meta.get_fields():
            if field.name.endswith(("_en", "_ar", "_es")) and hasattr(field, "max_length"):
                setattr(row, field.name, EVIL[: field.max_length])
        row.save()
    Call.objects.update(mail_address=EVIL, counter_address=EVIL, help_phone=EVIL[:40])
    window = window_of()
    complaints = watch(window)
    public = [
        f"/{code}/{path}"
        for code in ("en", "ar")
        for path in ("", f"{call.slug}/", f"{call.slug}/paper/", "about/privacy/", "about/pilots/")
    ]
    for path in [*pages_of(call), *public]:
        Call.objects.update(is_published=path in public)
        site_cache.clear()
        window.goto(path)
        assert window.evaluate("window.ran") is None, path
        assert window.locator("main img, #content img, svg[onload]").count() == 0, path
    assert complaints == []


def test_configure_by_keyboard_keeps_both_people_s_words(window_of) -> None:
    path = "/staff/site-text/notices/covid-19/"
    one, other = window_of(), window_of()
    for window in (one, other):
        window.goto(path)
    one.locator("#id_title_en").fill("From one")
    one.locator("#id_title_en").press("Enter")
    expect(one.locator(".message-success")).to_be_visible()
    other.locator("#id_title_en").fill("From two")
    other.locator("#id_title_en").press("Enter")
    expect(other.locator(".error-summary")).to_be_focused()
    expect(other.locator("#id_title_en")).to_have_value("From two")
    expect(other.locator(".newer")).to_contain_text("From one")
    other.locator("#id_title_en").press("Enter")
    expect(other.locator(".message-success")).to_be_visible()
    assert Notice.objects.get().title_en == "From two"

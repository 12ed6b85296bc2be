"""Notices and pages that staff write, the states of a call, and several calls at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django.utils.formats import date_format

from applications.calls.actions.configure import publish_call
from applications.calls.actions.load_call import load_call
from applications.form import site_cache
from applications.models import Call, Notice, Page
from tests.factories.calls import redated
from tests.factories.city import BOSTON
from tests.journeys.visitor import in_one_line

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
ALL_WAYS = {"paper", "apply/eligibility", "mine", "mine/status"}


def page(client, path: str) -> str:
    site_cache.clear()
    return client.get(path).content.decode()


def notice(**changes) -> Notice:
    today = timezone.localdate()
    given = {
        "key": "snow",
        "title_en": "Snow day",
        "body_en": "City Hall is closed.",
        "starts_on": today,
        "ends_on": today,
    }
    return Notice.objects.create(**given | changes)


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "is_shown"),
    [(0, 0, True), (-3, None, True), (-3, -1, False), (1, 2, False)],
)
def test_notice_stands_on_its_days_with_the_first_of_them(
    client, call, starts_in, ends_in, is_shown
):
    today = timezone.localdate()
    ends_on = None if ends_in is None else today + timedelta(days=ends_in)
    notice(starts_on=today + timedelta(days=starts_in), ends_on=ends_on)
    for path in ("/en/", f"/en/{call.slug}/", "/en/about/privacy/"):
        shown = page(client, path)
        assert ("Snow day" in shown) is is_shown, path
        assert (date_format(today + timedelta(days=starts_in)) in shown) is is_shown, path


def test_notice_keeps_off_forms_paper_and_the_page_for_a_crisis(client, call) -> None:
    notice()
    calm = ("apply/eligibility/", "apply/check/", "paper/", "mine/", "mine/lost/")
    client.post(f"/en/{call.slug}/apply/eligibility/", {"lives_in_city": "yes"})
    for path in (*(f"{call.slug}/{each}" for each in calm), "about/get-help-now/"):
        assert "Snow day" not in page(client, f"/en/{path}"), path


def test_notice_without_a_translation_is_marked_as_english(client, call) -> None:
    notice()
    assert '<span lang="en" dir="ltr">Snow day</span>' in page(client, "/ar/")


def test_page_is_text_and_never_markup(client, call) -> None:
    Page.objects.filter(key="privacy").update(body_en="## <b>Who\n\n- <script>alert(1)</script>")
    shown = page(client, "/en/about/privacy/")
    assert "<h2>&lt;b&gt;Who</h2>" in shown
    assert "<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>" in shown


def test_page_of_the_site_is_linked_at_every_foot_and_a_calls_page_from_the_call(client, call):
    foot = 'href="/en/about/privacy/"'
    assert foot in page(client, "/en/")
    assert foot in page(client, f"/en/{call.slug}/apply/eligibility/")
    pilots = 'href="/en/about/pilots/"'
    assert pilots in page(client, f"/en/{call.slug}/")
    assert pilots not in page(client, "/en/")


def test_page_of_an_unpublished_call_is_not_found(client, call) -> None:
    assert client.get("/en/about/pilots/").status_code == 200
    Call.objects.update(is_published=False)
    site_cache.clear()
    assert client.get("/en/about/pilots/").status_code == 404
    assert client.get("/en/about/privacy/").status_code == 200


def test_head_of_the_home_page_is_no_page_of_its_own(client, call) -> None:
    assert "Help shape how Boston responds" in page(client, "/en/")
    assert client.get("/en/about/home/").status_code == 404


def test_home_page_without_words_of_staff_still_has_a_heading(client, call) -> None:
    Page.objects.all().delete()
    assert "<h1>Groups you can join</h1>" in page(client, "/en/")


def test_head_of_the_home_page_belongs_to_no_call(call) -> None:
    with pytest.raises(IntegrityError, match="the_home_page_belongs_to_no_call"):
        Page.objects.filter(key="home").update(call=call)


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "expected", "links"),
    [
        (WEEK, 2 * WEEK, "Not open yet", {"paper"}),
        (-WEEK, WEEK, "Open now, 7 days left", ALL_WAYS),
        (-WEEK, timedelta(days=1), "Closing soon, 1 day left", ALL_WAYS),
        (-WEEK, timedelta(0), "Last day", ALL_WAYS),
        (-WEEK, -timedelta(hours=5), "Closed", {"mine/status"}),
    ],
)
def test_call_and_home_page_offer_what_its_state_allows(
    client, call, opens_in, closes_in, expected, links, monkeypatch
):
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    redated(call, opens_at=noon + opens_in, closes_at=noon + closes_in)
    start = f'href="/en/{call.slug}/'
    for path in (f"/en/{call.slug}/", "/en/"):
        shown = page(client, path)
        offered = {rest.split('"')[0].strip("/") for rest in shown.split(start)[1:]}
        if expected == "Closed" and path == "/en/":
            assert offered == {""}, "among the earlier groups"
            continue
        assert f">{expected}</p>" in in_one_line(shown)
        assert offered - {""} == links, path


def test_home_page_puts_open_calls_first(client, call) -> None:
    second = another(call, closes_in=WEEK)
    now = timezone.now()
    redated(second, opens_at=now + WEEK, closes_at=now + 2 * WEEK)
    home = page(client, "/en/")
    assert home.index(call.title_en) < home.index("River group")


def another(call: Call, *, closes_in: timedelta) -> Call:
    """A second call, published beside the first."""
    [given] = BOSTON.calls()
    given = {**given, "slug": "second", "title": "River group", "reference_prefix": "RIV"}
    second = load_call(by=None, city=BOSTON, data=given)
    now = timezone.now()
    return publish_call(by=None, call=second, opens_at=now - WEEK, closes_at=now + closes_in)


def test_two_open_calls_are_both_offered_and_applied_for_apart(client, call) -> None:
    another(call, closes_in=WEEK)
    home = page(client, "/en/")
    assert home.index("Groups you can join") < home.index("River group")
    assert call.title_en in home
    for slug in (call.slug, "second"):
        answer = client.post(f"/en/{slug}/apply/eligibility/", {"lives_in_city": "yes"})
        assert answer.url == f"/en/{slug}/apply/contact/"
    assert {f"draft-{call.slug}", "draft-second"} <= set(client.cookies)
    client.post(f"/en/{call.slug}/apply/contact/", {"chosen_name": "Mo", "phone": "617-555-0101"})
    assert "617-555-0101" not in page(client, "/en/second/apply/contact/")


def test_call_that_is_over_is_listed_apart(client, call) -> None:
    another(call, closes_in=-timedelta(days=1))
    home = page(client, "/en/")
    assert home.index("Earlier groups") < home.index("River group")
    assert home.index(call.title_en) < home.index("Earlier groups")

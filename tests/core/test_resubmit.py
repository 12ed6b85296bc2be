"""What is handed back when a post could not be taken, and what never is."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client

from applications.models import Office
from core.models import ThrottleCount
from tests.applications.form.steps import fill_in, judged, post
from tests.core.unreachable_database import TYPED
from tests.journeys.visitor import page_of

PATH = "/es/{call}/apply/eligibility/"


def refuse(path: str, *, cookies: bool = True, **headers: str):
    """A post whose token does not fit."""
    careful = Client(enforce_csrf_checks=True)
    if cookies:
        careful.get(path)
    return careful.post(path, TYPED, headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver"},
        {"referer": "http://testserver/es/"},
        {"origin": "http://testserver", "referer": "http://elsewhere.example/"},
    ],
)
def test_expired_page_of_ours_comes_back_whole(call, headers) -> None:
    answer = refuse(PATH.format(call=call.slug), **headers)
    page = page_of(answer)
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "no-store"
    assert page.attrs["lang"] == "es-US"
    form = page.form(with_field="why-join")
    assert form.action == PATH.format(call=call.slug)
    assert form.fields["why-join"] == [TYPED["why-join"]]
    assert form.fields["connection"] == TYPED["connection"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://elsewhere.example"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver:81"},
        {"origin": "http://elsewhere.example", "referer": "http://testserver/"},
        {"referer": "http://testserver.elsewhere.example/"},
        {"referer": "http://testserver@elsewhere.example/"},
        {"referer": "http://[elsewhere.example/"},
    ],
)
def test_post_of_another_site_is_neither_held_nor_offered_again(call, headers) -> None:
    answer = refuse(PATH.format(call=call.slug), **headers)
    page = page_of(answer)
    assert answer.status_code == 403
    assert page.forms == []
    assert "王小明" not in page.html
    assert 'class="button' not in page.html


@pytest.mark.django_db
def test_expired_page_without_cookies_says_that_they_are_needed(call) -> None:
    path = PATH.format(call=call.slug).replace("/es/", "/en/")
    answer = refuse(path, cookies=False, origin="http://testserver")
    assert "Your browser sent us no cookies" in answer.content.decode()
    assert page_of(answer).form(with_field="why-join")
    assert answer.cookies["csrftoken"].value, "sending again works where only this one was lost"
    answer = refuse(path, origin="http://testserver")
    assert "Your browser sent us no cookies" not in answer.content.decode()


@pytest.mark.django_db
def test_too_many_drafts_from_one_address_are_held(client, call, settings) -> None:
    settings.FORM_STARTS_AN_HOUR = 1
    assert post(Client(), call, "eligibility", lives_in_city="yes").status_code == 302
    answer = post(client, call, "eligibility", lives_in_city="yes")
    assert answer.status_code == 429
    assert 3590 < int(answer.headers["Retry-After"]) <= 3600
    assert "send it again in 60 minutes" in answer.content.decode()
    assert Office.objects.get().name in answer.content.decode(), "it says whom to ask"
    fields = page_of(answer).form(with_field="lives_in_city").fields
    assert fields["lives_in_city"] == ["yes"]
    elsewhere = Client(REMOTE_ADDR="192.0.2.1")
    assert post(elsewhere, call, "eligibility", **fields).status_code == 302


@pytest.mark.django_db
def test_too_many_says_when_it_is_over_and_that_is_true(client, call, settings) -> None:
    settings.FORM_STARTS_AN_HOUR = 0
    assert post(client, call, "eligibility", lives_in_city="yes").status_code == 429
    ThrottleCount.objects.update(ends_at=Now() + timedelta(seconds=12 * 60 + 30))
    answer = post(client, call, "eligibility", lives_in_city="yes")
    assert "send it again in 13 minutes" in answer.content.decode()
    assert 12 * 60 < int(answer.headers["Retry-After"]) <= 12 * 60 + 30
    settings.FORM_STARTS_AN_HOUR = 1
    fields = page_of(answer).form(with_field="lives_in_city").fields
    assert post(client, call, "eligibility", **fields).status_code == 429
    ThrottleCount.objects.update(ends_at=F("ends_at") - timedelta(minutes=13))
    assert post(client, call, "eligibility", **fields).status_code == 302


@pytest.mark.django_db
def test_too_many_sendings_from_one_address_are_held(client, call, settings) -> None:
    settings.FORM_SENDS_AN_HOUR = 1
    fill_in(client, call)
    assert judged(client, post(client, call, "check")).text, "an error costs no try"
    assert post(client, call, "check", agrees="on").url.endswith("/receipt/")
    other = Client()
    fill_in(other, call)
    answer = post(other, call, "check", agrees="on")
    assert answer.status_code == 429
    assert page_of(answer).form(with_field="agrees").fields["agrees"] == ["on"]

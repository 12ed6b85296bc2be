"""Signing in with e-mail and password: one answer for every mistake, and it takes as long."""

import statistics
import time
from html import unescape

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import NoReverseMatch, reverse

from core.accounts import deactivate_account
from core.models import User
from tests.core.sign_in.signing_in import WRONG, is_in, reset_limits, sign_in
from tests.factories.staff import PASSWORD

pytestmark = pytest.mark.django_db

WORDS = "Check your email address and password."


def test_sign_in_opens_the_page_that_was_asked_for(cast) -> None:
    client = Client()
    asked = client.get("/staff/board/")
    assert asked.url == "/staff/login/?next=/staff/board/"
    page = unescape(client.get(asked.url).content.decode())
    assert 'name="next" value="/staff/board/"' in page
    given = {"username": "coordinator@example.org", "password": PASSWORD, "next": "/staff/board/"}
    assert client.post("/staff/login/", given).url == "/staff/board/"
    assert is_in(client)


def test_sign_in_leads_to_no_other_site(cast) -> None:
    given = {"username": "clerk@example.org", "password": PASSWORD, "next": "https://example.com/"}
    assert Client().post("/staff/login/", given).url == "/staff/"


@pytest.mark.parametrize("email", ["Clerk@Example.ORG", " clerk@example.org "])
def test_sign_in_takes_the_address_in_any_case(cast, email) -> None:
    client = Client()
    sign_in(client, email)
    assert is_in(client)


def test_sign_in_says_the_same_to_every_mistake(cast) -> None:
    deactivate_account(by=cast.administrator, account=cast.clerk)
    answers = [
        sign_in(Client(), "reviewer@example.org", WRONG),
        sign_in(Client(), "nobody@example.org", PASSWORD),
        sign_in(Client(), "clerk@example.org", PASSWORD),
    ]
    pages = [
        answer.content.decode().replace(email, "")
        for answer, email in zip(
            answers,
            ["reviewer@example.org", "nobody@example.org", "clerk@example.org"],
            strict=True,
        )
    ]
    assert all(WORDS in page for page in pages)
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({len(page) for page in pages}) == 1


def test_sign_in_takes_as_long_for_an_unknown_address(cast, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))
    reset_limits()

    def seconds(email: str) -> float:
        begun = time.process_time()
        sign_in(Client(), email, WRONG)
        return time.process_time() - begun

    seconds("reviewer@example.org")  # the first one loads what is needed
    known = statistics.median(seconds("clerk@example.org") for _ in range(3))
    unknown = statistics.median(seconds("nobody@example.org") for _ in range(3))
    assert 0.6 < unknown / known < 1.6
    assert known > 0.05, "nothing was hashed: this shows nothing"


def test_sign_in_makes_a_new_session(cast) -> None:
    client = Client()
    client.get("/staff/login/")
    client.session.save()
    before = client.session.session_key
    sign_in(client, "clerk@example.org")
    assert client.session.session_key not in (None, before)


def test_sign_out_ends_the_session_for_good(cast) -> None:
    client = Client()
    sign_in(client, "clerk@example.org")
    kept = client.cookies["staff"].value
    assert client.get("/staff/logout/").status_code == 405
    assert is_in(client)
    client.post("/staff/logout/")
    client.cookies["staff"] = kept
    assert not is_in(client)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_request_login_code"])
def test_sign_up_and_the_like_do_not_exist(name) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "2fa/", "email/", "password/reset/"])
def test_sign_up_addresses_lead_nowhere(path, cast) -> None:
    assert Client().get(f"/staff/{path}").status_code in (302, 404)
    client = Client()
    client.force_login(cast.administrator)
    assert client.get(f"/staff/{path}").status_code == 404


def test_sign_in_cookie_is_shut(cast, settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    answer = client.post(
        "/staff/login/", {"username": "clerk@example.org", "password": PASSWORD}, secure=True
    )
    cookie = answer.cookies["staff"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == "", "gone when the browser closes"

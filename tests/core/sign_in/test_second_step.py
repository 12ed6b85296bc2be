"""The second step: nobody gets in without one, and nobody takes one off with a password alone."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client

from core.accounts import remove_second_step
from core.models import OutgoingMail
from core.sign_in import limits
from tests.core.sign_in.signing_in import (
    SECRET,
    add_authenticator,
    code,
    is_in,
    reset_limits,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_in_production(settings) -> None:
    settings.SECOND_STEP_REQUIRED = True


def set_up_app(client: Client) -> str:
    """Add an app in the browser as somebody would; the secret it was shown."""
    page = client.get("/staff/sign-in/app/").content.decode()
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    answer = client.post("/staff/sign-in/app/", {"code": code(secret)})
    assert answer.url == "/staff/sign-in/codes/", "the recovery codes come next"
    return secret


def recovery_codes(client: Client) -> list[str]:
    page = client.get("/staff/sign-in/codes/").content.decode()
    return [found.replace(" ", "") for found in re.findall(r"<code>([\d ]+)</code>", page)]


def test_password_alone_leads_to_setting_up_and_nowhere_else(cast) -> None:
    client = Client()
    sign_in(client, "coordinator@example.org")
    for path in ("/staff/", "/staff/board/", "/staff/applications/"):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0] == "/staff/sign-in/", path
        assert "One more thing before you start" in answer.content.decode()
        assert "Board" not in answer.content.decode(), "no navigation yet"


def test_first_sign_in_sets_up_an_app_and_is_in(cast, django_capture_on_commit_callbacks) -> None:
    client = Client()
    sign_in(client, "coordinator@example.org")
    before = client.session.session_key
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    assert client.session.session_key != before, "more rights, another session"
    assert len(recovery_codes(client)) == 10
    assert recovery_codes(client) == [], "shown once"
    assert is_in(client)
    mail = OutgoingMail.objects.get()
    assert mail.to_address == "coordinator@example.org"
    assert "An authenticator app was added." in mail.body


def test_wrong_first_code_sets_up_nothing_and_keeps_the_secret(cast) -> None:
    client = Client()
    sign_in(client, "coordinator@example.org")
    page = client.get("/staff/sign-in/app/").content.decode()
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)[1]
    again = client.post("/staff/sign-in/app/", {"code": "000000"}).content.decode()
    assert secret in again, "whoever has scanned it need not scan another"
    assert "This code is not right" in again
    assert not is_in(client)


def test_sign_in_asks_for_the_code_before_it_lets_in(cast) -> None:
    add_authenticator(cast.clerk)
    client = Client()
    assert sign_in(client, "clerk@example.org").url == "/staff/second-step/"
    assert not is_in(client)
    assert "_auth_user_id" not in client.session
    wrong = client.post("/staff/second-step/", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    right = client.post("/staff/second-step/", {"code": code()[:3] + " " + code()[3:]})
    assert right.url == "/staff/"
    assert is_in(client)


def test_sign_in_asks_also_where_nobody_must_have_a_second_step(cast, settings) -> None:
    settings.SECOND_STEP_REQUIRED = False
    add_authenticator(cast.clerk)
    client = Client()
    sign_in(client, "clerk@example.org")
    assert not is_in(client)


def test_code_works_once_ever_and_no_earlier_one_after_it(cast) -> None:
    add_authenticator(cast.clerk)
    now, before = code(), code(steps=-1)
    for typed, let_in in ((now, True), (now, False), (before, False)):
        reset_limits()
        cache.clear()
        client = Client()
        sign_in(client, "clerk@example.org")
        client.post("/staff/second-step/", {"code": typed})
        assert is_in(client) is let_in


def test_code_that_set_the_app_up_does_not_work_again(cast) -> None:
    client = Client()
    sign_in(client, "clerk@example.org")
    secret = set_up_app(client)
    for steps, let_in in ((0, False), (1, True)):
        reset_limits()
        another = Client()
        sign_in(another, "clerk@example.org")
        another.post("/staff/second-step/", {"code": code(secret, steps=steps)})
        assert is_in(another) is let_in


def test_code_of_long_ago_does_not_work(cast) -> None:
    add_authenticator(cast.clerk)
    client = Client()
    sign_in(client, "clerk@example.org")
    for steps in (-3, 3):
        client.post("/staff/second-step/", {"code": code(steps=steps)})
        assert not is_in(client)


def test_codes_are_guessed_a_few_times_only(cast) -> None:
    add_authenticator(cast.clerk)
    pages = []
    for number in range(limits.CODE[0].tries + 1):
        client = Client(headers={"x-forwarded-for": f"198.51.100.{number}"})
        sign_in(client, "Clerk@example.org" if number % 2 else "clerk@example.org")
        pages.append(client.post("/staff/second-step/", {"code": "000000"}).content.decode())
    assert ["too many tries" in page for page in pages] == [False] * limits.CODE[0].tries + [True]
    client.post("/staff/second-step/", {"code": code()})
    assert not is_in(client)
    reset_limits()
    client.post("/staff/second-step/", {"code": code()})
    assert is_in(client)


def test_recovery_code_works_once_in_place_of_the_app(cast) -> None:
    client = Client()
    sign_in(client, "clerk@example.org")
    set_up_app(client)
    one = recovery_codes(client)[0]
    for let_in in (True, False):
        reset_limits()
        another = Client()
        sign_in(another, "clerk@example.org")
        another.post("/staff/second-step/", {"code": one})
        assert is_in(another) is let_in


def test_session_from_before_can_neither_enter_nor_take_it_off(cast) -> None:
    old = Client()
    sign_in(old, "clerk@example.org")
    add_authenticator(cast.clerk)
    assert not is_in(old)
    for path in ("app/remove/", "codes/new/", "passkey/", "codes/", "app/", ""):
        for answer in (old.get(f"/staff/sign-in/{path}"), old.post(f"/staff/sign-in/{path}")):
            assert answer.url.startswith("/staff/confirm/code/"), path
    assert old.post("/staff/password_change/", {}).url.startswith("/staff/confirm/code/")
    assert Authenticator.objects.filter(user=cast.clerk).exists()
    old.post("/staff/confirm/code/?next=/staff/", {"code": code()})
    assert is_in(old)


def test_change_asks_again_after_some_minutes(cast, monkeypatch) -> None:
    add_authenticator(cast.clerk)
    client = Client()
    sign_in(client, "clerk@example.org")
    client.post("/staff/second-step/", {"code": code()})
    assert client.get("/staff/sign-in/codes/new/").status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 6 * 60
    session.save()
    answer = client.get("/staff/sign-in/codes/new/")
    assert answer.url.startswith("/staff/confirm/?next=")


def test_own_app_that_is_removed_must_be_replaced(cast) -> None:
    client = Client()
    sign_in(client, "clerk@example.org")
    set_up_app(client)
    assert is_in(client)
    client.post("/staff/sign-in/app/remove/")
    assert not is_in(client)
    assert not Authenticator.objects.filter(user=cast.clerk).exists(), "recovery codes went too"


def test_lost_second_step_is_removed_by_an_administrator(cast) -> None:
    add_authenticator(cast.clerk)
    client = Client()
    sign_in(client, "clerk@example.org")
    client.post("/staff/second-step/", {"code": code()})
    assert remove_second_step(by=cast.administrator, account=cast.clerk)
    assert not is_in(client), "whoever found the phone is out"
    assert "removed your second step" in OutgoingMail.objects.get().body
    sign_in(client, "clerk@example.org")
    assert client.get("/staff/", follow=True).redirect_chain[-1][0] == "/staff/sign-in/"
    assert not remove_second_step(by=cast.administrator, account=cast.clerk)
    assert OutgoingMail.objects.count() == 1


def test_secrets_are_unreadable_in_the_database(cast) -> None:
    client = Client()
    sign_in(client, "clerk@example.org")
    secret = set_up_app(client)
    codes = recovery_codes(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT session_data FROM core_session")
        stored += str(cursor.fetchall())
    assert stored.count("gAAAA") >= 3, "Fernet's mark: app, recovery codes, session"
    for hidden in (secret, SECRET, *codes):
        assert hidden not in stored


def test_public_pages_have_no_session(call, client) -> None:
    answer = client.get(f"/en/{call.slug}/")
    assert answer.status_code == 200
    assert "staff" not in answer.cookies

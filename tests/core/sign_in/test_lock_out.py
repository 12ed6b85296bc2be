"""Whoever guesses at an account shuts its owner out nowhere for good; guessing stays limited."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.accounts import deactivate_account
from core.models import OutgoingMail, ThrottleCount
from core.sign_in import devices, limits
from tests.core.sign_in.signing_in import WRONG, add_authenticator, code, is_in, sign_in

pytestmark = pytest.mark.django_db
TRIES = limits.PASSWORD[0].tries
EMAIL = "clerk@example.org"
ASK = "/staff/locked-out/"


def shut(email: str = EMAIL) -> None:
    """An outsider uses up the tries."""
    for _ in range(TRIES + 1):
        sign_in(Client(), email, WRONG)
    assert not gets_in(Client(), email)


def gets_in(client: Client, email: str = EMAIL) -> bool:
    sign_in(client, email)
    return is_in(client)


def ask(email: str = EMAIL) -> str:
    return Client().post(ASK, {"email": email}).content.decode()


def link() -> str:
    body = OutgoingMail.objects.latest("pk").body
    return re.search(r"https?://[^/]+(/staff/locked-out/\S+)", body)[1]


def opened(client: Client | None = None) -> Client:
    """A browser that followed the newest link."""
    client = client or Client()
    assert client.post(link()).url == "/staff/login/"
    return client


def seen_before(email: str = EMAIL) -> Client:
    """A browser in which somebody once signed in."""
    client = Client()
    assert gets_in(client, email)
    client.post("/staff/logout/")
    assert not is_in(client)
    return client


def test_owner_comes_in_by_a_mailed_link_while_others_guess(cast) -> None:
    shut()
    ask()
    client = opened()
    assert not is_in(client), "the link alone opens nothing"
    assert gets_in(client)
    assert not gets_in(Client()), "elsewhere the account is shut as before"


def test_mailed_link_leaves_the_second_step(cast, settings) -> None:
    settings.SECOND_STEP_REQUIRED = True
    add_authenticator(cast.clerk)
    shut_out = Client()
    for _ in range(TRIES + 1):
        sign_in(shut_out, EMAIL, WRONG)
    ask()
    client = opened()
    assert sign_in(client, EMAIL).url == "/staff/second-step/"
    assert not is_in(client)
    client.post("/staff/second-step/", {"code": code()})
    assert is_in(client)


def test_device_seen_before_has_a_count_of_its_own(cast) -> None:
    client = seen_before()
    shut()
    assert gets_in(client)


def test_device_seen_before_is_of_its_account_alone(cast) -> None:
    client = seen_before("finance@example.org")
    shut()
    assert not gets_in(client)


def test_device_seen_before_guesses_no_more_often_than_others(cast) -> None:
    client = seen_before()
    for _ in range(TRIES + 1):
        sign_in(client, EMAIL, WRONG)
    assert not gets_in(client)
    assert gets_in(Client()), "and shuts nobody else out"


def test_device_that_was_made_up_has_no_count_of_its_own(cast) -> None:
    client = seen_before()
    value = client.cookies[devices.COOKIE].value
    shut()
    for forged in (value.replace(str(cast.clerk.pk), str(cast.finance.pk), 1), value + "x", "1"):
        client.cookies[devices.COOKIE] = forged
        assert not gets_in(client)


def test_device_cookie_is_shut(cast) -> None:
    cookie = seen_before().cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/staff/")


def test_links_give_no_more_tries_however_many(cast) -> None:
    """Whoever reads the mailbox guesses as often as anybody, not anew with each link."""
    ask()
    for _ in range(TRIES + 1):
        sign_in(opened(), EMAIL, WRONG)
    ask()
    assert not gets_in(opened())


def test_owner_comes_in_while_others_who_know_the_password_guess_codes(cast, settings) -> None:
    settings.SECOND_STEP_REQUIRED = True
    add_authenticator(cast.clerk)
    client = Client()
    sign_in(client, EMAIL)
    client.post("/staff/second-step/", {"code": code(steps=-1)})
    assert is_in(client)
    client.post("/staff/logout/")
    other = Client()
    for _ in range(limits.CODE[0].tries + 1):
        sign_in(other, EMAIL)
        other.post("/staff/second-step/", {"code": "000000"})
    sign_in(client, EMAIL)
    client.post("/staff/second-step/", {"code": code()})
    assert is_in(client)


def test_new_password_by_mail_lets_in_while_others_guess(cast) -> None:
    shut()
    client = Client()
    client.post("/staff/password/", {"email": EMAIL})
    body = OutgoingMail.objects.latest("pk").body
    new = "three words and a tree"
    path = re.search(r"https?://[^/]+(/staff/password/\S+)", body)[1]
    client.post(path, {"password1": new, "password2": new})
    sign_in(client, EMAIL, new)
    assert is_in(client)


def test_link_that_is_only_looked_at_changes_nothing(cast) -> None:
    shut()
    ask()
    client = Client()
    assert client.get(link()).status_code == 200
    assert not gets_in(client)


def test_link_ends_after_an_hour_with_a_sign_in_and_with_the_account(cast, monkeypatch) -> None:
    ask()
    old = link()
    assert gets_in(opened())
    assert Client().post(old).status_code == 404, "somebody signed in since"
    ask()
    now = devices.links._now()
    monkeypatch.setattr(devices.links, "_now", lambda: now.fromtimestamp(time.time() + 61 * 60))
    assert Client().post(link()).status_code == 404
    monkeypatch.undo()
    assert Client().get(link()).status_code == 200
    deactivate_account(by=cast.administrator, account=cast.clerk)
    assert Client().post(link()).status_code == 404


@pytest.mark.parametrize("path", ["MQ/x-y/", "!!/x-y/", "OTk5OTk5/x-y/", "w6k/x-y/"])
def test_link_that_was_made_up_leads_nowhere(cast, path) -> None:
    assert Client().get(f"{ASK}{path}").status_code == 404
    assert Client().post(f"{ASK}{path}").status_code == 404


def test_password_link_is_no_such_link(cast) -> None:
    Client().post("/staff/password/", {"email": EMAIL})
    body = OutgoingMail.objects.latest("pk").body
    path = re.search(r"/staff/password/(\S+)", body)[1]
    assert Client().get(f"{ASK}{path}").status_code == 404


def test_asking_is_answered_the_same_to_everybody_after_the_same_work(cast) -> None:
    def work(email: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as seen:
            page = ask(email)
        assert [q for q in seen if 'INSERT INTO "core_outgoingmail"' in q["sql"]], email
        statements = [q for q in seen if "SAVEPOINT" not in q["sql"]]
        return re.sub(r'value="\w{64}"', "", page), len(statements)

    assert work(EMAIL) == work("nobody@example.org")
    assert [mail.to_address for mail in OutgoingMail.objects.all()] == [EMAIL]


def test_asking_floods_nobodys_mailbox(cast) -> None:
    for _ in range(limits.RESET_ADDRESS[0].tries + 3):
        ask()
    assert OutgoingMail.objects.count() == limits.RESET_ADDRESS[0].tries
    ThrottleCount.objects.update(ends_at=F("ends_at") - timedelta(hours=1))
    ask()
    assert OutgoingMail.objects.count() == limits.RESET_ADDRESS[0].tries + 1

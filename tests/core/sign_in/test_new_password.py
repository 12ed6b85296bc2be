"""A forgotten password: one answer for everybody, a link for an hour, once."""

import re
import time

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.accounts import deactivate_account
from core.models import OutgoingMail
from core.sign_in import limits
from tests.core.sign_in.signing_in import add_authenticator, is_in, reset_limits, sign_in

pytestmark = pytest.mark.django_db

NEW = "three words and a tree"
BOTH = {"password1": NEW, "password2": NEW}


def ask(email: str, client: Client | None = None, **headers: str) -> str:
    answer = (client or Client()).post("/staff/password/", {"email": email}, headers=headers)
    return answer.content.decode()


def link() -> str:
    body = OutgoingMail.objects.latest("pk").body
    return re.search(r"https?://[^/]+(/staff/password/\S+)", body)[1]


def test_password_forgotten_is_chosen_anew(cast) -> None:
    old = Client()
    sign_in(old, "clerk@example.org")
    ask("Clerk@Example.org")
    client = Client()
    assert "clerk@example.org" in client.get(link()).content.decode()
    assert client.post(link(), BOTH).url == "/staff/login/"
    assert not is_in(client), "a link alone opens nothing"
    assert not is_in(old), "and ends what was open"
    sign_in(client, "clerk@example.org", NEW)
    assert is_in(client)
    assert "password was changed" in OutgoingMail.objects.latest("pk").body


def test_password_link_leaves_the_second_step(cast, settings) -> None:
    settings.SECOND_STEP_REQUIRED = True
    add_authenticator(cast.clerk)
    ask("clerk@example.org")
    client = Client()
    client.post(link(), BOTH)
    assert sign_in(client, "clerk@example.org", NEW).url == "/staff/second-step/"


def test_password_forgotten_answers_the_same_to_everybody(cast) -> None:
    deactivate_account(by=cast.administrator, account=cast.finance)
    pages = {
        ask(email) for email in ("clerk@example.org", "nobody@example.org", "finance@example.org")
    }
    assert len({re.sub(r'value="\w{64}"', "", page) for page in pages}) == 1
    assert [mail.to_address for mail in OutgoingMail.objects.all()] == ["clerk@example.org"]


def test_password_forgotten_does_the_same_work_for_everybody(cast) -> None:
    def statements(email: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            ask(email)
        assert [q for q in seen if 'INSERT INTO "core_outgoingmail"' in q["sql"]], email
        return len([q for q in seen if "SAVEPOINT" not in q["sql"]])

    assert statements("clerk@example.org") == statements("nobody@example.org")
    assert OutgoingMail.objects.count() == 1, "the other was undone"


def test_password_link_works_once_and_for_an_hour(cast, monkeypatch) -> None:
    ask("clerk@example.org")
    first = link()
    Client().post(first, BOTH)
    assert Client().get(first).status_code == 404
    ask("clerk@example.org")
    now = default_token_generator._now()
    monkeypatch.setattr(
        default_token_generator, "_now", lambda: now.fromtimestamp(time.time() + 61 * 60)
    )
    assert Client().get(link()).status_code == 404


@pytest.mark.parametrize("path", ["MQ/x-y/", "!!/x-y/", "OTk5OTk5/x-y/", "w6k/x-y/"])
def test_password_link_that_was_made_up_leads_nowhere(cast, path) -> None:
    assert Client().get(f"/staff/password/{path}").status_code == 404
    assert Client().post(f"/staff/password/{path}", BOTH).status_code == 404


def test_password_link_of_a_closed_account_leads_nowhere(cast) -> None:
    ask("clerk@example.org")
    deactivate_account(by=cast.administrator, account=cast.clerk)
    assert Client().post(link(), BOTH).status_code == 404


def test_password_forgotten_floods_nobodys_mailbox(cast) -> None:
    most = limits.RESET_ADDRESS[0].tries
    pages = [
        ask(
            "CLERK@example.org" if number % 2 else "clerk@example.org",
            **{"x-forwarded-for": f"198.51.100.{number}"},
        )
        for number in range(most + 3)
    ]
    assert OutgoingMail.objects.count() == most
    assert len({re.sub(r'value="\w{64}"', "", page) for page in pages}) == 1
    reset_limits()
    ask("clerk@example.org")
    assert OutgoingMail.objects.count() == most + 1

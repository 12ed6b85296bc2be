"""Failed sign-ins and lock-outs are on record, for the administrator; nothing typed is."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import SecurityEvent
from core.sign_in import limits, security_log
from tests.core.sign_in.signing_in import WRONG, add_authenticator, code, sign_in
from tests.factories.staff import PASSWORD

pytestmark = pytest.mark.django_db
What = SecurityEvent.What
EMAIL = "clerk@example.org"
PAGE = "/staff/security/"


def kinds() -> list[str]:
    return [event.what for event in SecurityEvent.objects.order_by("pk")]


def test_wrong_password_is_on_record_by_account_and_shortened_network(cast) -> None:
    client = Client(REMOTE_ADDR="198.51.100.77")
    sign_in(client, "Clerk@Example.org", WRONG)
    event = SecurityEvent.objects.get()
    assert (event.what, event.account, event.network) == (
        What.WRONG_PASSWORD,
        cast.clerk,
        "198.51.100.0/24",
    )
    sign_in(client, EMAIL)
    assert SecurityEvent.objects.count() == 1, "a right one is not"


def test_network_of_ipv6_is_shortened_too(cast) -> None:
    sign_in(Client(REMOTE_ADDR="2001:db8:1:2:3:4:5:6"), EMAIL, WRONG)
    assert SecurityEvent.objects.get().network == "2001:db8:1::/48"


def test_what_was_typed_is_on_no_record(cast) -> None:
    sign_in(Client(), "secret-typed-as-a-name@example.org", "secret typed as a password")
    sign_in(Client(), EMAIL, "secret typed as a password")
    assert [event.account for event in SecurityEvent.objects.order_by("pk")] == [None, cast.clerk]
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text FROM core_securityevent e")
        assert "secret" not in str(cursor.fetchall())


def test_unknown_address_takes_the_same_work(cast) -> None:
    def statements(email: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            sign_in(Client(), email, WRONG)
        return len([q for q in seen if "SAVEPOINT" not in q["sql"]])

    assert statements(EMAIL) == statements("nobody@example.org")


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_lock_out_is_on_record_once(cast, email) -> None:
    tries = limits.PASSWORD[0].tries
    for _ in range(tries + 4):
        sign_in(Client(), email, WRONG)
    assert kinds() == [What.WRONG_PASSWORD] * tries + [What.PASSWORD_LOCKED]


def test_wrong_codes_and_their_lock_out_are_on_record(cast) -> None:
    add_authenticator(cast.clerk)
    client = Client()
    sign_in(client, EMAIL)
    for _ in range(limits.CODE[0].tries + 2):
        client.post("/staff/second-step/", {"code": "000000"})
    assert kinds() == [What.WRONG_CODE] * limits.CODE[0].tries + [What.CODE_LOCKED]
    assert {event.account for event in SecurityEvent.objects.all()} == {cast.clerk}


def test_wrong_old_passwords_and_their_lock_out_are_on_record(cast) -> None:
    client = Client(REMOTE_ADDR="198.51.100.77")
    sign_in(client, EMAIL)
    new = "three words and a tree"
    typed = {"oldpassword": WRONG, "password1": new, "password2": new}
    tries = limits.PASSWORD[0].tries
    for _ in range(tries + 2):
        page = client.post("/staff/password_change/", typed).content.decode()
    assert kinds() == [What.WRONG_PASSWORD] * tries + [What.PASSWORD_LOCKED]
    assert {(event.account, event.network) for event in SecurityEvent.objects.all()} == {
        (cast.clerk, "198.51.100.0/24")
    }
    assert "too many tries" in page and "lets you go on now" not in page
    client.post("/staff/password_change/", {**typed, "oldpassword": PASSWORD})
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password(PASSWORD), "nor is the right one taken then"


def test_wrong_password_given_again_is_on_record(cast) -> None:
    client = Client()
    client.force_login(cast.clerk)
    client.post("/staff/confirm/", {"password": WRONG})
    assert kinds() == [What.WRONG_PASSWORD]


def test_right_code_is_not(cast) -> None:
    add_authenticator(cast.clerk)
    client = Client()
    sign_in(client, EMAIL)
    client.post("/staff/second-step/", {"code": code()})
    assert not SecurityEvent.objects.exists()


def test_flood_fills_no_table(cast, monkeypatch) -> None:
    monkeypatch.setattr(security_log, "MOST_AN_HOUR", 3)
    for number in range(6):
        sign_in(Client(REMOTE_ADDR=f"198.51.{number}.1"), f"somebody{number}@example.org", WRONG)
    assert SecurityEvent.objects.count() == 3


@pytest.mark.parametrize("write", [lambda rows: rows.update(what="x"), lambda rows: rows.delete()])
def test_events_are_never_changed(cast, write) -> None:
    sign_in(Client(), EMAIL, WRONG)
    with pytest.raises(Exception, match="append|permission denied|Cannot"), transaction.atomic():
        write(SecurityEvent.objects.all())
    assert SecurityEvent.objects.count() == 1


def test_administrator_reads_them(cast) -> None:
    sign_in(Client(REMOTE_ADDR="198.51.100.77"), EMAIL, WRONG)
    sign_in(Client(), "nobody@example.org", WRONG)
    client = Client()
    client.force_login(cast.administrator)
    page = client.get(PAGE).content.decode()
    for words in ("Wrong password", cast.clerk.name, "198.51.100.0/24", "no account"):
        assert words in page
    assert "nobody@example.org" not in page


def test_list_is_filtered_and_paged(cast) -> None:
    client = Client()
    client.force_login(cast.administrator)
    happened = [(What.WRONG_PASSWORD, who) for who in (cast.clerk, cast.finance) for _ in range(30)]
    for what, account in [*happened, (What.PASSWORD_LOCKED, cast.clerk)]:
        security_log.record(by=None, what=what, account=account, network="192.0.2.0/24")
    first = client.get(PAGE).content.decode()
    assert first.count("<time") == 50 and "?after=" in first
    older = client.get(PAGE + f"?after={SecurityEvent.objects.order_by('pk')[11].pk}")
    assert older.content.decode().count("<time") == 11
    locked = client.get(f"{PAGE}?what=password_locked").content.decode()
    assert locked.count("<time") == 1
    theirs = client.get(f"{PAGE}?person={cast.finance.pk}").content.decode()
    assert theirs.count("<time") == 30

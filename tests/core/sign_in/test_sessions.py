"""Sessions end by themselves, end at once where they must, and are not read in the database."""

import time

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client

from core.accounts import deactivate_account, reactivate_account, set_password
from core.models import Session
from core.sign_in import sessions
from tests.core.sign_in.signing_in import is_in, sign_in

pytestmark = pytest.mark.django_db

HOUR = 60 * 60


@pytest.fixture
def client(cast) -> Client:
    """The clerk's browser, signed in."""
    client = Client()
    sign_in(client, "clerk@example.org")
    return client


def let_pass(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time()
    monkeypatch.setattr(sessions.time, "time", lambda: now + seconds)


def test_session_ends_after_an_hour_of_rest(client, monkeypatch) -> None:
    let_pass(monkeypatch, HOUR - 60)
    assert is_in(client)
    let_pass(monkeypatch, HOUR + 60)
    assert not is_in(client)


def test_session_that_is_used_ends_after_twelve_hours(client, monkeypatch) -> None:
    begun = time.time()
    for half_hours in range(24):
        monkeypatch.setattr(sessions.time, "time", lambda n=half_hours: begun + n * HOUR / 2)
        assert is_in(client), half_hours
    monkeypatch.setattr(sessions.time, "time", lambda: begun + 12 * HOUR + 60)
    assert not is_in(client)


def test_session_writes_no_more_than_once_a_minute(client, monkeypatch) -> None:
    is_in(client)
    before = Session.objects.get().session_data
    is_in(client)
    assert Session.objects.get().session_data == before
    let_pass(monkeypatch, 90)
    is_in(client)
    assert Session.objects.get().session_data != before


def test_two_pages_at_once_keep_what_each_of_them_stored(client) -> None:
    """A paper is set aside while the next page comes, which notes that the session is used."""
    first = client.session
    first["gone"] = "before"
    first.save()
    one, other = client.session, client.session
    for each in (one, other):
        assert each["gone"]  # both have read the session
    one["paper"] = ["half typed"]
    del one["gone"]
    one.save()
    other["search"] = "x"
    other.save()
    other["search"] = "y"
    other.save()
    stored = client.session
    assert (stored["paper"], stored["search"]) == (["half typed"], "y")
    assert "gone" not in stored


def test_session_that_ended_meanwhile_stays_ended(client) -> None:
    late = client.session
    late["paper"] = ["half typed"]
    client.session.flush()
    with pytest.raises(UpdateError):
        late.save()
    assert not is_in(client)


def test_session_time_starts_afresh_with_a_sign_in(cast, monkeypatch) -> None:
    client = Client()
    client.get("/staff/login/")
    session = client.session
    session["left open"] = "since this morning"
    session.save()
    client.cookies["staff"] = session.session_key
    begun = time.time()
    monkeypatch.setattr(sessions.time, "time", lambda: begun + 0.9 * HOUR)
    sign_in(client, "clerk@example.org")
    monkeypatch.setattr(sessions.time, "time", lambda: begun + 1.8 * HOUR)
    assert is_in(client)


def test_session_is_unreadable_in_the_database(client) -> None:
    session = client.session
    session["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
    session.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM core_session")
        stored = str(cursor.fetchall())
    assert "JBSWY3DPEHPK3PXP" not in stored
    assert stored.count("gAAAA"), "Fernet's mark"
    assert is_in(client)


def test_session_under_another_key_is_no_session(client, settings) -> None:
    settings.ENCRYPTION_KEYS = ["a new key", f"core.sign_in.encryption:{settings.SECRET_KEY}"]
    assert is_in(client), "a key that follows another still reads the old ones"
    settings.ENCRYPTION_KEYS = ["a new key alone"]
    assert not is_in(client)


def test_sessions_end_at_once_with_the_account_and_stay_ended(client, cast) -> None:
    assert is_in(client)
    deactivate_account(by=cast.administrator, account=cast.clerk)
    assert not is_in(client)
    reactivate_account(by=cast.administrator, account=cast.clerk)
    assert not is_in(client), "the old cookie must not come back to life"
    sign_in(client, "clerk@example.org")
    assert is_in(client)


def test_sessions_elsewhere_end_with_a_new_password(client, cast) -> None:
    here = Client()
    sign_in(here, "clerk@example.org")
    new = "three words and a tree"
    given = {"oldpassword": "a long enough password", "password1": new, "password2": new}
    assert here.post("/staff/password_change/", given).status_code == 302
    assert is_in(here)
    assert not is_in(client)
    set_password(by=cast.clerk, account=cast.clerk, password="yet another long one")
    assert not is_in(here)


def test_ended_sessions_are_forgotten(client) -> None:
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    sessions.forget_ended()
    assert Session.objects.count() == 0


def test_session_of_somebody_else_signs_nobody_in(client, cast) -> None:
    """What the session holds decides, and not the column beside it."""
    Session.objects.update(person=cast.administrator)
    answer = client.get("/staff/accounts/")
    assert answer.status_code == 403 and answer.wsgi_request.user == cast.clerk

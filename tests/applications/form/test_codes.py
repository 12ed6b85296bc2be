"""Private codes and links: how much there is to guess, how they may be typed, what voids them."""

import re
import time

import pytest
from django.db import connection

from applications.form import codes
from applications.models import Draft
from core import mail
from tests.applications.form.my_application import link_in
from tests.applications.form.steps import fill_in, post

REFERENCE = "CDG-7K4M-Q2XD"


def test_private_code_has_sixty_bits() -> None:
    symbols = codes.private_code(REFERENCE, 0).replace("-", "")
    assert len(symbols) * 5 == 60
    assert set(symbols) <= set(codes.ALPHABET)
    seen = {codes.private_code(REFERENCE, n).replace("-", "") for n in range(2000)}
    for place in range(12):  # every place takes every symbol: none of the bits stands still
        assert {code[place] for code in seen} == set(codes.ALPHABET)


def test_link_token_has_more_bits_than_anybody_can_try() -> None:
    *_said, secret = codes.link_token(REFERENCE, 0).split(".")
    assert len(secret) * 6 >= 128
    assert re.fullmatch(r"[A-Za-z0-9_-]+", secret)


@pytest.mark.parametrize("opens_about_you", [True, False])
def test_link_says_what_it_opens_and_nobody_can_make_it_say_more(opens_about_you) -> None:
    token = codes.link_token(REFERENCE, 7, opens_about_you=opens_about_you)
    assert codes.read_link(token, REFERENCE)[:2] == (7, opens_about_you)
    kind, written, secret = token.split(".")
    for forged in (
        f"7-all.{written}.{secret}",
        f"8-part.{written}.{secret}",
        f"{kind}.1.{secret}",
    ):
        assert forged == token or codes.read_link(forged, REFERENCE) is None


def test_link_ends_after_ninety_days_and_the_code_does_not(monkeypatch) -> None:
    token, code = codes.link_token(REFERENCE, 0), codes.private_code(REFERENCE, 0)
    now = time.time()
    for days, has_ended in ((89, False), (91, True), (1000, True)):
        monkeypatch.setattr(time, "time", lambda days=days: now + days * 24 * 60 * 60)
        assert (codes.read_link(token, REFERENCE).ends_at <= time.time()) is has_ended
        assert codes.is_private_code(code, REFERENCE, 0)


def test_codes_differ_by_reference_generation_and_key(settings) -> None:
    code, token = codes.private_code(REFERENCE, 0), codes.link_token(REFERENCE, 0)
    for reference, generation in ((REFERENCE, 1), ("CDG-7K4M-Q2XE", 0)):
        assert not codes.is_private_code(code, reference, generation)
    assert codes.read_link(token, "CDG-7K4M-Q2XE") is None
    settings.CODE_KEY = "another"
    assert not codes.is_private_code(code, REFERENCE, 0)
    assert codes.read_link(token, REFERENCE) is None


def test_codes_outlive_a_change_of_the_secret_key(settings) -> None:
    code = codes.private_code(REFERENCE, 0)
    settings.SECRET_KEY = "changed"
    assert codes.is_private_code(code, REFERENCE, 0)


@pytest.mark.parametrize(
    "retype",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f" {code}. ",
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: code.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),  # fullwidth
        lambda code: code.translate({ord("0") + n: 0x0660 + n for n in range(10)}),  # Arabic
    ],
)
def test_private_code_may_be_typed_as_it_is_read(retype) -> None:
    for generation in range(40):
        code = codes.private_code(REFERENCE, generation)
        assert codes.is_private_code(retype(code), REFERENCE, generation), code


@pytest.mark.parametrize("typed", ["", "7K4M", "7K4M-Q2XD-9RTW-0", "U" * 12, "鹿" * 12, "-" * 12])
def test_private_code_that_is_another_is_refused(typed) -> None:
    assert not codes.is_private_code(typed, REFERENCE, 0)


@pytest.mark.parametrize(
    "typed", [REFERENCE, "cdg 7k4m q2xd", "7K4MQ2XD", "CDG7K4MQ2XD", " cdg-7k4m–q2xd "]
)
def test_reference_may_be_typed_as_it_is_read(typed) -> None:
    assert codes.read_reference(typed, "CDG") == REFERENCE


def everything_stored() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        stored = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            stored += [row[0] for row in cursor.fetchall()]
    return "\n".join(stored)


@pytest.mark.django_db
def test_codes_are_stored_nowhere(client, call, mailbox) -> None:
    """Mail that waits is the one place that holds a link, and only until it is sent."""
    fill_in(client, call)
    client.get(f"/en/{call.slug}/apply/later/")
    client.post(f"/en/{call.slug}/apply/later/", {"email": "friend@example.org"})
    draft = Draft.objects.get()
    before = everything_stored()
    post(client, call, "check", agrees="on")
    client.get(f"/en/{call.slug}/apply/receipt/")
    assert mail.send_waiting() == 2
    links = [link_in(message.get_payload(decode=True).decode()) for message in mailbox.messages]
    stored = before.replace(links[0], "") + everything_stored()
    assert draft.reference in stored
    code = codes.private_code(draft.reference, 0)
    for secret in (code, code.replace("-", ""), *links, *(link.split(".")[-1] for link in links)):
        assert secret not in stored

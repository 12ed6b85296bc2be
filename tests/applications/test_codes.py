"""Private codes and links: how much there is to guess, how they may be typed, what voids them."""

import pytest
from django.db import connection

from applications import codes
from applications.actions.links import reissue_code
from applications.models import Application, Draft
from core import mail
from core.models import OutgoingMail
from tests.applications.test_public_pages import fill_in, post

REFERENCE = "CDG-7K4M-Q2XD"


def test_private_code_has_sixty_bits() -> None:
    symbols = codes.private_code(REFERENCE, 0).replace("-", "")
    assert len(symbols) * 5 == 60
    assert set(symbols) <= set(codes.ALPHABET)
    seen = {codes.private_code(REFERENCE, n).replace("-", "") for n in range(400)}
    for place in range(12):  # every place takes every symbol: none of the bits stands still
        assert {code[place] for code in seen} == set(codes.ALPHABET)


def test_link_token_has_more_bits_than_anybody_can_try() -> None:
    token = codes.link_token(REFERENCE, 0)
    assert codes.TOKEN_BYTES * 8 >= 128
    assert len(token) * 6 == codes.TOKEN_BYTES * 8
    assert token == token.strip("=")


def test_codes_differ_by_reference_generation_and_key(settings) -> None:
    code, token = codes.private_code(REFERENCE, 0), codes.link_token(REFERENCE, 0)
    for reference, generation in ((REFERENCE, 1), ("CDG-7K4M-Q2XE", 0)):
        assert not codes.is_private_code(code, reference, generation)
        assert not codes.is_link_token(token, reference, generation)
    settings.CODE_KEY = "another"
    assert not codes.is_private_code(code, REFERENCE, 0)
    assert not codes.is_link_token(token, REFERENCE, 0)


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
    draft = Draft.objects.get()
    before = everything_stored()
    post(client, call, "check", agrees="on")
    client.get(f"/en/{call.slug}/apply/receipt/")
    mail.send_waiting()
    OutgoingMail.objects.all().delete()
    stored = before + everything_stored()
    assert draft.reference in stored
    code = codes.private_code(draft.reference, 0)
    for secret in (code, code.replace("-", ""), codes.link_token(draft.reference, 0)):
        assert secret not in stored


@pytest.mark.django_db
def test_reissue_makes_code_and_link_void(client, call, cast) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    application = Application.objects.get()
    old = codes.private_code(application.reference, 0), codes.link_token(application.reference, 0)
    application = reissue_code(by=cast.clerk, application=application)
    assert application.code_generation == 1
    assert not codes.is_private_code(old[0], application.reference, application.code_generation)
    address = f"/en/{call.slug}/mine/{application.reference}/"
    assert client.get(f"{address}{old[1]}/").status_code == 404
    assert client.get(f"{address}{codes.link_token(application.reference, 1)}/").status_code == 302

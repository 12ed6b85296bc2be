"""Requests that no browser sends are refused first: NUL in addresses, bodies in odd charsets."""

import pytest
from django.test import Client

from tests.factories.shown_on_staff_pages import what_is_there
from tests.factories.staff_pages import addresses_of
from tests.journeys.junk import CHARSETS, KINDS, Target, environ, held_connection, status_of

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/en/{0}/",
    "/en/{0}/paper/",
    "/en/{0}/apply/contact/",
    "/en/{0}/mine/CDG-0000-0000/token/",
    "/en/{0}/mine/lost/",
    "/en/about/privacy/",
    "/en/",
]
POSTED = ["/en/{0}/apply/eligibility/", "/en/{0}/mine/", "/staff/login/", "/staff/paper/"]
FORMS = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=bound"]
# Ways of saying it that Django's own request fails at.
UNREADABLE = [kind for kind in KINDS if "charset*" in kind or "boundary*" in kind]


def nul_in_each_part(address: str) -> list[str]:
    path, _, query = address.partition("?")
    parts = path.split("/")[1:-1]
    return [
        *(
            "/".join(["", *parts[:at], f"{part}%00", *parts[at + 1 :], ""])
            for at, part in enumerate(parts)
        ),
        f"{path}?{query}&x=a%00",
        f"{path}?%00=1",
    ]


def test_nul_in_any_part_of_any_address_is_a_404(call, cast, settings, tmp_path) -> None:
    settings.SCAN_DIR = tmp_path
    addresses = addresses_of(what_is_there(call, cast)).values()
    client = Client(raise_request_exception=False)
    client.force_login(cast.coordinator)
    wrong = [
        (path, answer.status_code)
        for address in [*addresses, *(each.format(call.slug) for each in PUBLIC)]
        for path in nul_in_each_part(address)
        if (answer := client.get(path)).status_code != 404
    ]
    assert wrong == []


@pytest.mark.parametrize("charset", [*CHARSETS, "UTF-7", "us-ascii"])
def test_body_in_another_charset_is_a_400(call, clients, charset: str) -> None:
    wrong = []
    for path in POSTED:
        for kind in FORMS:
            answer = clients[path.startswith("/staff/p")].generic(
                "POST", path.format(call.slug), b"a=+AGE-", f"{kind}; charset={charset}"
            )
            if answer.status_code != 400:
                wrong.append((path, kind, answer.status_code))
    assert wrong == []


@pytest.fixture
def clients(cast) -> dict[bool, Client]:
    """A stranger's browser, and a clerk's."""
    found = {False: Client(), True: Client()}
    found[True].force_login(cast.clerk)
    return found


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_body_in_utf_8_is_read(call, client, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = client.generic(
        "POST", f"/en/{call.slug}/apply/eligibility/", b"lives_in_city=yes", kind
    )
    assert answer.status_code == 302


@pytest.mark.parametrize("kind", UNREADABLE)
@pytest.mark.parametrize("path", ["/en/", "/staff/login/"])
def test_body_of_unreadable_kind_is_a_400(kind: str, path: str) -> None:
    with held_connection():
        assert status_of(environ(Target(path, ""), method="POST", kind=kind)) == 400


def test_cookie_with_nul_is_a_400(client) -> None:
    client.cookies["staff"] = "\0" * 40
    assert client.get("/staff/").status_code == 400


def test_text_with_nul_names_nothing(call, clients) -> None:
    clerk = clients[True]
    assert clerk.post("/staff/paper/hints/", {"call": "a\0"}).status_code == 404


def test_staff_address_that_is_not_there_leads_to_no_public_one(clients) -> None:
    assert clients[True].get("/staff/paper/?call=nowhere").status_code == 404

"""Guessing is limited by account and by network, and neither a header nor a letter gets past it."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client, RequestFactory

from core.models import ThrottleCount
from core.sign_in import limits
from tests.core.sign_in.signing_in import WRONG, is_in, sign_in
from tests.factories.staff import PASSWORD

pytestmark = pytest.mark.django_db

TRIES = limits.PASSWORD[0].tries
TOO_MANY = "There were too many tries."


def guess(email: str = "clerk@example.org", *, password: str = WRONG, **headers: str) -> bool:
    """Whether one more guess is let through."""
    return TOO_MANY not in sign_in(Client(), email, password, **headers).content.decode()


def test_guessing_is_stopped_also_for_the_right_password(cast) -> None:
    assert [guess() for _ in range(TRIES + 1)] == [True] * TRIES + [False]
    client = Client()
    assert TOO_MANY in sign_in(client, "clerk@example.org").content.decode()
    assert not is_in(client)
    assert guess("finance@example.org"), "others are not shut out"


def test_guessing_shuts_nobody_out_for_longer_than_the_page_says(cast) -> None:
    tries = limits.of_password(RequestFactory().get("/"), "clerk@example.org")
    let_through = [limits.count_all(*tries) for _ in range(100)]
    assert sum(let_through) == TRIES
    assert "Wait an hour" in sign_in(Client(), "clerk@example.org").content.decode()
    ThrottleCount.objects.update(ends_at=F("ends_at") - timedelta(hours=1))
    client = Client()
    sign_in(client, "clerk@example.org")
    assert is_in(client)


def test_guessing_goes_on_for_few_tries_an_hour(cast) -> None:
    tries = limits.of_password(RequestFactory().get("/"), "clerk@example.org")[1]
    let_through = 0
    for _ in range(11):  # five minutes pass each time, which is less than an hour
        let_through += sum(tries.count() for _ in range(TRIES))
        ThrottleCount.objects.update(ends_at=F("ends_at") - timedelta(minutes=5))
    assert let_through == limits.PASSWORD[1].tries == 20


def test_guessing_at_an_unknown_address_is_stopped_alike(cast) -> None:
    assert [guess("nobody@example.org") for _ in range(TRIES + 1)] == [True] * TRIES + [False]


def test_guessing_is_stopped_whatever_the_header_says(cast) -> None:
    let_through = [
        guess(
            **{
                "x-forwarded-for": f"198.51.100.{n}",
                "x-real-ip": f"198.51.100.{n}",
                "forwarded": f"for=198.51.100.{n}",
                "client-ip": f"198.51.100.{n}",
            }
        )
        for n in range(TRIES + 3)
    ]
    assert let_through == [True] * TRIES + [False] * 3


# Kelvin's sign is lower-cased to k, the dotless i is upper-cased to I, and neither may help.
@pytest.mark.parametrize(
    "spellings",
    [
        ["clerk@example.org", "CLERK@example.org", "Clerk@Example.Org", " clerk@example.org"],
        ["clerk@example.org", "cler\u212a@example.org"],
    ],
)
def test_guessing_is_stopped_whatever_the_case(cast, spellings) -> None:
    let_through = [guess(spellings[n % len(spellings)]) for n in range(TRIES + 3)]
    assert let_through[TRIES:] == [False] * 3


@pytest.mark.parametrize("email", ["adm\u0131nistrator@example.org", "\uff43lerk@example.org"])
def test_guessing_with_letters_that_only_look_alike_finds_no_account(cast, email) -> None:
    client = Client()
    sign_in(client, email)
    assert not is_in(client)


def test_guessing_at_many_accounts_is_stopped_by_network(cast, settings) -> None:
    most = limits.NETWORK[0].tries
    for number in range(most):
        assert guess(f"somebody{number}@example.org"), number
    assert not guess("finance@example.org", password=PASSWORD)


def test_network_of_ipv6_is_its_first_half(settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    neighbor = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:ffff::1")
    another = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:3::1")
    assert limits.network(request) == limits.network(neighbor) == "2001:db8:1:2::/64"
    assert limits.network(another) != limits.network(request)


def test_signing_in_rightly_uses_nothing_up(cast) -> None:
    for _ in range(TRIES * 2):
        client = Client()
        sign_in(client, "clerk@example.org")
        assert is_in(client)
    assert [guess() for _ in range(TRIES + 1)] == [True] * TRIES + [False]


def test_signing_in_rightly_in_between_does_not_clear_the_count(cast) -> None:
    """Else whoever has an account of their own could guess on and on from one network."""
    for number in range(limits.NETWORK[0].tries - 1):
        guess(f"somebody{number}@example.org")
    sign_in(Client(), "clerk@example.org")
    assert guess("one.more@example.org")
    assert not guess("and.another@example.org")


def test_limits_keep_no_address(cast) -> None:
    guess()
    assert ThrottleCount.objects.count() == 4
    assert "clerk" not in str(list(ThrottleCount.objects.values()))
    assert "127.0.0.1" not in str(list(ThrottleCount.objects.values()))


def test_old_password_is_not_guessed_by_whoever_sits_at_an_open_session(cast) -> None:
    client = Client()
    sign_in(client, "clerk@example.org")
    new = "three words and a tree"
    given = {"oldpassword": WRONG, "password1": new, "password2": new}
    pages = [client.post("/staff/password_change/", given) for _ in range(TRIES)]
    assert all(b"This is not your password" in page.content for page in pages)
    right = client.post("/staff/password_change/", {**given, "oldpassword": PASSWORD})
    assert TOO_MANY in right.content.decode()

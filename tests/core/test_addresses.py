"""Whose address counts, behind proxies and without."""

import pytest
from django.test import RequestFactory

from core.addresses import client_address

PEER = "10.0.0.7"


def address(settings, *, proxies: int, forwarded: str | None, peer: str = PEER) -> str:
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer))


@pytest.mark.parametrize("forwarded", [None, "", "192.0.2.1", "192.0.2.1, 192.0.2.2", "junk"])
def test_address_without_proxies_ignores_the_header(settings, forwarded) -> None:
    assert address(settings, proxies=0, forwarded=forwarded) == PEER


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "192.0.2.9", "192.0.2.9"),
        (1, "203.0.113.66, 192.0.2.9", "192.0.2.9"),
        (1, "a, b, c,192.0.2.9 ", "192.0.2.9"),
        (2, "203.0.113.66, 192.0.2.9, 10.1.1.1", "192.0.2.9"),
        (1, "2001:DB8:0:0::1", "2001:db8::1"),
        (1, "::ffff:192.0.2.9", "192.0.2.9"),
    ],
)
def test_address_behind_proxies_is_what_the_outermost_of_ours_heard(
    settings, proxies, forwarded, expected
) -> None:
    assert address(settings, proxies=proxies, forwarded=forwarded) == expected


@pytest.mark.parametrize(
    ("proxies", "forwarded"),
    [
        (1, None),
        (1, ""),
        (1, "unknown"),
        (1, "192.0.2.9, <script>"),
        (1, "192.0.2.9,"),
        (1, "192.0.2.9:443"),
        (2, "192.0.2.9"),
        (1, "9" * 10_000),
    ],
)
def test_address_falls_back_to_the_peer_on_garbage(settings, proxies, forwarded) -> None:
    assert address(settings, proxies=proxies, forwarded=forwarded) == PEER


def test_address_is_not_changed_by_what_a_visitor_writes_further_left(settings) -> None:
    seen = {address(settings, proxies=1, forwarded=f"198.51.100.{n}, 192.0.2.9") for n in range(20)}
    assert seen == {"192.0.2.9"}


def test_address_of_a_socket_without_one_is_empty(settings) -> None:
    assert address(settings, proxies=0, forwarded=None, peer="") == ""

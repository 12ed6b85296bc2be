"""Limits on guessing passwords and codes, by account and by network.

Never by anything a visitor could change between two tries: the account is the address in lower
case, the network comes from core.addresses.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

from core import throttle
from core.addresses import client_address

MINUTES, HOURS = 60, 60 * 60


@dataclass(frozen=True)
class Limit:
    """At most `tries` in `seconds`."""

    tries: int
    seconds: int


# An office shares one network address: the limit leaves room for everybody's mistakes.
NETWORK = (Limit(40, 5 * MINUTES),)
# Anybody who knows an address can use these up, so nobody waits longer than an hour, and a known
# browser (core.sign_in.devices) has its own count. Only those who know the password guess codes.
PASSWORD = (Limit(5, 5 * MINUTES), Limit(20, HOURS))
CODE = (Limit(5, 5 * MINUTES), Limit(50, 24 * HOURS))
RESET_NETWORK = (Limit(20, HOURS),)
RESET_ADDRESS = (Limit(3, HOURS),)


@dataclass(frozen=True)
class Tries:
    """The tries of one kind, of one account or network."""

    key: str
    limits: tuple[Limit, ...]

    def count(self) -> bool:
        """Count one more try; returns whether it is allowed."""
        # A list, not a generator: each limit counts, also after one that is used up.
        counted = [
            throttle.allow(key=self.key, limit=limit.tries, seconds=limit.seconds)
            for limit in self.limits
        ]
        return all(counted)

    def give_back(self) -> None:
        """Uncount the last try: it was right, so no guess."""
        for limit in self.limits:
            throttle.give_back(key=self.key, seconds=limit.seconds)


def count_all(*tries: Tries) -> bool:
    """Count one more of each; returns whether all are allowed."""
    counted = [each.count() for each in tries]
    return all(counted)


def of_password(request: HttpRequest, email: str, device: str = "") -> tuple[Tries, ...]:
    """Tries at the password of `email`, whether or not there is such an account.

    Tries from a known `device` are counted on their own.
    """
    if device:
        return (Tries(f"sign-in of {email.lower()} on {device}", PASSWORD),)
    return (
        Tries(f"sign-in from {network(request)}", NETWORK),
        Tries(f"sign-in of {email.lower()}", PASSWORD),
    )


def of_change(account: int) -> Tries:
    """Tries at the old password by somebody signed in."""
    return Tries(f"old password of {account}", PASSWORD)


def of_code(account: int, device: str = "") -> Tries:
    """Tries at an account's second step; those from a known `device` on their own."""
    return Tries(f"code of {account} on {device}" if device else f"code of {account}", CODE)


def of_reset(request: HttpRequest, email: str) -> tuple[Tries, Tries]:
    """Requests for a link that sets a new password."""
    return _of_link("reset", request, email)


def of_lock_out(request: HttpRequest, email: str) -> tuple[Tries, Tries]:
    """Requests for a link that lets this browser try again."""
    return _of_link("lock-out", request, email)


def _of_link(purpose: str, request: HttpRequest, email: str) -> tuple[Tries, Tries]:
    return (
        Tries(f"{purpose} from {network(request)}", RESET_NETWORK),
        Tries(f"{purpose} of {email.lower()}", RESET_ADDRESS),
    )


def network(request: HttpRequest) -> str:
    """The client's address; for IPv6 its /64, which one household has to itself."""
    address = client_address(request)
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(ip_network(f"{known}/64", strict=False))
    return address

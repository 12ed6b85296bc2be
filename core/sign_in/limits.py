"""How often somebody may guess: counted in the database, by account and by network.

Never by anything a visitor could change between two tries: the account is the address as it is
looked up (lower case), the network comes from core.addresses.
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


# An office shares one address: its limit leaves room for everybody's slips.
NETWORK = (Limit(40, 5 * MINUTES),)
# Whoever knows an address can use these up, so nobody waits for longer than an hour, and a browser
# that core.sign_in.devices knows has its own. Codes are guessed only by whoever knows the password.
PASSWORD = (Limit(5, 5 * MINUTES), Limit(20, HOURS))
CODE = (Limit(5, 5 * MINUTES), Limit(50, 24 * HOURS))
RESET_NETWORK = (Limit(20, HOURS),)
RESET_ADDRESS = (Limit(3, HOURS),)


@dataclass(frozen=True)
class Tries:
    """One kind of try, by one account or network."""

    key: str
    limits: tuple[Limit, ...]

    def count(self) -> bool:
        """Count one more; whether it may be made."""
        # Each limit counts, also after one that is used up.
        counted = [
            throttle.allow(key=self.key, limit=limit.tries, seconds=limit.seconds)
            for limit in self.limits
        ]
        return all(counted)

    def give_back(self) -> None:
        """The last one was right, so it was no guess."""
        for limit in self.limits:
            throttle.give_back(key=self.key, seconds=limit.seconds)


def count_all(*tries: Tries) -> bool:
    """Count one more of each; whether all of them may be made."""
    counted = [each.count() for each in tries]
    return all(counted)


def of_password(request: HttpRequest, email: str, device: str = "") -> tuple[Tries, ...]:
    """Tries at the password of `email`, whether or not there is such an account.

    From a `device` that its owner used before, nobody else's tries count.
    """
    if device:
        return (Tries(f"sign-in of {email.lower()} on {device}", PASSWORD),)
    return (
        Tries(f"sign-in from {network(request)}", NETWORK),
        Tries(f"sign-in of {email.lower()}", PASSWORD),
    )


def of_change(account: int) -> Tries:
    """Tries at the old password of somebody signed in."""
    return Tries(f"old password of {account}", PASSWORD)


def of_code(account: int, device: str = "") -> Tries:
    """Tries at the second step of an account, those from a known `device` apart."""
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
    """Whoever holds one IPv6 address holds its whole /64, so that counts as one."""
    address = client_address(request)
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(ip_network(f"{known}/64", strict=False))
    return address

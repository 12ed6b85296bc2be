"""Writes down what goes wrong at the door, for the administrator: never what was typed."""

from django.http import HttpRequest

from core import throttle
from core.actions import action
from core.addresses import client_address, shortened
from core.models import SecurityEvent, User
from core.sign_in.limits import HOURS, Tries

MOST_AN_HOUR = 2000  # of all accounts together: a flood must not fill the disk


def note(request: HttpRequest, what: SecurityEvent.What, account: User | None) -> None:
    """Put it on record, with the network that it came from."""
    if throttle.allow(key="security events", limit=MOST_AN_HOUR, seconds=HOURS):
        record(by=None, what=what, account=account, network=shortened(client_address(request)))


def note_lock_out(
    request: HttpRequest, what: SecurityEvent.What, account: User | None, tries: Tries
) -> None:
    """The same of tries that are used up, once an hour: how often they were refused says little."""
    if throttle.allow(key=f"noted: {tries.key}", limit=1, seconds=HOURS):
        note(request, what, account)


@action
def record(
    *, by: None, what: SecurityEvent.What, account: User | None, network: str
) -> SecurityEvent:
    """Write one security event; whoever did it is not known."""
    return SecurityEvent.objects.create(what=what, account=account, network=network)

"""Logs failed sign-ins and lock-outs for the administrator, never what was typed."""

from django.http import HttpRequest

from core import throttle
from core.actions import action
from core.addresses import client_address, shortened
from core.models import SecurityEvent, User
from core.sign_in.limits import HOURS, Tries

MOST_AN_HOUR = 2000  # over all accounts: a flood must not fill the disk


def note(request: HttpRequest, what: SecurityEvent.What, account: User | None) -> None:
    """Log an event with its network, unless there are too many."""
    if throttle.allow(key="security events", limit=MOST_AN_HOUR, seconds=HOURS):
        record(by=None, what=what, account=account, network=shortened(client_address(request)))


def note_lock_out(
    request: HttpRequest, what: SecurityEvent.What, account: User | None, tries: Tries
) -> None:
    """Log that tries are used up, at most once an hour."""
    if throttle.allow(key=f"noted: {tries.key}", limit=1, seconds=HOURS):
        note(request, what, account)


@action
def record(
    *, by: None, what: SecurityEvent.What, account: User | None, network: str
) -> SecurityEvent:
    """Write one security event; `by` is unknown."""
    return SecurityEvent.objects.create(what=what, account=account, network=network)

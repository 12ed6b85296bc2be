"""How often one internet address may do what, and one reference or mailbox: see the settings."""

from django.conf import settings
from django.http import HttpRequest

from core import throttle
from core.addresses import client_address

QUARTER, HOUR = 15 * 60, 60 * 60  # seconds


def wait_to_start(request: HttpRequest) -> int:
    """How many seconds until this address may begin one more form; 0 for now."""
    return _from_address(request, "start", settings.FORM_STARTS_AN_HOUR, HOUR)


def wait_to_send(request: HttpRequest) -> int:
    """The same for sending one more application."""
    return _from_address(request, "send", settings.FORM_SENDS_AN_HOUR, HOUR)


def may_find(request: HttpRequest, reference: str) -> bool:
    """Whether this address may try one more code, and whether one more may be tried of this."""
    tries = settings.CODE_TRIES_A_QUARTER_HOUR
    if _from_address(request, "find", settings.CODE_TRIES_FROM_ONE_ADDRESS, QUARTER):
        return False
    return throttle.allow(key=f"find:{reference}", limit=tries, seconds=QUARTER)


def wait_to_ask_for_link(request: HttpRequest) -> int:
    """The same for asking for one more link by mail."""
    return _from_address(request, "link", settings.LINKS_FROM_ONE_ADDRESS, HOUR)


def may_mail_link(email: str) -> bool:
    """Whether this mailbox gets one more link: nobody's is filled by somebody else."""
    return throttle.allow(key=f"link:{email.lower()}", limit=settings.LINKS_AN_HOUR, seconds=HOUR)


def _from_address(request: HttpRequest, purpose: str, limit: int, seconds: int) -> int:
    key = f"{purpose} {client_address(request)}"
    return throttle.seconds_to_wait(key=key, limit=limit, seconds=seconds)

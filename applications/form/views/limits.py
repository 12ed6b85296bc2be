"""Rate limits by network address, reference and mailbox: see the settings."""

from django.conf import settings
from django.http import HttpRequest

from core import throttle
from core.addresses import client_address

QUARTER, HOUR = 15 * 60, 60 * 60  # seconds


def may_start(request: HttpRequest) -> bool:
    """Count one more draft; whether this network address may start it."""
    return _from_address(request, "start", settings.FORM_STARTS_AN_HOUR, HOUR)


def may_send(request: HttpRequest) -> bool:
    """Count one more application; whether this network address may send it."""
    return _from_address(request, "send", settings.FORM_SENDS_AN_HOUR, HOUR)


def may_find(request: HttpRequest, reference: str) -> bool:
    """Count one more try at a code; whether this network address and reference allow it."""
    tries = settings.CODE_TRIES_A_QUARTER_HOUR
    return _from_address(
        request, "find", settings.CODE_TRIES_FROM_ONE_ADDRESS, QUARTER
    ) and throttle.allow(key=f"find:{reference}", limit=tries, seconds=QUARTER)


def may_ask_for_link(request: HttpRequest) -> bool:
    """Count one more request for a link; whether this network address may make it."""
    return _from_address(request, "link", settings.LINKS_FROM_ONE_ADDRESS, HOUR)


def may_mail_link(email: str) -> bool:
    """Count one more link; whether this mailbox may get it, which others must not flood."""
    return throttle.allow(key=f"link:{email.lower()}", limit=settings.LINKS_AN_HOUR, seconds=HOUR)


def _from_address(request: HttpRequest, purpose: str, limit: int, seconds: int) -> bool:
    return throttle.allow(key=f"{purpose} {client_address(request)}", limit=limit, seconds=seconds)

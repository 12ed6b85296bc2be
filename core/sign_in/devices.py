"""Browsers that an account's owner has used before: their sign-in tries are counted separately.

Otherwise somebody who keeps guessing would lock the owner out. The cookie says whose browser this
is; it grants nothing: password and second step are still required.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest, HttpResponse

from core.models import User

COOKIE = settings.DEVICE_COOKIE_NAME
SALT = "core.sign_in.devices"
KEPT_FOR = timedelta(days=180)
PATH = "/staff/"
# Whoever reads the mailbox can open the link in many browsers, so these share one count.
BY_MAIL = "mail"


class _LinkTokens(PasswordResetTokenGenerator):
    """Like the tokens for a new password, but with another key."""

    key_salt = "core.sign_in.devices.links"


links = _LinkTokens()


def known(request: HttpRequest, account: User | None) -> str:
    """The id under which this browser's tries at `account` are counted; "" for an unknown one."""
    value = request.get_signed_cookie(
        COOKIE, default="", salt=SALT, max_age=KEPT_FOR.total_seconds()
    )
    owner, _slash, device = value.partition("/")
    return device if account is not None and owner == str(account.pk) else ""


def remember(request: HttpRequest, response: HttpResponse, account: User) -> None:
    """After signing in: this browser has a count of its own from now on."""
    device = known(request, account)
    _write(response, account, device if device not in ("", BY_MAIL) else secrets.token_hex(8))


def allow_tries(request: HttpRequest, response: HttpResponse, account: User) -> None:
    """After a mailed link: this browser may try, even if others use up the account's tries."""
    if not known(request, account):
        _write(response, account, BY_MAIL)


def _write(response: HttpResponse, account: User, device: str) -> None:
    response.set_signed_cookie(
        COOKIE,
        f"{account.pk}/{device}",
        salt=SALT,
        max_age=KEPT_FOR,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )

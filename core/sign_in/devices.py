"""Browsers that the owner of an account used before: their tries are counted apart.

Else whoever keeps guessing at an address would keep its owner out. The cookie says whose browser
this is; it opens nothing, and password and second step are asked for as ever.
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
# Whoever reads the mailbox can have many browsers let in, so all of them share one count.
BY_MAIL = "mail"


class _LinkTokens(PasswordResetTokenGenerator):
    """Made and ended as those for a new password are, and never taken for one."""

    key_salt = "core.sign_in.devices.links"


links = _LinkTokens()


def known(request: HttpRequest, account: User | None) -> str:
    """What the tries of this browser at `account` are counted by; empty for one never seen."""
    value = request.get_signed_cookie(
        COOKIE, default="", salt=SALT, max_age=KEPT_FOR.total_seconds()
    )
    owner, _slash, device = value.partition("/")
    return device if account is not None and owner == str(account.pk) else ""


def remember(request: HttpRequest, response: HttpResponse, account: User) -> None:
    """`account` has signed in here: this browser has a count of its own from now on."""
    device = known(request, account)
    _write(response, account, device if device not in ("", BY_MAIL) else secrets.token_hex(8))


def let_try(request: HttpRequest, response: HttpResponse, account: User) -> None:
    """The owner came by a mailed link: this browser may try, whoever guesses elsewhere."""
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

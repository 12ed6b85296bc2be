"""Helpers for sign-in tests: posting the form, and codes as an authenticator app computes them."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from core.models import ThrottleCount, User
from tests.factories.staff import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG = "not the right password"


def sign_in(client: Client, email: str, password: str = PASSWORD, **headers: Any) -> HttpResponse:
    """Post the sign-in form."""
    return client.post(
        "/staff/login/", {"username": email, "password": password}, headers=headers or None
    )


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    """What an app shows now, or `steps` half minutes later."""
    counter = int(time.time()) // 30
    return format_hotp_value(hotp_value(secret, counter + steps))


def add_authenticator(account: User) -> Authenticator:
    """An authenticator app with SECRET, as after setting it up."""
    return TOTP.activate(account, SECRET).instance


def is_in(client: Client) -> bool:
    """Whether this browser is signed in to the staff site."""
    return client.get("/staff/").status_code == 200


def reset_limits() -> None:
    """Reset all limits, as after their time."""
    ThrottleCount.objects.all().delete()

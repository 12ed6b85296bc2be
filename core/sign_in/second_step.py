"""The second step: who needs one, who has one, and whether this session took it."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from core.models import User

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes alone are none

_KNOWN = "_has_second_step"


def has_one(account: User) -> bool:
    """Whether an authenticator app or a passkey is set up."""
    return is_mfa_enabled(account, KINDS)


def was_taken(request: HttpRequest) -> bool:
    """Whether this session showed more than a password."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def suffices(request: HttpRequest) -> bool:
    """Whether whoever is signed in has shown enough for the staff site's pages."""
    if not settings.SECOND_STEP_REQUIRED:
        return True
    return was_taken(request) and _has_one(request)


def _has_one(request: HttpRequest) -> bool:
    """`has_one`, asked once a request: the site asks several times while it draws a page."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, has_one(request.user))
    return getattr(request, _KNOWN)

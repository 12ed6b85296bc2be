"""The second step: who needs one, who has one, and whether this session took it."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from core.models import User

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes alone do not count

_KNOWN = "_has_second_step"


def has_one(account: User) -> bool:
    """Whether an authenticator app or a passkey is set up."""
    return is_mfa_enabled(account, KINDS)


def was_taken(request: HttpRequest) -> bool:
    """Whether this session took the second step."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def suffices(request: HttpRequest) -> bool:
    """Whether this session may open staff pages: the second step is taken, or not required."""
    if not settings.SECOND_STEP_REQUIRED:
        return True
    return was_taken(request) and _has_one(request)


def _has_one(request: HttpRequest) -> bool:
    """`has_one`, queried once a request: rendering a page asks several times."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, has_one(request.user))
    return getattr(request, _KNOWN)

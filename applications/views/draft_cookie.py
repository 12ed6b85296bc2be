"""The signed cookie that names a browser's draft of one call. No session is kept for residents."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from applications.models import Call
from applications.models.draft import KEPT_FOR

SALT = "applications.draft"


def _name(call: Call) -> str:
    return f"draft-{call.slug}"


def read(request: HttpRequest, call: Call) -> uuid.UUID | None:
    """The submission key this browser holds for `call`; None when absent or tampered with."""
    value = request.get_signed_cookie(
        _name(call), default=None, salt=SALT, max_age=KEPT_FOR.total_seconds()
    )
    return uuid.UUID(value) if value else None


def write(
    response: HttpResponse, call: Call, submission_key: uuid.UUID, *, until_closed: bool = False
) -> None:
    """Let this browser find the draft again; what was sent, only until the browser is closed."""
    response.set_signed_cookie(
        _name(call),
        str(submission_key),
        salt=SALT,
        max_age=None if until_closed else int(KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse, call: Call) -> None:
    """Leave nothing on a shared computer."""
    response.delete_cookie(_name(call), samesite="Lax")

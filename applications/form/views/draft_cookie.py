"""The signed cookie that says what a browser holds of one call. Residents have no session.

It names a draft or what was sent, and the generation in which this browser was let in: once a
new code, a withdrawal or an erasure raises that, the cookie opens nothing. One that a mailed link
left ends with that link.
"""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from applications.form import queries
from applications.form.queries import access
from applications.models import Application, Call, Revision
from applications.models.draft import KEPT_FOR, Held

SALT = "applications.draft"
_ALL, _NOT_ABOUT_YOU = "all", "part"


def _name(call: Call) -> str:
    return f"draft-{call.slug}"


def read(request: HttpRequest, call: Call) -> Held | None:
    """What this browser holds of `call`; None when absent or tampered with."""
    value = request.get_signed_cookie(
        _name(call), default="", salt=SALT, max_age=KEPT_FOR.total_seconds()
    )
    try:
        key, generation, opens, *end = value.split("/")
        return Held(uuid.UUID(key), int(generation), opens == _ALL, int(end[0]) if end else None)
    except ValueError:
        return None


def write(response: HttpResponse, call: Call, held: Held, *, until_closed: bool = False) -> None:
    """Let this browser find the draft again; what was sent, only until the browser is closed."""
    opens = _ALL if held.opens_about_you else _NOT_ABOUT_YOU
    end = "" if held.ends_at is None else f"/{held.ends_at}"
    response.set_signed_cookie(
        _name(call),
        f"{held.submission_key}/{held.generation}/{opens}{end}",
        salt=SALT,
        max_age=None if until_closed else int(KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse, call: Call) -> None:
    """Leave nothing on a shared computer."""
    response.delete_cookie(_name(call), samesite="Lax")


def revision_of(held: Held | None) -> Revision | None:
    """What was sent from this browser, while it may see that."""
    revision = held and queries.revision_sent_as(held.submission_key)
    return revision if revision and _lets_in(held, revision.application) else None


def application_of(held: Held | None) -> Application | None:
    """The application that this browser sent, found or is correcting, while it may see that."""
    application = held and access.application_under(held.submission_key)
    return application if application and _lets_in(held, application) else None


def has_ended(held: Held | None) -> bool:
    """Whether this browser was let in and is out since."""
    if held is None or held.is_over:
        return held is not None
    application = access.application_under(held.submission_key)
    return application is not None and not _lets_in(held, application)


def _lets_in(held: Held, application: Application) -> bool:
    return held.generation == application.session_generation and not held.is_over

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
from applications.models.draft import KEPT_FOR, DraftKey

SALT = "applications.draft"
_ALL, _NOT_ABOUT_YOU = "all", "part"


def _name(call: Call) -> str:
    return f"draft-{call.slug}"


def read(request: HttpRequest, call: Call) -> DraftKey | None:
    """What this browser holds of `call`; None when absent or tampered with."""
    value = request.get_signed_cookie(
        _name(call), default="", salt=SALT, max_age=KEPT_FOR.total_seconds()
    )
    try:
        key, generation, opens, *end = value.split("/")
        return DraftKey(
            uuid.UUID(key), int(generation), opens == _ALL, int(end[0]) if end else None
        )
    except ValueError:
        return None


def write(
    response: HttpResponse, call: Call, draft_key: DraftKey, *, until_closed: bool = False
) -> None:
    """Let this browser find the draft again; what was sent, only until the browser is closed."""
    opens = _ALL if draft_key.opens_about_you else _NOT_ABOUT_YOU
    end = "" if draft_key.ends_at is None else f"/{draft_key.ends_at}"
    response.set_signed_cookie(
        _name(call),
        f"{draft_key.submission_key}/{draft_key.generation}/{opens}{end}",
        salt=SALT,
        max_age=None if until_closed else int(KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse, call: Call) -> None:
    """Leave nothing on a shared computer."""
    response.delete_cookie(_name(call), samesite="Lax")


def revision_of(draft_key: DraftKey | None) -> Revision | None:
    """What was sent from this browser, while it may see that."""
    revision = draft_key and queries.revision_sent_as(draft_key.submission_key)
    return revision if revision and _lets_in(draft_key, revision.application) else None


def application_of(draft_key: DraftKey | None) -> Application | None:
    """The application that this browser sent, found or is correcting, while it may see that."""
    application = draft_key and access.application_under(draft_key.submission_key)
    return application if application and _lets_in(draft_key, application) else None


def has_ended(draft_key: DraftKey | None) -> bool:
    """Whether this browser was let in and is out since."""
    if draft_key is None or draft_key.is_over:
        return draft_key is not None
    application = access.application_under(draft_key.submission_key)
    return application is not None and not _lets_in(draft_key, application)


def _lets_in(draft_key: DraftKey, application: Application) -> bool:
    return draft_key.generation == application.session_generation and not draft_key.is_over

"""The signed cookie that gives a browser access to a draft or application of one call.

Residents have no session. The cookie has the submission key and the generation: once a new code, a
withdrawal or an erasure raises that, the cookie is void. A cookie from a mailed link expires with
the link.
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
    """The cookie's content for `call`; None if it is missing or forged."""
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
    """Set the cookie; `until_closed`, only until the browser is closed."""
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
    """Delete the cookie."""
    response.delete_cookie(_name(call), samesite="Lax")


def revision_of(draft_key: DraftKey | None) -> Revision | None:
    """The revision sent from this browser, if its cookie is still valid."""
    revision = draft_key and queries.revision_by_key(draft_key.submission_key)
    return revision if revision and _is_valid(draft_key, revision.application) else None


def application_of(draft_key: DraftKey | None) -> Application | None:
    """The application of this browser, if its cookie is still valid."""
    application = draft_key and access.application_by_key(draft_key.submission_key)
    return application if application and _is_valid(draft_key, application) else None


def has_ended(draft_key: DraftKey | None) -> bool:
    """Whether this browser's cookie has expired or is void."""
    if draft_key is None or draft_key.is_over:
        return draft_key is not None
    application = access.application_by_key(draft_key.submission_key)
    return application is not None and not _is_valid(draft_key, application)


def _is_valid(draft_key: DraftKey, application: Application) -> bool:
    return draft_key.generation == application.session_generation and not draft_key.is_over

"""Grace after an outage: an outage or rate limit of ours must not make anybody late.

The 503 or 429 page has a signed note of the first try, in its form and in a cookie for the next
pages. What it allows, and why it cannot be abused: docs/decisions/0010.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.form.views import draft_cookie
from applications.models import Call, Draft
from core import database_down, resubmit

FIELD = "first-tried"
SALT = "applications.first-try"

TIME_TO_FINISH = timedelta(hours=2)  # from the last failed try
KEPT_FOR = timedelta(days=7)  # from the first try; until then an unchanged draft may be sent


class OutageGrace(NamedTuple):
    """When somebody's first and last try failed."""

    at: datetime
    last_at: datetime


def on_outage(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: if the database is down, answer with a 503 page that notes the first try."""

    @wraps(view)
    def run(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, slug, **kwargs)
        except database_down.DATABASE_DOWN as error:
            note = _note(request, slug)
            response = database_down.unavailable(request, error, **{FIELD: note})
            _remember(response, slug, note)
            return response

    return run


def too_many(request: HttpRequest, call: Call) -> HttpResponse:
    """The 429 page, with the same grace if it is before the deadline."""
    note = _note_in_time(request, call)
    extra_fields = {FIELD: note} if note else {}
    response = resubmit.too_many(request, extra_fields, call=call)
    if note:
        _remember(response, call.slug, note)
    return response


def remember_try(response: HttpResponse, request: HttpRequest, call: Call) -> None:
    """Give the same grace on a page of its own that says "too many tries"."""
    if note := _note_in_time(request, call):
        _remember(response, call.slug, note)


def received_at(request: HttpRequest, call: Call, draft: Draft | None = None) -> datetime:
    """When this request counts as received: now, or at the first try if now is too late.

    The first try counts within TIME_TO_FINISH. After that it still counts for a `draft` that has
    not changed since: nobody gains from waiting.
    """
    now = timezone.now()
    if now <= call.closes_at:
        return now
    grace = _read(request, call.slug, _key(request, call))
    if grace is None:
        return now
    unchanged = draft is not None and draft.saved_at <= grace.last_at
    return grace.at if unchanged or now - grace.last_at <= TIME_TO_FINISH else now


def forget(response: HttpResponse, call: Call) -> None:
    """Delete the cookie."""
    response.delete_cookie(_cookie(call.slug), samesite="Lax")


def _note(request: HttpRequest, slug: str) -> str:
    """The signed note: call, draft if there is one, and the times of the first and last try."""
    # An unsaved call: there is no database, and the cookie needs only the slug.
    key = _key(request, Call(slug=slug))
    now = timezone.now()
    before = _read(request, slug, key)
    first = before.at if before else now
    return signing.dumps([slug, str(key or ""), first.isoformat(), now.isoformat()], salt=SALT)


def _note_in_time(request: HttpRequest, call: Call) -> str:
    """The note for a rate limit; "" after the deadline, when an earlier note stays.

    Anybody can exceed a limit on purpose, so nothing may prolong the grace.
    """
    return _note(request, call.slug) if timezone.now() <= call.closes_at else ""


def _remember(response: HttpResponse, slug: str, note: str) -> None:
    response.set_cookie(
        _cookie(slug),
        note,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest, slug: str, key: uuid.UUID | None) -> OutageGrace | None:
    """The note from the form, else from the cookie; None if missing, forged or for another draft.

    A note from before there was a draft is valid for the draft begun then.
    """
    now = timezone.now()
    for value in (request.POST.get(FIELD, ""), request.COOKIES.get(_cookie(slug), "")):
        try:
            for_call, for_key, first, last = signing.loads(value, salt=SALT)
        except signing.BadSignature:
            continue
        grace = OutageGrace(datetime.fromisoformat(first), datetime.fromisoformat(last))
        in_time = now - KEPT_FOR <= grace.at <= now
        if in_time and for_call == slug and for_key in ("", str(key or "")):
            return grace
    return None


def _key(request: HttpRequest, call: Call) -> uuid.UUID | None:
    draft_key = draft_cookie.read(request, call)
    return draft_key and draft_key.submission_key


def _cookie(slug: str) -> str:
    return f"{FIELD}-{slug}"

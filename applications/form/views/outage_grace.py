"""When an outage or a limit of ours first stopped somebody, so that it never makes them late.

The 503 or 429 page carries a signed note of it, in the form that it holds and in a cookie for the
pages that follow. What it is good for, and why it cannot be saved up: docs/decisions/0010.
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

TIME_TO_FINISH = timedelta(hours=2)  # from the last time we turned them away
KEPT_FOR = timedelta(days=7)  # from the first; a draft that has not changed may be sent so long


class OutageGrace(NamedTuple):
    """One stretch of trouble: when we first turned somebody away, and when last."""

    at: datetime
    last_at: datetime


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Without a database, the view answers with a 503 page that notes when this was first tried."""

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
    """429 for an address over a limit of ours, with the same grace, if it is not late already."""
    note = _note_in_time(request, call)
    extra_fields = {FIELD: note} if note else {}
    response = resubmit.too_many(request, extra_fields, call=call)
    if note:
        _remember(response, call.slug, note)
    return response


def excuse(response: HttpResponse, request: HttpRequest, call: Call) -> None:
    """The same grace for a page that says itself that there were too many tries."""
    if note := _note_in_time(request, call):
        _remember(response, call.slug, note)


def received_at(request: HttpRequest, call: Call, draft: Draft | None = None) -> datetime:
    """When this request counts as received: now, or at the first try where now would be late.

    A first try counts while there is time to finish. After that it still counts for sending a
    `draft` that has not changed since: nobody gains by having waited with that.
    """
    now = timezone.now()
    if now <= call.closes_at:
        return now
    tried = _read(request, call.slug, _key(request, call))
    if tried is None:
        return now
    unchanged = draft is not None and draft.saved_at <= tried.last_at
    return tried.at if unchanged or now - tried.last_at <= TIME_TO_FINISH else now


def forget(response: HttpResponse, call: Call) -> None:
    """Leave nothing on a shared computer."""
    response.delete_cookie(_cookie(call.slug), samesite="Lax")


def _note(request: HttpRequest, slug: str) -> str:
    """The signed note: which draft of which call (or none yet), since when, and that it is now."""
    # A call that is not stored: there is no database, and the cookie needs only its address.
    key = _key(request, Call(slug=slug))
    now = timezone.now()
    before = _read(request, slug, key)
    first = before.at if before else now
    return signing.dumps([slug, str(key or ""), first.isoformat(), now.isoformat()], salt=SALT)


def _note_in_time(request: HttpRequest, call: Call) -> str:
    """The same for a limit of ours; empty after the deadline, where a note from before stands.

    Anybody can run into a limit on purpose: so it is noted once, and nothing prolongs it.
    """
    return _note(request, call.slug) if timezone.now() <= call.closes_at else ""


def _remember(response: HttpResponse, slug: str, note: str) -> None:
    response.set_cookie(
        _cookie(slug), note, max_age=KEPT_FOR,
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _read(request: HttpRequest, slug: str, key: uuid.UUID | None) -> OutageGrace | None:
    """The note that came with the form, else the cookie's; None when absent, forged or another's.

    One that was written before there was a draft holds for the draft that was then begun.
    """
    now = timezone.now()
    for value in (request.POST.get(FIELD, ""), request.COOKIES.get(_cookie(slug), "")):
        try:
            for_call, for_key, first, last = signing.loads(value, salt=SALT)
        except signing.BadSignature:
            continue
        tried = OutageGrace(datetime.fromisoformat(first), datetime.fromisoformat(last))
        in_time = now - KEPT_FOR <= tried.at <= now
        if in_time and for_call == slug and for_key in ("", str(key or "")):
            return tried
    return None


def _key(request: HttpRequest, call: Call) -> uuid.UUID | None:
    draft_key = draft_cookie.read(request, call)
    return draft_key and draft_key.submission_key


def _cookie(slug: str) -> str:
    return f"{FIELD}-{slug}"

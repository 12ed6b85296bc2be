"""What was typed and not saved, in the session until its page shows it.

The answer to a post with errors is a redirect to the page's own address, so that the browser's
Back and Reload ask nothing. The address has a key, which means nothing outside this session.
"""

import uuid
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from core.actions import CHANGED_MEANWHILE, ChangedMeanwhile, Refused
from core.refusals import add_refusal
from core.resubmit import TOKEN

F = TypeVar("F", bound=forms.BaseForm)

IN_ADDRESS = "kept"
SESSION_KEY = "kept_input"
MOST_KEPT = 8  # pages, in as many tabs
MOST_TYPED = 300_000  # characters of a page: the session is loaded with every request


class KeptInput(NamedTuple):
    """What was posted, and the refusal of the action if it got so far."""

    data: QueryDict
    refused: Refused | None


class KeptPage(NamedTuple):
    """A page with something that is not saved: its address, and when that was kept."""

    key: str
    address: str
    at: datetime


def keep(
    session: SessionBase,
    key: uuid.UUID,
    data: QueryDict,
    refused: Refused | None = None,
    *,
    address: str = "",
) -> bool:
    """Keep what was posted, in place of what this page had before; False if it is too much."""
    sent = [(name, values) for name, values in data.lists() if name != TOKEN]
    if sum(len(value) for _name, values in sent for value in values) > MOST_TYPED:
        return False
    why = refused and [refused.message, refused.code, refused.field]
    kept: dict[str, Any] = session.get(SESSION_KEY, {})
    kept.pop(str(key), None)
    page = [sent, why, address, timezone.now().timestamp()]
    session[SESSION_KEY] = dict([*kept.items(), (str(key), page)][-MOST_KEPT:])
    return True


def pages(session: SessionBase, path: str) -> list[KeptPage]:
    """What this session keeps of pages below `path`, the newest first."""
    kept = reversed(session.get(SESSION_KEY, {}).items())
    return [
        KeptPage(key, address, datetime.fromtimestamp(at, UTC))
        for key, (_sent, _why, address, at) in kept
        if address.startswith(f"{path}?")
    ]


def recall(session: SessionBase, key: uuid.UUID) -> KeptInput | None:
    """What this session keeps of a page; None if there is nothing (any more)."""
    kept = session.get(SESSION_KEY, {}).get(str(key))
    if kept is None:
        return None
    sent, why, _address, _at = kept
    data = QueryDict(mutable=True)
    for name, values in sent:
        data.setlist(name, values)
    return KeptInput(data, why and _refused(*why))


def _refused(message: str, code: str, field: str | None) -> Refused:
    if code == CHANGED_MEANWHILE:
        return ChangedMeanwhile(message, field=field)
    return Refused(message, code, field=field)


def forget(session: SessionBase, key: uuid.UUID) -> None:
    """Once it is saved."""
    kept = session.get(SESSION_KEY, {})
    if kept.pop(str(key), None) is not None:
        session.modified = True


def redirect_back(request: HttpRequest, refused: Refused | None = None) -> HttpResponse | None:
    """Redirect to the page with what was posted to it; None if that is too much to keep."""
    key = uuid.uuid4()
    is_kept = keep(request.session, key, request.POST, refused)
    return redirect(f"{request.path}?{IN_ADDRESS}={key}") if is_kept else None


def kept_of(request: HttpRequest) -> KeptInput | None:
    """What was posted to this page before and led back to it."""
    key = as_key(request.GET.get(IN_ADDRESS, ""))
    return key and recall(request.session, key)


def form_of(request: HttpRequest, kind: type[F], **options: Any) -> F:
    """A page's form: as it was posted, or led back with what is wrong, or empty."""
    if request.method == "POST":
        return kind(request.POST, **options)
    kept = kept_of(request)
    form = kind(kept and kept.data, **options)
    if kept:
        form.is_valid()
        if kept.refused:
            add_refusal(kept.refused, form)
    return form


def as_key(written: str) -> uuid.UUID | None:
    """A key as an address or a hidden field has it; None for anything else."""
    try:
        return uuid.UUID(written)
    except ValueError:
        return None

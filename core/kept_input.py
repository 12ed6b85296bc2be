"""What was typed and not saved, in the session until its page shows it.

The answer to a post with errors is a redirect to the page's own address, so that the browser's
Back and Reload ask nothing. The address has a key, which means nothing outside this session.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from core.actions import CHANGED_MEANWHILE, ChangedMeanwhile, Refused
from core.refusals import add_refusal
from core.resubmit import TOKEN

F = TypeVar("F", bound=forms.BaseForm)

IN_ADDRESS, FORM = "kept", "form"
HOLD = "hold"  # posted by hold.js, of a page that is being left
IN_SESSION = "kept:"  # and the page's key: what tabs keep at once are values of their own
MOST_LED_BACK = 8  # forms, in as many tabs
MOST_BEGUN = 20
MOST_TYPED = 300_000  # characters of a page: the session is loaded with every request


class KeptInput(NamedTuple):
    """What was posted, and the refusal of the action if it got so far."""

    data: QueryDict
    refused: Refused | None


class Begun(NamedTuple):
    """A page that somebody began and has not saved: what it is, its address, and since when."""

    key: str
    title: str
    address: str
    at: datetime

    @property
    def page(self) -> str:
        """The address of its page, without it."""
        return self.address.partition("?")[0]


def keep(
    session: SessionBase,
    key: uuid.UUID,
    data: QueryDict,
    refused: Refused | None = None,
    *,
    title: str = "",
    address: str = "",
) -> bool:
    """Keep what was posted, in place of what this page had before; False if it is too much.

    What has a title is begun: it waits at its address until it is saved, and nothing else pushes
    it out. Of other forms, which only lead back once, the last few are kept.
    """
    sent = [(name, values) for name, values in data.lists() if name != TOKEN]
    if sum(len(value) for _name, values in sent for value in values) > MOST_TYPED:
        return False
    why = refused and [refused.message, refused.code, refused.field]
    others = [(each, named) for each, (*_sent, named, _address, _at) in _pages(session, but=key)]
    if title and sum(bool(named) for _each, named in others) >= MOST_BEGUN:
        return False
    if not title:
        led_back = [each for each, named in others if not named]
        for each in led_back[: 1 - MOST_LED_BACK]:
            del session[IN_SESSION + each]
    session[f"{IN_SESSION}{key}"] = [sent, why, title, address, timezone.now().timestamp()]
    return True


def begun(session: SessionBase) -> list[Begun]:
    """What was begun and is not saved, the newest first. It ends with the session."""
    return [
        Begun(key, title, address, datetime.fromtimestamp(at, UTC))
        for key, (_sent, _why, title, address, at) in reversed(_pages(session))
        if title
    ]


def _pages(session: SessionBase, but: uuid.UUID | None = None) -> list[tuple[str, list[Any]]]:
    """Keys and what is kept of them, the oldest first."""
    pages = [
        (name.removeprefix(IN_SESSION), page)
        for name, page in session.items()
        if name.startswith(IN_SESSION) and name != f"{IN_SESSION}{but}"
    ]
    return sorted(pages, key=lambda each: each[1][-1])


def recall(session: SessionBase, key: uuid.UUID) -> KeptInput | None:
    """What this session keeps of a page; None if there is nothing (any more)."""
    kept = session.get(f"{IN_SESSION}{key}")
    if kept is None:
        return None
    sent, why, *_page = kept
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
    session.pop(f"{IN_SESSION}{key}", None)


def redirect_back(
    request: HttpRequest, refused: Refused | None = None, *, to: str = "", name: str = ""
) -> HttpResponse:
    """Redirect to the page with what was posted to it, or to another one: the address `to`.

    `name` says which form of that page it was. More than can be kept fits into none of them.
    """
    key = uuid.uuid4()
    path, _mark, query = (to or request.get_full_path()).partition("?")
    asked = QueryDict(query, mutable=True)
    if keep(request.session, key, request.POST, refused):
        asked[IN_ADDRESS], asked[FORM] = str(key), name
    else:
        messages.error(request, "Nothing is saved: what you typed is far too long.")
    return redirect(f"{path}?{urlencode({each: asked[each] for each in asked if asked[each]})}")


def done_or_back(
    request: HttpRequest,
    form: forms.BaseForm,
    do: Callable[[], HttpResponse],
    *,
    to: str = "",
    name: str = "",
) -> HttpResponse:
    """Do it with a valid form, or redirect back to what is wrong or refused."""
    refused = None
    if form.is_valid():
        try:
            return do()
        except Refused as refusal:
            refused = refusal
    return redirect_back(request, refused, to=to, name=name)


def kept_of(request: HttpRequest, name: str = "") -> KeptInput | None:
    """What was posted to this page, or to this form of it, before and led back to it."""
    key = as_key(request.GET.get(IN_ADDRESS, ""))
    return key and request.GET.get(FORM, "") == name and recall(request.session, key) or None


def form_of(request: HttpRequest, kind: type[F], name: str = "", **options: Any) -> F:
    """A page's form: as it was posted, or led back with what is wrong, or empty.

    `name` tells it from others of the page.
    """
    if request.method == "POST":
        return kind(request.POST, **options)
    kept = kept_of(request, name)
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

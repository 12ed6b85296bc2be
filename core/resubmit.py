"""Answers that could not take what somebody sent: they hand it back, with a button "Send again".

They touch no database, but for the one that says so: they are shown when there is none.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOKEN = "csrfmiddlewaretoken"
SECRET = "password"  # never written into a page, whatever the field's full name


def answer(
    request: HttpRequest,
    template: str,
    *,
    status: int,
    wait: int | None = None,
    stamps: Mapping[str, str] | None = None,
    trusted: bool = True,
    has_database: bool = False,
    **context: Any,
) -> HttpResponse:
    """`template`, around a form with all that was posted; `wait` is in seconds.

    `stamps` are fields of our own that go with the form, in place of any posted by that name.
    Only a `trusted` post is held: `csrf_failure` says which is not.
    """
    fields = _typed(request, stamps or {}) if trusted else None
    shown = {"again": request.get_full_path(), "fields": fields, "stamps": stamps, **context}
    if not has_database:  # Notices, pages and our own name are in it.
        shown["site"] = None
    if fields is not None:
        shown["language_links"] = []  # another language is another page: what is held would be lost
    response = render(request, template, shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def too_many(
    request: HttpRequest, stamps: Mapping[str, str], *, wait: int, **context: Any
) -> HttpResponse:
    """429: this address sends more than a whole library would; in `wait` seconds it may again.

    It was the database that counted: so the page says whom to ask for help.
    """
    return answer(
        request, "429.html", status=429, wait=wait, stamps=stamps, has_database=True,
        minutes=ceil(wait / 60), **context,
    )  # fmt: skip


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a post without a valid token: settings.CSRF_FAILURE_VIEW.

    A page of somebody else's may have written this post and made the reader's browser send it.
    Handing it back with a fresh token would put the reader one click away from sending words of
    that other page in their own name, the very thing that the token is there to prevent.
    """
    from_here = is_from_here(request)
    has_cookies = bool(request.COOKIES)
    return answer(
        request, "403_csrf.html", status=403, trusted=from_here,
        from_here=from_here, has_cookies=has_cookies,
    )  # fmt: skip


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this; without a word, it is not."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.get_host()}"
    return _origin(said) == ours


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _typed(request: HttpRequest, stamps: Mapping[str, str]) -> list[tuple[str, str]] | None:
    """Every field of the post, repeated ones too; None for no post, or one with a secret in it."""
    if request.method != "POST" or any(SECRET in name for name in request.POST):
        return None
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    ours = {TOKEN, *stamps}
    return [*(pair for pair in typed if pair[0] not in ours), *stamps.items()]

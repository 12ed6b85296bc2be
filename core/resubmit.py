"""Error pages that keep what was posted, in a form with a button "Send again".

They use no database unless they say so: they are also shown while it is down.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.middleware import STAFF_PREFIX

TOKEN = "csrfmiddlewaretoken"
SECRET = "password"  # part of a field's name: such a value is never written into a page


def page(
    request: HttpRequest,
    template: str,
    *,
    status: int,
    wait: int | None = None,
    extra_fields: Mapping[str, str] | None = None,
    trusted: bool = True,
    has_database: bool = False,
    **context: Any,
) -> HttpResponse:
    """Render `template` with a form that posts the same fields again; `wait` is in seconds.

    `extra_fields` are added to the form, and replace posted ones of the same name.
    Only a `trusted` post is kept: `csrf_failure` says which is not.
    """
    fields = _posted_fields(request, extra_fields or {}) if trusted else None
    whole_context = {
        "again": request.get_full_path(),
        "fields": fields,
        "extra_fields": extra_fields,
        **context,
    }
    if not has_database:  # the notices, the pages' links and the office come from it
        whole_context["site"] = None
    if fields is not None:
        whole_context["language_links"] = []  # another page would lose what was posted
    response = render(request, template, whole_context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def too_many(
    request: HttpRequest, extra_fields: Mapping[str, str], *, wait: int, **context: Any
) -> HttpResponse:
    """429 page: names the office and how to reach it, since the database is there.

    The limit is above what a whole library would send from one address.
    """
    return page(
        request,
        "429.html",
        status=429,
        wait=wait,
        extra_fields=extra_fields,
        has_database=True,
        minutes=ceil(wait / 60),
        **context,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a post without a valid token: settings.CSRF_FAILURE_VIEW.

    Another site may have written this post and made the reader's browser send it. If the page
    offered it again with a valid token, one click would send that site's words in the reader's
    name, which is what the token must prevent.
    """
    from_here = is_from_here(request)
    has_cookies = bool(request.COOKIES)
    return page(
        request,
        "staff_errors/403_csrf.html" if is_of_staff(request) else "403_csrf.html",
        status=403,
        trusted=from_here,
        from_here=from_here,
        has_cookies=has_cookies,
    )


def is_of_staff(request: HttpRequest) -> bool:
    """Whether it is about a page of the staff site, whose frame has no words for residents."""
    return request.path.startswith(STAFF_PREFIX)


def is_from_here(request: HttpRequest) -> bool:
    """Whether Origin or Referer say that one of our own pages sent this; False without either."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}"
    return _origin(sender) == own


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _posted_fields(
    request: HttpRequest, extra_fields: Mapping[str, str]
) -> list[tuple[str, str]] | None:
    """Every posted field, also repeated ones; None if not posted, or with a password."""
    if request.method != "POST" or any(SECRET in name for name in request.POST):
        return None
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    replaced = {TOKEN, *extra_fields}
    return [*(pair for pair in typed if pair[0] not in replaced), *extra_fields.items()]

"""Pages that are the same for every reader of a language: drawn once, kept until they change."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from applications.form import site_cache

LONGEST_KEPT = 60 * 60  # seconds; a key is not used again after a change, only forgotten


def render_kept(
    request: HttpRequest, template: str, context: Callable[[], dict[str, Any]], *, variant: str = ""
) -> HttpResponse:
    """`template` with `context()`, as it was drawn for another reader a moment ago if it was.

    Nothing in it may depend on who reads, but for what `variant` names. It is drawn anew when a
    call opens, nears its end or closes, and on a new day; what staff change shows within
    site_cache.KEPT_SECONDS.
    """
    states = [str(call.state) for call in site_cache.calls()]
    parts = [request.get_full_path(), variant, site_cache.version(), timezone.localdate(), *states]
    key = sha256(repr(parts).encode()).hexdigest()
    page = cache.get(key)
    if page is None:
        page = render_to_string(template, context(), request)
        cache.set(key, page, LONGEST_KEPT)
    return HttpResponse(page)

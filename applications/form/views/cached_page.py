"""Caches pages that are the same for every reader of a language."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from applications.form import site_cache

LONGEST_KEPT = 60 * 60  # seconds; after a change the key is different, so this only frees memory


def render_cached(
    request: HttpRequest, template: str, context: Callable[[], dict[str, Any]], *, variant: str = ""
) -> HttpResponse:
    """Render `template` with `context()`, or return the cached page.

    Apart from `variant`, nothing in it may depend on the reader. It is rendered again when a
    call opens, closes soon or closes, and on a new day; staff's changes show within
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

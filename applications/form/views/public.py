"""The home page, the page of a call, and staff-written pages."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from applications.enums import CallState
from applications.form import site_cache
from applications.form.forms.printed import PrintedForm
from applications.form.prose import pages_linked
from applications.form.queries.calls import in_display_order
from applications.form.timeline import timeline
from applications.form.views import draft_cookie
from applications.form.views.cached_page import render_cached
from applications.models import Call, Page
from applications.models.draft import draft_status
from applications.models.site_text import HOME

LARGE_PRINT = "18"  # points


def home(request: HttpRequest) -> HttpResponse:
    """The home page: open and earlier calls."""

    def context() -> dict[str, Any]:
        calls = in_display_order(site_cache.calls())
        return {
            "head": site_cache.site_text().pages.get(HOME),
            "calls": [call for call in calls if call.state != CallState.CLOSED],
            "earlier_calls": [call for call in calls if call.state == CallState.CLOSED],
        }

    return render_cached(request, "applications/form/home.html", context)


def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group is, who can apply, by when, and how."""
    call = published_call(slug)
    begun = draft_status(draft_cookie.read(request, call), call)

    def context() -> dict[str, Any]:
        return {
            "call": call,
            "sections": call.sections.all(),
            "pages": not_linked(call, site_cache.site_text().pages_of(call)),
            "steps": timeline(call) if call.state == CallState.CLOSED else [],
            "has_draft": begun.has_draft,
            "sent": begun.sent,
        }

    if begun.sent:  # not cached: for one reader
        response = render(request, "applications/form/call_detail.html", context())
    else:
        variant = "with a draft" if begun.has_draft else ""
        response = render_cached(
            request, "applications/form/call_detail.html", context, variant=variant
        )
    if begun.sent or begun.has_draft:  # Back must not show it after clearing
        add_never_cache_headers(response)
    return response


def not_linked(call: Call, pages: Iterable[Page]) -> list[Page]:
    """The call's pages that none of its sections links to."""
    linked = {key for section in call.sections.all() for key in pages_linked(section.body)}
    return [page for page in pages if page.key not in linked]


def page_detail(request: HttpRequest, key: str) -> HttpResponse:
    """A page that staff wrote, such as the one on privacy."""
    page = site_cache.site_text().pages.get(key)
    if page is None or page.key == HOME:
        raise Http404

    def context() -> dict[str, Any]:
        call = site_cache.published(page.call.slug) if page.call else site_cache.current()
        return {"page": page, "call": call}

    return render_cached(request, "applications/form/page_detail.html", context)


def paper_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for printing, on request in large print."""
    call = published_call(slug)
    is_large = request.GET.get("size") == LARGE_PRINT

    def context() -> dict[str, Any]:
        return {
            "call": call,
            "form": PrintedForm(call),
            "is_paper": True,
            "is_large": is_large,
        }

    return render_cached(request, "applications/form/paper_form.html", context)


def published_call(slug: str) -> Call:
    """The published call with this slug, or a 404."""
    call = site_cache.published(slug)
    if call is None:
        raise Http404
    return call

"""The home page, the page of a call, and the pages that staff write."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from applications import definition, queries
from applications.enums import CallState
from applications.forms.printed import PrintedForm
from applications.models import Call, Draft
from applications.models.site_text import HOME
from applications.views import draft_cookie

LARGE_PRINT = "18"  # points


def home(request: HttpRequest) -> HttpResponse:
    """What the city is recruiting for now."""
    calls = list(queries.published_calls())
    context = {
        "head": definition.site_text().pages.get(HOME),
        "calls": [call for call in calls if call.state != CallState.CLOSED],
        "earlier_calls": [call for call in calls if call.state == CallState.CLOSED],
    }
    return render(request, "applications/home.html", context)


def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group is, who can apply, by when, and how."""
    call = published_call(slug)
    key = draft_cookie.read(request, call)
    context = {
        "call": call,
        "sections": call.sections.all(),
        "pages": definition.site_text().pages_of(call),
        "has_draft": key is not None and Draft.objects.filter(pk=key).exists(),
    }
    return render(request, "applications/call_detail.html", context)


def page_detail(request: HttpRequest, key: str) -> HttpResponse:
    """A page that staff wrote, such as the one on privacy."""
    page = definition.site_text().pages.get(key)
    if page is None or page.key == HOME:
        raise Http404
    call = definition.published(page.call.slug) if page.call else definition.current()
    return render(request, "applications/page_detail.html", {"page": page, "call": call})


def paper_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form to be printed and filled in by hand, in large print where that is asked for."""
    call = published_call(slug)
    context = {
        "call": call,
        "form": PrintedForm(call),
        "is_paper": True,
        "is_large": request.GET.get("size") == LARGE_PRINT,
    }
    return render(request, "applications/paper_form.html", context)


def published_call(slug: str) -> Call:
    """The call that residents may see under this address, or a 404."""
    call = definition.published(slug)
    if call is None:
        raise Http404
    return call

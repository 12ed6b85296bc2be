"""The home page and the page of a call."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from applications import definition, queries
from applications.models import Call, Draft
from applications.views import draft_cookie


def home(request: HttpRequest) -> HttpResponse:
    """What the city is recruiting for now."""
    context = {"calls": queries.published_calls(), "notices": _notices()}
    return render(request, "applications/home.html", context)


def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group is, who can apply, by when, and how."""
    call = published_call(slug)
    key = draft_cookie.read(request, call)
    context = {
        "call": call,
        "sections": call.sections.all(),
        "notices": _notices(),
        "has_draft": key is not None and Draft.objects.filter(pk=key).exists(),
    }
    return render(request, "applications/call_detail.html", context)


def published_call(slug: str) -> Call:
    """The call that residents may see under this address, or a 404."""
    call = definition.published(slug)
    if call is None:
        raise Http404
    return call


def _notices():
    return queries.notices_on(timezone.localdate())

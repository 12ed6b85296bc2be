"""Audit pages: every change of every record, and who opened what."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from applications.models import Application, Call, Notice, Office, Page
from core.models import AccessEvent, SecurityEvent, User
from core.paging import Rows, is_number
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import Table, newest_first
from reports.access_words import openings, with_along
from reports.audit_forms import AccessForm, HistoryForm, SecurityForm
from reports.history import Changes, Query
from reports.history_parts import ALONE, NAMED, Model, parts
from reports.history_values import kind_in_words
from reports.history_words import in_words

CHANGES_ON_A_PAGE = 25  # a change takes several lines

# By model: the permission to see a record, which also opens its history, and the record's page.
# Auditors may open the history of everything.
MAY_SEE = {
    Application: (Permission.VIEW_APPLICATIONS, "application-detail"),
    Call: (Permission.CONFIGURE_CALLS, "call-setup"),
    Page: (Permission.CONFIGURE_CALLS, "page-edit"),
    Notice: (Permission.CONFIGURE_CALLS, "notice-edit"),
    Office: (Permission.CONFIGURE_CALLS, "office-edit"),
    User: (Permission.MANAGE_ACCOUNTS, "account-detail"),
}


@staff_page(Permission.READ_HISTORY, label="History")
@require_GET
def history_list(request: HttpRequest) -> HttpResponse:
    """Every change, newest first, filtered by record, person, action and date."""
    form = HistoryForm(request.GET or {})
    context = {"title": "History", "form": form, "is_filtered": _is_filtered(request)}
    if form.is_valid():
        context["table"] = _entries(request, form.query(), keep=form.fields)
    return staff_site.render(request, "reports/history_list.html", context)


@staff_page(None)
@require_GET
def history_detail(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Every change of one record and of what belongs to it."""
    part = parts().get(kind)
    model = part and (part.model if part.model in ALONE else part.root)
    may_see, its_page = MAY_SEE.get(model, (None, ""))
    may_see = may_see and request.user.may(may_see)
    if not may_see and not request.user.may(Permission.READ_HISTORY):
        raise PermissionDenied
    if part is None or part.model is not model:
        raise Http404
    if model in NAMED and model is not User:
        thing = get_object_or_404(model, **{NAMED[model]: key})
    elif is_number(key):
        thing = get_object_or_404(model, pk=int(key))
    else:
        raise Http404
    context = {
        "title": f"History of {thing}",
        "name": str(thing),
        "thing": kind_in_words(model),
        "back": _its_page(its_page, model, key) if may_see else "",
    }
    context["table"] = _entries(request, Query(root=(kind, thing.pk)))
    return staff_site.render(request, "reports/history_detail.html", context)


def _its_page(name: str, model: Model, key: str) -> str:
    """The address of the record's own page; there is only one office, so no key."""
    return reverse(f"staff:{name}", args=[] if model is Office else [key])


def _entries(request: HttpRequest, query: Query, keep: Iterable[str] = ()) -> Table:
    table = newest_first(request, Changes(query), keep=keep, size=CHANGES_ON_A_PAGE)
    return replace(table, rows=in_words(table.rows))


@staff_page(Permission.READ_ACCESS_LOG, label="Access log")
@require_GET
def access_list(request: HttpRequest) -> HttpResponse:
    """Who opened, listed or exported personal data, newest first."""
    form = AccessForm(request.GET or {})
    context = {"title": "Access log", "form": form, "is_filtered": _is_filtered(request)}
    if form.is_valid():
        found = with_along(AccessEvent.objects.filter(form.conditions()).select_related("by"))
        table = newest_first(request, Rows(found.filter(is_along=False)), keep=form.fields)
        context["table"] = replace(table, rows=openings(table.rows, found))
        context["application"] = form.cleaned_data["reference"]
    return staff_site.render(request, "reports/access_list.html", context)


@staff_page(Permission.READ_SECURITY_EVENTS, label="Sign-in events")
@require_GET
def security_event_list(request: HttpRequest) -> HttpResponse:
    """Failed sign-ins and lock-outs, newest first."""
    form = SecurityForm(request.GET or {})
    context = {"title": "Sign-in events", "form": form, "is_filtered": _is_filtered(request)}
    if form.is_valid():
        found = SecurityEvent.objects.filter(**form.conditions()).select_related("account")
        context["table"] = newest_first(request, Rows(found), keep=form.fields)
    return staff_site.render(request, "reports/security_event_list.html", context)


def _is_filtered(request: HttpRequest) -> bool:
    return any(value for name, value in request.GET.items() if name not in ("after", "before"))

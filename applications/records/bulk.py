"""Do something to many applications that were chosen in a list: preview it, then all or none.

Each kind is a view of its own, with its permission and its action; the page is the same for all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from applications.form import queries
from applications.models import Application
from core import access_log
from core.actions import Refused, SomeRefused, refusals_of
from core.models import AccessEvent
from core.paging import PAGE_SIZE
from core.permissions import Permission
from core.staff_forms import StaffForm
from core.staff_site import staff_site

PREVIEW, LEAVE_OUT, SAVE = "preview", "leave-out", "save"


@dataclass(frozen=True)
class Bulk:
    """What is done: `do` calls the action with the applications and what the form says."""

    title: str
    form: type[StaffForm]
    do: Callable[[Sequence[Application], Mapping[str, Any]], None]


@dataclass(frozen=True)
class Row:
    """One chosen application, and why it would be refused."""

    application: Application
    name: str
    refusal: Refused | None


def bulk_page(request: HttpRequest, bulk: Bulk) -> HttpResponse:
    """The chosen applications with the form; then who is refused; then back to the list."""
    applications = _chosen(request.POST.getlist("application"))
    if not applications:
        messages.info(request, "Choose some applications first.")
        return _back(request)
    step = request.POST.get("step", "")
    form = bulk.form(request.POST if step else None)
    if not step or not form.is_valid():
        return _page(request, bulk, form, applications)
    if step == SAVE:
        try:
            bulk.do(applications, form.cleaned_data)
        except SomeRefused as refused:
            found, status = refused.refusals, HTTPStatus.CONFLICT
            return _page(request, bulk, form, applications, found, is_previewed=True, status=status)
        messages.success(request, f"{bulk.title}: done for {len(applications)}.")
        return _back(request)
    found = refusals_of(lambda: bulk.do(applications, form.cleaned_data))
    if step == LEAVE_OUT:
        refused_ones = {application for application, _refusal in found}
        applications, found = [each for each in applications if each not in refused_ones], ()
    return _page(request, bulk, form, applications, found, is_previewed=True)


def _chosen(references: Sequence[str]) -> list[Application]:
    """Each of them must be there, and be no practice."""
    if len(references) > PAGE_SIZE:
        raise Http404
    found = Application.objects.filter(reference__in=references).select_related("call")
    if len(applications := list(found)) != len(set(references)):
        raise Http404
    return applications


def _page(
    request: HttpRequest,
    bulk: Bulk,
    form: StaffForm,
    applications: Sequence[Application],
    found: Sequence[tuple[Application, Refused]] = (),
    *,
    is_previewed: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Names stand on it for those who may read them in the list, on record like there."""
    contacts = {}
    if request.user.may(Permission.VIEW_APPLICATIONS):
        contacts = queries.contacts_of(applications)
        listed, count = AccessEvent.What.APPLICATION_LIST, len(applications)
        access_log.record(by=request.user, what=listed, query="chosen", count=count)
    refusals = dict(found)
    rows = [
        Row(each, contacts[each.pk].name if contacts else "", refusals.get(each))
        for each in applications
    ]
    context = {
        "title": bulk.title,
        "form": form,
        "rows": sorted(rows, key=lambda row: row.refusal is None),
        "refused": len(refusals),
        "is_ready": is_previewed and applications and not refusals,
        "listed": _list_of(request).urlencode(),
    }
    template = "applications/records/bulk_preview.html"
    return staff_site.render(request, template, context, status=status)


def _list_of(request: HttpRequest) -> QueryDict:
    return QueryDict(request.POST.get("list", ""))


def _back(request: HttpRequest) -> HttpResponse:
    """To the list that they were chosen in, where it was."""
    return redirect(f"{reverse('staff:application-list')}?{_list_of(request).urlencode()}")

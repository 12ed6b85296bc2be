"""Staff pages: legal holds, and erasing withdrawn applicants."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from applications.records import records
from applications.records.actions.erase import (
    cancel_erasure,
    carry_out_erasure,
    lift_hold,
    place_hold,
    request_erasure,
)
from applications.records.forms import EraseForm, ErasureForm, HoldForm
from applications.records.views.records import get_application
from applications.translations.hand_outs import files_with
from core.kept_input import done_or_back, form_of, redirect_back
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site


@staff_page(Permission.ERASE_PEOPLE)
@never_cache
@require_GET
def erasure_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The hold and the request to erase, and what erasing would delete."""
    application = get_application(reference)
    traces = records.traces_of(application)
    rows = sum(count for _what, count in traces)
    forms = {
        "hold_form": form_of(request, HoldForm, "hold"),
        "erasure_form": form_of(request, ErasureForm, "request"),
        "erase_form": EraseForm(initial={"expected_rows": rows}),
    }
    # With the number of rows that this page shows.
    forms["erase_form"].errors.update(form_of(request, EraseForm, "erase").errors)
    context: dict[str, Any] = {
        "title": f"Keep or erase {application.reference}",
        "application": application,
        "hold": records.current_hold(application),
        "erasure": records.current_erasure(application),
        "traces": traces,
        "files": files_with(application),
        "wrong": next((form for form in forms.values() if form.errors), None),
        **forms,
    }
    return staff_site.render(request, "applications/records/erasure_detail.html", context)


def _address(reference: str) -> str:
    return reverse("staff:erasure-detail", args=[reference])


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def hold_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Place a legal hold."""
    application, form = get_application(reference), HoldForm(request.POST)

    def place() -> HttpResponse:
        place_hold(by=request.user, application=application, **form.cleaned_data)
        messages.success(request, f"{reference} is held: nothing of it can be erased.")
        return redirect(_address(reference))

    return done_or_back(request, form, place, to=_address(reference), name="hold")


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def hold_lift(request: HttpRequest, reference: str) -> HttpResponse:
    """Lift the legal hold."""
    lift_hold(by=request.user, application=get_application(reference))
    messages.success(request, f"{reference} is no longer held.")
    return redirect(_address(reference))


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def erasure_request(request: HttpRequest, reference: str) -> HttpResponse:
    """Request an erasure."""
    application, form = get_application(reference), ErasureForm(request.POST)

    def ask() -> HttpResponse:
        request_erasure(by=request.user, application=application, **form.cleaned_data)
        messages.success(request, "Requested. Another coordinator looks once more and erases.")
        return redirect(_address(reference))

    return done_or_back(request, form, ask, to=_address(reference), name="request")


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def erasure_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel the request."""
    if erasure := records.current_erasure(get_application(reference)):
        cancel_erasure(by=request.user, erasure=erasure)
        messages.success(request, "The request is cancelled. Nothing was erased.")
    return redirect(_address(reference))


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def erasure_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Erase, as a second person."""
    form = EraseForm(request.POST)
    erasure = records.current_erasure(get_application(reference))
    if erasure is None:
        messages.info(request, "No request to erase this person stands.")
    elif not form.is_valid():
        return redirect_back(request, to=_address(reference), name="erase")
    else:
        _erase(request, erasure, form.cleaned_data["expected_rows"])
    return redirect(_address(reference))


def _erase(request: HttpRequest, erasure: Any, expected_rows: int) -> None:
    with refusal_as_message(request):
        carry_out_erasure(by=request.user, erasure=erasure, expected_rows=expected_rows)
        messages.success(request, f"{erasure.application} is erased.")
        for file in files_with(erasure.application).filter(deletion_noted_at=None):
            messages.warning(request, f"Ask {file.vendor} to delete {file}: it has their answers.")

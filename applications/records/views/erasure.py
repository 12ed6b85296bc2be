"""Staff pages: legal holds, and erasing withdrawn applicants."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from applications.models import Application
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
from core.permissions import Permission
from core.refusals import refusal_as_error, refusal_as_message
from core.staff_site import staff_page, staff_site


@staff_page(Permission.ERASE_PEOPLE)
@never_cache
@require_GET
def erasure_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The hold and the request to erase, and what erasing would delete."""
    return _page(request, get_application(reference))


def _page(
    request: HttpRequest, application: Application, status: int = 200, **forms: Form
) -> HttpResponse:
    traces = records.traces_of(application)
    rows = sum(count for _what, count in traces)
    context: dict[str, Any] = {
        "title": f"Keep or erase {application.reference}",
        "application": application,
        "hold": records.current_hold(application),
        "erasure": records.current_erasure(application),
        "traces": traces,
        "hold_form": forms.get("hold_form") or HoldForm(),
        "erasure_form": forms.get("erasure_form") or ErasureForm(),
        "erase_form": EraseForm(initial={"expected_rows": rows}),
        "wrong": next(iter(forms.values()), None),
    }
    if "erase_form" in forms:  # with the number of rows that this page shows
        context["erase_form"].errors.update(forms["erase_form"].errors)
    return staff_site.render(request, "applications/records/erasure_detail.html", context, status)


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def hold_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Place a legal hold."""
    application = get_application(reference)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _page(request, application, hold_form=form)
    with refusal_as_error(form):
        place_hold(by=request.user, application=application, **form.cleaned_data)
        messages.success(request, f"{reference} is held: nothing of it can be erased.")
        return redirect("staff:erasure-detail", reference)
    return _page(request, application, HTTPStatus.CONFLICT, hold_form=form)


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def hold_lift(request: HttpRequest, reference: str) -> HttpResponse:
    """Lift the legal hold."""
    lift_hold(by=request.user, application=get_application(reference))
    messages.success(request, f"{reference} is no longer held.")
    return redirect("staff:erasure-detail", reference)


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def erasure_request(request: HttpRequest, reference: str) -> HttpResponse:
    """Request an erasure."""
    application = get_application(reference)
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, application, erasure_form=form)
    with refusal_as_error(form):
        request_erasure(by=request.user, application=application, **form.cleaned_data)
        messages.success(request, "Requested. Another coordinator looks once more and erases.")
        return redirect("staff:erasure-detail", reference)
    return _page(request, application, HTTPStatus.CONFLICT, erasure_form=form)


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def erasure_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Cancel the request."""
    if erasure := records.current_erasure(get_application(reference)):
        cancel_erasure(by=request.user, erasure=erasure)
        messages.success(request, "The request is cancelled. Nothing was erased.")
    return redirect("staff:erasure-detail", reference)


@staff_page(Permission.ERASE_PEOPLE)
@require_POST
def erasure_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Erase, as a second person."""
    application = get_application(reference)
    form = EraseForm(request.POST)
    erasure = records.current_erasure(application)
    if erasure is None:
        messages.info(request, "No request to erase this person stands.")
    elif not form.is_valid():
        return _page(request, application, erase_form=form)
    else:
        _erase(request, erasure, form.cleaned_data["expected_rows"])
    return redirect("staff:erasure-detail", reference)


def _erase(request: HttpRequest, erasure: Any, expected_rows: int) -> None:
    with refusal_as_message(request):
        carry_out_erasure(by=request.user, erasure=erasure, expected_rows=expected_rows)
        messages.success(request, f"{erasure.application} is erased.")

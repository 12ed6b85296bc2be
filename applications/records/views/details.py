"""Staff page: contact, home or language of somebody who asked staff to change it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.enums import ContactMethod, Detail, Requester
from applications.form import queries
from applications.form.actions.change_details import Asked, change_details
from applications.form.forms.details import FORMS
from applications.form.forms.step_form import StepForm
from applications.form.queries.details import changes_so_far, may_change_details
from applications.form.queries.sent import answers_as_sent
from applications.models import Application
from applications.paper.forms.labels import shorten
from applications.records.forms import AskedForm
from applications.records.views.records import get_application
from core import access_log, kept_input
from core.actions import Refused
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site


@staff_page(Permission.KEEP_RECORDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_change(request: HttpRequest, reference: str, detail: str) -> HttpResponse:
    """One of the three, with who asked for it; opening it is logged as contact details are."""
    application = get_application(reference)
    if detail not in FORMS:
        raise Http404
    if not may_change_details(application):
        messages.info(request, "Contact details are changed here once the call has closed.")
        return redirect("staff:application-detail", reference)
    form = _form(request, application, Detail(detail))
    asked = kept_input.form_of(request, AskedForm, initial={"seen": changes_so_far(application)})
    if request.method == "POST":
        return _save(request, application, Detail(detail), form, asked)
    access_log.record(by=request.user, what=AccessEvent.What.CONTACT, object_id=application.pk)
    context = {
        "title": f"Change {Detail(detail).label}: {reference}",
        "application": application,
        "what": Detail(detail).label,
        "is_home": detail == Detail.HOME,
        "step_form": form,
        "asked": asked,
        "wrong": [each for each in (form, asked) if each.errors],
    }
    return staff_site.render(request, "applications/records/contact_change.html", context)


def _form(request: HttpRequest, application: Application, detail: Detail) -> StepForm:
    """The step as a clerk has it, with what is stored or what was typed."""
    options: dict[str, Any] = {"call": application.call, "prefix": detail.value}
    options["initial"] = answers_as_sent(queries.current_revision(application))[detail.value]
    form = kept_input.form_of(request, FORMS[detail], **options)
    form.hide_optional = True
    shorten(form, application.call)
    return form


def _save(
    request: HttpRequest,
    application: Application,
    detail: Detail,
    form: StepForm,
    asked: AskedForm,
) -> HttpResponse:
    refused = None
    if all([form.is_valid(), asked.is_valid()]):
        given = asked.cleaned_data
        try:
            change_details(
                by=request.user,
                application=application,
                detail=detail,
                given=form.cleaned_data,
                seen=given["seen"],
                asked=Asked(Requester(given["asker"]), ContactMethod(given["way"])),
            )
            messages.success(request, "It is changed.")
            return redirect("staff:application-detail", application.reference)
        except Refused as refusal:
            refused = refusal
    return kept_input.redirect_back(request, refused)

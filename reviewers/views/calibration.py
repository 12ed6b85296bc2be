"""Coordinators' pages: what readers score first, and how far apart they are on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from applications.form.queries import eligible_applications
from applications.models import Application, Call
from core import kept_input
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from reviewers import calibration, queries
from reviewers.actions.calibrate import calibrate, take_out_calibration
from reviewers.setup_forms import CalibrationForm


@staff_page(Permission.ASSIGN_REVIEWS)
def calibration_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The spread of each, to talk about; and a form that adds one more."""
    call = get_object_or_404(Call, slug=slug)
    form = kept_input.form_of(
        request,
        CalibrationForm,
        applications=eligible_applications().filter(call=call),
        readers=calibration.who_can_calibrate(call),
        fewest=queries.rule_of(call).fewest_readings,
    )
    if request.method == "POST":
        return kept_input.done_or_back(request, form, lambda: _give(request, call, form))
    context = {
        "title": "Calibration",
        "call": call,
        "form": form,
        "calibrations": calibration.calibrations_of(call),
    }
    return staff_site.render(request, "reviewers/calibration_list.html", context)


def _give(request: HttpRequest, call: Call, form: CalibrationForm) -> HttpResponse:
    """Give it to the chosen readers."""
    application, readers = form.cleaned_data["reference"], form.cleaned_data["readers"]
    given = calibrate(
        by=request.user,
        application=application,
        readers=readers,
        without_place=form.cleaned_data["without_place"],
    )
    scoring = [review.reviewer for review in given]
    names = ", ".join(map(str, scoring))
    messages.success(request, f"{application.reference} is scored first by {names}.")
    if dropped := ", ".join(str(reader) for reader in readers if reader not in scoring):
        messages.warning(request, f"Not by {dropped}: a conflict keeps them from it.")
    return redirect("staff:calibration-list", call.slug)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def calibration_remove(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Take one out again, while nobody has submitted it."""
    application = get_object_or_404(Application, reference=reference, call__slug=slug)
    with refusal_as_message(request):
        take_out_calibration(by=request.user, application=application)
        messages.success(
            request, f"{reference} is no calibration any more, and can be read for the ranking."
        )
    return redirect("staff:calibration-list", slug)

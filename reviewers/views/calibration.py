"""A coordinators' page: what all readers score first, and how far apart they are on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from applications.form.queries import eligible_applications
from applications.models import Call
from core.actions import Refused
from core.permissions import Permission
from core.refusals import add_refusal
from core.staff_site import staff_page, staff_site
from reviewers import calibration
from reviewers.actions.calibrate import calibrate
from reviewers.setup_forms import CalibrationForm


@staff_page(Permission.ASSIGN_REVIEWS)
def calibration_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The spread of each, to talk about; and a form that adds one more."""
    call = get_object_or_404(Call, slug=slug)
    applications = eligible_applications().filter(call=call)
    form = CalibrationForm(request.POST or None, applications=applications)
    if request.method == "POST" and form.is_valid():
        application = form.cleaned_data["reference"]
        try:
            given = calibrate(
                by=request.user, application=application, readers=calibration.readers_of(call)
            )
        except Refused as refused:
            add_refusal(refused, form)
        else:
            messages.success(request, f"{application.reference}: {len(given)} readers score it.")
            return redirect("staff:calibration-list", slug)
    context = {
        "title": "Calibration",
        "call": call,
        "form": form,
        "calibrations": calibration.calibrations_of(call),
    }
    return staff_site.render(request, "reviewers/calibration_list.html", context)

"""Coordinators' page about the reviews of one application, and what they do there by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.models import Application, Call
from applications.records.bulk import Bulk, bulk_page
from core import access_log
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from reviewers import assigning, queries, results, reviews
from reviewers.actions.assign import assign_review, assign_reviews
from reviewers.actions.assignment import want_readings
from reviewers.actions.conflicts import note_conflict
from reviewers.coordinator_forms import ConflictForm, WantedForm
from reviewers.enums import ConflictSource
from reviewers.forms import AssignForm, AssignManyForm
from reviewers.models import WantedReadings
from reviewers.readers import standing_reviews, who_could_add_a_reading
from reviewers.unmet import readers_in_words
from reviewers.views.conflicts import score_dropped

PAGE = "staff:application-reviews"
WANTED, CONFLICT = "wanted", "conflict"  # its forms


@staff_page(Permission.ASSIGN_REVIEWS)
@require_GET
def application_reviews(request: HttpRequest, reference: str) -> HttpResponse:
    """All reviews of one application with their comments."""
    application = _application(reference)
    access_log.record(
        by=request.user, what=AccessEvent.What.ANSWERS, object_id=application.pk, query="scores"
    )
    call = application.call
    version = queries.latest_version(call)
    found = queries.results_of(call, [application.pk], version=version)
    wanted = form_of(request, WantedForm, WANTED)
    conflict = form_of(request, ConflictForm, CONFLICT)
    context = {
        "title": f"Reviews of {reference}",
        "application": application,
        "call": call,
        "version": version,
        "is_outdated": bool(version and results.changes_since(version)),
        "row": next(iter(results.rows_of(found, version)), None),
        "opinions": reviews.opinions_of(application, version),
        "own_is_open": reviews.is_open_for(request.user, application),
        "wanted": WantedReadings.objects.filter(application=application).first(),
        "wanted_form": wanted,
        "conflict_form": conflict,
        "forms": [wanted, conflict],
        "has_errors": bool(wanted.errors or conflict.errors),
        "reviewers": who_could_add_a_reading(call, [application.pk])[application.pk],
        "apart": assigning.apart_now(call),
    }
    return staff_site.render(request, "reviewers/application_reviews.html", context)


def _application(reference: str) -> Application:
    return get_object_or_404(Application.objects.select_related("call"), reference=reference)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def readings_want(request: HttpRequest, reference: str) -> HttpResponse:
    """Want more readings of one application."""
    application, form = _application(reference), WantedForm(request.POST)

    def want() -> HttpResponse:
        want_readings(by=request.user, application=application, **form.cleaned_data)
        messages.success(request, "Noted. The next assignment gives it that many readers.")
        return redirect(PAGE, reference)

    return done_or_back(request, form, want, to=reverse(PAGE, args=[reference]), name=WANTED)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def conflict_note(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a reader from one application."""
    application, form = _application(reference), ConflictForm(request.POST)

    def note() -> HttpResponse:
        reader = form.cleaned_data["reader"]
        dropped = score_dropped(application, reader)
        note_conflict(
            by=request.user,
            application=application,
            user=reader,
            source=ConflictSource.COORDINATOR,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, f"{reader} does not read {reference}.{dropped}")
        return redirect(PAGE, reference)

    return done_or_back(request, form, note, to=reverse(PAGE, args=[reference]), name=CONFLICT)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def review_assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Give one application to one reviewer."""
    application, form = _application(reference), AssignForm(request.POST)
    if form.is_valid():
        reviewer = form.cleaned_data["reviewer"]
        with refusal_as_message(request):
            assign_review(by=request.user, application=application, reviewer=reviewer)
            messages.success(request, f"{reference} is assigned to {reviewer}.")
            _warn_of_number(request, application)
    else:
        messages.error(request, f"{reference}: choose a reviewer first.")
    back = request.POST.get("back", "")
    if back == "application-reviews":
        return redirect(PAGE, reference)
    if back == "lacking-list":
        page = reverse("staff:lacking-list")
    else:
        page = reverse("staff:result-list")
        _warn_of_groups(request, application.call)
    listed = QueryDict(request.POST.get("list") or f"call={application.call.slug}").urlencode()
    return redirect(f"{page}?{listed}#{reference}")


@staff_page(Permission.ASSIGN_REVIEWS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reviews_assign(request: HttpRequest) -> HttpResponse:
    """Give many applications that were chosen in a list to one reviewer."""

    def assign(
        applications: Sequence[Application], values: Mapping[str, Any]
    ) -> Mapping[Application, str]:
        left_out = assign_reviews(by=request.user, applications=applications, **values)
        for call in {application.call for application in applications}:
            _warn_of_groups(request, call)
        return left_out

    return bulk_page(request, Bulk("Assign to a reviewer", AssignManyForm, assign))


def _warn_of_number(request: HttpRequest, application: Application) -> None:
    has = standing_reviews(application.call).filter(application=application).count()
    wanted = queries.readings_wanted(application)
    if has > wanted:
        messages.warning(request, readers_in_words(application, has, wanted))


def _warn_of_groups(request: HttpRequest, call: Call) -> None:
    """On the next page, for those that do not say so themselves."""
    if apart := assigning.apart_now(call):
        messages.warning(request, apart)

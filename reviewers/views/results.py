"""Coordinators' pages: the ranking, what a score version is made of, one application's reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from applications.records.bulk import Bulk, bulk_page
from core import access_log
from core.models import AccessEvent
from core.paging import is_number
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import Table, numbered_table
from reviewers import assigning, queries, results
from reviewers.actions.assign import assign_review, assign_reviews
from reviewers.actions.score_version import make_score_version
from reviewers.coordinator_forms import ConflictForm, WantedForm
from reviewers.forms import AssignForm, AssignManyForm
from reviewers.models import Disagreement, ScoreVersion, WantedReadings
from reviewers.progress import reading_progress
from reviewers.scoring import TO_TALK_ABOUT

RESULT_SORTS = {
    "mean": ("mean", "-reference"),
    "reference": ("reference",),
    "reviews": ("reviews_submitted", "reference"),
}
RESULTS_ON_A_PAGE = 25  # each has a menu of all reviewers
DISAGREEMENT_SORTS = {"points": ("pk",)}  # as they are stored, the greatest first


@staff_page(Permission.ASSIGN_REVIEWS, label="Scores")
@require_GET
def result_list(request: HttpRequest) -> HttpResponse:
    """Every application by its place, with both scores; before there is a version, by its mean."""
    call, calls = selected_call(request.GET.get("call", ""))
    version = queries.latest_version(call) if call else None
    context = {
        "title": "Scores",
        "call": call,
        "calls": calls,
        "version": version,
        "is_live": version is None,
        "is_outdated": version and results.is_outdated(version),
        "table": _results(request, call, version) if call else [],
        "progress": reading_progress(call) if call else None,
        "assign_form": AssignForm(),
    }
    return staff_site.render(request, "reviewers/result_list.html", context)


def _results(request: HttpRequest, call: Call, version: ScoreVersion | None) -> Table:
    table = numbered_table(
        request,
        queries.ranked(call, version),
        sorts=RESULT_SORTS,
        first="-mean",
        query={"call": call.slug},
        size=RESULTS_ON_A_PAGE,
    )
    rows = queries.results_of(call, table.rows, ranking=table.order, version=version)
    return replace(table, rows=results.rows_of(rows, version))


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def version_make(request: HttpRequest) -> HttpResponse:
    """Compute all scores of a call again."""
    call, _calls = selected_call(request.POST.get("call", ""))
    if call is None:
        raise Http404
    seen = request.POST.get("seen", "")
    with refusal_as_message(request):
        version = make_score_version(
            by=request.user, call=call, seen=int(seen) if is_number(seen) else 0
        )
        messages.success(request, f"Version {version.number} of the scores is made.")
    return redirect(f"{reverse('staff:result-list')}?call={call.slug}")


@staff_page(Permission.ASSIGN_REVIEWS)
@require_GET
def version_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How a version came about: its rule, readers' levels, and what to talk about."""
    version = get_object_or_404(
        ScoreVersion.objects.select_related("call", "rubric", "made_by"),
        call__slug=slug,
        number=number,
    )
    found = Disagreement.objects.filter(version=version)
    table = numbered_table(
        request, found, sorts=DISAGREEMENT_SORTS, first="points", query={}, size=RESULTS_ON_A_PAGE
    )
    context = {
        "title": f"Version {number} of the scores",
        "version": version,
        "call": version.call,
        "back": f"{reverse('staff:result-list')}?call={slug}",
        "levels": results.levels_of(version),
        "apart": results.apart_of(version),
        "table": replace(table, rows=results.disagreements_of(table.rows)),
        "talk_about": TO_TALK_ABOUT,
        "versions": ScoreVersion.objects.filter(call=version.call).select_related("made_by"),
    }
    return staff_site.render(request, "reviewers/version_detail.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_GET
def application_reviews(request: HttpRequest, reference: str) -> HttpResponse:
    """All reviews of one application with their comments, for coordinators."""
    application = get_object_or_404(Application.objects.select_related("call"), reference=reference)
    access_log.record(
        by=request.user, what=AccessEvent.What.ANSWERS, object_id=application.pk, query="scores"
    )
    version = queries.latest_version(application.call)
    found = queries.results_of(application.call, [application.pk], version=version)
    context = {
        "title": f"Reviews of {reference}",
        "application": application,
        "call": application.call,
        "version": version,
        "row": next(iter(results.rows_of(found, version)), None),
        "opinions": results.opinions_of(application, version),
        "wanted": WantedReadings.objects.filter(application=application).first(),
        "wanted_form": WantedForm(),
        "conflict_form": ConflictForm(),
        "assign_form": AssignForm(),
        "apart": assigning.apart_now(application.call),
    }
    return staff_site.render(request, "reviewers/application_reviews.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def review_assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Give one application to one reviewer."""
    application = get_object_or_404(Application.objects.select_related("call"), reference=reference)
    form = AssignForm(request.POST)
    if form.is_valid():
        reviewer = form.cleaned_data["reviewer"]
        with refusal_as_message(request):
            assign_review(by=request.user, application=application, reviewer=reviewer)
            messages.success(request, f"{reference} is assigned to {reviewer}.")
    else:
        messages.error(request, f"{reference}: choose a reviewer first.")
    back = request.POST.get("back", "")
    if back == "application-reviews":
        return redirect("staff:application-reviews", reference)
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


def _warn_of_groups(request: HttpRequest, call: Call) -> None:
    """On the next page, for those that do not say so themselves."""
    if apart := assigning.apart_now(call):
        messages.warning(request, apart)

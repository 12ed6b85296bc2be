"""Coordinators' pages about scores: the ranking, and giving an application to a reviewer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from applications.records.bulk import Bulk, bulk_page
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.tables import Table, numbered_table
from reviewers import queries
from reviewers.actions.assign import assign_review, assign_reviews
from reviewers.forms import AssignForm
from reviewers.progress import reading_progress

RESULT_SORTS = {
    "mean": ("mean", "-reference"),
    "reference": ("reference",),
    "reviews": ("reviews_submitted", "reference"),
}
RESULTS_ON_A_PAGE = 25  # each has a menu of all reviewers


@staff_page(Permission.ASSIGN_REVIEWS, label="Scores")
@require_GET
def result_list(request: HttpRequest) -> HttpResponse:
    """Every application by its mean, with the number of submitted reviews."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {
        "title": "Scores",
        "call": call,
        "calls": calls,
        "table": _results(request, call) if call else [],
        "progress": reading_progress(call) if call else None,
        "assign_form": AssignForm(),
    }
    return staff_site.render(request, "reviewers/result_list.html", context)


def _results(request: HttpRequest, call: Call) -> Table:
    table = numbered_table(
        request,
        queries.ranked(call),
        sorts=RESULT_SORTS,
        first="-mean",
        query={"call": call.slug},
        size=RESULTS_ON_A_PAGE,
    )
    return replace(table, rows=queries.results_of(call, table.rows, ranking=table.order))


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
    listed = QueryDict(request.POST.get("list") or f"call={application.call.slug}").urlencode()
    return redirect(f"{reverse('staff:result-list')}?{listed}#{reference}")


@staff_page(Permission.ASSIGN_REVIEWS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reviews_assign(request: HttpRequest) -> HttpResponse:
    """Give many applications that were chosen in a list to one reviewer."""

    def assign(applications: Sequence[Application], values: Mapping[str, Any]) -> None:
        assign_reviews(by=request.user, applications=applications, reviewer=values["reviewer"])

    return bulk_page(request, Bulk("Assign to a reviewer", AssignForm, assign))

"""Staff pages: a reviewer's queue, scoring, and the coordinators' results."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Application, Call
from applications.records.bulk import Bulk, bulk_page
from core import access_log
from core.actions import Refused
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import Table, numbered_table, short_table
from reviewers import blind, queries
from reviewers.actions.assign import assign_review, assign_reviews
from reviewers.actions.score import Reading, submit_review
from reviewers.enums import UNDER_WAY, ReviewStatus
from reviewers.forms import AssignForm, ScoreForm
from reviewers.models import Review

TO_DO_SORTS = {
    "reference": attrgetter("application.reference"),
    "assigned": attrgetter("assigned_at"),
}
DONE_SORTS = {  # a row is a review and the mean of all of its application
    "reference": lambda row: row[0].application.reference,
    "mean": lambda row: row[1],
    "submitted": lambda row: row[0].submitted_at,
}
RESULT_SORTS = {
    "mean": ("mean", "-reference"),
    "reference": ("reference",),
    "reviews": ("reviews_submitted", "reference"),
}
RESULTS_ON_A_PAGE = 25  # each has a menu of all reviewers


@staff_page(Permission.REVIEW, label="My reviews")
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """A reviewer's own queue: open reviews, and submitted ones with the mean of all reviewers."""
    reviews = list(queries.reviews_of(request.user))
    done = [review for review in reviews if review.status == ReviewStatus.SUBMITTED]
    means = queries.means_of([review.application for review in done])
    to_do = [review for review in reviews if review.status in UNDER_WAY]
    context = {
        "title": "My reviews",
        "next": next(iter(to_do), None),
        "to_do": short_table(request, to_do, sorts=TO_DO_SORTS, keep=["done-sort"]),
        "done": short_table(
            request,
            [(review, means.get(review.application_id)) for review in done],
            sorts=DONE_SORTS,
            name="done",
            keep=["sort"],
        ),
        "count": len(reviews),
    }
    return staff_site.render(request, "reviewers/review_list.html", context)


@staff_page(Permission.REVIEW)
def review_score(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers next to criteria; after submission the reviewer's scores and the mean of all."""
    review = get_object_or_404(queries.reviews_of(request.user), pk=pk)
    if review.status == ReviewStatus.SUBMITTED:
        return _show_submitted(request, review)
    form = ScoreForm(rubric=review.rubric, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            submit_review(
                by=request.user,
                review=review,
                reading=Reading(form.points(), comment=form.cleaned_data["comment"]),
            )
        except Refused as refused:
            say_refusal(request, refused)
            if refused.code == "knows_the_applicant":
                return redirect("staff:review-list")
        return redirect("staff:review-score", review.pk)
    context = {
        "title": review.application.reference,
        "review": review,
        "application": _read(request, review.application),
        "form": form,
    }
    return staff_site.render(request, "reviewers/review_score.html", context)


def _read(request: HttpRequest, application: Application) -> blind.BlindApplication:
    """The blind application; the access is logged, and bars nobody from scoring."""
    access_log.record(
        by=request.user, what=AccessEvent.What.ANSWERS, object_id=application.pk, query="review"
    )
    return blind.read(application)


def _show_submitted(request: HttpRequest, review: Review) -> HttpResponse:
    totals = queries.totals_of([review.application]).get(review.application_id, [])
    context = {
        "title": review.application.reference,
        "review": review,
        "application": _read(request, review.application),
        "comment": review.remarks.filter(replaced_by=None).exclude(text="").first(),
        "scores": review.scores.select_related("criterion").order_by("criterion__order"),
        "mean": queries.means_of([review.application]).get(review.application_id),
        "review_count": len(totals),
        "next": queries.reviews_of(request.user).filter(status__in=UNDER_WAY).first(),
    }
    return staff_site.render(request, "reviewers/review_submitted.html", context)


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
    return replace(table, rows=queries.results_of(call, table.rows))


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
@require_POST
def reviews_assign(request: HttpRequest) -> HttpResponse:
    """Give many applications that were chosen in a list to one reviewer."""

    def assign(applications: Sequence[Application], values: Mapping[str, Any]) -> None:
        assign_reviews(by=request.user, applications=applications, reviewer=values["reviewer"])

    return bulk_page(request, Bulk("Assign to a reviewer", AssignForm, assign))

"""A reader's own pages: the queue, and scoring."""

from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from applications.models import Application
from core import access_log
from core.actions import Refused
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from reviewers import blind, queries
from reviewers.actions.score import Reading, submit_review
from reviewers.enums import UNDER_WAY, ReviewStatus
from reviewers.forms import ScoreForm
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

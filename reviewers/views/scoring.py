"""A reader's own pages: the queue, scoring, and ways out of a review."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from core import access_log
from core.actions import ChangedMeanwhile, Refused
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import add_refusal, refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from reviewers import blind, phases, queries
from reviewers.actions.end import abstain_from_review, recuse_review, reopen_review
from reviewers.actions.score import open_review, save_review, skip_review, submit_review
from reviewers.enums import UNDER_WAY, ReviewStatus
from reviewers.forms import ReasonForm, ScoreForm
from reviewers.models import Review, ReviewPhase
from reviewers.progress import own_progress
from reviewers.reading import saved_reading

TO_DO_SORTS = {
    "reference": attrgetter("application.reference"),
    "assigned": attrgetter("assigned_at"),
}
DONE_SORTS = {
    "reference": attrgetter("application.reference"),
    "submitted": attrgetter("submitted_at"),
}
LEAVES_THE_PAGE = {"knows_the_applicant", "already_submitted", "not_now", "calibrate_first"}
RECUSED = (
    "Thank you. The application is off your list, and somebody else reads it. Your reason is on"
    " record for the coordinators alone."
)
ABSTAINED = "Noted. You do not score this one; the coordinators read your reason."


@staff_page(Permission.REVIEW, label="My reviews")
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """A reader's own queue: what is to score, in order, and what is in."""
    reviews = list(queries.reviews_of(request.user))
    done = [review for review in reviews if review.status == ReviewStatus.SUBMITTED]
    to_do = [review for review in reviews if review.status in UNDER_WAY]
    calls = {review.application.call_id: review.application.call for review in reviews}
    context = {
        "title": "My reviews",
        "next": next(iter(to_do), None),
        "to_do": short_table(request, to_do, sorts=TO_DO_SORTS, keep=["done-sort"]),
        "done": short_table(request, done, sorts=DONE_SORTS, name="done", keep=["sort"]),
        "count": len(reviews),
        "phases": [
            {"call": call, "now": phases.phase_now(call), "next": phases.next_begin(call)}
            for call in calls.values()
        ],
    }
    return staff_site.render(request, "reviewers/review_list.html", context)


@staff_page(Permission.REVIEW)
def review_score(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers beside criteria; once submitted the reader's scores, and others' if they are open."""
    review = _own(request, pk)
    if request.method == "POST" and review.status != ReviewStatus.SUBMITTED:
        return _take(request, review)
    phase = phases.phase_now(review.application.call_id)
    if review.status == ReviewStatus.SUBMITTED:
        return _show_submitted(request, review, phase)
    if _is_closed(review, phase):
        return _show_closed(request, review, phase)
    if review.read_revision is None or queries.read_older(review):
        review = open_review(by=request.user, review=review)
    form = ScoreForm(criteria=queries.criteria_of(review.rubric), initial=saved_reading(review))
    return _show_form(request, review, phase, form)


def _own(request: HttpRequest, pk: int) -> Review:
    reviews = queries.with_calibration(queries.reviews_of(request.user))
    return get_object_or_404(reviews, pk=pk)


def _is_closed(review: Review, phase: ReviewPhase) -> bool:
    return not phase.may_score or review.waits_for_calibration


def _take(request: HttpRequest, review: Review) -> HttpResponse:
    """Do what was sent, or show it again with what is wrong."""
    criteria = queries.criteria_of(review.rubric)
    form = ScoreForm(criteria=criteria, data=request.POST, initial={"seen": review.version})
    status = 200
    if form.is_valid():
        try:
            return _do(request, review, form)
        except Refused as refused:
            if refused.code in LEAVES_THE_PAGE:
                say_refusal(request, refused)
                return redirect("staff:review-list")
            add_refusal(refused, form)
            status = 409 if isinstance(refused, ChangedMeanwhile) else 200
    phase = phases.phase_now(review.application.call_id)
    if _is_closed(review, phase):
        return _show_closed(request, review, phase)
    return _show_form(request, review, phase, form, status=status)


def _do(request: HttpRequest, review: Review, form: ScoreForm) -> HttpResponse:
    """Submit, skip or save, as the pressed button says; then on to where that leads."""
    asked = request.POST.get("do", "submit")
    given = {
        "by": request.user,
        "review": review,
        "reading": form.reading(),
        "seen": form.cleaned_data["seen"],
    }
    if asked == "submit":
        submit_review(**given)
    else:
        save_review(**given)
    if asked == "save":
        return redirect("staff:review-score", review.pk)
    if asked == "skip":
        skip_review(by=request.user, review=review)
    return _go_on(request, review)


def _go_on(request: HttpRequest, after: Review) -> HttpResponse:
    """To the next review, or to the list when there is none."""
    following = queries.next_of(request.user, after)
    if following is None:
        return redirect("staff:review-list")
    return redirect("staff:review-score", following.pk)


@staff_page(Permission.REVIEW)
@require_POST
def review_save(request: HttpRequest, pk: int) -> HttpResponse:
    """The page saves a draft by itself; what was saved when, or why not, as JSON."""
    review = _own(request, pk)
    form = ScoreForm(criteria=queries.criteria_of(review.rubric), data=request.POST)
    if not form.is_valid():
        return JsonResponse({"why": "Not saved: look at what is marked."}, status=400)
    try:
        review = save_review(
            by=request.user,
            review=review,
            reading=form.reading(),
            seen=form.cleaned_data["seen"],
        )
    except Refused as refused:
        return JsonResponse({"why": refused.message}, status=409)
    saved_at = date_format(timezone.localtime(review.saved_at), "g:i:s a")
    return JsonResponse({"seen": review.version, "at": saved_at})


def _show_form(
    request: HttpRequest, review: Review, phase: ReviewPhase, form: ScoreForm, status: int = 200
) -> HttpResponse:
    stands = saved_reading(review) if status == 409 else {}
    context = {
        "title": f"Score {review.application.reference}",
        "review": review,
        "application": _read(request, review, phase),
        "form": form,
        "wrong": form if form.errors else None,
        "stands": [
            (row.criterion.title, stands[row.field.name])
            for row in form.rows
            if row.steps and row.field.name in stands
        ],
        "phase": phase,
        **own_progress(request.user, review.rubric.call_id),
    }
    return staff_site.render(request, "reviewers/review_score.html", context, status=status)


def _read(request: HttpRequest, review: Review, phase: ReviewPhase) -> blind.BlindApplication:
    """The blind application; the access is logged, and bars nobody from scoring."""
    access_log.record(
        by=request.user,
        what=AccessEvent.What.ANSWERS,
        object_id=review.application_id,
        query="review",
    )
    read = review.read_revision
    current = read if read and read.is_current else None
    return blind.read(review.application, current, only_redacted=phase.only_redacted)


def _show_closed(request: HttpRequest, review: Review, phase: ReviewPhase) -> HttpResponse:
    """Nothing to read: no phase lets readers score now, or calibration comes first."""
    context = {
        "title": f"Score {review.application.reference}",
        "review": review,
        "phase": phase,
        "opens_at": phases.next_begin(review.application.call_id),
        "first": queries.next_of(request.user) if phase.may_score else None,
    }
    return staff_site.render(request, "reviewers/review_closed.html", context)


def _show_submitted(request: HttpRequest, review: Review, phase: ReviewPhase) -> HttpResponse:
    is_open = phases.shows_others(phase, review)
    context = {
        "title": f"You scored {review.application.reference}",
        "review": review,
        "application": _read(request, review, phase) if phases.is_now(phase) else None,
        "total": queries.total_of(review),
        "scores": review.scores.select_related("criterion").order_by("criterion__order"),
        "remarks": queries.own_remarks(review),
        "others": queries.others_of(review) if is_open else None,
        "next": queries.next_of(request.user),
    }
    return staff_site.render(request, "reviewers/review_submitted.html", context)


@staff_page(Permission.REVIEW)
def review_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """ "I recognize this person": the item is gone, its slot free."""
    return _leave(request, pk, recuse_review, "reviewers/review_recuse.html", RECUSED)


@staff_page(Permission.REVIEW)
def review_abstain(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not score this one, for a reason."""
    return _leave(request, pk, abstain_from_review, "reviewers/review_abstain.html", ABSTAINED)


def _leave(
    request: HttpRequest, pk: int, leave: Callable[..., Any], template: str, thanks: str
) -> HttpResponse:
    """Ask for the reason, and do it."""
    review = _own(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leave(by=request.user, review=review, reason=form.cleaned_data["reason"])
        except Refused as refused:
            say_refusal(request, refused)
        else:
            messages.success(request, thanks)
        return redirect("staff:review-list")
    title = review.application.reference
    wrong = form if form.errors else None
    context = {"title": title, "review": review, "form": form, "wrong": wrong}
    return staff_site.render(request, template, context)


@staff_page(Permission.ASSIGN_REVIEWS)
def review_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator lets a reader change a submitted review, for a reason that the reader reads."""
    reviews = Review.objects.select_related("application__call", "reviewer", "rubric")
    review = get_object_or_404(reviews, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request):
            reopen_review(by=request.user, review=review, reason=form.cleaned_data["reason"])
            messages.success(request, f"{review.reviewer} can change the review again.")
        return redirect("staff:application-detail", review.application.reference)
    context = {
        "title": "Open a review again",
        "review": review,
        "form": form,
        "wrong": form if form.errors else None,
        "is_older": queries.read_older(review),
    }
    return staff_site.render(request, "reviewers/review_reopen.html", context)

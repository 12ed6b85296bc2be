"""A reader's own pages: the queue, scoring, and what was submitted."""

from collections import Counter
from operator import attrgetter
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from core import kept_input
from core.actions import CHANGED_MEANWHILE, Refused
from core.permissions import Permission
from core.refusals import say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from reviewers import blind, phases, queries
from reviewers.actions.score import open_review, save_review, skip_review, submit_review
from reviewers.enums import UNDER_WAY, ReviewStatus
from reviewers.forms import ScoreForm
from reviewers.models import Review
from reviewers.readers import languages_read, pauses_of
from reviewers.reading import saved_reading
from reviewers.views.own_reviews import show_gone

TO_DO_SORTS = {
    "reference": attrgetter("application.reference"),
    "assigned": attrgetter("assigned_at"),
}
DONE_SORTS = {
    "reference": attrgetter("application.reference"),
    "submitted": attrgetter("submitted_at"),
}
LEAVES_THE_PAGE = {"knows_the_applicant", "not_now", "calibrate_first"}
WAYS_OUT = {"recuse": "staff:review-recuse", "abstain": "staff:review-abstain"}


@staff_page(Permission.REVIEW, label="My reviews")
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """A reader's own queue: what is to score, in order, and what is in."""
    reviews = list(queries.reviews_of(request.user).select_related("application__call"))
    done = [review for review in reviews if review.status == ReviewStatus.SUBMITTED]
    to_do = [review for review in reviews if review.status in UNDER_WAY]
    calls = {review.application.call_id: review.application.call for review in reviews}
    of_call = Counter(review.application.call_id for review in reviews)
    done_of_call = Counter(review.application.call_id for review in done)
    states = {
        key: {
            "call": call,
            "now": phases.phase_now(call),
            "closed": phases.closed_in_words(call),
            "done": done_of_call[key],
            "count": of_call[key],
        }
        for key, call in calls.items()
    }
    unfinished = [state for state in states.values() if state["done"] < state["count"]]
    can_score = [each for each in to_do if not states[each.application.call_id]["closed"]]
    context = {
        "title": "My reviews",
        "next": next(iter(can_score), None),
        "to_do": short_table(request, to_do, sorts=TO_DO_SORTS, keep=["done-sort"]),
        "done": short_table(request, done, sorts=DONE_SORTS, name="done", keep=["sort"]),
        "count": len(reviews),
        "names_calls": len(calls) > 1,
        "phases": unfinished or list(states.values()),
        "pauses": pauses_of(request.user),
    }
    return staff_site.render(request, "reviewers/review_list.html", context)


@staff_page(Permission.REVIEW)
def review_score(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers beside criteria; once submitted the reader's scores, and others' if they are open."""
    if request.method == "POST":
        return _take(request, _asked(request, pk))
    review = open_review(by=request.user, pk=pk)
    if review is None:
        return show_gone(request, pk)
    if review.status == ReviewStatus.SUBMITTED:
        return _show_submitted(request, review)
    if not phases.can_be_scored(review):
        return _show_closed(request, review)
    return _show_form(request, review, _form_of(request, review))


def _asked(request: HttpRequest, pk: int) -> Review:
    """What is posted to: the action sees whether it is still the reader's to score."""
    reviews = Review.objects.select_related("rubric", "application")
    return get_object_or_404(reviews, pk=pk, reviewer=request.user)


def _form_of(request: HttpRequest, review: Review) -> ScoreForm:
    """What was sent and is wrong, or what is saved.

    With ?missing, what kept it from being submitted is marked.
    """
    criteria, saved = queries.criteria_of(review.rubric), saved_reading(review)
    form = kept_input.form_of(request, ScoreForm, criteria=criteria, initial=saved)
    if form.is_bound or not ("missing" in request.GET and form.missing):
        return form
    form = ScoreForm(criteria=criteria, data=saved | {"page": uuid4()})
    for name in form.missing:
        form.add_error(name, "Not scored yet.")
    return form


def _take(request: HttpRequest, review: Review) -> HttpResponse:
    """Do what was sent, or lead back to the page with what is wrong."""
    criteria = queries.criteria_of(review.rubric)
    form = ScoreForm(criteria=criteria, data=request.POST, initial={"seen": review.version})
    refused = None
    if form.is_valid():
        try:
            return _do(request, review, form)
        except Refused as refusal:
            if refusal.code == "off_the_list":
                return redirect("staff:review-score", review.pk)
            if refusal.code == "already_submitted":
                messages.info(request, f"{review.application.reference}: {refusal.message}")
                return _go_on(request, review)
            if refusal.code in LEAVES_THE_PAGE:
                say_refusal(request, refusal)
                return redirect("staff:review-list")
            refused = refusal
    if request.POST.get("do") == "recuse":  # whatever is wrong with the scores
        return redirect(WAYS_OUT["recuse"], review.pk)
    return kept_input.redirect_back(request, refused)


def _do(request: HttpRequest, review: Review, form: ScoreForm) -> HttpResponse:
    """Submit, skip, save or leave, as the pressed button says; then on to where that leads."""
    asked = request.POST.get("do", "submit")
    given = {"by": request.user, "review": review, **form.arguments()}
    if asked == "submit" and form.missing:
        save_review(**given)
        return redirect(f"{reverse('staff:review-score', args=[review.pk])}?missing")
    if asked == "submit":
        following = submit_review(**given).following
        messages.success(request, f"{review.application.reference} is submitted.")
        _forget_kept(request)
        return _open(following)
    save_review(**given)
    _forget_kept(request)
    if asked == "save":
        return redirect("staff:review-score", review.pk)
    if asked in WAYS_OUT:
        return redirect(WAYS_OUT[asked], review.pk)
    if asked == "skip":
        skip_review(by=request.user, review=review)
    return _go_on(request, review)


def _forget_kept(request: HttpRequest) -> None:
    """It is saved, so the page shows that again."""
    if key := kept_input.as_key(request.GET.get(kept_input.IN_ADDRESS, "")):
        kept_input.forget(request.session, key)


def _go_on(request: HttpRequest, after: Review) -> HttpResponse:
    """To the next review, or to the list when there is none."""
    following = phases.next_of(request.user, after)
    return _open(following and following.pk)


def _open(number: int | None) -> HttpResponse:
    """This review's page; the list without one."""
    if number is None:
        return redirect("staff:review-list")
    return redirect("staff:review-score", number)


@staff_page(Permission.REVIEW)
@require_POST
def review_save(request: HttpRequest, pk: int) -> HttpResponse:
    """The page saves a draft by itself; what was saved when, or why not, as JSON."""
    review = _asked(request, pk)
    form = ScoreForm(criteria=queries.criteria_of(review.rubric), data=request.POST)
    if not form.is_valid():
        return JsonResponse({"why": "Not saved: look at what is marked."}, status=400)
    try:
        review = save_review(by=request.user, review=review, **form.arguments())
    except Refused as refused:
        return JsonResponse({"why": refused.message}, status=409)
    _forget_kept(request)
    saved_at = date_format(timezone.localtime(review.saved_at), "g:i:s a")
    return JsonResponse({"seen": review.version, "at": saved_at})


def _show_form(request: HttpRequest, review: Review, form: ScoreForm) -> HttpResponse:
    application = _blind(review)
    is_older = form.has_error(NON_FIELD_ERRORS, CHANGED_MEANWHILE)
    stands = saved_reading(review) if is_older else {}
    context = {
        "title": f"Score {review.application.reference}",
        "review": review,
        "application": application,
        "unread": _unread(review, application),
        "form": form,
        "wrong": form if form.errors else None,
        "stands": [
            (row.criterion.title, stands[row.field.name])
            for row in form.rows
            if row.steps and row.field.name in stands
        ],
        "phase": review.phase,
        "progress": review.progress,
    }
    return staff_site.render(request, "reviewers/review_score.html", context)


def _unread(review: Review, application: blind.BlindApplication) -> list[str]:
    """Languages that the answers need and the reader is not noted to read."""
    needed = application.languages_needed
    if not needed:
        return []
    known = languages_read(review.reviewer_id, review.application.call_id)
    return sorted(name for code, name in needed.items() if code not in known)


def _blind(review: Review) -> blind.BlindApplication:
    only_redacted = review.phase.only_redacted
    return blind.read(review.application, review.current, only_redacted=only_redacted)


def _show_closed(request: HttpRequest, review: Review) -> HttpResponse:
    """Nothing to read: no phase lets readers score now, or calibration comes first."""
    context = {
        "title": f"Score {review.application.reference}",
        "review": review,
        "closed": phases.closed_in_words(review.application.call_id),
        "first": phases.next_of(request.user) if review.phase.may_score else None,
    }
    return staff_site.render(request, "reviewers/review_closed.html", context)


def _show_submitted(request: HttpRequest, review: Review) -> HttpResponse:
    following = phases.next_of(request.user)
    context = {
        "title": f"You scored {review.application.reference}",
        "review": review,
        "application": _blind(review) if phases.shows_answers(review) else None,
        "total": queries.total_of(review),
        "scores": review.scores.select_related("criterion").order_by("criterion__order"),
        "remarks": queries.own_remarks(review),
        "others": queries.others_of(review) if phases.shows_others(review) else None,
        "next": following,
        "closed": "" if following else phases.closed_for(request.user),
    }
    return staff_site.render(request, "reviewers/review_submitted.html", context)

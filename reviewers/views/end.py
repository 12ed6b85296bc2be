"""Ways out of a review: its reader leaves it, or a coordinator opens it again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from core import kept_input
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from reviewers import queries
from reviewers.actions.end import abstain_from_review, recuse_review, reopen_review
from reviewers.forms import AbstainForm, ReasonForm, RecuseForm
from reviewers.models import Review
from reviewers.phases import own_review
from reviewers.views.own_reviews import show_gone

RECUSED = (
    "Thank you. The application is off your list, and somebody else reads it. Your reason is on"
    " record for the coordinators alone."
)
ABSTAINED = "Noted. You do not score this one; the coordinators read your reason."


@staff_page(Permission.REVIEW)
def review_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """ "I recognize this person": the item is gone, its slot free."""
    form = kept_input.form_of(request, RecuseForm)
    return _leave(request, pk, form, recuse_review, "recuse", RECUSED)


@staff_page(Permission.REVIEW)
def review_abstain(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not score this one, for a reason."""
    form = kept_input.form_of(request, AbstainForm)
    return _leave(request, pk, form, abstain_from_review, "abstain", ABSTAINED)


def _leave(
    request: HttpRequest,
    pk: int,
    form: ReasonForm,
    leave: Callable[..., Any],
    way: str,
    thanks: str,
) -> HttpResponse:
    """Ask for the reason, and do it."""
    review = own_review(request.user, pk)
    if review is None:
        return show_gone(request, pk)
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request):
            leave(by=request.user, review=review, reason=form.cleaned_data["reason"])
            messages.success(request, thanks)
        return redirect("staff:review-list")
    back = reverse("staff:review-score", args=[pk])
    template = f"reviewers/review_{way}.html"
    return _ask(request, review.application.reference, review, form, template, back=back)


@staff_page(Permission.ASSIGN_REVIEWS)
def review_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator lets a reader change a submitted review, for a reason that the reader reads."""
    reviews = Review.objects.select_related("application__call", "reviewer", "rubric")
    review = get_object_or_404(reviews, pk=pk)
    page = reverse("staff:application-reviews", args=[review.application.reference])
    back = f"{page}#review-{pk}"
    form = kept_input.form_of(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request):
            reopen_review(by=request.user, review=review, reason=form.cleaned_data["reason"])
            messages.success(request, f"{review.reviewer} can change the review again.")
        return redirect(back)
    more = {"back": back, "is_older": queries.read_older(review)}
    template = "reviewers/review_reopen.html"
    return _ask(request, "Open a review again", review, form, template, **more)


def _ask(
    request: HttpRequest,
    title: str,
    review: Review,
    form: ReasonForm,
    template: str,
    **more: Any,
) -> HttpResponse:
    """The page that asks for a reason."""
    if request.method == "POST":
        return kept_input.redirect_back(request)
    wrong = form if form.errors else None
    context = {"title": title, "review": review, "form": form, "wrong": wrong, **more}
    return staff_site.render(request, template, context)

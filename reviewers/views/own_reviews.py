"""Why a review is off its reader's list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.models import User
from core.staff_site import staff_site
from reviewers.enums import ReviewStatus
from reviewers.models import Review
from reviewers.readers import pauses_of

GONE = 410
PAUSED = (
    "You are paused, so it went to somebody else. If you can go on reading, tell a coordinator."
)
WHY = {
    ReviewStatus.RECUSED: (
        "You know this person, so somebody else reads it. The reason is on record for the"
        " coordinators alone."
    ),
    ReviewStatus.ABSTAINED: "You do not score this one; the coordinators read your reason.",
    ReviewStatus.TAKEN_BACK: "A coordinator took it off your list. Nothing is left to do for you.",
}
NOT_SCORED = "It is not for you to score any more. Nothing is left to do for you."


def words_for_gone(reader: User, pk: int) -> str:
    """Why a review is off its reader's list; nothing of the application. 404 for one of others."""
    review = get_object_or_404(Review.objects.select_related("rubric"), pk=pk, reviewer=reader)
    paused_in = {pause.call_id for pause in pauses_of(reader)}
    if review.status == ReviewStatus.TAKEN_BACK and review.rubric.call_id in paused_in:
        return PAUSED
    return WHY.get(ReviewStatus(review.status), NOT_SCORED)


def show_gone(request: HttpRequest, pk: int) -> HttpResponse:
    """In place of the page of a review that was the reader's: an old link, or Back."""
    context = {"title": "Off your list", "why": words_for_gone(request.user, pk)}
    if request.method == "POST":
        return redirect("staff:review-score", pk)
    return staff_site.render(request, "reviewers/review_gone.html", context, status=GONE)

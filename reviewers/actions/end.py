"""End a review without scores, or open a submitted one again."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from core.actions import Refused, action
from core.models import User
from core.states import may_move
from reviewers.actions.conflicts import note_conflict
from reviewers.enums import REVIEW_MOVES, STANDING, ConflictSource, ReviewStatus
from reviewers.models import Conflict, Review

OVER = "This review is over already."
AT_ONCE = 1000


@action
def recuse_review(*, by: User, review: Review, reason: str) -> Conflict:
    """The reader recognizes the person: all that they have of the application ends, for good.

    The slot is free, and colleagues are told nothing.
    """
    own = Review.objects.filter(application=review.application_id, reviewer=by, status__in=STANDING)
    if review.reviewer_id != by.pk or not own.exists():
        raise Refused(OVER, "review_is_over")
    return note_conflict(
        by=by,
        application=review.application,
        user=by,
        source=ConflictSource.RECOGNIZED,
        reason=reason,
    )


@action
def abstain_from_review(*, by: User, review: Review, reason: str) -> Review:
    """The reader does not score this one, for a reason that coordinators read."""
    review = Review.objects.select_for_update().get(pk=review.pk, reviewer=by)
    _end(review, ReviewStatus.ABSTAINED, by, reason)
    return review


@action
def reopen_review(*, by: User, review: Review, reason: str) -> Review:
    """Let its reader change a submitted review, for a reason that the reader is told."""
    review = Review.objects.select_for_update().get(pk=review.pk)
    if not may_move(REVIEW_MOVES, review.status, ReviewStatus.REOPENED, by=by):
        raise Refused("Only a submitted review can be opened again.", "not_submitted")
    review.status = ReviewStatus.REOPENED
    review.reopened_by, review.reopened_at, review.reopen_reason = by, timezone.now(), reason
    review.save()
    return review


@action
def take_back_reviews(
    *, by: User, reviews: Iterable[Review], reason: str, at: datetime | None = None
) -> None:
    """Their readers have these no more; what was saved of them stays on record."""
    ended, at = list(reviews), at or timezone.now()
    for review in ended:
        may_move(REVIEW_MOVES, review.status, ReviewStatus.TAKEN_BACK, by=by)
        review.status = ReviewStatus.TAKEN_BACK
        review.ended_by, review.ended_at, review.end_reason = by, at, reason
    changed = ["status", "ended_by", "ended_at", "end_reason"]
    Review.objects.bulk_update(ended, changed, batch_size=AT_ONCE)


def _end(review: Review, status: ReviewStatus, by: User, reason: str) -> None:
    if not may_move(REVIEW_MOVES, review.status, status, by=by):
        raise Refused(OVER, "review_is_over")
    review.status = status
    review.ended_by, review.ended_at, review.end_reason = by, timezone.now(), reason
    review.save()

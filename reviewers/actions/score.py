"""Submit one review's scores."""

from collections.abc import Mapping

from django.utils import timezone

from applications.form.queries import people_who_know
from core.actions import action
from core.models import User
from core.states import may_move
from reviewers.actions.assign import KnowsTheApplicant
from reviewers.enums import REVIEW_MOVES, ReviewStatus
from reviewers.models import Criterion, Review, Score


class AlreadySubmitted(Exception):
    """The review was submitted before; its scores stand."""


class PointsOutOfScale(ValueError):
    """Points below zero or above the criterion's maximum."""


@action
def submit_review(
    *, by: User, review: Review, points: Mapping[Criterion, int], comment: str = ""
) -> Review:
    """Store points for each criterion answered and close the review.

    `by` must be the review's own reviewer. Raises AlreadySubmitted, PointsOutOfScale and
    KnowsTheApplicant.
    """
    review = Review.objects.select_for_update().get(pk=review.pk, reviewer=by)
    if not may_move(REVIEW_MOVES, review.status, ReviewStatus.SUBMITTED, by=by):
        raise AlreadySubmitted
    if by.pk in people_who_know(review.application):
        raise KnowsTheApplicant
    for criterion, given in points.items():
        if not 0 <= given <= criterion.max_points:
            raise PointsOutOfScale(criterion.key)
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, points=given)
        for criterion, given in points.items()
    )
    review.status = ReviewStatus.SUBMITTED
    review.submitted_at = timezone.now()
    review.comment = comment
    review.save()
    return review

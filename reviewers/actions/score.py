"""Submit one review's scores."""

from collections.abc import Mapping

from django.contrib.messages.constants import INFO
from django.utils import timezone

from applications.form.queries import people_who_know
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from reviewers.enums import REVIEW_MOVES, ReviewStatus
from reviewers.models import Criterion, Review, Score

SUBMITTED = "This review was submitted before. Its first scores stand."
KNOWS = "You know who this is by now, and may not score it."


@action
def submit_review(
    *, by: User, review: Review, points: Mapping[Criterion, int], comment: str = ""
) -> Review:
    """Store points for each criterion answered and close the review.

    `by` must be the review's own reviewer. Refused once it is submitted, for points
    outside a criterion's scale, and to somebody who knows the applicant by now.
    """
    review = Review.objects.select_for_update().get(pk=review.pk, reviewer=by)
    if not may_move(REVIEW_MOVES, review.status, ReviewStatus.SUBMITTED, by=by):
        raise Refused(SUBMITTED, "already_submitted", level=INFO)
    if by.pk in people_who_know(review.application):
        raise Refused(KNOWS, "knows_the_applicant")
    for criterion, given in points.items():
        if not 0 <= given <= criterion.max_points:
            raise Refused(
                f"{criterion.title}: 0 to {criterion.max_points} points.", "points_out_of_scale"
            )
    Score.objects.bulk_create(
        Score(review=review, criterion=criterion, points=given)
        for criterion, given in points.items()
    )
    review.status = ReviewStatus.SUBMITTED
    review.submitted_at = timezone.now()
    review.comment = comment
    review.save()
    return review

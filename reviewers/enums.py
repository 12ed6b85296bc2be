"""The closed lists of this app, with the moves that each status allows."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.states import Move


class ReviewStatus(TextChoices):
    """The states of one reviewer's review of one application."""

    ASSIGNED = "assigned", "to do"
    SUBMITTED = "submitted", "submitted"


REVIEW_MOVES = [
    Move(
        None, ReviewStatus.ASSIGNED, Permission.ASSIGN_REVIEWS, "reviewer, assigned_by, assigned_at"
    ),
    Move(ReviewStatus.ASSIGNED, ReviewStatus.SUBMITTED, Permission.REVIEW, "submitted_at, scores"),
]

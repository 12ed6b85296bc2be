"""Give an application to a reviewer."""

from applications.models import Application
from core.actions import action
from core.models import User
from core.permissions import Permission
from reviewers.models import Review


class NotAReviewer(Exception):
    """The person chosen does not hold the reviewer role."""


@action
def assign_review(*, by: User, application: Application, reviewer: User) -> Review:
    """Assign once: doing it again returns the same review. Raises NotAReviewer."""
    if not reviewer.may(Permission.REVIEW):
        raise NotAReviewer
    review, _ = Review.objects.get_or_create(
        application=application, reviewer=reviewer, defaults={"assigned_by": by}
    )
    return review

"""Give an application to a reviewer."""

from applications.form.queries import people_who_know
from applications.models import Application
from core.actions import action
from core.models import User
from core.permissions import Permission
from core.states import may_move
from reviewers.enums import REVIEW_MOVES, ReviewStatus
from reviewers.models import Review


class NotAReviewer(Exception):
    """The person chosen does not hold the reviewer role."""


class KnowsTheApplicant(Exception):
    """The person chosen has opened or typed in who the applicant is."""


@action
def assign_review(*, by: User, application: Application, reviewer: User) -> Review:
    """Assign an application to a reviewer; assigning again returns the same review.

    Raises NotAReviewer and KnowsTheApplicant.
    """
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    if not reviewer.may(Permission.REVIEW):
        raise NotAReviewer
    if reviewer.pk in people_who_know(application):
        raise KnowsTheApplicant
    review, _ = Review.objects.get_or_create(
        application=application, reviewer=reviewer, defaults={"assigned_by": by}
    )
    return review

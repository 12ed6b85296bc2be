"""Give an application to a reviewer."""

from collections.abc import Sequence

from applications.form.queries import eligible_applications, people_who_know
from applications.models import Application
from core.actions import Refused, action, do_to_each
from core.models import User
from core.permissions import Permission
from core.states import may_move
from reviewers.enums import REVIEW_MOVES, ReviewStatus
from reviewers.models import Review


@action
def assign_review(*, by: User, application: Application, reviewer: User) -> Review:
    """Assign an application to a reviewer; assigning again returns the same review.

    Refused for somebody who does not review, and for somebody who has opened or typed in who the
    applicant is.
    """
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    if not reviewer.may(Permission.REVIEW):
        raise Refused(f"{reviewer} does not review.", "not_a_reviewer")
    if reviewer.pk in people_who_know(application):
        who = f"{reviewer} knows who {application.reference} is"
        raise Refused(f"{who}, and may not score this application.", "knows_the_applicant")
    review, _ = Review.objects.get_or_create(
        application=application, reviewer=reviewer, defaults={"assigned_by": by}
    )
    return review


@action
def assign_reviews(*, by: User, applications: Sequence[Application], reviewer: User) -> None:
    """Give all of these to one reviewer, or none; refused for those that do not count, too."""
    ids = [application.pk for application in applications]
    counting = set(eligible_applications().filter(pk__in=ids).values_list("pk", flat=True))

    def assign(application: Application) -> None:
        if application.pk not in counting:
            raise Refused("It does not count, so nobody reads it.", "does_not_count")
        assign_review(by=by, application=application, reviewer=reviewer)

    do_to_each(applications, assign)

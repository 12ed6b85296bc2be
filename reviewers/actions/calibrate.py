"""Let all readers score the same application first, which counts nowhere."""

from collections.abc import Iterable

from applications.form.queries import people_who_know
from applications.models import Application
from core.actions import Refused, action
from core.models import User
from reviewers.actions.assign import assign_review
from reviewers.enums import ReviewPurpose
from reviewers.models import Conflict, Review

NOBODY = "Nobody can read it: no reader is there, or all of them know the applicant."


@action
def calibrate(*, by: User, application: Application, readers: Iterable[User]) -> list[Review]:
    """Give it to each reader who may read it; refused where nobody may."""
    conflicts = Conflict.objects.filter(application=application, lifted_at=None)
    barred = people_who_know(application) | set(conflicts.values_list("user", flat=True))
    reviews = [
        assign_review(
            by=by, application=application, reviewer=each, purpose=ReviewPurpose.CALIBRATION
        )
        for each in readers
        if each.pk not in barred
    ]
    if not reviews:
        raise Refused(NOBODY, "nobody_can_read", field="reference")
    return reviews

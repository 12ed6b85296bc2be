"""Let readers score the same application first, which counts nowhere."""

from collections.abc import Iterable

from applications.form.queries import eligible_applications
from applications.form.queries.known import people_who_know
from applications.models import Application
from core.actions import Refused, action
from core.models import User
from core.text import number_of
from reviewers.actions.assign import assign_review
from reviewers.actions.end import take_back_reviews
from reviewers.calibration import left_to_rank
from reviewers.enums import STANDING, UNDER_WAY, ReviewPurpose, ReviewStatus
from reviewers.models import Conflict, Reader, Review
from reviewers.queries import COUNTS, rule_of
from reviewers.readers import barred_pairs, can_read

NOBODY = "Nobody of these can read it: they know the applicant."
IS_READ = (
    "Somebody reads it for the ranking already, and nobody reads one twice. Choose one that nobody"
    " has opened."
)
BECOMES = "It is read as a calibration."
TAKEN_OUT = "It is no calibration any more."
IS_IN = "Somebody has submitted it, so it stays a calibration."


@action
def calibrate(
    *, by: User, application: Application, readers: Iterable[User], without_place: bool = False
) -> list[Review]:
    """Give it to each of these who may read it, in place of reading it for the ranking.

    Refused where nobody may, and once anybody has opened it for the ranking; where too few would
    be left for a place, unless it is to be `without_place`.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    counting = Review.objects.select_for_update().filter(
        COUNTS, application=locked, status__in=STANDING
    )
    if any(review.status != ReviewStatus.ASSIGNED for review in counting):
        raise Refused(IS_READ, "is_read_already", field="reference")
    conflicts = Conflict.objects.filter(application=application, lifted_at=None)
    barred = people_who_know(application) | set(conflicts.values_list("user", flat=True))
    able = [reader for reader in readers if reader.pk not in barred]
    if not able:
        raise Refused(NOBODY, "nobody_can_read", field="reference")
    left, fewest = left_to_rank(application, but=able), rule_of(application.call).fewest_readings
    if left < fewest and not without_place:
        message = f"{number_of(left, 'other reader')} could read it, and a place needs {fewest}."
        raise Refused(f"{application.reference} would get no place: {message}", "gets_no_place")
    take_back_reviews(by=by, reviews=counting.filter(reviewer__in=able), reason=BECOMES)
    return [
        assign_review(
            by=by, application=application, reviewer=each, purpose=ReviewPurpose.CALIBRATION
        )
        for each in able
    ]


@action
def calibrate_latecomer(*, by: User, reader: Reader) -> list[Review]:
    """Let a reader who joined later score first what the others score first, where they may."""
    calibrations = Review.objects.filter(
        rubric__call=reader.call, purpose=ReviewPurpose.CALIBRATION, status__in=STANDING
    )
    applications = eligible_applications().filter(pk__in=calibrations.values("application"))
    barred = barred_pairs(applications).get(reader.user_id, set())
    own = Review.objects.filter(reviewer=reader.user, status__in=STANDING)
    barred |= set(own.values_list("application", flat=True))
    if not can_read(reader):
        return []
    return [
        assign_review(
            by=by, application=each, reviewer=reader.user, purpose=ReviewPurpose.CALIBRATION
        )
        for each in applications.exclude(pk__in=barred).order_by("pk")
    ]


@action
def take_out_calibration(*, by: User, application: Application) -> None:
    """Let nobody score it first any more; refused once somebody has submitted it."""
    Application.objects.select_for_update().get(pk=application.pk)
    reviews = Review.objects.filter(
        application=application, purpose=ReviewPurpose.CALIBRATION, status__in=STANDING
    )
    if reviews.exclude(submitted_at=None).exists():
        raise Refused(IS_IN, "is_submitted")
    take_back_reviews(by=by, reviews=reviews.filter(status__in=UNDER_WAY), reason=TAKEN_OUT)

"""Give an application to a reviewer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from applications.form.queries import eligible_applications
from applications.form.queries.known import people_who_know
from applications.models import Application
from core.actions import Refused, action, do_to_each
from core.models import User
from core.permissions import Permission
from core.states import may_move
from reviewers.enums import REVIEW_MOVES, STANDING, ReviewPurpose, ReviewStatus
from reviewers.models import Conflict, Review, WantedReadings
from reviewers.queries import COUNTS, rubric_of, rule_of
from reviewers.readers import can_read


@action
def assign_review(
    *,
    by: User,
    application: Application,
    reviewer: User,
    purpose: ReviewPurpose = ReviewPurpose.COUNTS,
) -> Review:
    """Assign an application to a reviewer; assigning again returns the same review.

    Refused for somebody who does not review, who is paused, who has a conflict, who has opened or
    typed in who the applicant is, or who reads it for another purpose; and before there are
    criteria.
    """
    may_move(REVIEW_MOVES, None, ReviewStatus.ASSIGNED, by=by)
    if not reviewer.may(Permission.REVIEW):
        raise Refused(f"{reviewer} does not review.", "not_a_reviewer")
    if any(not can_read(reader) for reader in application.call.readers.filter(user=reviewer)):
        raise Refused(f"{reviewer} is paused, and gets nothing new.", "paused")
    if reviewer.pk in people_who_know(application):
        who = f"{reviewer} knows who {application.reference} is"
        raise Refused(f"{who}, and may not score this application.", "knows_the_applicant")
    if Conflict.objects.filter(application=application, user=reviewer, lifted_at=None).exists():
        raise Refused(f"{reviewer} has a conflict with {application.reference}.", "conflict")
    rubric = rubric_of(application.call)
    if rubric is None:
        raise Refused("There are no criteria yet to score by.", "no_criteria")
    review, _ = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        status__in=STANDING,
        defaults={"rubric": rubric, "purpose": purpose, "assigned_by": by},
    )
    if review.purpose != purpose:
        other = "as a calibration" if purpose == ReviewPurpose.COUNTS else "for the ranking"
        message = f"{reviewer} reads {application.reference} {other}. Nobody reads one twice."
        raise Refused(message, "reads_it_already")
    return review


@action
def assign_reviews(
    *,
    by: User,
    applications: Sequence[Application],
    reviewer: User,
    above_wanted: bool = False,
) -> dict[Application, str]:
    """Give these to one reviewer, or none; refused for those that do not count, too.

    Returns those that are left out, and why: they are the reviewer's already, or have as many
    readers as are wanted. The latter are given, too, if `above_wanted`.
    """
    ids = [application.pk for application in applications]
    counting = set(eligible_applications().filter(pk__in=ids).values_list("pk", flat=True))
    left_out = {}
    for application, readers, wanted in _who_reads(applications):
        if reviewer.pk in readers:
            left_out[application] = f"already with {reviewer}"
        elif len(readers) >= wanted and not above_wanted:
            left_out[application] = "with as many readers as are wanted"

    def assign(application: Application) -> None:
        if application.pk not in counting:
            raise Refused("It does not count, so nobody reads it.", "does_not_count")
        assign_review(by=by, application=application, reviewer=reviewer)

    do_to_each([each for each in applications if each not in left_out], assign)
    return left_out


def _who_reads(
    applications: Sequence[Application],
) -> Iterator[tuple[Application, set[int], int]]:
    """With each, the ids of its readers now, and how many are wanted of it."""
    rules = {call.pk: rule_of(call) for call in {each.call for each in applications}}
    own = dict(
        WantedReadings.objects.filter(application__in=applications).values_list(
            "application", "readings"
        )
    )
    standing = Review.objects.filter(COUNTS, application__in=applications, status__in=STANDING)
    readers = defaultdict(set)
    for application, reader in standing.values_list("application", "reviewer"):
        readers[application].add(reader)
    for each in applications:
        yield each, readers[each.pk], own.get(each.pk, rules[each.call_id].readings)

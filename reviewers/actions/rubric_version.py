"""Change a rubric after scoring has started: a new version, with a reason."""

from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from reviewers.enums import STANDING, ReviewPurpose, ReviewStatus
from reviewers.models import Criterion, Remark, Review, Rubric, ScaleStep, Score
from reviewers.queries import rubric_of
from reviewers.rubric_change import RubricChange, change_to, digest_of

NOT_FROZEN = "Nobody has scored yet, so the criteria can still be changed as they are."
NEEDS_ANOTHER = (
    "Reviews are in. Nobody changes what they count by alone: one coordinator asks for it, and"
    " another one puts it in force."
)
NOT_NEEDED = "No review is in yet, so you can put it in force yourself."
NONE_IS_OPEN = "There is no new version. Somebody else has put it in force or dropped it."


@action
def begin_rubric_version(*, by: User, call: Call, reason: str) -> Rubric:
    """Begin the next version as a copy of the one in force, which stays in force for now.

    Where one is in preparation already, the reason is added to those that it has.
    """
    Call.objects.select_for_update().get(pk=call.pk)
    old = rubric_of(call)
    if old is None or old.frozen_at is None:
        raise Refused(NOT_FROZEN, "rubric_is_open")
    if opened := call.rubrics.filter(frozen_at=None).select_related("made_by").first():
        if reason not in opened.reason.split("\n"):
            opened.reason = f"{opened.reason}\n{reason}"
            opened.asked_by, opened.asked_at = None, None
            opened.save()
        return opened
    new = Rubric.objects.create(
        call=call, number=old.number + 1, reason=reason, made_by=by, made_at=timezone.now()
    )
    for criterion in old.criteria.prefetch_related("steps"):
        steps = list(criterion.steps.all())
        criterion.pk, criterion.rubric, criterion._state.adding = None, new, True
        criterion.save()
        ScaleStep.objects.bulk_create(
            ScaleStep(criterion=criterion, points=step.points, meaning=step.meaning)
            for step in steps
        )
    return new


@action
def drop_rubric_version(*, by: User, call: Call) -> None:
    """Drop the version that is not in force yet."""
    _opened(call).delete()


@action
def ask_for_rubric_version(*, by: User, call: Call, seen: str | None = None) -> Rubric:
    """Ask another coordinator to put the open version in force; whoever asked last stands there.

    Refused before any review is in. ChangedMeanwhile if the version is not the one `seen`.
    """
    new = _opened(call, seen)
    if not change_to(new).changes_scores:
        raise Refused(NOT_NEEDED, "not_needed")
    new.asked_by, new.asked_at = by, timezone.now()
    new.save()
    return new


@action
def adopt_rubric_version(*, by: User, call: Call, seen: str | None = None) -> RubricChange:
    """Put the open version in force, and move the call's reviews to it.

    Points stay where the scale is the same. Where a criterion is new or its scale is another one,
    submitted reviews open again: nobody's points are guessed. Refused once reviews are in, unless
    somebody else has asked for it. ChangedMeanwhile if the version is not the one `seen`.
    """
    new = _opened(call, seen)
    reviews = Review.objects.filter(
        rubric=rubric_of(call), purpose=ReviewPurpose.COUNTS, status__in=STANDING
    )
    moved = list(reviews.select_for_update().order_by("pk").values_list("pk", flat=True))
    change = change_to(new)
    new.frozen_at = timezone.now()
    if change.changes_scores:
        if new.asked_by_id in (None, by.pk):
            raise Refused(NEEDS_ANOTHER, "needs_another")
        new.approved_by, new.approved_at = by, new.frozen_at
    new.save()
    if change.opens_again:
        reviews.filter(status=ReviewStatus.SUBMITTED).update(
            status=ReviewStatus.REOPENED,
            reopened_by=by,
            reopened_at=timezone.now(),
            reopen_reason=f"The criteria have changed: {new.reason}",
        )
    reviews.update(rubric=new)
    scores = Score.objects.filter(review__in=moved)
    for old, now in change.same_scale.items():
        scores.filter(criterion=old).update(criterion=now)
    scores.filter(criterion__rubric=change.old).delete()
    _move_notes(moved, change)
    return change


def _opened(call: Call, seen: str | None = None) -> Rubric:
    Call.objects.select_for_update().get(pk=call.pk)
    opened = call.rubrics.filter(frozen_at=None, number__gt=1).first()
    if opened is None:
        raise Refused(NONE_IS_OPEN, "no_open_version")
    if seen is not None and seen != digest_of(opened):
        raise ChangedMeanwhile
    return opened


def _move_notes(reviews: list[int], change: RubricChange) -> None:
    remarks = Remark.objects.filter(review__in=reviews)
    for criterion in change.new.criteria.all():
        old = Criterion.objects.filter(rubric=change.old, key=criterion.key)
        remarks.filter(criterion__in=old).update(criterion=criterion)

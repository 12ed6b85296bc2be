"""Score one application: open, save, submit."""

from uuid import UUID

from django.contrib.messages.constants import INFO
from django.utils import timezone

from applications.form.queries.known import is_known_to
from core.actions import ChangedMeanwhile, Refused, action
from core.models import AccessEvent, User
from core.states import may_move
from reviewers.enums import (
    REVIEW_MOVES,
    UNDER_WAY,
    Audience,
    CriterionKind,
    ReviewPurpose,
    ReviewStatus,
)
from reviewers.models import RankingRule, Remark, Review, Rubric, Score
from reviewers.phases import NONE_IS_NOW, can_be_scored, own_review, shows_answers
from reviewers.queries import criteria_of
from reviewers.reading import Reading

CALIBRATE_FIRST = "Score the calibration applications first. They show how the scale is meant."
SUBMITTED = "This review was submitted before. Its first scores stand."
OFF_THE_LIST = "This review is off your list, so nothing more of it is saved."
KNOWS = "You know who this is by now, and may not score it."
SAVED_ELSEWHERE = (
    "You saved this review in another tab or on another device since. Compare the two."
)
NO_RULE = "The coordinators have not fixed yet how results are ranked. Scoring starts after that."


@action
def open_review(*, by: User, pk: int) -> Review | None:
    """The reader's review, as `own_review` finds it; None once it is off the list.

    Where the reader may see the answers now, that is logged, and bars nobody from scoring. Where
    it can be scored, it notes which revision is read: the current one.
    """
    review = own_review(by, pk, to_change=True, to_show=True)
    if review is None:
        return None
    if can_be_scored(review):
        _open(by, review)
    if shows_answers(review):
        AccessEvent.objects.create(
            by=by, what=AccessEvent.What.ANSWERS, object_id=review.application_id, query="review"
        )
    return review


@action
def save_review(
    *, by: User, review: Review, reading: Reading, seen: int, page: UUID | None = None
) -> Review:
    """Keep a reading that is not finished; criteria without points may come later.

    `by` must be the review's own reviewer. Refused once it is submitted, for points outside a
    criterion's scale, and to somebody who knows the applicant by now. ChangedMeanwhile if it was
    saved since version `seen`, unless the same `page` saved it: that has all that it saved itself.
    """
    review = _writable(by, review, seen, page)
    _store(review, reading)
    review.save()
    return review


@action
def skip_review(*, by: User, review: Review) -> Review:
    """Put it at the end of the reader's queue; what was saved stays."""
    review = _own(by, review)
    if review.status in UNDER_WAY:
        review.skipped_at = timezone.now()
        review.save()
    return review


@action
def submit_review(
    *,
    by: User,
    review: Review,
    reading: Reading,
    seen: int | None = None,
    page: UUID | None = None,
) -> Review:
    """Store a finished reading; refused while a scored criterion has no points, too.

    The review that comes back has `following`, as `own_review` finds it.
    """
    review = _writable(by, review, seen, page, to_finish=True)
    may_move(REVIEW_MOVES, review.status, ReviewStatus.SUBMITTED, by=by)
    _store(review, reading)
    scored = [each for each in criteria_of(review.rubric) if each.kind == CriterionKind.SCORED]
    missing = [criterion.title for criterion in scored if criterion not in reading.points]
    if missing:
        raise Refused(f"Not scored yet: {', '.join(missing)}.", "not_complete")
    review.status = ReviewStatus.SUBMITTED
    review.submitted_at = timezone.now()
    review.save()
    return review


def _own(by: User, review: Review) -> Review:
    reviews = Review.objects.select_for_update(of=["self"])
    return reviews.select_related("application", "rubric").get(pk=review.pk, reviewer=by)


def _on_the_list(by: User, review: Review, *, to_finish: bool) -> Review:
    """The same, refused once it is off the reader's list; with what they may do now."""
    if found := own_review(by, review.pk, to_change=True, to_finish=to_finish):
        return found
    if is_known_to(by, _own(by, review).application):
        raise Refused(KNOWS, "knows_the_applicant")
    raise Refused(OFF_THE_LIST, "off_the_list")


def _writable(
    by: User, review: Review, seen: int | None, page: UUID | None, *, to_finish: bool = False
) -> Review:
    """The reader's own review, locked, open and now saved in `page`.

    ChangedMeanwhile if another page saved it since `seen`.
    """
    review = _on_the_list(by, review, to_finish=to_finish)
    if review.status not in UNDER_WAY:
        raise Refused(SUBMITTED, "already_submitted", level=INFO)
    if not review.phase.may_score:
        raise Refused(NONE_IS_NOW, "not_now")
    if review.waits_for_calibration:
        raise Refused(CALIBRATE_FIRST, "calibrate_first")
    is_same_page = page is not None and page == review.saved_in
    if seen is not None and seen != review.version and not is_same_page:
        raise ChangedMeanwhile(SAVED_ELSEWHERE)
    review.saved_in = page
    if review.status == ReviewStatus.ASSIGNED:
        _open(by, review)
    return review


def _open(by: User, review: Review) -> None:
    """Whoever opens a corrected application again reads its current revision."""
    if review.read_revision_id == review.current.pk:
        return
    review.read_revision = review.current
    if review.status == ReviewStatus.ASSIGNED:
        may_move(REVIEW_MOVES, review.status, ReviewStatus.OPEN, by=by)
        review.status = ReviewStatus.OPEN
        review.opened_at = timezone.now()
    review.save()


def _store(review: Review, reading: Reading) -> None:
    """Write scores and remarks, and count the save."""
    for criterion, given in reading.points.items():
        if not 0 <= given <= criterion.max_points:
            raise Refused(
                f"{criterion.title}: 0 to {criterion.max_points} points.", "points_out_of_scale"
            )
    if reading.points:
        _freeze(review)
    if review.was_saved:
        review.scores.exclude(criterion__in=list(reading.points)).delete()
    Score.objects.bulk_create(
        [Score(review=review, criterion=each, points=p) for each, p in reading.points.items()],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["points"],
    )
    _remark(review, reading)
    review.version += 1
    review.saved_at = timezone.now()


def _freeze(review: Review) -> None:
    """The first score that counts freezes its rubric; before it the ranking rule is fixed."""
    rubric = review.rubric
    if rubric.frozen_at is not None or review.purpose != ReviewPurpose.COUNTS:
        return
    if not RankingRule.objects.filter(call=rubric.call_id, fixed_at__isnull=False).exists():
        raise Refused(NO_RULE, "no_rule")
    Rubric.objects.filter(pk=rubric.pk, frozen_at=None).update(frozen_at=timezone.now())


def _remark(review: Review, reading: Reading) -> None:
    """Rewrite each remark, or replace one that was submitted."""
    given = {(criterion.pk, False): text for criterion, text in reading.notes.items()}
    given[None, True] = reading.private_note
    if review.phase.may_comment:
        given[None, False] = reading.comment
    remarks = review.remarks.filter(replaced_by=None) if review.was_saved else []
    standing = {(each.criterion_id, each.audience == Audience.SELF): each for each in remarks}
    for place, text in given.items():
        audience = Audience.SELF if place[1] else reading.audience
        _keep(review, standing.get(place), place[0], audience, text)


def _keep(
    review: Review, old: Remark | None, criterion: int | None, audience: Audience, text: str
) -> None:
    if old and (old.text, old.audience) == (text, audience) or not old and not text:
        return
    was_submitted = old and review.submitted_at and old.written_at <= review.submitted_at
    if old and not was_submitted and not (text or old.replaces_id):
        old.delete()
    elif old and not was_submitted:
        old.text, old.audience, old.written_at = text, audience, timezone.now()
        old.save()
    else:
        Remark.objects.create(
            review=review,
            criterion_id=criterion,
            audience=audience,
            text=text,
            replaces=old if was_submitted else None,
            written_at=timezone.now(),
        )

"""Score one application: open, save, submit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.messages.constants import INFO
from django.utils import timezone

from applications.form.queries import current_revision, people_who_know
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from reviewers.enums import (
    REVIEW_MOVES,
    UNDER_WAY,
    Audience,
    CriterionKind,
    ReviewPurpose,
    ReviewStatus,
)
from reviewers.models import Criterion, RankingRule, Remark, Review, Rubric, Score

SUBMITTED = "This review was submitted before. Its first scores stand."
KNOWS = "You know who this is by now, and may not score it."
NO_RULE = "The coordinators have not fixed yet how results are ranked. Scoring starts after that."


@dataclass(frozen=True)
class Reading:
    """What a reader gives: points by scored criterion, words by note, and remarks on the whole."""

    points: Mapping[Criterion, int] = field(default_factory=dict)
    notes: Mapping[Criterion, str] = field(default_factory=dict)
    comment: str = ""
    audience: Audience = Audience.COORDINATORS
    private_note: str = ""


@action
def open_review(*, by: User, review: Review) -> Review:
    """Note which revision is being read; the reader's first save does so, too."""
    review = _own(by, review)
    if review.status == ReviewStatus.ASSIGNED:
        _open(by, review)
        review.save()
    return review


@action
def save_review(*, by: User, review: Review, reading: Reading, seen: int) -> Review:
    """Keep a reading that is not finished; criteria without points may come later.

    `by` must be the review's own reviewer. Refused once it is submitted, for points outside a
    criterion's scale, and to somebody who knows the applicant by now. ChangedMeanwhile if it was
    saved since version `seen`.
    """
    review = _writable(by, review, seen)
    _store(review, reading)
    review.save()
    return review


@action
def submit_review(*, by: User, review: Review, reading: Reading, seen: int | None = None) -> Review:
    """Store a finished reading; refused while a scored criterion has no points, too."""
    review = _writable(by, review, seen)
    may_move(REVIEW_MOVES, review.status, ReviewStatus.SUBMITTED, by=by)
    _store(review, reading)
    scored = review.rubric.criteria.filter(kind=CriterionKind.SCORED)
    missing = [criterion.title for criterion in scored if criterion not in reading.points]
    if missing:
        raise Refused(f"Not scored yet: {', '.join(missing)}.", "not_complete")
    review.status = ReviewStatus.SUBMITTED
    review.submitted_at = timezone.now()
    review.save()
    return review


def _own(by: User, review: Review) -> Review:
    reviews = Review.objects.select_for_update(of=["self"]).select_related("rubric")
    return reviews.get(pk=review.pk, reviewer=by)


def _writable(by: User, review: Review, seen: int | None) -> Review:
    """The reader's own review, locked, open and not saved since `seen`."""
    review = _own(by, review)
    if review.status not in UNDER_WAY:
        raise Refused(SUBMITTED, "already_submitted", level=INFO)
    if by.pk in people_who_know(review.application):
        raise Refused(KNOWS, "knows_the_applicant")
    if seen is not None and seen != review.version:
        raise ChangedMeanwhile
    if review.status == ReviewStatus.ASSIGNED:
        _open(by, review)
    return review


def _open(by: User, review: Review) -> None:
    may_move(REVIEW_MOVES, review.status, ReviewStatus.OPEN, by=by)
    review.status = ReviewStatus.OPEN
    review.opened_at = timezone.now()
    review.read_revision = current_revision(review.application)
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
    given |= {(None, False): reading.comment, (None, True): reading.private_note}
    standing = {
        (each.criterion_id, each.audience == Audience.SELF): each
        for each in review.remarks.filter(replaced_by=None)
    }
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

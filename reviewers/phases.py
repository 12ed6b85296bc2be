"""The phase of reviewing that is now: all rights of readers come from it."""

from datetime import datetime
from functools import cache

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from applications.form.queries import with_current_revision
from applications.models import Call
from core.models import User
from core.text import number_of
from reviewers.enums import UNDER_WAY, OthersOpen, ReviewPurpose, ReviewStatus
from reviewers.models import Review, ReviewPhase
from reviewers.progress import progress_beside
from reviewers.queries import COUNTS, reviews_of, reviews_on_lists

NONE_IS_NOW = "Reviewing is closed right now, so this is not saved. What you saved before is kept."


def phase_now(call: Call | int) -> ReviewPhase:
    """The phase of a call that is now; one without any right, and not stored, where there is none.

    In it readers read no answers.
    """
    now = timezone.now()
    phases = ReviewPhase.objects.filter(call=call, begins_at__lte=now, ends_at__gt=now)
    return phases.first() or _no_phase()


def _no_phase() -> ReviewPhase:
    return ReviewPhase(
        may_score=False,
        may_comment=False,
        others_open=OthersOpen.NEVER,
        only_redacted=True,
    )


def scoring_until(call: Call) -> datetime | None:
    """Until when readers score now; None while they do not."""
    phase = phase_now(call)
    return phase.ends_at if phase.may_score else None


def own_review(
    reader: User,
    pk: int,
    *,
    to_change: bool = False,
    to_show: bool = False,
    to_finish: bool = False,
) -> Review | None:
    """A review on the reader's list, with what they may do now; None for any other.

    `phase` is that of now, as `phase_now` finds it; `current` is the revision to read;
    `waits_for_calibration` says whether the reader has calibrations to score before. It is locked
    `to_change` it, has the reader's `progress` in its call `to_show` it, and `following`, the
    number of the review that comes after it, `to_finish` it.
    """
    reviews = _own_reviews(to_show).filter(reviewer=reader).annotate(phase=_phase_now())
    if to_finish:
        others = _can_be_scored(OuterRef("reviewer")).exclude(pk=OuterRef("pk"))
        reviews = reviews.annotate(following=Subquery(others.values("pk")[:1]))
    if to_change:
        reviews = reviews.select_for_update(of=["self"])
    try:
        review = reviews.get(pk=pk)
    except Review.DoesNotExist:
        return None
    if not hasattr(review, "phase"):  # none is now
        review.phase = _no_phase()
    return review


@cache
def _own_reviews(to_show: bool) -> QuerySet[Review]:
    """Everybody's, as `own_review` finds them, but for what depends on the time.

    Put together once, for no certain reader, since that takes longer than asking.
    """
    calibrations = Review.objects.filter(
        reviewer=OuterRef("reviewer"),
        rubric__call=OuterRef("rubric__call"),
        purpose=ReviewPurpose.CALIBRATION,
        status__in=UNDER_WAY,
    )
    not_begun = COUNTS & Q(status=ReviewStatus.ASSIGNED)  # what is begun already goes on
    reviews = reviews_on_lists().select_related(None)
    reviews = with_current_revision(reviews.select_related("application", "rubric", "phase"))
    reviews = reviews.annotate(waits_for_calibration=not_begun & Exists(calibrations))
    return reviews.annotate(progress=progress_beside()) if to_show else reviews


def _phase_now() -> FilteredRelation:
    phase, now = "application__call__review_phases", timezone.now()
    is_now = Q(**{f"{phase}__begins_at__lte": now, f"{phase}__ends_at__gt": now})
    return FilteredRelation(phase, condition=is_now)


def can_be_scored(review: Review) -> bool:
    """Whether the reader of an `own_review` may score it now."""
    is_closed = not review.phase.may_score or review.waits_for_calibration
    return review.status in UNDER_WAY and not is_closed


def shows_answers(review: Review) -> bool:
    """Whether the reader of an `own_review` may see the answers: to score it, or once it is in."""
    is_in_a_phase = review.phase.pk is not None
    return can_be_scored(review) or review.status == ReviewStatus.SUBMITTED and is_in_a_phase


def shows_others(review: Review) -> bool:
    """Whether the reader of an `own_review` may see what others gave."""
    if review.phase.others_open == OthersOpen.AFTER_OWN:
        return review.status == ReviewStatus.SUBMITTED
    return review.phase.others_open == OthersOpen.ALWAYS


def timeline_of(call: Call) -> QuerySet[ReviewPhase]:
    """All phases of a call, the earliest first."""
    return ReviewPhase.objects.filter(call=call).order_by("begins_at")


def closed_in_words(call: Call | int) -> str:
    """That readers of a call do not score now: since when, until when, and what is open instead.

    Empty while they score.
    """
    phase, now = phase_now(call), timezone.now()
    if phase.may_score:
        return ""
    scoring = ReviewPhase.objects.filter(call=call, may_score=True)
    before = scoring.filter(ends_at__lte=now).order_by("ends_at").last()
    after = scoring.filter(begins_at__gt=now).order_by("begins_at").first()
    sentences = [_since_when(call, before)]
    if after:
        sentences.append(f"It opens{' again' if before else ''} on {_at(after.begins_at)}")
    elif before:
        sentences.append("No day is set for it to open again")
    if phase.others_open != OthersOpen.NEVER:
        sentences.append(
            f"Others’ scores are open on the reviews that you submitted, until {_at(phase.ends_at)}"
        )
    return " ".join(sentence.removesuffix(".") + "." for sentence in sentences)


def _since_when(call: Call | int, before: ReviewPhase | None) -> str:
    """When scoring closed; left open where somebody has scored since: a phase was removed."""
    saved = Review.objects.filter(rubric__call=call, saved_at__isnull=False)
    if saved.filter(saved_at__gt=before.ends_at).exists() if before else saved.exists():
        return "Scoring is closed right now"
    return f"Scoring closed on {_at(before.ends_at)}" if before else "Scoring has not begun"


def what_rests_on_now(call: Call) -> str:
    """What readers have that they can go on with only in a phase."""
    work = Review.objects.filter(rubric__call=call, status__in=UNDER_WAY).aggregate(
        readers=Count("reviewer", distinct=True),
        begun=Count("pk", filter=~Q(status=ReviewStatus.ASSIGNED)),
    )
    readers = number_of(work["readers"], "reader")
    have = "has" if work["readers"] == 1 else "have"
    return (
        f"{readers} {have} work, and {number_of(work['begun'], 'review')} begun and not submitted"
    )


def closed_for(reader: User) -> str:
    """The same of a reader's open reviews; empty if some of them can be scored now."""
    waiting = reviews_of(reader).filter(status__in=UNDER_WAY).order_by()
    calls = Call.objects.filter(pk__in=waiting.values("application__call")).order_by("pk")
    closed = [closed_in_words(call) for call in calls]
    return closed[0] if closed and all(closed) else ""


def next_of(reader: User, after: Review | None = None) -> Review | None:
    """The reader's next review that can be scored now, another one than `after` if there is one."""
    waiting = list(_can_be_scored(reader).select_related(None).only("pk")[:2])
    others = [review for review in waiting if review != after]
    return next(iter(others or waiting), None)


def _can_be_scored(reader: User | OuterRef) -> QuerySet[Review]:
    """The reader's reviews that can be scored now, in their order."""
    now = timezone.now()
    scoring = ReviewPhase.objects.filter(
        call=OuterRef("application__call"), begins_at__lte=now, ends_at__gt=now, may_score=True
    )
    return reviews_of(reader).filter(Exists(scoring), status__in=UNDER_WAY)


def _at(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "l, F j, P")

"""The phase of reviewing that is now: all rights of readers come from it."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from applications.models import Call
from reviewers.enums import OthersOpen, ReviewStatus
from reviewers.models import Review, ReviewPhase

NONE_IS_NOW = "Reviewing is closed right now. What you saved is kept."


def phase_now(call: Call | int) -> ReviewPhase:
    """The phase of a call that is now; one without any right, and not stored, where there is none.

    In it readers read no answers.
    """
    now = timezone.now()
    phases = ReviewPhase.objects.filter(call=call, begins_at__lte=now, ends_at__gt=now)
    return phases.first() or ReviewPhase(
        may_score=False,
        may_comment=False,
        others_open=OthersOpen.NEVER,
        only_redacted=True,
    )


def is_now(phase: ReviewPhase) -> bool:
    """Whether it is a stored phase, and not the absence of one."""
    return phase.pk is not None


def shows_others(phase: ReviewPhase, review: Review) -> bool:
    """Whether the reader of `review` may see what others gave."""
    if phase.others_open == OthersOpen.AFTER_OWN:
        return review.status == ReviewStatus.SUBMITTED
    return phase.others_open == OthersOpen.ALWAYS


def timeline_of(call: Call) -> QuerySet[ReviewPhase]:
    """All phases of a call, the earliest first."""
    return ReviewPhase.objects.filter(call=call).order_by("begins_at")


def next_begin(call: Call | int) -> datetime | None:
    """When the next phase in which readers score begins; None if none is to come."""
    ahead = Q(call=call, begins_at__gt=timezone.now(), may_score=True)
    phase = ReviewPhase.objects.filter(ahead).order_by("begins_at").first()
    return phase and phase.begins_at

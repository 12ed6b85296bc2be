"""Set the dated phases of reviewing, which carry all rights of readers."""

from core.actions import action
from core.models import User
from reviewers.models import ReviewPhase


@action
def add_phase(*, by: User | None, phase: ReviewPhase) -> ReviewPhase:
    """Store a new phase; IntegrityError if it overlaps another one of its call."""
    phase.save()
    return phase

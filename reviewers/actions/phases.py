"""Set the dated phases of reviewing, which carry all rights of readers."""

from contextlib import AbstractContextManager, nullcontext

import pghistory
from django.db import IntegrityError, transaction

from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.row_versions import Change, changed_meanwhile
from reviewers.models import ReviewPhase

WHY = "This phase is now. Say why: it stays on record."
OVERLAPS = "Another phase of this call is at that time. Phases follow each other."


@action
def add_phase(*, by: User | None, phase: ReviewPhase) -> ReviewPhase:
    """Store a new phase; refused if it overlaps another one of its call."""
    _save(phase)
    return phase


@action
def change_phase(*, by: User, change: Change, reason: str = "") -> ReviewPhase:
    """Store what was changed; of the phase that is now only for a reason, which history has.

    ChangedMeanwhile if somebody else changed the same since.
    """
    phase = ReviewPhase.objects.select_for_update().get(pk=change.row.pk)
    if names := changed_meanwhile(phase, change):
        raise ChangedMeanwhile(rows=[(phase, names)])
    with _for(reason, phase):
        for name, value in change.values.items():
            setattr(phase, name, value)
        _save(phase)
    return phase


@action
def remove_phase(*, by: User, phase: ReviewPhase, reason: str = "") -> None:
    """Remove a phase, the one that is now only for a reason; readers have no rights in its time."""
    with _for(reason, phase):
        phase.delete()


def _for(reason: str, phase: ReviewPhase) -> AbstractContextManager:
    if phase.is_running and not reason:
        raise Refused(WHY, "needs_reason", field="reason")
    return pghistory.context(reason=reason) if reason else nullcontext()


def _save(phase: ReviewPhase) -> None:
    try:
        with transaction.atomic():
            phase.save()
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "phases_of_a_call_do_not_overlap":
            raise
        raise Refused(OVERLAPS, "phases_overlap", field="begins_at") from error

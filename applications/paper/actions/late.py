"""A coordinator decides whether an application that came late counts."""

from django.utils import timezone

from applications.enums import APPLICATION_MOVES, ApplicationStatus
from applications.models import Application, LateEntry
from core.actions import action
from core.models import User
from core.states import may_move


class AlreadyDecided(Exception):
    """Somebody else decided otherwise, or the applicant withdrew."""


class OwnEntry(Exception):
    """Nobody decides on a late entry that they asked for."""


@action
def decide_late(*, by: User, application: Application, accepts: bool, note: str) -> None:
    """Let a late application count, or not; `note` says why, and is needed to refuse.

    The same decision again is the same. Raises AlreadyDecided and OwnEntry.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    entry = LateEntry.objects.select_for_update().get(application=application)
    if entry.asked_by_id == by.pk:
        raise OwnEntry
    if entry.accepted == accepts:
        return
    end = ApplicationStatus.RECEIVED if accepts else ApplicationStatus.REFUSED
    is_open = may_move(APPLICATION_MOVES, application.status, end, by=by)
    if entry.accepted is not None or not is_open:
        raise AlreadyDecided
    entry.accepted, entry.note = accepts, note
    entry.decided_by, entry.decided_at = by, timezone.now()
    entry.save()
    application.status = end
    application.save()

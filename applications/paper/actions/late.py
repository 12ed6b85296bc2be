"""A coordinator's decision on a late application."""

from django.utils import timezone

from applications.enums import APPLICATION_MOVES, ApplicationStatus
from applications.models import Application, LateEntry
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move


@action
def decide_late(*, by: User, application: Application, accepts: bool, note: str) -> None:
    """Accept or refuse a late application; `note` says why, and is required to refuse.

    May be repeated. Refused for whoever asked for it, and if somebody else decided otherwise or
    the applicant withdrew.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    entry = LateEntry.objects.select_for_update().get(application=application)
    if entry.asked_by_id == by.pk:
        message = f"You asked for {application.reference} yourself. Somebody else decides."
        raise Refused(message, "own_entry")
    if entry.accepted == accepts:
        return
    end = ApplicationStatus.RECEIVED if accepts else ApplicationStatus.REFUSED
    is_open = may_move(APPLICATION_MOVES, application.status, end, by=by)
    if entry.accepted is not None or not is_open:
        message = f"{application.reference} was decided or withdrawn in the meantime."
        raise ChangedMeanwhile(message)
    entry.accepted, entry.note = accepts, note
    entry.decided_by, entry.decided_at = by, timezone.now()
    entry.save()
    application.status = end
    application.save()

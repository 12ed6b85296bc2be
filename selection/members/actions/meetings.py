"""Set a meeting, move or cancel it, and note who was there."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from selection.enums import Presence
from selection.members.queries import version_of
from selection.models import Attendance, Meeting, Seat
from selection.offers.queries import seats_on

NOTED = "Somebody else noted otherwise since you looked. Nothing was saved: open the meeting again."
CHANGED = "Somebody has changed this meeting since you looked. Look again; nothing was changed."


@action
def set_meeting(*, by: User, call: Call, begins_at: datetime, place: str) -> Meeting:
    """A meeting of the group. Refused for a second one at the same time."""
    return _kept(Meeting(call=call, begins_at=begins_at, place=place, added_by=by))


@action
def move_meeting(
    *, by: User, meeting: Meeting, begins_at: datetime, place: str, seen: int
) -> Meeting:
    """Another time or place; `seen` is the version that the page showed.

    Another time is refused once somebody was there, and where the group meets already;
    ChangedMeanwhile for another version than that, also of one that is canceled by now.
    """
    meeting = _locked(meeting)
    if meeting.is_canceled or version_of(meeting) != seen:
        raise ChangedMeanwhile(CHANGED)
    if begins_at != meeting.begins_at:
        _refuse_if_held(meeting, "The place can still be corrected.", field="begins_at")
        meeting.attendances.all().delete()  # nobody was there; who is excused is asked anew
    meeting.begins_at, meeting.place = begins_at, place
    return _kept(meeting)


@action
def cancel_meeting(*, by: User, meeting: Meeting, reason: str, seen: int) -> Meeting:
    """It does not take place, and that stays so; another can be set in its stead.

    Refused once somebody was there; ChangedMeanwhile for another version than the one seen.
    """
    meeting = _locked(meeting)
    if meeting.is_canceled or version_of(meeting) != seen:
        raise ChangedMeanwhile(CHANGED)
    _refuse_if_held(meeting, "It cannot be canceled.")
    meeting.attendances.all().delete()  # nobody needs an excuse for what does not take place
    meeting.cancelled_by, meeting.cancelled_at = by, timezone.now()
    meeting.cancelled_because = reason
    meeting.save()
    return meeting


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _kept(meeting: Meeting) -> Meeting:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as taken:
        message = "The group meets at that time already."
        raise Refused(message, "taken", field="begins_at") from taken
    return meeting


def _refuse_if_held(meeting: Meeting, so: str, field: str | None = None) -> None:
    """Stipends count who was there, from the day of the meeting on."""
    if meeting.attendances.filter(presence=Presence.THERE).exists():
        message = f"It was held: somebody is noted as there, and stipends count that. {so}"
        raise Refused(message, "held", field=field)


@action
def note_attendance(
    *,
    by: User,
    meeting: Meeting,
    presences: Mapping[int, Presence],
    seen: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Who was there, by the seat's id; `seen` is what the page showed as noted before.

    Whoever is marked as the page showed them stays as they are by now. ChangedMeanwhile where
    somebody else noted otherwise; refused beforehand, and of a meeting that was canceled.
    """
    meeting = _locked(meeting)
    if meeting.is_canceled:
        raise Refused("This meeting was canceled: nobody was there.", "canceled")
    if not meeting.has_begun:
        raise Refused("Note who was there once the meeting has begun.", "too_early")
    day = timezone.localdate(meeting.begins_at)
    seats = {seat.pk: seat for seat in seats_on(meeting.call, day)}
    for pk, presence in presences.items():
        if presence != seen.get(pk):
            _note(meeting, seats.get(pk), presence, seen.get(pk, ""))


def _note(meeting: Meeting, seat: Seat | None, presence: Presence, seen: str) -> None:
    if seat is None:
        raise Refused("Somebody of this list sat in no seat on that day.", "no_seat")
    noted = Attendance.objects.filter(meeting=meeting, seat=seat).first()
    now = noted.presence if noted else ""
    if now not in (presence, seen):
        raise ChangedMeanwhile(NOTED, field=f"seat-{seat.pk}")
    if noted is None:
        Attendance.objects.create(meeting=meeting, seat=seat, presence=presence)
    elif now != presence:
        noted.presence = presence
        noted.save()

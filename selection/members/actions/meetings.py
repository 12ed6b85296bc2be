"""Set a meeting, and note who was there."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import Call
from core.actions import Refused, action
from core.models import User
from selection.enums import Presence
from selection.models import Attendance, Meeting, Seat
from selection.offers.queries import seats_held


@action
def set_meeting(*, by: User, call: Call, begins_at: datetime, place: str) -> Meeting:
    """A meeting of the group. Refused for a second one at the same time."""
    try:
        with transaction.atomic():
            return Meeting.objects.create(call=call, begins_at=begins_at, place=place, added_by=by)
    except IntegrityError as taken:
        message = "The group meets at that time already."
        raise Refused(message, "taken", field="begins_at") from taken


@action
def note_attendance(*, by: User, meeting: Meeting, presences: Mapping[int, Presence]) -> None:
    """Who was there, by the seat's id; noted again, the newer one counts. Refused beforehand."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.begins_at > timezone.now():
        raise Refused("Note who was there once the meeting has begun.", "too_early")
    day = timezone.localdate(meeting.begins_at)
    seats = {seat.pk: seat for seat in seats_held(meeting.call, day)}
    for pk, presence in presences.items():
        _note(meeting, seats.get(pk), presence)


def _note(meeting: Meeting, seat: Seat | None, presence: Presence) -> None:
    if seat is None:
        raise Refused("Somebody of this list sat in no seat on that day.", "no_seat")
    noted = Attendance.objects.filter(meeting=meeting, seat=seat).first()
    if noted is None:
        Attendance.objects.create(meeting=meeting, seat=seat, presence=presence)
    elif noted.presence != presence:
        noted.presence = presence
        noted.save()

"""Who sits in a group and what they asked for; its meetings, and who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from applications.form.queries import contacts_of, supports_of
from applications.models import Call, Contact, Support
from selection.enums import Presence
from selection.models import Attendance, Meeting, Seat
from selection.offers.queries import seats_held


@dataclass(frozen=True)
class Member:
    """Somebody who sits on a day, with what a host needs to know, and whether they came."""

    seat: Seat
    contact: Contact
    support: Support | None
    presence: str = ""

    @property
    def name(self) -> str:
        """What to call them."""
        return self.contact.name or str(self.seat.offer.decision.application)

    @property
    def needs(self) -> list[str]:
        """What they asked for, in words."""
        if self.support is None:
            return []
        speaks = self.support.speaks.name if self.support.speaks else self.support.speaks_other
        found = []
        if self.support.needs_interpreter:
            found.append(f"Interpreter: {speaks or 'ask which language'}")
        if self.support.needs_childcare:
            found.append("Childcare")
        if self.support.needs_transport:
            found.append("Getting there")
        return found

    @property
    def accommodation(self) -> str:
        """In their own words, as they asked for it."""
        return self.support.accommodation if self.support else ""


def members_on(call: Call, day: date, meeting: Meeting | None = None) -> list[Member]:
    """Who sits on a day, by seat; with a meeting, whether they were there."""
    seats = list(seats_held(call, day))
    people = [seat.offer.decision.application_id for seat in seats]
    contacts, supports = contacts_of(people), supports_of(people)
    noted = Attendance.objects.filter(meeting=meeting) if meeting else Attendance.objects.none()
    there = dict(noted.values_list("seat", "presence"))
    return [
        Member(seat, contacts[pk], supports.get(pk), there.get(seat.pk, ""))
        for seat, pk in zip(seats, people, strict=True)
    ]


def asked_for(members: Sequence[Member]) -> list[tuple[str, int]]:
    """How many need each thing: what a host books."""
    counted: dict[str, int] = {}
    for member in members:
        for need in [*member.needs, *(["Accommodation"] if member.accommodation else [])]:
            counted[need] = counted.get(need, 0) + 1
    return sorted(counted.items())


def meetings_of(call: Call) -> QuerySet[Meeting]:
    """With how many were `there`, of how many `noted`; the next or newest first."""
    there = Count("attendances", filter=Q(attendances__presence=Presence.THERE))
    meetings = Meeting.objects.filter(call=call).order_by("-begins_at")
    return meetings.annotate(there=there, noted=Count("attendances"))

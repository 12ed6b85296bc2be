"""Who sits in a group and what they asked for; its meetings, and who was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from applications.form.queries import contacts_of, supports_of
from applications.models import Call, Contact, Support
from core.languages import BY_CODE, ENGLISH, Language
from core.models import User
from selection.enums import Presence
from selection.models import Attendance, Meeting, NeedInEnglish, Seat
from selection.offers.queries import seats_held, seats_on


@dataclass(frozen=True)
class Member:
    """Somebody who sits on a day, with what a host needs to know, and whether they came."""

    seat: Seat
    contact: Contact
    support: Support | None
    presence: str = ""
    note: NeedInEnglish | None = None

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

    @property
    def in_english(self) -> str:
        """The same in English, if somebody has put it so and they ask for the same still."""
        return self.note.text if self.note and self.note.asked == self.accommodation else ""

    @property
    def lacks_english(self) -> bool:
        """Whether a host would read their words in another language."""
        return bool(self.language and self.accommodation and not self.in_english)

    @property
    def language(self) -> Language | None:
        """That of their words, where it is another one."""
        code = self.contact.revision.language
        return None if code == ENGLISH.code else BY_CODE.get(code)


def members_on(call: Call, day: date) -> list[Member]:
    """Who holds a seat on a day, by seat."""
    return _members(list(seats_held(call, day)), {})


def members_at(meeting: Meeting) -> list[Member]:
    """Who may be at a meeting, by seat, and whether they were: also on the last day of a seat."""
    noted = Attendance.objects.filter(meeting=meeting)
    seats = seats_on(meeting.call, timezone.localdate(meeting.begins_at))
    return _members(list(seats), dict(noted.values_list("seat", "presence")))


def member_of(seat: Seat) -> Member:
    """Whoever holds or held one seat."""
    return _members([seat], {})[0]


def _members(seats: Sequence[Seat], there: Mapping[int, str]) -> list[Member]:
    people = [seat.offer.decision.application_id for seat in seats]
    contacts, supports = contacts_of(people), supports_of(people)
    notes = NeedInEnglish.objects.in_bulk([seat.pk for seat in seats])
    return [
        Member(seat, contacts[pk], supports.get(pk), there.get(seat.pk, ""), notes.get(seat.pk))
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


def version_of(meeting: Meeting) -> int:
    """Another number after any change of it."""
    return meeting.events.order_by("-pgh_id").values_list("pgh_id", flat=True)[0]


@dataclass(frozen=True)
class Before:
    """When and where a meeting was to be, until somebody changed that."""

    begins_at: datetime
    place: str
    changed_at: datetime
    changed_by: User | None


def before_changes(meeting: Meeting) -> list[Before]:
    """Each time and place that does not hold any more, the last one first."""
    versions = list(meeting.events.order_by("pgh_id"))
    steps = [
        (old, new)
        for old, new in pairwise(versions)
        if (old.begins_at, old.place) != (new.begins_at, new.place)
    ]
    ids = [(new.pgh_context or {}).get("user") for _old, new in steps]
    people = User.objects.in_bulk([each for each in ids if each])
    found = [
        Before(old.begins_at, old.place, new.pgh_created_at, people.get(pk))
        for (old, new), pk in zip(steps, ids, strict=True)
    ]
    return found[::-1]


def ahead(call: Call) -> list[Meeting]:
    """Meetings to come, the next one first, with those that were canceled."""
    return list(Meeting.objects.filter(call=call, begins_at__gte=timezone.now()))

"""A meeting is moved or canceled: who was there, the roster, the sheet and stipends stay right."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import ChangedMeanwhile, Refused
from core.models import AccessEvent
from selection.enums import Presence
from selection.members.actions.meetings import (
    cancel_meeting,
    move_meeting,
    note_attendance,
    set_meeting,
)
from selection.members.queries import version_of
from selection.models import Attendance, Meeting
from tests.concurrency import at_once
from tests.factories.applications import apply
from tests.factories.offering import accepted, offered
from tests.factories.staff import signed_in
from tests.refusals import refuses


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


@pytest.fixture
def seat(call, cast):
    (seat,) = (accepted(each) for each in offered(cast, apply(call)))
    return seat


def set_in(cast, call, hours: int) -> Meeting:
    begins_at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=hours)
    return set_meeting(by=cast.coordinator, call=call, begins_at=begins_at, place="Room 801")


def there(cast, meeting: Meeting, seat) -> None:
    note_attendance(by=cast.coordinator, meeting=meeting, presences={seat.pk: Presence.THERE})


@pytest.mark.django_db
def test_meeting_is_moved_and_both_pages_say_what_it_was(call, cast, seat, client) -> None:
    meeting = set_in(cast, call, 24)
    page = f"/staff/meetings/{meeting.pk}/"
    assert f"{page}change/" in client.get(page).content.decode()
    sent = {"begins_at": "2031-05-06T18:30", "place": "Online", "seen": version_of(meeting)}
    assert client.post(f"{page}change/", sent).url == page
    for shown in (client.get(page), client.get(f"{page}sheet/")):
        text = shown.content.decode()
        assert "Tuesday, May 6, 2031, 6:30 p.m." in text and "Online" in text
        assert "Before, it was" in text and "Room 801" in text, "who has an old sheet sees it"
    stale = client.post(f"{page}change/", {**sent, "place": "Elsewhere"}, follow=True)
    assert "error-summary" in stale.content.decode()
    meeting.refresh_from_db()
    assert meeting.place == "Online"


@pytest.mark.django_db
def test_meeting_does_not_move_to_the_time_of_another(call, cast) -> None:
    first, second = set_in(cast, call, 24), set_in(cast, call, 48)
    move = {"by": cast.coordinator, "meeting": first, "begins_at": second.begins_at, "place": "X"}
    with refuses("taken"):
        move_meeting(**move, seen=version_of(first))
    cancel_meeting(by=cast.coordinator, meeting=second, reason="Snow", seen=version_of(second))
    move_meeting(**move, seen=version_of(first))


@pytest.mark.django_db
def test_canceled_meeting_says_so_and_names_nobody(call, cast, seat, client) -> None:
    meeting = set_in(cast, call, 24)
    page, name = f"/staff/meetings/{meeting.pk}/", "Wideline Jean-Baptiste"
    assert name in client.get(f"{page}sheet/").content.decode()
    sent = {"reason": "Snow emergency", "seen": version_of(meeting)}
    no_reason = client.post(f"{page}cancel/", {**sent, "reason": " "}, follow=True)
    assert "Say why." in no_reason.content.decode()
    assert client.post(f"{page}cancel/", sent).url == page
    opened = AccessEvent.objects.count()
    for shown in (client.get(page), client.get(f"{page}sheet/")):
        text = shown.content.decode()
        assert "Canceled" in text and "Snow emergency" in text and name not in text
    assert AccessEvent.objects.count() == opened
    for listed in (f"/staff/meetings/?call={call.slug}", f"/staff/members/?call={call.slug}"):
        assert "anceled" in client.get(listed).content.decode()
    for gone in ("change", "cancel"):
        assert client.get(f"{page}{gone}/").url == page


@pytest.mark.django_db
def test_nobody_is_noted_as_there_at_a_canceled_meeting(call, cast, seat, client) -> None:
    meeting = set_in(cast, call, -1)
    cancel_meeting(by=cast.coordinator, meeting=meeting, reason="Snow", seen=version_of(meeting))
    with refuses("canceled"):
        there(cast, meeting, seat)
    answer = client.post(
        f"/staff/meetings/{meeting.pk}/", {f"seat-{seat.pk}": "there"}, follow=True
    )
    assert "was canceled" in answer.content.decode()
    with pytest.raises(IntegrityError, match="nobody was at a canceled"), transaction.atomic():
        Attendance.objects.create(meeting=meeting, seat=seat, presence="there")
    set_meeting(by=cast.coordinator, call=call, begins_at=meeting.begins_at, place="Its stead")


@pytest.mark.django_db
def test_meeting_at_which_somebody_was_stands(call, cast, seat) -> None:
    meeting = set_in(cast, call, -1)
    there(cast, meeting, seat)
    act, later = {"by": cast.coordinator, "meeting": meeting}, timezone.now() + timedelta(days=3)
    seen = version_of(meeting)
    with refuses("held"):
        move_meeting(**act, begins_at=later, place="Room 801", seen=seen)
    with refuses("held"):
        cancel_meeting(**act, reason="Snow", seen=seen)
    for changes in (
        {"begins_at": later},
        {"cancelled_at": later, "cancelled_by": cast.coordinator, "cancelled_because": "Snow"},
    ):
        with pytest.raises(IntegrityError, match="somebody is noted"), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**changes)
    move_meeting(**act, begins_at=meeting.begins_at, place="Room 802", seen=seen)
    assert Meeting.objects.get(pk=meeting.pk).place == "Room 802", "a wrong place is corrected"


@pytest.mark.django_db
def test_who_was_noted_as_excused_is_asked_anew_of_another_time(call, cast, seat) -> None:
    meeting = set_in(cast, call, -1)
    note_attendance(by=cast.coordinator, meeting=meeting, presences={seat.pk: Presence.EXCUSED})
    later = timezone.now() + timedelta(days=3)
    move_meeting(
        by=cast.coordinator, meeting=meeting, begins_at=later, place="X", seen=version_of(meeting)
    )
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_canceled_meeting_stays_canceled(call, cast) -> None:
    meeting = set_in(cast, call, 24)
    act = {"by": cast.coordinator, "meeting": meeting}
    cancel_meeting(**act, reason="Snow", seen=version_of(meeting))
    seen = version_of(meeting)
    with pytest.raises(ChangedMeanwhile):
        cancel_meeting(**act, reason="Rain", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        move_meeting(**act, begins_at=meeting.begins_at, place="X", seen=seen)
    with pytest.raises(Exception, match="stays_canceled"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(place="X")


@pytest.mark.django_db
def test_meeting_is_canceled_with_a_reason(call, cast) -> None:
    meeting = set_in(cast, call, 24)
    with pytest.raises(IntegrityError, match="says_who_when_and_why"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=timezone.now())


@pytest.mark.django_db
def test_canceled_meeting_keeps_no_excuse(call, cast, seat) -> None:
    meeting = set_in(cast, call, -1)
    note_attendance(by=cast.coordinator, meeting=meeting, presences={seat.pk: Presence.EXCUSED})
    gone = {"cancelled_at": timezone.now(), "cancelled_by": cast.coordinator}
    with pytest.raises(IntegrityError, match="somebody is noted"), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**gone, cancelled_because="Snow")
    cancel_meeting(by=cast.coordinator, meeting=meeting, reason="Snow", seen=version_of(meeting))
    assert not Attendance.objects.exists()


def tried(do) -> str:
    try:
        do()
    except (Refused, IntegrityError):
        return "told"
    return "done"


def assert_one_won(done: list[str], meeting: Meeting) -> None:
    meeting.refresh_from_db()
    assert sorted(done) == ["done", "told"]
    assert meeting.is_canceled != Attendance.objects.filter(meeting=meeting).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", range(4))
def test_of_canceling_and_noting_at_the_same_moment_one_wins(call, cast, seat, first) -> None:
    meeting = set_in(cast, call, -1)
    seen = version_of(meeting)
    tries = [
        lambda: there(cast, meeting, seat),
        lambda: cancel_meeting(by=cast.coordinator, meeting=meeting, reason="Snow", seen=seen),
    ]
    tries = tries[:: 1 if first % 2 else -1]
    assert_one_won(at_once(lambda: tried(tries.pop()), 2), meeting)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("presence", Presence)
def test_database_lets_one_of_canceling_and_noting_win(call, cast, seat, presence) -> None:
    meeting = set_in(cast, call, -1)
    gone = {"cancelled_at": timezone.now(), "cancelled_by": cast.coordinator}
    tries = [
        lambda: Attendance.objects.create(meeting=meeting, seat=seat, presence=presence),
        lambda: Meeting.objects.filter(pk=meeting.pk).update(**gone, cancelled_because="Snow"),
    ]
    assert_one_won(at_once(lambda: tried(tries.pop()), 2), meeting)

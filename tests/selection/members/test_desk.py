"""The members' desk: who sits, what they asked for, meetings and who was there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Support
from core.models import AccessEvent
from selection.members.actions.meetings import note_attendance, set_meeting
from selection.members.queries import asked_for, meetings_of, members_on
from selection.models import Attendance, NeedInEnglish, Seat
from selection.offers.actions.leave import leave_seat
from tests.factories.applications import apply
from tests.factories.offering import accepted, offered
from tests.factories.staff import signed_in
from tests.refusals import refuses

NEEDS = {"needs_interpreter": True, "needs_childcare": True, "accommodation": "Step-free, please"}


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


@pytest.fixture
def seats(call, cast):
    return [accepted(each) for each in offered(cast, apply(call, support=NEEDS), apply(call))]


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.django_db
def test_roster_says_what_they_asked_for_and_each_name_is_on_record(call, seats, client) -> None:
    text = client.get(f"/staff/members/?call={call.slug}").content.decode()
    for words in ("Interpreter: Haitian Creole", "Childcare", "Step-free, please"):
        assert words in text
    opened = AccessEvent.objects.filter(query="members").values_list("object_id", flat=True)
    assert set(opened) == {seat.offer.decision.application_id for seat in seats}
    assert asked_for(members_on(call, today())) == [
        ("Accommodation", 1),
        ("Childcare", 1),
        ("Interpreter: Haitian Creole", 1),
    ]


@pytest.mark.django_db
def test_host_reads_in_english_what_was_asked_for_in_another_language(call, cast, client) -> None:
    asked = "Una rampa\npor favor"
    member = apply(call, support={"accommodation": asked}, language="es")
    (seat,) = (accepted(each) for each in offered(cast, member))
    meeting = set_meeting(
        by=cast.coordinator, call=call, begins_at=timezone.now(), place="Room 801"
    )
    sheet = f"/staff/meetings/{meeting.pk}/sheet/"
    page = f"/staff/members/{seat.pk}/english/"
    shown = client.get(sheet).content.decode()
    assert "in Spanish" in shown and page in shown
    assert page in client.get(f"/staff/members/?call={call.slug}").content.decode()
    assert "Una rampa" in client.get(page).content.decode()
    assert AccessEvent.objects.filter(query="what they asked for").count() == 1
    stale = client.post(page, {"asked": "Otra cosa", "text": "Something else"}, follow=True)
    assert "error-summary" in stale.content.decode()
    assert not NeedInEnglish.objects.exists()
    typed = {"asked": asked.replace("\n", "\r\n"), "text": "A ramp, please"}
    assert client.post(page, typed).status_code == 302
    shown = client.get(sheet).content.decode()
    assert "A ramp, please" in shown and "rampa" not in shown and page not in shown
    Support.objects.filter(accommodation=asked).update(accommodation="Otra cosa")
    shown = client.get(sheet).content.decode()
    assert "Otra cosa" in shown and "A ramp" not in shown, "it is out of date"


@pytest.mark.django_db
def test_attendance_is_of_those_who_sat_on_that_day(call, cast, seats, client) -> None:
    first, second = seats
    Seat.objects.filter(pk=second.pk).update(since=today(-9))
    leave_seat(by=cast.coordinator, seat=second, last_day=today(-1), reason="Moved away")
    sent = {"begins_at": f"{today().isoformat()}T00:01", "place": "Room 801"}
    assert client.post(f"/staff/meetings/?call={call.slug}", sent).status_code == 302
    meeting = meetings_of(call).get()
    page = f"/staff/meetings/{meeting.pk}/"
    assert [row[0].seat for row in client.get(page).context["rows"]] == [first]
    client.post(page, {f"seat-{first.pk}": "there", f"seat-{second.pk}": "there"})
    client.post(page, {f"seat-{first.pk}": "excused", "seen": f"{first.pk}:there"})
    assert [(each.seat, each.presence) for each in Attendance.objects.all()] == [(first, "excused")]
    sheet = client.get(f"{page}sheet/").content.decode()
    assert "Wideline Jean-Baptiste" in sheet and "wideline@example.org" not in sheet
    assert "Came" in sheet and sheet.count('class="came-box"') == 1, "to tick who came"


@pytest.mark.django_db
def test_who_is_there_on_their_last_day_is_noted(call, cast, seats, client) -> None:
    meeting = set_meeting(by=cast.coordinator, call=call, begins_at=timezone.now(), place="Here")
    leave_seat(by=cast.coordinator, seat=seats[0], last_day=today(), reason="Moved away")
    page = f"/staff/meetings/{meeting.pk}/"
    assert [row[0].seat for row in client.get(page).context["rows"]] == seats
    client.post(page, {f"seat-{seats[0].pk}": "there"})
    assert Attendance.objects.get().seat == seats[0]
    assert [each.seat for each in members_on(call, today())] == seats[1:], "who sits now"


@pytest.mark.django_db
def test_stale_page_does_not_overwrite_who_was_there(call, cast, seats, client) -> None:
    meeting = set_meeting(by=cast.coordinator, call=call, begins_at=timezone.now(), place="Here")
    page = f"/staff/meetings/{meeting.pk}/"
    first, second = (f"seat-{seat.pk}" for seat in seats)

    def noted() -> dict[str, str]:
        return {f"seat-{each.seat_id}": each.presence for each in Attendance.objects.all()}

    client.post(page, {first: "there"})
    stale = client.post(page, {first: "absent", second: "there", "seen": ""}, follow=True)
    assert "Somebody else noted otherwise" in stale.content.decode()
    again = client.post(stale.redirect_chain[-1][0], dict(stale.context["form"].data.items()))
    assert "kept=" in again.url, "sent again, it is refused again"
    assert noted() == {first: "there"}
    shown = client.get(page).context["form"]["seen"].value()
    client.post(page, {first: "absent", "seen": shown})
    client.post(page, {first: "there", second: "there", "seen": shown})
    assert noted() == {first: "absent", second: "there"}, "as shown is not noted anew"


@pytest.mark.django_db
def test_nobody_is_noted_before_a_meeting_or_in_a_seat_of_others(call, cast, seats) -> None:
    later = set_meeting(
        by=cast.coordinator, call=call, begins_at=timezone.now() + timedelta(days=1), place="Here"
    )
    with refuses("too_early"):
        note_attendance(by=cast.coordinator, meeting=later, presences={seats[0].pk: "there"})
    with refuses("taken"):
        set_meeting(by=cast.coordinator, call=call, begins_at=later.begins_at, place="There")
    now = set_meeting(by=cast.coordinator, call=call, begins_at=timezone.now(), place="Here")
    with refuses("no_seat"):
        note_attendance(by=cast.coordinator, meeting=now, presences={0: "there"})

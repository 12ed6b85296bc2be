"""Postmarks, and what comes after the deadline: it counts only when a coordinator says so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pgtrigger import ignore

from applications.enums import Arrival, Channel, DeadlineRule
from applications.form import queries
from applications.form.actions.withdraw import withdraw_application
from applications.models import Application, Call, LateEntry, Revision
from applications.paper.actions.late import decide_late
from applications.paper.queries import late_entries
from core.models import OutgoingMail
from selection.enums import Caution
from tests.factories import desk
from tests.factories.calls import redated
from tests.factories.desk import correct
from tests.factories.releasing import choose_member
from tests.factories.staff import Cast
from tests.journeys.visitor import in_one_line
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
# 5 p.m. on November 10 in Boston; and the last second of that day.
AT_FIVE = datetime(2021, 11, 10, 22, tzinfo=UTC)
END_OF_DAY = datetime(2021, 11, 11, 4, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2021, 11, 11, 5, tzinfo=UTC)
OPENS = datetime(2021, 10, 27, 13, tzinfo=UTC)


def by_postmark(call: Call, closes: datetime = AT_FIVE, **changes: int) -> Call:
    with ignore("applications.Call:an_open_call_keeps_its_address_and_rules"):
        Call.objects.update(deadline_rule=DeadlineRule.POSTMARK, **changes)
    call.refresh_from_db()
    return redated(call, opens_at=OPENS, closes_at=closes)


@pytest.fixture
def closed(call: Call) -> Call:
    """The call, closed an hour ago."""
    now = timezone.now()
    return redated(call, opens_at=now - 9 * DAY, closes_at=now - timedelta(hours=1))


@pytest.mark.parametrize(
    ("closes", "postmark", "arrival"),
    [
        (AT_FIVE, date(2021, 11, 10), Arrival.ON_TIME),  # a postmark has no hour: the whole day
        (AT_FIVE, date(2021, 11, 11), Arrival.LATE),
        (END_OF_DAY, date(2021, 11, 10), Arrival.ON_TIME),
        (END_OF_DAY, date(2021, 11, 11), Arrival.LATE),  # the day on which UTC has it close
        (MIDNIGHT, date(2021, 11, 10), Arrival.ON_TIME),
        (MIDNIGHT, date(2021, 11, 11), Arrival.LATE),
        (AT_FIVE, date(2021, 10, 27), Arrival.ON_TIME),
        (AT_FIVE, date(2021, 10, 26), Arrival.LATE),  # before there was a call: misread
        (AT_FIVE, None, Arrival.LATE),
        # The night on which the clocks go back, 1:30 a.m., both times
        (datetime(2021, 11, 7, 5, 30, tzinfo=UTC), date(2021, 11, 7), Arrival.ON_TIME),
        (datetime(2021, 11, 7, 6, 30, tzinfo=UTC), date(2021, 11, 8), Arrival.LATE),
    ],
)
def test_postmark_decides_for_mail_that_comes_later(call, closes, postmark, arrival) -> None:
    call = by_postmark(call, closes)
    assert call.arrival(closes + 9 * DAY, postmark) is arrival


def test_postmark_counts_only_where_the_call_says_so(call) -> None:
    call = redated(call, opens_at=OPENS, closes_at=AT_FIVE)
    assert call.arrival(AT_FIVE, date(2021, 11, 1)) is Arrival.ON_TIME
    assert call.arrival(AT_FIVE + SECOND, date(2021, 11, 1)) is Arrival.LATE


def test_postmark_rule_leaves_what_came_in_time_alone(call) -> None:
    call = by_postmark(call, grace_minutes=5)
    assert call.arrival(AT_FIVE, None) is Arrival.ON_TIME
    assert call.arrival(AT_FIVE + SECOND, None) is Arrival.IN_GRACE
    assert call.arrival(AT_FIVE + timedelta(minutes=5, seconds=1), None) is Arrival.LATE
    assert call.arrival(OPENS - SECOND, date(2021, 11, 1)) is Arrival.TOO_EARLY


def test_gate_applies_the_postmark_to_mail_alone(call, cast) -> None:
    call = by_postmark(call, grace_minutes=5)
    mark = {"postmarked_on": date(2021, 11, 10)}
    came = AT_FIVE + timedelta(minutes=1)
    stored = desk.typed_in(call, cast.clerk, received_at=came + 5 * DAY, paper=mark)
    assert stored.status == "received"
    assert not Revision.objects.get(application=stored).was_in_grace
    for channel in (Channel.IN_PERSON, Channel.PHONE):
        with refuses("not_open"):
            desk.typed_in(call, cast.clerk, received_at=came + 5 * DAY, paper=mark, channel=channel)
    with refuses("not_open"):
        desk.typed_in(
            call, cast.clerk, received_at=came + DAY, paper={"postmarked_on": date(2021, 11, 11)}
        )


def test_late_entry_does_not_count_until_it_is_accepted(closed, cast) -> None:
    application = desk.late(closed, cast.clerk)
    assert application.status == "late"
    assert not queries.eligible_applications().exists()
    with refuses("not_counted"):
        choose_member(by=cast.coordinator, application=application, despite=Caution)
    decide_late(by=cast.coordinator, application=application, accepts=True, note="")
    assert queries.eligible_applications().get() == application
    assert choose_member(by=cast.coordinator, application=application, despite=Caution).pk
    entry = LateEntry.objects.get()
    assert (entry.asked_by, entry.decided_by) == (cast.clerk, cast.coordinator)


def test_late_entry_without_a_reason_is_refused_by_the_gate(closed, cast) -> None:
    with refuses("not_open"):
        desk.typed_in(closed, cast.clerk, received_at=timezone.now())
    assert not Application.objects.exists()


def test_late_reason_of_one_in_time_makes_it_no_late_entry(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk, paper={"late_reason": "thought it was late"})
    assert application.status == "received"
    assert not LateEntry.objects.exists()


@pytest.mark.parametrize("decide", [False, True])
def test_late_or_refused_person_may_leave_by_the_page_of_the_application(
    closed, cast, decide
) -> None:
    application = desk.late(closed, cast.clerk)
    if decide:
        decide_late(by=cast.coordinator, application=application, accepts=False, note="Too late")
    client = Client()
    client.force_login(cast.coordinator)
    page = f"/staff/applications/{application.reference}/"
    assert f'href="{page}withdraw/"' in client.get(page).content.decode()
    client.post(f"{page}withdraw/", {"asker": "applicant", "way": "phone"})
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert f'href="{page}withdraw/"' not in client.get(page).content.decode()


@pytest.mark.parametrize("status", ["received", "refused"])
def test_late_entry_counts_in_no_other_way(closed, cast, status) -> None:
    application = desk.late(closed, cast.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(status=status)


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""},
        {"accepted": True},
        {"accepted": False, "note": "", "decided_at": AT_FIVE, "by": "coordinator"},
        {"accepted": True, "decided_at": AT_FIVE, "by": "clerk"},
    ],
)
def test_late_entry_that_breaks_a_rule_is_refused_by_the_database(closed, cast, changes) -> None:
    application = desk.late(closed, cast.clerk)
    if by := changes.pop("by", None):
        changes["decided_by"] = getattr(cast, by)
    with pytest.raises(IntegrityError), transaction.atomic():
        LateEntry.objects.filter(pk=application.pk).update(**changes)


def test_late_entry_is_decided_once_and_by_another(closed, cast) -> None:
    application = desk.late(closed, cast.clerk)
    with refuses("own_entry"):
        decide_late(by=cast.clerk, application=application, accepts=True, note="")
    decide_late(by=cast.coordinator, application=application, accepts=False, note="Too late.")
    decide_late(by=cast.second_coordinator, application=application, accepts=False, note="Same.")
    assert LateEntry.objects.get().decided_by == cast.coordinator
    with refuses("changed_meanwhile"):
        decide_late(by=cast.second_coordinator, application=application, accepts=True, note="")
    application.refresh_from_db()
    assert application.status == "refused"


def test_late_entry_that_was_withdrawn_is_not_decided(closed, cast) -> None:
    application = desk.late(closed, cast.clerk)
    withdraw_application(by=None, application=application)
    assert not late_entries().exists()
    with refuses("changed_meanwhile"):
        decide_late(by=cast.coordinator, application=application, accepts=True, note="")


def test_late_applicant_is_told_so(closed, cast, client) -> None:
    application = desk.late(closed, cast.clerk)
    (mail,) = OutgoingMail.objects.all()
    assert "after the deadline" in mail.body and "Deadline:" not in mail.body
    link = next(word for word in mail.body.split() if "/mine/" in word)
    page = client.get(link.partition("8000")[2], follow=True).content.decode()
    assert "Your application came in after the deadline" in page
    assert "We have your application. You do not" not in page
    decide_late(by=cast.coordinator, application=application, accepts=False, note="Too late.")
    again = client.get(f"/en/{closed.slug}/mine/status/").content.decode()
    assert "a person will look at it" not in again and "withdraw my application" not in again


def open_list(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return client


def test_late_list_decides_and_keeps_what_was_typed(closed, cast) -> None:
    application = desk.late(closed, cast.clerk)
    client = open_list(cast)
    page = client.get("/staff/late/").content.decode()
    assert application.reference in page and "The mail room had it" in page
    assert "Wideline" not in page
    given = {"reference": application.reference}
    refused = client.post("/staff/late/", {**given, "refuse": "1"}, follow=True)
    assert "Write why it does not count" in refused.content.decode()
    note = {f"{application.pk}-note": "Nobody was told of another day."}
    client.post("/staff/late/", {**given, **note, "refuse": "1"})
    application.refresh_from_db()
    assert application.status == "refused"
    again = client.post("/staff/late/", {**given, "accept": "1"}, follow=True)
    assert "was decided or withdrawn in the meantime" in again.content.decode()


def test_late_entry_now_typed_as_in_time_is_said_to_be(closed, cast) -> None:
    mark = {"late_reason": "The mail room had it.", "postmarked_on": date(2021, 11, 10)}
    application = desk.typed_in(closed, cast.clerk, received_at=timezone.now(), paper=mark)
    client, slips = open_list(cast), Client()
    slips.force_login(cast.clerk)
    slip = f"/staff/paper/{application.reference}/slip/"
    page = client.get("/staff/late/").content.decode()
    assert "1\xa0hour late" in page and "Nov 10, 2021" in page
    assert "Your application came in after the deadline" in slips.get(slip).content.decode()
    correct(application, cast.clerk, received_at=closed.closes_at - timedelta(minutes=5))
    page = client.get("/staff/late/").content.decode()
    assert "now typed as in time" in page and "late</dd>" not in in_one_line(page)
    slip_page = slips.get(slip).content.decode()
    assert "came in after the deadline" not in slip_page and "now typed as in time" in slip_page


def test_late_list_takes_as_many_queries_for_three_as_for_one(closed, cast) -> None:
    client = open_list(cast)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            desk.late(closed, cast.clerk)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/staff/late/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 9

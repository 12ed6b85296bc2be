"""One server clock decides, to the second; who comes late is told so kindly and loses nothing."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.calls.actions.configure import set_office
from applications.enums import CallState, Channel
from applications.form import site_cache
from applications.form.actions.submit import Submission, submit
from applications.models import Application, Call, Draft, Revision
from applications.paper.forms.paper import EnvelopeForm
from applications.templatetags.wording import city_day, city_time
from core.actions import Refused
from tests.applications.form.steps import fill_in, post
from tests.factories.applications import ANSWERS, answers
from tests.factories.calls import redated

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

# The 2021 call opened in summer time and closed at 5 p.m. in winter time; the clocks went back
# between, on November 7 at 2 a.m.
OPENS = datetime(2021, 10, 27, 13, tzinfo=UTC)
CLOSES = datetime(2021, 11, 10, 22, tzinfo=UTC)


@pytest.fixture
def call_2021(call: Call) -> Call:
    return redated(call, opens_at=OPENS, closes_at=CLOSES)


def send_at(call: Call, moment: datetime) -> Revision | None:
    """Through the gate, as received at `moment`; None when it was refused."""
    with suppress(Refused):
        return submit(
            by=None,
            submission=Submission(
                call=call,
                submission_key=Draft(call=call).pk,
                answers=answers(),
                language="en",
                channel=Channel.MAIL,
                received_at=moment,
            ),
        )
    return None


def grant(call: Call, minutes: int) -> None:
    call.grace_minutes = minutes
    call.save()


def words_of(client: Client, path: str) -> str:
    """A page without its tags, whose keys differ each time."""
    return re.sub(r"<[^>]*>", " ", client.get(path).content.decode())


def pass_deadline(call: Call, ago: timedelta = timedelta(0), grace: int = 0) -> None:
    """The deadline was a moment `ago`."""
    grant(call, grace)
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now - ago)
    site_cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("grace", "late", "outcome"),
    [
        (0, -1, "on time"),
        (0, 0, "on time"),
        (0, 1, "refused"),
        (10, 0, "on time"),
        (10, 1, "in grace"),
        (10, 600, "in grace"),
        (10, 601, "refused"),
    ],
)
def test_deadline_to_the_second(call_2021, grace, late, outcome) -> None:
    grant(call_2021, grace)
    sent = send_at(call_2021, CLOSES + late * SECOND)
    found = "refused" if sent is None else "in grace" if sent.was_in_grace else "on time"
    assert found == outcome
    assert Application.objects.count() == (outcome != "refused")


@pytest.mark.django_db
def test_pages_say_that_it_is_open_up_to_the_deadline(call_2021) -> None:
    assert call_2021.state_at(CLOSES) == CallState.CLOSING_SOON
    assert call_2021.state_at(CLOSES + SECOND) == CallState.CLOSED


@pytest.mark.django_db
def test_opening_to_the_second(call_2021) -> None:
    assert send_at(call_2021, OPENS - SECOND) is None
    assert send_at(call_2021, OPENS)


@pytest.mark.django_db
def test_hour_that_comes_twice_is_told_apart(call_2021) -> None:
    first, second = (datetime(2021, 11, 7, hour, 30, tzinfo=UTC) for hour in (5, 6))
    sent = [send_at(call_2021, moment) for moment in (first, second)]
    stored = Revision.objects.order_by("received_at").values_list("received_at", flat=True)
    assert list(stored) == [first, second]
    assert not any(revision.was_in_grace for revision in sent)
    shown = [city_time(moment, "Boston") for moment in stored]
    assert shown == [
        f"Sunday, November 7, 2021, 1:30 a.m. {z} (Boston time)" for z in ("EDT", "EST")
    ]
    assert city_time(CLOSES, "Boston") == "Wednesday, November 10, 2021, 5 p.m. (Boston time)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        # twice: the first, in the applicant's favor
        (datetime(2021, 11, 7, 1, 30), datetime(2021, 11, 7, 5, 30, tzinfo=UTC)),
        # never: 2:30 on a clock that was not yet put forward is 3:30
        (datetime(2021, 3, 14, 2, 30), datetime(2021, 3, 14, 7, 30, tzinfo=UTC)),
        (datetime(2021, 11, 10, 17, 0), CLOSES),
    ],
)
def test_received_stamp_on_the_days_of_the_clock_change(call, stamp, moment) -> None:
    given: dict[str, Any] = {
        "received_on": date.isoformat(stamp.date()),
        "received_time": time.isoformat(stamp.time()),
    }
    new_year = datetime(2021, 1, 1, tzinfo=UTC)
    call = redated(call, opens_at=new_year, closes_at=CLOSES)
    form = EnvelopeForm(call=call, data=given)
    form.is_valid()
    assert form.received_at() == moment


@pytest.mark.django_db
def test_form_opened_before_and_sent_after_is_told_when(client, call) -> None:
    set_office(by=None, phone="617-555-0177", email="help@example.org")
    fill_in(client, call)
    pass_deadline(call, ago=SECOND)
    before = timezone.localtime()
    answer = post(client, call, "check", agrees="on")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Applications have closed" in page
    assert "Your answers came in after the deadline" in page
    assert "We saved the page you just sent" not in page, "a declaration is not kept"
    assert any((before + n * SECOND).strftime("%H:%M:%S") in page for n in range(5))
    assert city_time(Call.objects.get().closes_at, call.city) in page
    kept_until = Draft.objects.get().kept_until
    assert city_day(kept_until) in page
    assert city_time(kept_until, call.city) not in page, "a day is enough"
    assert "617-555-0177" in page and "help@example.org" in page
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_step_sent_after_the_deadline_is_saved_all_the_same(client, call) -> None:
    fill_in(client, call, until="questions")
    pass_deadline(call)
    given = {key: value for key, value in ANSWERS["questions"].items() if value}
    page = post(client, call, "questions", **given).content.decode()
    assert "We saved the page you just sent" in page
    assert Draft.objects.get().answers["questions"]["why-join"] == given["why-join"]


@pytest.mark.django_db
def test_step_that_is_wrong_is_held_after_the_deadline_too(client, call) -> None:
    fill_in(client, call, until="questions")
    pass_deadline(call)
    page = post(client, call, "questions", **{"why-join": "<i>ж" * 1000}).content.decode()
    assert "We saved the page you just sent" in page
    assert Draft.objects.get().typed["questions"]["why-join"] == "<i>ж" * 1000


@pytest.mark.django_db
def test_step_that_cannot_be_saved_is_shown_to_be_copied(client, call) -> None:
    fill_in(client, call, until="questions")
    pass_deadline(call)
    Draft.objects.all().delete()
    page = post(client, call, "questions", **{"why-join": "<i>ж" * 1000}).content.decode()
    assert "&lt;i&gt;ж" * 1000 in page
    assert "We could not save this page" in page
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_form_that_is_begun_after_the_deadline_is_closed(client, call) -> None:
    pass_deadline(call)
    for answer in (
        client.get(f"/en/{call.slug}/apply/eligibility/"),
        post(client, call, "eligibility", lives_in_city="yes"),
    ):
        assert "Applications have closed" in answer.content.decode()
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_receipt_is_found_after_the_deadline(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    pass_deadline(call)
    for step in ("eligibility", "contact", "check"):
        assert client.get(f"/en/{call.slug}/apply/{step}/").url.endswith("/apply/receipt/")


@pytest.mark.django_db
def test_grace_is_granted_and_never_announced(client, call) -> None:
    fill_in(client, call)
    paths = [f"/en/{call.slug}/{path}" for path in ("", "apply/contact/", "apply/check/")]
    before = [words_of(client, path) for path in paths]
    grant(call, 17)
    site_cache.clear()
    assert [words_of(client, path) for path in paths] == before
    pass_deadline(call, ago=MINUTE, grace=17)
    assert "Applications have closed: " in client.get(f"/en/{call.slug}/").content.decode()
    assert post(client, call, "check", agrees="on").url.endswith("/apply/receipt/")
    receipt = client.get(f"/en/{call.slug}/apply/receipt/").content.decode()
    revision = Revision.objects.get()
    assert revision.was_in_grace
    assert city_time(revision.received_at, call.city) in receipt
    assert timezone.localtime(revision.received_at).strftime("%H:%M:%S") in receipt
    assert "within the minutes that we allow" in receipt
    assert "Your application came in on time" not in receipt


@pytest.mark.django_db
def test_call_not_open_yet_leads_to_its_page(client, call) -> None:
    now = timezone.now()
    redated(call, opens_at=now + MINUTE, closes_at=now + 2 * MINUTE)
    site_cache.clear()
    assert client.get(f"/en/{call.slug}/apply/eligibility/").url == f"/en/{call.slug}/"

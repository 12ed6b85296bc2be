"""An outage of ours makes nobody late, and nobody can use one to send days late on purpose."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from applications.form import codes, site_cache
from applications.form.views.outage_grace import FIELD, SALT
from applications.models import Application, Call, Draft, Revision
from core.models import OutgoingMail
from tests.applications.form.steps import fill_in, post
from tests.core.unreachable_database import database_down
from tests.factories.applications import ANSWERS
from tests.factories.calls import redated
from tests.journeys.visitor import page_of

AGREED = {"agrees": "on", "was_helped": "yes"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def close(call: Call, at: datetime | None = None) -> datetime:
    """The deadline has just passed, or passed at that time."""
    now = timezone.now()
    redated(call, opens_at=now - 30 * DAY, closes_at=at or now)
    site_cache.clear()
    return Call.objects.get().closes_at


def fail(client: Client, call: Call, step: str, **answers: str) -> dict[str, list[str]]:
    """Post while the database is gone; what the 503 page holds."""
    with database_down():
        answer = post(client, call, step, **answers)
    assert answer.status_code == 503
    assert "we will not count you as late" in answer.content.decode()
    return page_of(answer).form(with_field=FIELD).fields


def note(call: Call, key: object, first: datetime, last: datetime, salt: str = SALT) -> str:
    """What the 503 page would have written at `last`."""
    return signing.dumps([call.slug, str(key), first.isoformat(), last.isoformat()], salt=salt)


def is_closed(answer) -> bool:
    return answer.status_code == 200 and "Applications have closed" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_application_first_sent_in_an_outage_is_on_time(client, call) -> None:
    fill_in(client, call)
    before = timezone.now()
    fields_of_503 = fail(client, call, "check", **AGREED)
    closed_at = close(call)
    receipt = "/apply/receipt/"
    assert post(client, call, "check", **fields_of_503).url.endswith(receipt)
    assert post(client, call, "check", **fields_of_503).url.endswith(receipt), "and again"
    revision = Revision.objects.get()
    assert before < revision.received_at < closed_at < revision.stored_at
    assert revision.was_helped and not revision.was_in_grace
    assert Application.objects.count() == OutgoingMail.objects.count() == 1
    assert "came in on time" in client.get(f"/en/{call.slug}{receipt}").content.decode()


@pytest.mark.django_db(transaction=True)
def test_application_sent_again_before_the_deadline_is_received_then(client, call) -> None:
    fill_in(client, call)
    fields_of_503 = fail(client, call, "check", **AGREED)
    after = timezone.now()
    post(client, call, "check", **fields_of_503)
    assert Revision.objects.get().received_at > after


@pytest.mark.django_db(transaction=True)
def test_form_begun_in_an_outage_can_be_finished(client, call) -> None:
    fields_of_503 = fail(client, call, "eligibility", lives_in_city="yes")
    close(call)
    assert post(client, call, "eligibility", **fields_of_503).url.endswith("/apply/contact/")
    fill_in(client, call)
    assert post(client, call, "check", **AGREED).url.endswith("/apply/receipt/")
    revision = Revision.objects.get()
    assert revision.received_at < Call.objects.get().closes_at


@pytest.mark.django_db(transaction=True)
def test_page_asked_for_in_an_outage_opens_afterwards(client, call) -> None:
    fill_in(client, call)
    path = f"/en/{call.slug}/apply/check/"
    with database_down():
        assert client.get(path).status_code == 503
    close(call)
    assert "Your answers are not sent yet" in client.get(path).content.decode()
    assert post(client, call, "check", **AGREED).url.endswith("/apply/receipt/")


@pytest.mark.django_db(transaction=True)
def test_first_time_is_kept_through_a_second_outage(client, call) -> None:
    fill_in(client, call)
    fields_of_503 = fail(client, call, "check", **AGREED)
    closed_at = close(call)
    fields_of_503 = fail(client, call, "check", **fields_of_503)
    assert fields_of_503[FIELD] and len(fields_of_503[FIELD]) == 1, "the note is renewed, not added"
    post(client, call, "check", **fields_of_503)
    assert Revision.objects.get().received_at < closed_at


@pytest.mark.django_db(transaction=True)
def test_first_try_after_the_deadline_is_late(client, call) -> None:
    fill_in(client, call)
    close(call)
    fields_of_503 = fail(client, call, "check", **AGREED)
    assert is_closed(post(client, call, "check", **fields_of_503))
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_two_hours_to_finish_and_no_more(client, call) -> None:
    fill_in(client, call)
    now = timezone.now()
    close(call, now - 2 * HOUR)
    key, first = Draft.objects.get().pk, now - 3 * HOUR
    late = note(call, key, first, now - 2 * HOUR - timedelta(seconds=1))
    assert is_closed(post(client, call, "eligibility", lives_in_city="yes", **{FIELD: late}))
    in_time = note(call, key, first, now - 2 * HOUR + timedelta(seconds=30))
    answer = post(client, call, "eligibility", lives_in_city="yes", **{FIELD: in_time})
    assert answer.url.endswith("/apply/contact/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "touched", "counts"),
    [
        (7 * DAY - HOUR, False, True),
        (7 * DAY + HOUR, False, False),
        (3 * HOUR, True, False),
    ],
)
def test_only_an_unchanged_draft_may_be_sent_later(client, call, waited, touched, counts) -> None:
    fill_in(client, call)
    first = timezone.now() - waited
    close(call, first + HOUR)
    saved_at = first + 2 * HOUR if touched else first - HOUR
    Draft.objects.update(saved_at=saved_at)
    fields_of_503 = {**AGREED, FIELD: note(call, Draft.objects.get().pk, first, first)}
    answer = post(client, call, "check", **fields_of_503)
    assert is_closed(answer) is not counts
    assert Application.objects.exists() is counts


@pytest.mark.django_db
def test_page_of_a_step_stays_closed_while_only_sending_is_left(client, call) -> None:
    fill_in(client, call)
    first = timezone.now() - DAY
    close(call, first + HOUR)
    Draft.objects.update(saved_at=first - HOUR)
    fields_of_503 = {FIELD: note(call, Draft.objects.get().pk, first, first)}
    assert is_closed(post(client, call, "contact", **ANSWERS["contact"] | fields_of_503))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["forged", "another draft's", "another call's", "future", "junk"])
def test_note_that_is_not_ours_counts_for_nothing(client, call, kind) -> None:
    fill_in(client, call)
    now = timezone.now()
    close(call, now - HOUR)
    key, first = Draft.objects.get().pk, now - HOUR - timedelta(minutes=1)
    other = Call(slug="another-call")
    given = {
        "forged": note(call, key, first, now, salt="mine"),
        "another draft's": note(call, uuid.uuid4(), first, now),
        "another call's": note(other, key, first, now),
        "future": note(call, key, now + DAY, now + DAY),
        "junk": "a:b:c",
    }[kind]
    for carrier in ("field", "cookie"):
        if carrier == "cookie":
            client.cookies[f"{FIELD}-{call.slug}"] = given
        fields_of_503 = {FIELD: given} if carrier == "field" else {}
        assert is_closed(post(client, call, "check", **AGREED, **fields_of_503))
    assert not Application.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_clearing_forgets_the_first_try(client, call) -> None:
    fill_in(client, call)
    fail(client, call, "check", **AGREED)
    assert client.cookies[f"{FIELD}-{call.slug}"].value
    client.post(f"/en/{call.slug}/apply/clear/")
    assert client.cookies[f"{FIELD}-{call.slug}"].value == ""


@pytest.mark.django_db
def test_limit_of_ours_makes_nobody_late(client, call, settings) -> None:
    settings.FORM_SENDS_AN_HOUR = 0
    fill_in(client, call)
    before = timezone.now()
    answer = post(client, call, "check", **AGREED)
    assert answer.status_code == 429
    fields_of_503 = page_of(answer).form(with_field=FIELD).fields
    closed_at = close(call)
    settings.FORM_SENDS_AN_HOUR = 100
    assert post(client, call, "check", **fields_of_503).url.endswith("/apply/receipt/")
    assert before < Revision.objects.get().received_at < closed_at


@pytest.mark.django_db
def test_limit_met_after_the_deadline_prolongs_nothing(client, call, settings) -> None:
    settings.FORM_SENDS_AN_HOUR = 0
    fill_in(client, call)
    fields_of_503 = page_of(post(client, call, "check", **AGREED)).form(with_field=FIELD).fields
    close(call)
    late = post(client, call, "check", **fields_of_503)
    assert late.status_code == 429
    assert page_of(late).form(with_field=FIELD).fields[FIELD] == fields_of_503[FIELD], "as it was"
    assert f"{FIELD}-{call.slug}" not in late.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("limit", ["CODE_TRIES_FROM_ONE_ADDRESS", "CODE_TRIES_A_QUARTER_HOUR"])
def test_limit_on_codes_makes_nobody_late(client, call, settings, limit) -> None:
    fill_in(client, call)
    draft, phone = Draft.objects.get(), Client()
    setattr(settings, limit, 0)
    pair = {"reference": draft.reference, "code": codes.private_code(draft.reference, 0)}
    mine = f"/en/{call.slug}/mine/"
    assert "too many tries" in phone.get(phone.post(mine, pair).url).content.decode()
    close(call)
    setattr(settings, limit, 100)
    phone.post(mine, pair)
    assert post(phone, call, "check", **AGREED).url.endswith("/apply/receipt/")

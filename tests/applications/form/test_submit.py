"""The gate: what it stores, what it refuses, and what two senders at once get."""

import threading
import time
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from applications.enums import Channel, Part
from applications.form import queries
from applications.form.actions.drafts import start_draft
from applications.form.actions.submit import Submission, submit
from applications.models import (
    AboutYouAnswer,
    Answer,
    Application,
    Call,
    Contact,
    Draft,
    Revision,
    Support,
)
from core.models import OutgoingMail
from tests.factories.applications import answers
from tests.factories.calls import redated
from tests.refusals import refuses


def send(call: Call, *, key: uuid.UUID | None = None, **changes: Any) -> Revision:
    given = {
        "call": call,
        "submission_key": key or uuid.uuid4(),
        "answers": answers(),
        "language": "en",
        "channel": Channel.WEB,
        "received_at": timezone.now(),
    }
    return submit(by=None, submission=Submission(**(given | changes)))


@pytest.mark.django_db
def test_submit_stores_everything_that_was_said(call) -> None:
    revision = send(call, language="ht")
    contact = Contact.objects.get(revision=revision)
    assert contact.full_name == "Wideline Jean-Baptiste"
    assert contact.neighborhood.slug == "mattapan"
    assert Support.objects.get(revision=revision).speaks.code == "ht"
    answers = {
        (a.question.key, a.choice.key if a.choice else a.text) for a in revision.answers.all()
    }
    assert ("connection", "family-or-caregiver") in answers
    assert ("can-attend", "yes") in answers
    assert ("why-join", "I want the next family to be asked what they need.") in answers
    assert len(answers) == 6
    assert (revision.number, revision.language, revision.is_current) == (1, "ht", True)


@pytest.mark.django_db
def test_submit_keeps_about_you_apart(call) -> None:
    revision = send(call)
    assert Answer.objects.filter(question__part=Part.ABOUT_YOU).count() == 0
    about_you = AboutYouAnswer.objects.filter(revision=revision)
    assert {a.choice.key for a in about_you} == {"35-54", "black", "woman"}


@pytest.mark.django_db
def test_submit_queues_mail_in_the_language_somebody_reads(call) -> None:
    revision = send(call, answers=answers(support={"reads": "es"}), language="en")
    (mail,) = OutgoingMail.objects.all()
    assert mail.language == "es"
    assert revision.application.reference in mail.subject
    assert "handcuffs" not in mail.body


@pytest.mark.django_db
def test_submit_without_email_queues_none(call) -> None:
    send(call, answers=answers(contact={"email": "", "phone": "617-555-0101"}))
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
def test_submit_again_returns_the_first(call) -> None:
    key = uuid.uuid4()
    first = send(call, key=key)
    again = send(call, key=key, answers=answers(contact={"full_name": "Somebody else"}))
    assert again == first
    assert Application.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db
def test_submit_deletes_the_draft(call) -> None:
    draft = start_draft(by=None, call=call, language="en", answers={})
    send(call, key=draft.pk)
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_submit_of_a_correction_is_the_next_revision(call) -> None:
    first = send(call)
    second = send(
        call, corrects=first.application, answers=answers(contact={"full_name": "Corrected"})
    )
    first.refresh_from_db()
    assert second.application == first.application
    assert (first.is_current, second.is_current, second.number) == (False, True, 2)
    assert queries.contacts_of([second.application])[second.application_id].full_name == "Corrected"
    assert Contact.objects.get(revision=first).full_name == "Wideline Jean-Baptiste"


@pytest.mark.django_db
def test_submit_keeps_the_reference_of_the_draft(call) -> None:
    assert send(call, reference="CDG-AAAA-0001").application.reference == "CDG-AAAA-0001"


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "accepted"), [(-1, True), (0, True), (1, False)])
def test_submit_after_the_deadline_is_refused(call, seconds, accepted) -> None:
    call = redated(call, opens_at=call.opens_at, closes_at=timezone.now() - timedelta(hours=1))
    moment = call.closes_at + timedelta(seconds=seconds)
    if accepted:
        assert send(call, received_at=moment).received_at == moment
    else:
        with refuses("not_open"):
            send(call, received_at=moment)
        assert not Application.objects.exists()


@pytest.mark.django_db
def test_submit_within_the_grace_is_accepted(call) -> None:
    Call.objects.update(grace_minutes=5)
    call = redated(call, opens_at=call.opens_at, closes_at=timezone.now() - timedelta(hours=1))
    assert send(call, received_at=call.closes_at + timedelta(minutes=5)).pk
    with refuses("not_open"):
        send(call, received_at=call.closes_at + timedelta(minutes=5, seconds=1))


@pytest.mark.django_db
def test_submit_that_fails_midway_leaves_nothing(call) -> None:
    with pytest.raises(KeyError):
        send(call, answers=answers(questions={"no-such-question": "x"}))
    assert not Application.objects.exists()
    assert not Contact.objects.exists()
    assert not OutgoingMail.objects.exists()


def wait_for_a_blocked_backend() -> None:
    """Until another connection waits for a lock of ours."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody is waiting: this is not the race that the test is about")


@pytest.mark.django_db(transaction=True)
def test_submit_twice_at_once_stores_one(call) -> None:
    """The second sender arrives while the first one's transaction is still open."""
    key = uuid.uuid4()
    second: list[Revision] = []

    def send_second() -> None:
        second.append(send(call, key=key))
        connection.close()

    thread = threading.Thread(target=send_second)
    with transaction.atomic():
        first = send(call, key=key)
        thread.start()
        wait_for_a_blocked_backend()
    thread.join()
    assert second == [first]
    assert Application.objects.count() == Revision.objects.count() == 1
    assert OutgoingMail.objects.count() == 1
    assert queries.revision_by_key(key) == first

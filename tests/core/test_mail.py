"""The mail queue, with a real SMTP server and a real database."""

import threading
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from config.worker import all_jobs
from core import mail
from core.models import OutgoingMail


def write(number: int = 1, *, holds_secret: bool = False) -> OutgoingMail:
    return mail.queue(
        to_address=f"person{number}@example.org",
        language="ar",
        subject="وصلنا طلبك",
        body="مرحبًا عبد الرحمن بن علي\n",
        holds_secret=holds_secret,
    )


@pytest.mark.django_db
def test_mail_reaches_the_server_as_written(mailbox) -> None:
    row = write()
    assert mail.send_waiting() == 1
    (message,) = mailbox.messages
    assert str(make_header(decode_header(message["Subject"]))) == "وصلنا طلبك"
    assert message.get_payload(decode=True).decode().strip() == "مرحبًا عبد الرحمن بن علي"
    assert message["Message-ID"] == row.message_id
    assert message["Content-Language"] == "ar"


@pytest.mark.django_db
def test_mail_is_sent_once(mailbox) -> None:
    write()
    assert [mail.send_waiting(), mail.send_waiting()] == [1, 0]
    assert len(mailbox.messages) == 1


@pytest.mark.django_db
def test_mail_waits_while_the_server_is_away(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row = write()
    assert mail.send_waiting() == 0
    row.refresh_from_db()
    assert row.sent_at is None
    assert row.attempts == 1
    assert row.last_error == "ConnectionRefusedError"
    assert row.next_attempt_at > timezone.now() + timedelta(seconds=20)


@pytest.mark.django_db
def test_mail_leaves_later_under_the_same_message_id(settings, mailbox) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    row = write()
    mail.send_waiting()
    settings.EMAIL_PORT = port
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    assert mail.send_waiting() == 1
    assert [message["Message-ID"] for message in mailbox.messages] == [row.message_id]


@pytest.mark.django_db(transaction=True)
def test_mail_of_a_caller_who_fails_is_never_sent(mailbox) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018
    assert mail.send_waiting() == 0
    assert mailbox.messages == []


@pytest.mark.django_db(transaction=True)
def test_mail_with_two_workers_is_sent_once_each(mailbox) -> None:
    for number in range(40):
        write(number)

    def work() -> None:
        mail.send_waiting()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(mailbox.messages) == 40
    assert len({message["Message-ID"] for message in mailbox.messages}) == 40


@pytest.mark.django_db
def test_mail_with_a_secret_keeps_no_body_once_it_is_sent(mailbox) -> None:
    row = write(holds_secret=True)
    mail.send_waiting()
    row.refresh_from_db()
    assert (row.body, row.sent_at is not None) == ("", True)
    assert "عبد الرحمن" in mailbox.messages[0].get_payload(decode=True).decode()
    with pytest.raises(IntegrityError, match="sent_mail_holds_no_secret"):
        OutgoingMail.objects.update(body="A link")


@pytest.mark.django_db
def test_mail_with_a_secret_keeps_its_body_while_it_waits(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row = write(holds_secret=True)
    mail.send_waiting()
    row.refresh_from_db()
    assert row.body


@pytest.mark.django_db
def test_words_of_sent_mail_are_forgotten_by_a_job_after_a_month(mailbox) -> None:
    (purge,) = [job.run for job in all_jobs() if job.name == "purge sent mail"]
    old, new = write(1), write(2)
    mail.send_waiting()
    waiting = write(3)
    for row, days in ((old, 31), (new, 29)):
        OutgoingMail.objects.filter(pk=row.pk).update(sent_at=timezone.now() - timedelta(days=days))
    purge()
    kept = OutgoingMail.objects.exclude(body="").order_by("pk")
    assert list(kept) == [new, waiting]


@pytest.mark.django_db
@pytest.mark.parametrize("holds_secret", [True, False])
def test_mail_that_cannot_be_delivered_is_given_up_after_a_month(
    mailbox, settings, holds_secret
) -> None:
    (give_up,) = [job.run for job in all_jobs() if job.name == "give up on mail"]
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    old, new = (write(number, holds_secret=holds_secret) for number in (1, 2))
    mail.send_waiting()
    untried = write(3)
    for row, days in ((old, 31), (new, 29), (untried, 31)):
        OutgoingMail.objects.filter(pk=row.pk).update(
            queued_at=timezone.now() - timedelta(days=days), next_attempt_at=timezone.now()
        )
    give_up()
    assert list(OutgoingMail.objects.exclude(body="").order_by("pk")) == [new, untried]
    settings.EMAIL_PORT = port
    mail.send_waiting()
    assert len(mailbox.messages) == 2, "nothing without words leaves"
    old.refresh_from_db()
    assert (old.sent_at, old.given_up_at is not None) == (None, True)
    with pytest.raises(IntegrityError, match="mail_given_up"):
        OutgoingMail.objects.filter(pk=old.pk).update(body="A link")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["amal@example.org\u200f", f"a@{'ü' * 60}.org", "a b@\u202c.org", "x@\nBcc: y@example.org"],
)
def test_mail_that_can_never_be_sent_holds_up_no_other(mailbox, address) -> None:
    bad = mail.queue(to_address=address, language="en", subject="First", body="…")
    write()
    assert mail.send_waiting() == 1
    assert len(mailbox.messages) == 1
    bad.refresh_from_db()
    assert bad.sent_at is None
    assert bad.attempts == 1
    assert bad.last_error
    assert bad.next_attempt_at > timezone.now() + timedelta(seconds=20)

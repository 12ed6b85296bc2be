"""R6: with the mail server away people apply as ever; once it is back each mail arrives, once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from applications.models import Application, Call
from core.models import OutgoingMail
from tests.factories.mailbox import Mailbox
from tests.prove.own_worker import OwnWorker
from tests.prove.people import Person
from tests.prove.processes import free_port, wait_until

APPLICANTS = 6


class DeadlyMailbox(Mailbox):
    """Takes mail in; with some messages it kills the worker before that hears of it."""

    def __init__(self, worker: OwnWorker, deadly: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self._worker, self._deadly = worker, deadly

    def handle_message(self, message: Message) -> None:
        """Keep the message, and strike if it is a deadly one."""
        super().handle_message(message)
        if len(self.messages) in self._deadly:
            self._worker.kill()


@contextmanager
def mail_server(box: Mailbox, port: int) -> Iterator[None]:
    """A real SMTP server on loopback."""
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield
    finally:
        server.stop()


@pytest.fixture
def port() -> int:
    """Where the mail server will be; closed at first."""
    return free_port()


@pytest.fixture
def worker(port: int) -> Iterator[OwnWorker]:
    """A worker, not started yet, that is gone afterwards."""
    worker = OwnWorker(MAIL_HOST="127.0.0.1", MAIL_PORT=str(port))
    yield worker
    worker.end()


def apply_all(live_server, call: Call) -> set[str]:
    """Everybody applies, without one failing page; returns the references on their receipts."""
    shown: set[str] = set()
    failures: list[str] = []
    for number in range(1, APPLICANTS + 1):
        Person(
            number,
            port=urlsplit(live_server.url).port,
            call=call.slug,
            seed=1,
            saw=lambda _number, reference: shown.add(reference),
            failed=failures.append,
        ).apply()
    assert failures == []
    return shown


def all_tried() -> bool:
    """Whether the worker has tried every mail."""
    return not OutgoingMail.objects.filter(attempts=0).exists()


def all_sent() -> bool:
    """Whether every mail has left."""
    return not OutgoingMail.objects.filter(sent_at=None).exists()


def let_time_pass() -> None:
    """The wait until the next try, which grows from half a minute, is over."""
    OutgoingMail.objects.filter(sent_at=None).update(next_attempt_at=timezone.now())


def arrivals(box: Mailbox) -> Counter[str]:
    """How often each message came, by Message-ID."""
    return Counter(message["Message-ID"] for message in box.messages)


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_mail_outage_delays_mail_and_nothing_else(
    live_server, call: Call, worker: OwnWorker, port: int
) -> None:
    worker.start()
    shown = apply_all(live_server, call)
    assert shown == {application.reference for application in Application.objects.all()}
    assert len(shown) == APPLICANTS
    wait_until(all_tried, "a try of each mail")
    assert not OutgoingMail.objects.exclude(sent_at=None).exists()
    assert worker.is_alive()

    box = Mailbox()
    with mail_server(box, port):
        let_time_pass()
        wait_until(all_sent, "all mail to leave")
    ids = OutgoingMail.objects.values_list("message_id", flat=True)
    assert arrivals(box) == Counter(ids)
    assert len(box.messages) == APPLICANTS


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_mail_worker_killed_in_the_middle_repeats_one_at_most(
    live_server, call: Call, worker: OwnWorker, port: int
) -> None:
    apply_all(live_server, call)
    box = DeadlyMailbox(worker, deadly=frozenset({3}))
    with mail_server(box, port):
        worker.start()
        wait_until(lambda: not worker.is_alive(), "the worker to be killed")
        assert len(box.messages) == 3
        wait_until(lambda: OutgoingMail.objects.exclude(sent_at=None).count() == 2, "two sent")
        worker.start()
        wait_until(all_sent, "all mail to leave")
    killed_with = box.messages[2]["Message-ID"]
    ids = OutgoingMail.objects.values_list("message_id", flat=True)
    assert arrivals(box) == Counter(ids) + Counter([killed_with])

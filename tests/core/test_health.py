"""The two addresses for proxies and init systems, and the notes of the worker's jobs."""

import json
import logging
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.worker import Job, Worker
from core import jobs
from core.log_format import JsonFormatter
from core.models import JobRun
from tests.core.unreachable_database import database_down
from tests.prove.processes import free_port


def test_site_that_lives_says_so_without_a_database(client) -> None:
    # No mark for the database: a query would fail.
    answer = client.get("/health/live", headers={"host": "10.0.0.1"})
    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db(transaction=True)
def test_site_is_ready_while_its_database_is(client) -> None:
    assert client.get("/health/ready", headers={"host": "10.0.0.1"}).content == b"ready\n"
    with database_down():
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_worker_notes_what_fails_and_that_it_is_well_again() -> None:
    outcomes = [ValueError("Frantz Désir"), ValueError("Frantz Désir"), None]

    def work() -> None:
        if error := outcomes.pop(0):
            raise error

    job = Job("try", every=1, run=work)
    worker = Worker([job])
    worker.run_once(job)
    worker.run_once(job)
    run = JobRun.objects.get()
    assert (run.failures, run.last_error, run.succeeded_at) == (2, "ValueError", None)
    worker.run_once(job)
    run.refresh_from_db()
    assert (run.failures, run.last_error) == (0, "")
    assert run.succeeded_at is not None


@pytest.mark.django_db
def test_job_that_goes_well_all_the_time_is_noted_once_a_minute() -> None:
    jobs.note_success("send mail")
    with CaptureQueriesContext(connection) as again:
        jobs.note_success("send mail")
    assert [query["sql"].split()[0] for query in again] == ["SELECT"]


def test_log_line_is_json_without_the_message_of_an_error() -> None:
    name = "Frantz Désir"
    try:
        raise ValueError(name)
    except ValueError:
        given = ("core", logging.ERROR, __file__, 1, "Bad: %s", ("/en/x/mine/A/SECRET/",))
        record = logging.LogRecord(*given, sys.exc_info())
    line = JsonFormatter().format(record)
    entry = json.loads(line)
    assert entry["level"] == "ERROR"
    assert entry["exception"].endswith("ValueError")
    assert "\n" not in line
    assert "Désir" not in line
    assert "SECRET" not in line


def test_line_for_the_journal_begins_with_how_grave_it_is(monkeypatch) -> None:
    monkeypatch.setenv("JOURNAL_STREAM", "8:1")
    record = logging.LogRecord("core", logging.ERROR, __file__, 1, "Bad", (), None)
    assert JsonFormatter().format(record).startswith('<3>{"time"')


def test_mail_that_leaves_is_said_to_leave(mailbox, capsys) -> None:
    call_command("send_test_mail", "admin@example.org")
    assert "took the message" in capsys.readouterr().out
    assert len(mailbox.messages) == 1


def test_mail_server_that_is_gone_is_said_to_be_gone(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with pytest.raises(CommandError, match="check MAIL_HOST and MAIL_PORT"):
        call_command("send_test_mail", "admin@example.org")

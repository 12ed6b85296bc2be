"""Runs as the worker sees them: started once, watched, and all the ways in which they end early."""

import os
import signal
import sys
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from selection.actions.runs import (
    SILENT,
    cancel_run,
    fail_silent_runs,
    start_run,
)
from selection.enums import RunStatus
from selection.models import Run, RunPerson
from selection.supervisor import Limits, Supervisor
from tests.concurrency import at_once
from tests.factories.board import proposed, run_to_the_end
from tests.prove.processes import wait_until

ENDLESS = (sys.executable, "-c", "import time; time.sleep(600)")
TALKING = (
    sys.executable,
    "-c",
    'import time; print(\'{"stage": "choosing", "people": 6}\', flush=True); time.sleep(600)',
)


def printing(line: str) -> tuple[str, ...]:
    """A solver that writes one line and ends."""
    return (sys.executable, "-c", f"print({line!r})")


@pytest.mark.django_db
def test_progress_is_shown_and_a_cancelled_run_is_killed(call, cast, run) -> None:
    supervisor = Supervisor(TALKING)
    supervisor.tick()
    [started] = supervisor.processes
    wait_until(started.lines.qsize, "a line about progress")
    supervisor.tick()
    run.refresh_from_db()
    assert (run.status, run.progress["people"]) == (RunStatus.RUNNING, 6)
    cancel_run(by=cast.second_coordinator, run=run)
    started.beaten = 0
    supervisor.tick()
    assert not supervisor.processes
    assert started.process.poll() is not None
    run.refresh_from_db()
    assert (run.status, run.cancelled_by) == (RunStatus.CANCELLED, cast.second_coordinator)
    cancel_run(by=cast.coordinator, run=run)  # it stays as it is


@pytest.mark.django_db
def test_a_killed_solver_fails_its_run_and_it_can_be_asked_again(call, cast, run) -> None:
    supervisor = Supervisor(ENDLESS)
    supervisor.tick()
    os.kill(supervisor.processes[0].process.pid, signal.SIGKILL)
    run_to_the_end(call, supervisor)
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, "killed")
    assert proposed(call, cast).status == RunStatus.DONE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "limits", "why"),
    [
        (printing(""), Limits(), "ended"),
        (printing('{"refused": [{"code": "not_confirmed"}]}'), Limits(), "not_confirmed"),
        (printing('{"answer": {"status": "odd"}}'), Limits(), "not_kept"),
        (("/nowhere/at/all",), Limits(), "not_started"),
        ((sys.executable, "-m", "solver"), Limits(megabytes=60), "ended"),
    ],
)
def test_an_end_that_is_no_answer_says_why(call, run, command, limits, why) -> None:
    run_to_the_end(call, Supervisor(command, limits))
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, why)


@pytest.mark.django_db
def test_a_solver_that_does_not_end_in_time_is_killed(call, run) -> None:
    supervisor = Supervisor(ENDLESS, Limits(seconds=0, grace=0))
    supervisor.tick()
    [started] = supervisor.processes
    supervisor.tick()
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, "too_long")
    assert started.process.poll() is not None


@pytest.mark.django_db
def test_out_of_time_keeps_what_was_proved(call, run) -> None:
    run_to_the_end(call, Supervisor(limits=Limits(seconds=0.000001)))
    run.refresh_from_db()
    assert run.status == RunStatus.OUT_OF_TIME


@pytest.mark.django_db
def test_a_worker_that_stops_ends_its_runs_and_says_so(call, run) -> None:
    supervisor = Supervisor(ENDLESS)
    supervisor.tick()
    [started] = supervisor.processes
    supervisor.stop()
    assert started.process.poll() is not None
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, "stopped")


@pytest.mark.django_db
def test_a_run_whose_heart_stopped_is_marked_as_cut_off(call, run) -> None:
    run = start_run(by=None, number_of_slots=1)
    assert fail_silent_runs(by=None) == 0
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - SILENT - timedelta(0, 1))
    assert fail_silent_runs(by=None) == 1
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.FAILED, "silent")


@pytest.mark.django_db
def test_no_more_runs_at_once_than_there_are_slots(call, run) -> None:
    supervisor, other = Supervisor(ENDLESS, slots=1), Supervisor(ENDLESS, slots=1)
    supervisor.tick()
    assert start_run(by=None, number_of_slots=1) is None
    other.tick()
    assert (len(supervisor.processes), len(other.processes)) == (1, 0)
    supervisor.stop()


@pytest.mark.django_db(transaction=True)
def test_an_answer_outlives_an_outage_of_the_database(call, cast, people, run) -> None:
    """The connection is gone when the solver ends; once it is back the answer is stored."""
    supervisor = Supervisor()
    supervisor.tick()
    supervisor.processes[0].process.wait(30)
    wait_until(lambda: supervisor.processes[0].lines.qsize() > 1, "the answer")
    address = connection.settings_dict
    connection.close()
    host, address["HOST"] = address["HOST"], "/nowhere"
    try:
        with pytest.raises(OperationalError):
            supervisor.tick()
    finally:
        connection.close()
        address["HOST"] = host
    run_to_the_end(call, supervisor)
    run.refresh_from_db()
    assert run.status == RunStatus.DONE
    assert RunPerson.objects.filter(run=run, is_member=True).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_start_a_run_once(call, run) -> None:
    started = at_once(lambda: start_run(by=None, number_of_slots=2))
    assert [each for each in started if each] == [run]


@pytest.mark.django_db(transaction=True)
def test_cancelling_and_finishing_at_once_end_it_once(call, cast, run) -> None:
    supervisor = Supervisor()
    supervisor.tick()
    supervisor.processes[0].process.wait(30)

    works = [supervisor.tick, lambda: cancel_run(by=cast.coordinator, run=run)]
    at_once(lambda: works.pop()(), 2)
    run.refresh_from_db()
    assert run.status in (RunStatus.CANCELLED, RunStatus.DONE)
    assert (run.result is None) == (run.status == RunStatus.CANCELLED)

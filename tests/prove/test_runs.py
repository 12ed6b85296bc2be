"""Runs of the solver under kills: of the worker and of the database's sessions."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from applications.models import Call
from selection.actions.runs import SILENT, ask_for_proposal
from selection.enums import RunKind, RunStatus
from selection.models import Run
from tests.factories.board import PEOPLE, pool_with_scores, three_seats
from tests.prove.own_worker import OwnWorker
from tests.prove.processes import wait_until

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]

END_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


@pytest.fixture
def worker() -> Iterator[OwnWorker]:
    worker = OwnWorker()
    yield worker
    worker.end()


@pytest.fixture
def proposal(call: Call, cast) -> Run:
    """Among enough people that the solver takes a second or two over firmness."""
    pool_with_scores(call, cast, PEOPLE * 8)
    three_seats(call)
    return ask_for_proposal(by=cast.coordinator, call=call)


def explaining(status: RunStatus) -> Run | None:
    return Run.objects.filter(kind=RunKind.EXPLAIN, status=status).first()


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_killed_worker_takes_the_solver_along_and_the_run_says_so(
    call, cast, proposal, worker
) -> None:
    worker.start()
    wait_until(lambda: explaining(RunStatus.RUNNING), "costs and firmness to begin")
    [solver] = worker.children()
    worker.kill()
    wait_until(lambda: is_gone(solver), "the solver to end", 5)
    proposal.refresh_from_db()
    assert proposal.status == RunStatus.DONE
    run = explaining(RunStatus.RUNNING)
    # As if time had passed: nobody’s heart beats for it.
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - SILENT - timedelta(0, 1))
    worker.end()
    worker.start()
    wait_until(lambda: explaining(RunStatus.FAILED), "the run to be marked as cut off")
    assert explaining(RunStatus.FAILED).failure == "silent"
    ask_for_proposal(by=cast.coordinator, call=call)
    wait_until(lambda: explaining(RunStatus.DONE), "the same, done again")


def test_stopped_worker_ends_its_runs_and_says_so(call, proposal, worker) -> None:
    worker.start()
    wait_until(lambda: explaining(RunStatus.RUNNING), "costs and firmness to begin")
    [solver] = worker.children()
    worker.stop()
    assert is_gone(solver)
    assert explaining(RunStatus.FAILED).failure == "stopped"


def test_lost_sessions_of_the_database_lose_no_answer(call, proposal, worker) -> None:
    worker.start()
    wait_until(lambda: explaining(RunStatus.RUNNING), "costs and firmness to begin")
    with connection.cursor() as cursor:
        cursor.execute(END_SESSIONS)
    wait_until(lambda: explaining(RunStatus.DONE), "the answer")
    assert worker.is_alive()

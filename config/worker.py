"""The background worker, `python -m config.worker`: runs the jobs of all apps periodically."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import FrameType

import django
from django.db import Error, close_old_connections

from config.env import SettingsError
from config.startup import refuse_unsafe_database

log = logging.getLogger("config.worker")

PAUSE = 0.5  # seconds between checks for due jobs; an idle worker reacts to signals within that
LONGEST_DELAY = 30.0  # seconds until a failing job is tried again, at most


@dataclass(frozen=True)
class Job:
    """A periodic job; `every` is in seconds, from the end of the last run.

    `stop` ends what it left running, when the worker stops.
    """

    name: str
    every: float
    run: Callable[[], object]
    stop: Callable[[], object] | None = None


def all_jobs() -> tuple[Job, ...]:
    """Every job of every app; imported here, since models need Django to be set up first."""
    from applications.duplicates.actions.find_duplicates import find_duplicates
    from applications.form.actions.drafts import expire_drafts, remind_drafts
    from applications.imports.job import ImportJob
    from applications.paper.actions.scans import delete_orphan_scans
    from applications.records import erasures
    from core import backups, mail, throttle
    from core.sign_in import sessions
    from selection.offers.actions.clock import lapse_offers, make_offers, remind_of_offers
    from selection.offers.actions.leave import vacate_withdrawn
    from selection.outreach_job import OutreachJob
    from selection.supervisor import Supervisor
    from stipends.actions.agree import make_agreements
    from stipends.files.actions.record import drop_forgotten_files

    supervisor, outreach, imports = Supervisor(), OutreachJob(), ImportJob()
    return (
        Job("send mail", every=2, run=mail.send_waiting),
        Job("run the solver", every=0.5, run=supervisor.tick, stop=supervisor.stop),
        Job("find whom to reach out to", every=1, run=outreach.tick, stop=outreach.stop),
        Job("bring in files", every=1, run=imports.tick, stop=imports.stop),
        Job("find duplicates", every=3, run=partial(find_duplicates, by=None)),
        Job("offer seats", every=5, run=partial(make_offers, by=None)),
        Job("agree on stipends", every=5, run=partial(make_agreements, by=None)),
        Job("free seats of who withdrew", every=60, run=partial(vacate_withdrawn, by=None)),
        Job("remind of offers", every=600, run=partial(remind_of_offers, by=None)),
        Job("end offers", every=600, run=partial(lapse_offers, by=None)),
        Job("remind of drafts", every=600, run=partial(remind_drafts, by=None)),
        Job("delete old drafts", every=600, run=partial(expire_drafts, by=None)),
        Job("erase loose scans", every=3600, run=partial(delete_orphan_scans, by=None)),
        Job("note erasures", every=60, run=erasures.note_in_journals),
        Job("copy scans to the backup", every=60, run=backups.copy_scans),
        Job("purge sent mail", every=3600, run=mail.purge_sent),
        Job("give up on mail", every=3600, run=mail.give_up),
        Job("drop old files of payments", every=3600, run=partial(drop_forgotten_files, by=None)),
        Job("forget old counts", every=3600, run=throttle.purge),
        Job("forget ended sessions", every=3600, run=sessions.forget_ended),
    )


class Worker:
    """Runs each job when it is due, until stop() is called; a failing job never delays others."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = jobs
        self.due = {job.name: 0.0 for job in jobs}
        self.failures = {job.name: 0 for job in jobs}
        self.stopping = False

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Ends the loop after the current job; only sets a flag, so it can be a signal handler."""
        self.stopping = True

    def run(self) -> None:
        """Returns once stop() was called and the current job is done."""
        while not self.stopping:
            for job in self.jobs:
                if not self.stopping and time.monotonic() >= self.due[job.name]:
                    self.run_once(job)
            time.sleep(0 if self.stopping else PAUSE)
        for job in self.jobs:
            if job.stop:
                job.stop()

    def run_once(self, job: Job) -> None:
        """Runs the job and schedules its next run; each failure in a row doubles the delay."""
        from core import jobs

        try:
            close_old_connections()  # replaces a connection that the server has dropped
            job.run()
            jobs.note_success(job.name)
        # Catching every error is right here: the other jobs must go on after a bug in one, and
        # all of them after the database or the mail server was down for a while.
        except Exception as error:  # noqa: BLE001
            self.failures[job.name] += 1
            failures = self.failures[job.name]
            # Where it failed is said once: the database may be away for long.
            log.error("Job %r failed; in a row: %d", job.name, failures, exc_info=failures == 1)
            with suppress(Error):  # the database is gone, and nobody can read notes either
                jobs.note_failure(job.name, error, self.failures[job.name])
        else:
            self.failures[job.name] = 0
        self.due[job.name] = time.monotonic() + self.delay(job)

    def delay(self, job: Job) -> float:
        """Seconds until the job's next run."""
        failures = self.failures[job.name]
        return (
            max(job.every, min(job.every * 2 ** min(failures, 10), LONGEST_DELAY))
            if failures
            else job.every
        )


def main() -> None:
    """Sets Django up and works until SIGINT or SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
        refuse_unsafe_database()
    except SettingsError as error:
        sys.exit(str(error))
    worker = Worker(all_jobs())
    # Own handlers for both: a shell starts background jobs with SIGINT ignored.
    signal.signal(signal.SIGINT, worker.stop)
    signal.signal(signal.SIGTERM, worker.stop)
    worker.run()


if __name__ == "__main__":
    main()

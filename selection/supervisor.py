"""Runs the solver: a process for each run, watched by a job of the worker that never waits for one.

The solver gets the run's request on its standard input and answers in lines of JSON. It has a limit
of memory and of time; a process that ends without an answer fails its run, one that is cancelled is
killed. An answer is held until the database has it. Where the worker itself dies, the solver ends,
and the run is marked as cut off once its heart has not beaten for a while.
"""

import json
import logging
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, Any

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError

from selection.actions.runs import (
    fail_run,
    fail_silent_runs,
    finish_run,
    note_progress,
    start_run,
)
from selection.models import Run

BEAT = 2  # seconds between heartbeats
SLOTS = 2  # runs at once
SOLVER = (sys.executable, "-m", "solver")
# Nothing of ours: no key and no address of the database. Each thread would take its own memory.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What one run may take: it ends by itself after `seconds`, and is killed `grace` later."""

    megabytes: int = 2048
    seconds: float = 300
    grace: float = 30


@dataclass
class _Process:
    """One run's process; `lines` gets what it writes, then None once it is silent for good."""

    run: Run
    process: subprocess.Popen[str]
    lines: SimpleQueue[str | None] = field(default_factory=SimpleQueue)
    started: float = field(default_factory=time.monotonic)
    beaten: float = 0.0
    progress: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] | None = None
    failure: str = ""
    is_over: bool = False

    def read(self) -> None:
        """Take in what it wrote since the last time, without waiting."""
        with suppress(Empty):
            while (line := self.lines.get_nowait()) is not None:
                self._take(line)
            self.is_over = True

    def _take(self, line: str) -> None:
        try:
            found = json.loads(line)
        except ValueError:
            return  # it was cut off in the middle of a line
        self.answer = found.get("answer", self.answer)
        if "stage" in found:
            self.progress = found
        for fault in found.get("refused", ())[:1]:
            self.failure = fault["code"]

    def end(self) -> None:
        """Once it has ended, by itself or by this."""
        self.process.kill()
        self.process.wait()

    @property
    def why(self) -> str:
        """Why there is no answer."""
        killed = self.process.wait() == -signal.SIGKILL
        return self.failure or ("killed" if killed else "ended")


class Supervisor:
    """The runs that this worker has started."""

    def __init__(
        self, command: tuple[str, ...] = SOLVER, limits: Limits | None = None, slots: int = SLOTS
    ) -> None:
        self.command, self.limits, self.slots = command, limits or Limits(), slots
        self.processes: list[_Process] = []

    def tick(self) -> None:
        """Look after all runs once, and start those that wait."""
        for each in list(self.processes):
            try:
                self._look_after(each)
            except (OperationalError, InterfaceError):
                raise  # the database is away: nothing is lost, and this job is tried again
            except Exception:  # an answer that cannot be kept must not stop the runs after it
                log.exception("The answer of run %d could not be kept", each.run.pk)
                each.end()
                self.processes.remove(each)
                fail_run(by=None, run=each.run, why="not_kept")
        fail_silent_runs(by=None)
        while run := start_run(by=None, number_of_slots=self.slots):
            self._start(run)

    def stop(self) -> None:
        """The worker ends: kill what runs, and say so where the database can still be told."""
        for each in self.processes:
            each.end()
        for each in self.processes:
            with suppress(Error):
                fail_run(by=None, run=each.run, why="stopped")
        self.processes.clear()

    def _start(self, run: Run) -> None:
        try:
            process = self._process_for(run)
        except OSError:  # no memory for another process, or no space for its request
            fail_run(by=None, run=run, why="not_started")
            return
        started = _Process(run, process)
        Thread(target=_pass_on, args=(process.stdout, started.lines), daemon=True).start()
        self.processes.append(started)

    def _process_for(self, run: Run) -> subprocess.Popen[str]:
        options = [f"--memory={self.limits.megabytes}", f"--time-limit={self.limits.seconds}"]
        with TemporaryFile("w+", encoding="utf-8") as request:
            request.write(json.dumps(run.request))
            request.seek(0)
            return subprocess.Popen(
                [*self.command, "request", run.kind, *options],
                cwd=settings.BASE_DIR,
                env=ENVIRONMENT,
                stdin=request,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )

    def _look_after(self, each: _Process) -> None:
        """Its process is forgotten last: what could not be stored is stored the next time."""
        each.read()
        now = time.monotonic()
        if each.is_over:
            self._keep(each)
        elif now - each.started > self.limits.seconds + self.limits.grace:
            each.end()
            fail_run(by=None, run=each.run, why="too_long")
        elif now - each.beaten < BEAT:
            return
        elif note_progress(by=None, run=each.run, progress=each.progress):
            each.beaten = now
            return
        else:  # somebody cancelled it
            each.end()
        self.processes.remove(each)

    def _keep(self, each: _Process) -> None:
        if each.answer is None:
            fail_run(by=None, run=each.run, why=each.why)
        else:
            finish_run(by=None, run=each.run, answer=each.answer)
            each.end()


def _pass_on(written: IO[str], lines: SimpleQueue[str | None]) -> None:
    """Read in a thread of its own: a pipe that nobody reads would stop the solver."""
    with written:
        for line in written:
            lines.put(line)
    lines.put(None)

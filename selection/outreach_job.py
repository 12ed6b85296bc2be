"""Finds out who else would have to apply: a job of the worker that never waits for the solver."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from applications.models import Call
from selection.actions.outreach import note_outreach
from selection.board import current_targets
from selection.models import Outreach, TargetSet
from selection.outreach import as_found, request_of
from selection.pool import digest_of

MEGABYTES = 1024
SECONDS = 20  # that the solver may take
GRACE = 5  # seconds more before it is killed
PAUSE = 60  # seconds until a call is looked at again, unless its targets change


@dataclass
class _Asked:
    """The process that works on one call."""

    targets: TargetSet
    digest: str
    process: subprocess.Popen[str]
    output: IO[str]
    started: float = field(default_factory=time.monotonic)

    def answer(self) -> dict[str, Any] | None:
        """What it said in its last line; None where it did not come to that."""
        self.output.seek(0)
        lines = self.output.read().splitlines()
        self.output.close()
        return (
            json.loads(lines[-1]).get("answer") if lines and not self.process.returncode else None
        )


class OutreachJob:
    """One call after the other, each in a process of its own with limits of memory and time."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "solver")) -> None:
        self.command = command
        self.asked: _Asked | None = None
        self.looked: dict[int, tuple[int, float]] = {}  # call → its targets then, and when

    def tick(self) -> None:
        """Take in an answer that is there, or ask about the next call that changed."""
        if self.asked is None:
            self._ask_next()
        elif self.asked.process.poll() is not None:
            self._note(self.asked)
        elif time.monotonic() - self.asked.started > SECONDS + GRACE:
            self.asked.process.kill()
            self.asked.process.wait()
            self._note(self.asked)

    def stop(self) -> None:
        """The worker ends: the next one asks again."""
        if self.asked:
            self.asked.process.kill()
            self.asked.process.wait()
            self.asked = None

    def _note(self, asked: _Asked) -> None:
        self.asked = None
        note_outreach(
            by=None, targets=asked.targets, digest=asked.digest, found=as_found(asked.answer())
        )

    def _ask_next(self) -> None:
        now = timezone.now()
        for call in Call.objects.filter(is_published=True, opens_at__lte=now, closes_at__gt=now):
            targets = current_targets(call)
            before, at = self.looked.get(call.pk, (0, 0.0))
            if targets is None or (before == targets.pk and time.monotonic() - at < PAUSE):
                continue
            self.looked[call.pk] = targets.pk, time.monotonic()
            if request := request_of(call):
                digest = digest_of(request)
                known = Outreach.objects.filter(call=call, target_set=targets, digest=digest)
                if not known.exists():
                    self._start(targets, digest, request)
                    return

    def _start(self, targets: TargetSet, digest: str, request: dict[str, Any]) -> None:
        output = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (read once the process ended)
        with TemporaryFile("w+", encoding="utf-8") as given:
            json.dump(request, given)
            given.seek(0)
            process = subprocess.Popen(
                [
                    *self.command,
                    "request",
                    "outreach",
                    f"--memory={MEGABYTES}",
                    f"--time-limit={SECONDS}",
                ],
                cwd=settings.BASE_DIR,
                stdin=given,
                stdout=output,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
            )
        self.asked = _Asked(targets, digest, process, output)

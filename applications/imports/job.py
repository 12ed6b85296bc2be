"""Brings files in and undoes them, in a process of its own: a job of the worker."""

import logging
import subprocess
import sys
import time

from django.conf import settings
from django.db import connection

from applications.enums import ImportStatus
from applications.imports.actions.bring_in import bring_in, note_trouble
from applications.imports.actions.take_in import drop_forgotten
from applications.imports.actions.undo import undo_import
from applications.models import ImportBatch, ImportProgress
from core.actions import Refused

log = logging.getLogger(__name__)

AT_WORK = (ImportStatus.RUNNING, ImportStatus.UNDOING)
TOLD_EVERY = 0.5  # seconds
FORGETS_EVERY = 600
COMMAND = (sys.executable, "manage.py", "work_on_import")
STOPPED = (
    "It stopped, and nothing was changed. Try again; if it stops again, tell your administrator."
)


class ImportJob:
    """One file at a time. The worker goes on meanwhile; stopped, the next one begins anew."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.batch: ImportBatch | None = None
        self.forgot_at = 0.0

    def tick(self) -> None:
        """See how the process is, or start the next one; drop what nobody brings in."""
        if self.process is None:
            self._start_next()
        elif (code := self.process.poll()) is not None:
            if code > 0 and self.batch:
                note_trouble(by=None, batch=self.batch, trouble=STOPPED)
            self.process = self.batch = None
        if time.monotonic() - self.forgot_at > FORGETS_EVERY:
            self.forgot_at = time.monotonic()
            drop_forgotten(by=None)

    def stop(self) -> None:
        """The worker ends: the transaction is rolled back."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = self.batch = None

    def _start_next(self) -> None:
        batch = ImportBatch.objects.filter(status__in=AT_WORK).order_by("started_at").first()
        if batch:
            self.batch = batch
            self.process = subprocess.Popen(
                [*self.command, str(batch.pk)],
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )


def work_on(batch: ImportBatch) -> None:
    """Do what was asked for a file, as whoever asked. A refusal stands on its page."""
    is_undone = batch.status == ImportStatus.UNDOING
    progress = Progress(batch)
    try:
        if is_undone:
            undo_import(by=batch.undone_by, batch=batch, tell=progress.tell)
        elif batch.status == ImportStatus.RUNNING:
            bring_in(by=batch.started_by, batch=batch, tell=progress.tell)
    except Refused as refused:
        note_trouble(by=None, batch=batch, trouble=refused.message)
    finally:
        progress.close()


class Progress:
    """Writes how far it is by a connection of its own: others cannot look into a transaction."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.told_at = 0.0
        self.apart = connection.copy()

    def tell(self, done: int, of: int) -> None:
        """At most twice a second."""
        if time.monotonic() - self.told_at < TOLD_EVERY and done < of:
            return
        self.told_at = time.monotonic()
        with self.apart.cursor() as cursor:
            cursor.execute(
                f"UPDATE {ImportProgress._meta.db_table} SET done = %s, total = %s, at = now()"
                " WHERE batch_id = %s",
                [done, of, self.batch.pk],
            )

    def close(self) -> None:
        """The connection ends with the work."""
        self.apart.close()

"""A PostgreSQL of the test's own, run by the site's launcher, and ways to kill it."""

import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from config import local_postgres
from config.postgres_cluster import Cluster, locate
from tests.prove import processes

Rows = list[tuple[Any, ...]]

LONGEST_RECOVERY = 30  # seconds


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="prove-"))
    folder.chmod(0o755)  # PostgreSQL runs as another user when we are root
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


class OwnDatabase:
    """One cluster below `folder`; DATABASE_URL is left alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = self.owner_url = ""

    def start(self) -> None:
        """Make and start it, on a port that stays ours while it is down."""
        local_postgres.ensure_started(self.folder)
        local_postgres.stop(self.folder)
        state = self._cluster.read_state()
        self._cluster.write_state(**{**state, "port": processes.free_port()})
        self.url, self.owner_url = local_postgres.ensure_started(self.folder)

    def restart(self) -> None:
        """Start it again after it was killed; the site knows it by its old address."""
        assert local_postgres.ensure_started(self.folder).site == self.url

    def remove(self) -> None:
        """End every process of it and delete its files, wherever the launcher put them."""
        elsewhere = locate(self.folder).home
        processes.kill(self._servers())
        processes.wait_until(lambda: not self._servers(), "PostgreSQL to be gone")
        if elsewhere != self.folder.resolve():
            shutil.rmtree(elsewhere)

    @property
    def _cluster(self) -> Cluster:
        return locate(self.folder)

    @property
    def postmaster(self) -> int:
        """The process that all others come from."""
        return int((self._cluster.data / "postmaster.pid").read_text().splitlines()[0])

    def _servers(self) -> list[int]:
        """The postmaster, its children, and orphans of killed ones, known by their folder."""
        data, found = self._cluster.data, []
        for process in processes.running():
            try:
                if Path(f"/proc/{process.pid}/cwd").readlink() == data and process.command:
                    found.append(process.pid)
            except OSError:
                continue  # it has ended since, or is not ours
        return found

    def rows(self, query: str) -> Rows:
        """What a query returns, over a connection of its own."""
        with closing(psycopg2.connect(self.url, connect_timeout=5)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()

    def is_ready(self) -> bool:
        """Whether it lets us in and answers."""
        try:
            return bool(self.rows("SELECT 1"))
        except psycopg2.Error:
            return False

    def configure(self, **settings: str) -> None:
        """Change settings of the running server; sessions that are open follow."""
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        with (self._cluster.data / "postgresql.conf").open("a") as file:
            file.writelines(lines)
        processes.kill([self.postmaster], signal.SIGHUP)
        for name, value in settings.items():
            processes.wait_until(
                lambda name=name, value=value: self.rows(f"SHOW {name}") == [(value,)], name
            )

    def kill_backend(self) -> None:
        """Kill -9 a session, in the middle of a transaction if there is one: all sessions end."""
        processes.wait_until(self._kill_busiest, "a session to kill")

    def _kill_busiest(self) -> bool:
        sessions: Rows = []
        give_up = time.monotonic() + 0.5
        while not (sessions and sessions[0][1]) and time.monotonic() < give_up:
            sessions = self.rows(
                "SELECT pid, xact_start IS NOT NULL FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                " ORDER BY xact_start NULLS LAST"
            )
        try:
            os.kill(sessions[0][0], signal.SIGKILL)
        except (IndexError, ProcessLookupError):  # there is none, or it has just gone
            return False
        return True

    def kill_at_once(self) -> None:
        """`pg_ctl stop -m immediate`: no checkpoint, no farewell."""
        processes.kill([self.postmaster], signal.SIGQUIT)

    def kill_postmaster(self) -> None:
        """Kill -9 the postmaster; its sessions notice by and by."""
        processes.kill([self.postmaster])

    def kill_everything(self) -> None:
        """Kill -9 every process: whatever was only in PostgreSQL's own memory is gone."""
        processes.kill(self._servers())
        processes.wait_until(lambda: not self._servers(), "PostgreSQL to be gone")


class ReadyWatch:
    """Notes when a database that is being killed answers again; start it before the kill."""

    def __init__(self, database: OwnDatabase) -> None:
        self._database = database
        self._session = psycopg2.connect(database.url)
        self._session.autocommit = True
        self._found: float | None = None
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin to look, right after the kill."""
        self._thread.start()

    def wait_until_gone(self) -> None:
        """Return once sessions opened before the kill are cut off. Raises TimeoutError."""
        if not self._gone.wait(LONGEST_RECOVERY):
            raise TimeoutError("PostgreSQL did not go")

    def ready_at(self) -> float:
        """When it was ready, by time.monotonic(). Raises TimeoutError."""
        self._thread.join(LONGEST_RECOVERY + 5)
        if self._found is None:
            raise TimeoutError(f"PostgreSQL was not back after {LONGEST_RECOVERY} s")
        return self._found

    def _watch(self) -> None:
        deadline = time.monotonic() + LONGEST_RECOVERY
        while self._lives() and time.monotonic() < deadline:
            time.sleep(0.002)
        self._gone.set()
        while time.monotonic() < deadline:
            if self._database.is_ready():
                self._found = time.monotonic()
                return
            time.sleep(0.005)

    def _lives(self) -> bool:
        """Whether a session opened before the kill still answers."""
        try:
            with self._session.cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg2.Error:
            self._session.close()
            return False
        return True

"""A backup brought back to life in a folder of its own, by a server that nobody else can reach."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import psycopg2

from config.local_postgres import ROOT
from core.backup_folder import Backup, BackupFolder
from operations import ciphers, programs
from operations.errors import Stopped
from operations.progress import in_words, say, step

SUPERUSER = "postgres"
NOT_REACHED = "recovery ended before configured recovery target was reached"
PROGRESS_EVERY = 10  # seconds


class Recovery:
    """A server on `data`, which it recovers from a backup and the log after it.

    It listens on a socket in a folder that only its account can enter, archives nothing, and reads
    no configuration: so it needs no passwords and disturbs nobody. It ends when we do, and has the
    private key in memory alone: nothing is left of either, even if we are killed.
    """

    def __init__(self, folder: BackupFolder, backup: Backup, data: Path, private_key: Path) -> None:
        self.folder, self.backup, self.data, self.private_key = folder, backup, data, private_key
        self.account = programs.account()
        self.programs = programs.folder(backup.facts["major"])
        self.sockets = Path()
        self.server: subprocess.Popen[bytes] | None = None
        self.replays_all = False

    def unpack(self) -> None:
        """Decrypt the backup, and compare each file with what PostgreSQL noted of it."""
        step("Decrypting and unpacking")
        ciphers.unpack(self.backup.folder / "base.tar.gz.age", self.data, self.private_key)
        self._hand_over(self.data, *self.data.rglob("*"))
        self.data.chmod(0o700)
        step("Verifying every file")
        programs.run([self.programs / "pg_verifybackup", "--quiet", self.data], self.account)

    @contextmanager
    def running(self, **target: str) -> Iterator[None]:
        """Recovered up to the target, or to the end of the log; stopped at the end.

        `target` has one of PostgreSQL's settings recovery_target_…, or none.
        """
        # In /tmp, because the path of a socket must be short.
        with (
            tempfile.TemporaryDirectory(prefix="restore-") as sockets,
            _in_memory(self.private_key) as key,
        ):
            self.sockets = Path(sockets)
            self._prepare()
            try:
                self._start(key, target)
                yield
            finally:  # also after Ctrl-C while it still replays
                self._stop()
            if self.server.returncode:
                raise Stopped(_reason(self._log()))

    def _prepare(self) -> None:
        (self.sockets / "hba").write_text("local all all trust\n")
        (self.sockets / "nothing").touch()
        fetch = self.sockets / "fetch_wal"
        shutil.copyfile(ROOT / "operations" / "fetch_wal", fetch)
        fetch.chmod(0o700)
        self._hand_over(self.sockets, *self.sockets.iterdir())

    def _start(self, key: int, target: dict[str, str]) -> None:
        step("Replaying the log")
        (self.data / "recovery.signal").touch()
        self._hand_over(self.data / "recovery.signal")
        if self._recovers(key, target):
            return
        log = self._log()
        if NOT_REACHED not in log:
            raise Stopped(self._why(log))
        if "recovery_target_time" not in target:
            raise Stopped("The log after the backup is damaged, or lacks a segment.")
        say("The log ends before that: all of it is replayed.")
        del target["recovery_target_time"]
        if not self._recovers(key, target):
            raise Stopped(self._why(self._log()))

    def _recovers(self, key: int, target: dict[str, str]) -> bool:
        """Start it, and wait until it has replayed the log: only then it lets anybody in."""
        self.replays_all = not {"recovery_target_time", "recovery_target_name"} & target.keys()
        # The kernel ends it as soon as we have ended.
        server = ["setpriv", "--pdeathsig", "QUIT", self.programs / "postgres", "-D", self.data]
        with (self.sockets / "log").open("a") as log:
            self.server = subprocess.Popen(
                [*server, *self._settings(key, target)],
                cwd="/",
                env=programs.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches it only through us
                pass_fds=[key],
                **self.account,
            )
        shown_at = time.monotonic()
        while self.server.poll() is None and not self._is_ready():
            time.sleep(0.1)
            if time.monotonic() > shown_at + PROGRESS_EVERY:
                shown_at = time.monotonic()
                step(f"Replaying the log: {self._last_segment() or 'the first segment'}")
        return self.server.poll() is None

    def _is_ready(self) -> bool:
        """What PostgreSQL's own file about itself says last."""
        pid_file = self.data / "postmaster.pid"
        return pid_file.exists() and pid_file.read_text().rstrip().endswith("ready")

    def _stop(self) -> None:
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # it ends sessions, and writes everything
            self.server.wait()

    def _settings(self, key: int, target: dict[str, str]) -> Iterator[str]:
        # Through bash: /tmp may be mounted noexec, as in a container.
        fetch = ["bash", self.sockets / "fetch_wal", self._archive, f"/dev/fd/{key}"]
        chosen = {
            "config_file": self.sockets / "nothing",
            "hba_file": self.sockets / "hba",
            "ident_file": self.sockets / "nothing",
            "listen_addresses": "",
            "unix_socket_directories": self.sockets,
            "archive_mode": "off",
            "hot_standby": "off",
            "restore_command": f"{shlex.join(map(str, fetch))} %f %p",
            "recovery_target_action": "promote",
            # Replayed log is deleted, not overwritten by and by: it may hold somebody erased since.
            "wal_recycle": "off",
            "min_wal_size": "32MB",
            "autovacuum": "off",  # a table that it looks at keeps its old rows
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            **target,
        }
        for name, value in chosen.items():
            yield from ("-c", f"{name}={value}")

    def _log(self) -> str:
        return (self.sockets / "log").read_text(errors="replace")

    @property
    def _archive(self) -> Path:
        return self.folder.wal(self.backup.facts["cluster"])

    def _last_segment(self) -> str:
        """The last one that was replayed, "" if none was."""
        restored = re.findall(r'restored log file "(\w{24})"', self._log())
        return restored[-1] if restored else ""

    def reached(self) -> str:
        """Up to when everything is there again."""
        last = re.findall(r"last completed transaction was at log time (.*)", self._log())
        return in_words(datetime.fromisoformat(last[-1]) if last else self.backup.at)

    def left_out(self) -> str:
        """A sentence where all of the log was wanted and a segment is missing, else ""."""
        last = self._last_segment() or self.backup.facts["last_segment"]
        newest = max(self.folder.segments(self.backup.facts["cluster"], last[:8]), default=last)
        if newest <= last or not self.replays_all:
            return ""
        return (
            f"The log lacks the segment after {last}, so what came later is not restored, though "
            f"it goes on to {newest}. If there is another copy of BACKUP_DIR, restore from that."
        )

    def timeline(self, moment: datetime) -> str:
        """The one on which the site was at that moment: each restore begins another."""
        begun = self.folder.timelines(self.backup.facts["cluster"], moment)
        return str(int(max(self.backup.facts["first_segment"][:8], *begun), 16))

    def name_timeline(self) -> None:
        """Have PostgreSQL archive, when it starts next, which timeline this recovery has begun.

        Otherwise a second restore would begin the same one again, and its segments would be taken
        for damaged copies of those that are archived.
        """
        for history in (self.data / "pg_wal").glob("*.history"):
            ready = self.data / "pg_wal" / "archive_status" / f"{history.name}.ready"
            ready.touch()
            self._hand_over(ready)

    def _why(self, log: str) -> str:
        damaged = re.search(r'could not restore file "(\w+)"', log)
        if damaged is None:
            return _reason(log)
        segment = self._archive / f"{damaged[1]}.gz.age"
        at = in_words(datetime.fromtimestamp(segment.stat().st_mtime).astimezone())
        return (
            f"{segment} is damaged. If there is another copy of BACKUP_DIR, take it from there; "
            f"else restore with --until a minute before {at}."
        )

    def _hand_over(self, *paths: Path) -> None:
        if self.account:
            for path in paths:
                os.chown(path, self.account["user"], self.account["group"])

    @contextmanager
    def cursor(self) -> Iterator[psycopg2.extensions.cursor]:
        """A cursor of the superuser, outside transactions."""
        database = self.backup.facts["database"]
        where = {"host": str(self.sockets), "user": SUPERUSER, "dbname": database}
        with closing(psycopg2.connect(**where)) as link:
            link.autocommit = True
            with link.cursor() as cursor:
                yield cursor

    def address(self, role: str) -> str:
        """The database's address for a role, as DATABASE_URL has it."""
        database = quote(self.backup.facts["database"], safe="")
        return f"postgres://{quote(role, safe='')}@{quote(str(self.sockets), safe='')}/{database}"

    def manage(self, site: Path, site_role: str, *arguments: str) -> str:
        """Run manage.py with this database; `site` is its DATA_DIR. Raises Stopped."""
        with self.cursor() as cursor:
            cursor.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
            )
            (owner,) = cursor.fetchone()
        environment = {
            "DATABASE_URL": self.address(site_role),
            "OWNER_DATABASE_URL": self.address(owner),
            "DATA_DIR": str(site),
        }
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Stopped(f"manage.py {arguments[0]} failed: {done.stderr.strip()[-1000:]}")
        return done.stdout

    def forget_old_rows(self) -> None:
        """Rewrite every table and delete the log, so that erased words are in no file.

        The planner's statistics quote rows, those of a table that is empty since erasing, too.
        """
        with self.cursor() as cursor:
            cursor.execute(
                "SELECT pg_clear_attribute_stats(schemaname, tablename, attname, inherited)"
                " FROM pg_stats WHERE schemaname = 'public'"
            )
            cursor.execute("VACUUM FULL")
            cursor.execute("ANALYZE")
            for _ in range(2):  # a checkpoint deletes the log before the one before it
                cursor.execute("SELECT pg_switch_wal()")
                cursor.execute("CHECKPOINT")


@contextmanager
def _in_memory(private_key: Path) -> Iterator[int]:
    """A file that is in no folder, for a server that may not enter the key's own."""
    descriptor = os.memfd_create("private_key")
    try:
        os.write(descriptor, private_key.read_bytes())
        yield descriptor
    finally:
        os.close(descriptor)


def _reason(log: str) -> str:
    found = [line.partition("FATAL:")[2].strip() for line in log.splitlines() if "FATAL:" in line]
    return f"The backup cannot be restored: {found[-1] if found else 'PostgreSQL gave no reason'}."

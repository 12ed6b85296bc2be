"""A backup brought back to life in a folder of its own, by a server that nobody else can reach."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2

from config.local_postgres import ROOT
from core.backup_folder import Backup, BackupFolder
from operations import ciphers, programs
from operations.errors import Stopped
from operations.progress import say, step

SUPERUSER = "postgres"
NOT_REACHED = "recovery ended before configured recovery target was reached"
LONGEST = 24 * 60 * 60  # seconds
TOLD_EVERY = 10  # seconds


class Recovery:
    """A server on `data`, which it recovers from a backup and the log after it.

    It listens on a socket in a folder that only its account can enter, archives nothing, and reads
    no configuration: so it needs no passwords and disturbs nobody.
    """

    def __init__(self, folder: BackupFolder, backup: Backup, data: Path, private_key: Path) -> None:
        self.folder, self.backup, self.data, self.private_key = folder, backup, data, private_key
        self.account = programs.account()
        self.programs = programs.folder(backup.facts["major"])
        self.sockets = Path()

    def unpack(self) -> None:
        """Decrypt the backup, and compare each file with what PostgreSQL noted of it."""
        step("Decrypting and unpacking")
        self.data.mkdir(mode=0o700, parents=True)
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
        with tempfile.TemporaryDirectory(prefix="restore-") as sockets:
            self.sockets = Path(sockets)
            self._prepare()
            try:
                self._start(target)
                yield
            finally:  # also after Ctrl-C while it still replays
                if self._state():
                    self._call("stop", "-m", "fast")

    def _prepare(self) -> None:
        key = self.sockets / "private_key"
        shutil.copyfile(self.private_key, key)
        key.chmod(0o600)
        (self.sockets / "hba").write_text("local all all trust\n")
        (self.sockets / "nothing").touch()
        fetch = self.sockets / "fetch_wal"
        shutil.copyfile(ROOT / "operations" / "fetch_wal", fetch)
        fetch.chmod(0o700)
        self._hand_over(self.sockets, *self.sockets.iterdir())

    def _start(self, target: dict[str, str]) -> None:
        step("Replaying the log")
        (self.data / "recovery.signal").touch()
        self._hand_over(self.data / "recovery.signal")
        if self._recovers(target):
            return
        log = self._log()
        if NOT_REACHED not in log:
            raise Stopped(_reason(log))
        if "recovery_target_time" not in target:
            raise Stopped("The log after the backup is damaged, or lacks a segment.")
        last = re.findall(r"last completed transaction was at log time (.*)", log)
        say(f"The log ends before that, at {last[-1] if last else 'the backup'}: all is replayed.")
        if not self._recovers({}):
            raise Stopped(_reason(self._log()))

    def _recovers(self, target: dict[str, str]) -> bool:
        """Start it, and wait until it has replayed the log: only then it lets anybody in."""
        try:
            self._call("start", "-o", self._settings(target))
        except Stopped:
            return False
        told = time.monotonic()
        while (state := self._state()) and state != "ready":
            time.sleep(0.1)
            if time.monotonic() > told + TOLD_EVERY:
                told = time.monotonic()
                restored = re.findall(r'restored log file "(\w+)"', self._log())
                step(f"Replaying the log: {restored[-1] if restored else 'the first segment'}")
        return state == "ready"

    def _state(self) -> str:
        """The last line of PostgreSQL's own file about itself; "" once it has ended."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()[-1].strip()
        except FileNotFoundError:
            return ""

    def _settings(self, target: dict[str, str]) -> str:
        fetch = [self.sockets / "fetch_wal", self.folder.wal(self.backup.facts["cluster"])]
        command = shlex.join(map(str, [*fetch, self.sockets / "private_key"]))
        chosen = {
            "config_file": self.sockets / "nothing",
            "hba_file": self.sockets / "hba",
            "ident_file": self.sockets / "nothing",
            "listen_addresses": "",
            "unix_socket_directories": self.sockets,
            "archive_mode": "off",
            "hot_standby": "off",
            "restore_command": f"{command} %f %p",
            "recovery_target_action": "promote",
            # Replayed log is deleted, not overwritten by and by: it may hold somebody erased since.
            "wal_recycle": "off",
            "min_wal_size": "32MB",
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            **target,
        }
        return " ".join(shlex.join(["-c", f"{name}={value}"]) for name, value in chosen.items())

    def _call(self, action: str, *more: str) -> None:
        log = ["-l", self.sockets / "log"] if action == "start" else []
        pg_ctl = [self.programs / "pg_ctl", action, "--silent", "--wait", f"--timeout={LONGEST}"]
        programs.run([*pg_ctl, "-D", self.data, *log, *more], self.account)

    def _log(self) -> str:
        return (self.sockets / "log").read_text(errors="replace")

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
        """Rewrite every table and delete the log, so that erased words are in no file."""
        with self.cursor() as cursor:
            cursor.execute("VACUUM FULL")
            for _ in range(2):  # a checkpoint deletes the log before the one before it
                cursor.execute("SELECT pg_switch_wal()")
                cursor.execute("CHECKPOINT")


def _reason(log: str) -> str:
    found = [line.partition("FATAL:")[2].strip() for line in log.splitlines() if "FATAL:" in line]
    return f"The backup cannot be restored: {found[0] if found else 'PostgreSQL gave no reason'}."

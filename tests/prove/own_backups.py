"""A site with backups in a folder of its own, and ways to destroy it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from config.local_postgres import ROOT
from core.backup_folder import BackupFolder
from operations import fingerprint
from tests.prove.own_database import OwnDatabase, own_folder

SETTINGS = {"DJANGO_DEMO": "1", "SECRET_KEY": "for one proof only"}
FROM_OUTSIDE = {"DATABASE_URL", "OWNER_DATABASE_URL"}


class BackedUpSite:
    """Its database, scans and mail are below `site`; its backups are beside it."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.key = folder / "private_key"
        self.backups = BackupFolder(folder / "backups")
        self.database = OwnDatabase(self.site)

    def environment(self) -> dict[str, str]:
        """Of every command: PostgreSQL is the site's own."""
        kept = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
        folders = {"DATA_DIR": str(self.site), "BACKUP_DIR": str(self.backups.path)}
        return kept | SETTINGS | folders

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Python with these arguments, whatever becomes of it."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=300,
        )

    def do(self, *command: str) -> str:
        """What a command prints; it must succeed."""
        done = self.run(*command)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def operate(self, *words: str) -> str:
        """What `./run backup` and the like print."""
        key = [] if words[0] == "backup" else ["--key", str(self.key)]
        return self.do("-m", "operations", *words, *key)

    def shell(self, code: str) -> str:
        """What code prints that runs inside the site."""
        return self.do("manage.py", "shell", "--verbosity", "0", "-c", code)

    def prepare(self) -> None:
        """Keys, and a database with the city and an open call."""
        self.operate("backup", "keys", str(self.key))
        self.do("manage.py", "migrate", "--verbosity", "0")
        self.do("manage.py", "load_city", "data/boston")

    def fingerprint(self) -> fingerprint.Fingerprint:
        """Counts and checksums of all tables."""
        owner = self.do("-m", "config.local_postgres", "start").split()[1]
        with closing(psycopg2.connect(owner)) as link, link.cursor() as cursor:
            return fingerprint.of(cursor)

    def analyze(self) -> None:
        """Have PostgreSQL look at all rows for its planner, as it does by itself after a while."""
        owner = self.do("-m", "config.local_postgres", "start").split()[1]
        with closing(psycopg2.connect(owner)) as link, link.cursor() as cursor:
            cursor.execute("ANALYZE")
            link.commit()

    def now(self) -> str:
        """The server's time."""
        return self.shell(
            "from django.db import connection as c; k = c.cursor();"
            "k.execute('SELECT clock_timestamp()'); print(k.fetchone()[0].isoformat())"
        ).strip()

    def archive(self) -> None:
        """Have the log up to now archived, as happens once a minute."""
        self.do("-c", "from operations import backup; backup.archive_log(backup.address())")

    def destroy(self) -> None:
        """Kill -9 PostgreSQL, and delete everything but the backups and the private key."""
        self.database.kill_everything()
        shutil.rmtree(self.site)

    def files_with(self, words: str) -> list[str]:
        """Every file of the site in which these words stand, PostgreSQL's own included."""
        return [
            str(path)
            for path in self.site.rglob("*")
            if path.is_file() and words.encode() in path.read_bytes()
        ]


@contextmanager
def backed_up_site() -> Iterator[BackedUpSite]:
    """One that is gone afterwards."""
    with own_folder() as folder:
        site = BackedUpSite(folder)
        try:
            site.prepare()
            yield site
        finally:
            site.database.remove()

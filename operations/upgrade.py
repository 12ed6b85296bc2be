"""`./run upgrade`: back up, migrate a copy, and only then the database; nobody is refused."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from config.local_postgres import ROOT, default_data_dir, status
from operations import backup, programs
from operations.errors import Stopped
from operations.locks import LockWatch
from operations.progress import say, step
from operations.scratch import scratch

LONGEST_LOCK = 2.0  # seconds that a table may be locked
TRIES = 10  # to get a lock that somebody else has
LOCK_TIMEOUT = f"-c lock_timeout={int(LONGEST_LOCK * 1000)}"
_CREATE = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE %s LC_CTYPE %s")
_LOCALE = "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"


def upgrade() -> None:
    """Bring the database to this version. Raises Stopped where it must not or cannot be."""
    site, owner = _addresses()
    if os.environ.get("BACKUP_DIR"):
        say(f"{backup.take().folder} is verified.")
    else:
        say("BACKUP_DIR is not set: no backup is made.")
    rehearse(site, owner)
    say(f'To take it back: ./run restore … --until "{datetime.now():%Y-%m-%d %H:%M:%S}"')
    step("Migrating")
    for tries_left in reversed(range(TRIES)):
        done = _migrate(site, owner, PGOPTIONS=LOCK_TIMEOUT)
        if done.returncode == 0:
            break
        if "LockNotAvailable" not in done.stderr or not tries_left:
            raise Stopped(f"The database was not migrated: {done.stderr.strip()[-1000:]}")
        time.sleep(1)
    say("The database is migrated. Now let the site and the worker take the new version:")
    say("systemctl reload design-group-web && systemctl restart design-group-worker")


def _addresses() -> tuple[str, str]:
    """Of the site and of the owner."""
    if site := os.environ.get("DATABASE_URL"):
        return site, os.environ.get("OWNER_DATABASE_URL") or site
    found = status(default_data_dir())
    if found is None:
        raise Stopped("PostgreSQL is not running: start the site first.")
    return found.site, found.owner


def rehearse(site: str, owner: str, longest_lock: float = LONGEST_LOCK) -> float:
    """Migrate a copy; the seconds for which a table was locked at most.

    Raises Stopped where that fails, or locks a table for longer than `longest_lock`.
    """
    with _copy(owner) as name:
        copied_site, copied_owner = (_named(url, name) for url in (site, owner))
        step("Migrating the copy")
        with LockWatch(copied_owner).watching() as locks:
            done = _migrate(copied_site, copied_owner)
    if done.returncode:
        raise Stopped(f"The copy was not migrated: {done.stderr.strip()[-1000:]}")
    table, longest = max(locks.longest.items(), key=lambda each: each[1], default=("no table", 0.0))
    say(f"Locked for longest: {table}, {longest:.2f} seconds.")
    if longest > longest_lock:
        raise Stopped(
            f"That is longer than {longest_lock:g} seconds. Nothing is changed. It depends on what "
            "else the machine does: try again when it is quiet."
        )
    return longest


@contextmanager
def _copy(owner: str) -> Iterator[str]:
    """A copy of the database on the same server, dropped afterwards."""
    step("Copying the database for a rehearsal")
    source, password = programs.without_password(owner)
    with closing(psycopg2.connect(owner)) as link:
        link.autocommit = True
        name = f"{link.info.dbname}_rehearsal"
        bin_folder = programs.folder(link.server_version // 10000)
        with link.cursor() as cursor:
            _drop(cursor, name)
            cursor.execute(_LOCALE)
            cursor.execute(_CREATE.format(sql.Identifier(name)), cursor.fetchone())
            try:
                with scratch(default_data_dir() / "rehearsal") as folder:
                    dump = folder / "dump"
                    options = ["--format=custom", "--compress=0", "--file", dump]
                    pg_dump = [bin_folder / "pg_dump", "--dbname", source, *options]
                    programs.run(pg_dump, password=password)
                    target, _password = programs.without_password(_named(owner, name))
                    # Privileges are granted by migrating, and some are not the owner's to grant.
                    options = ["--exit-on-error", "--no-owner", "--no-privileges"]
                    pg_restore = [bin_folder / "pg_restore", "--dbname", target, *options, dump]
                    programs.run(pg_restore, password=password)
                yield name
            finally:
                _drop(cursor, name)


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    """Ends its sessions, too; autovacuum's, which only a superuser may end, end soon."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for tries_left in reversed(range(TRIES)):
        try:
            cursor.execute(drop)
        except psycopg2.errors.InsufficientPrivilege:
            if not tries_left:
                raise
            time.sleep(1)
        else:
            return


def _named(url: str, database: str) -> str:
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _migrate(site: str, owner: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"DATABASE_URL": site, "OWNER_DATABASE_URL": owner, **more}
    return subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )

"""The database of the tests: a template with Boston loaded, and a copy of it for each process.

The template is made as a server's is: the owner migrates, the site loads the city. It is kept from
run to run and made again when something that it is made of has changed. Its copies belong to the
owner as well; tests work in them as the site's own role.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import chain, count, cycle
from typing import Self
from urllib.parse import urlsplit

import psycopg2
from django.db import connection, connections
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, parse_dsn

from config import database_digest
from config.local_postgres import ROOT

PATIENCE = 30  # seconds
OWNER_URL = "OWNER_DATABASE_URL"


def make(*, anew: bool) -> str:
    """The name of the template, made where it is missing or of something older."""
    base = urlsplit(os.environ["DATABASE_URL"]).path.removeprefix("/")
    name = f"test_{base}_template"
    with as_owner() as cursor:
        # Several processes begin at once: the others wait here for the first.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if anew or not database_digest.matches(cursor, name):
            drop(cursor, name)
            cursor.execute(f'CREATE DATABASE "{name}"')
            _fill(name)
            database_digest.note(cursor, name)
    return name


@contextmanager
def name_of_own(wanted: str) -> Iterator[str]:
    """`wanted`, or that with a number where another run works under it: kept until the end.

    Two runs in one database would find each other's calls published, or no database at all.
    """
    with as_owner() as cursor:
        for name in chain([wanted], (f"{wanted}_{number}" for number in count(2))):
            cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
            if cursor.fetchone()[0]:
                yield name
                return


class Copies:
    """One copy of the template after another; the next is made while tests work in the last.

    Making one takes two seconds, since each of its tables is a file.
    """

    def __init__(self, template: str, name: str) -> None:
        self._template = template
        self._names = cycle([name, f"{name}_spare"])

    def __enter__(self) -> Self:
        self._maker = ThreadPoolExecutor(max_workers=1)
        self._made = self._begin()
        return self

    def __exit__(self, *_error: object) -> None:
        self._maker.shutdown()

    def next(self) -> str:
        """The name of a new copy; ends the sessions in the one before."""
        connections.close_all()
        name = self._made.result()
        self._made = self._begin()
        return name

    def _begin(self) -> Future[str]:
        return self._maker.submit(self._make, next(self._names))

    def _make(self, name: str) -> str:
        with as_owner() as cursor:
            drop(cursor, name)
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        return name


def drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    """Ends its sessions too; those of autovacuum, which only a superuser may end, end soon."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except psycopg2.errors.InsufficientPrivilege:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def owner_connected() -> Iterator[None]:
    """Django's connection as the owner's, to change what the site's role may not."""
    settings = connection.settings_dict
    before = {name: settings[name] for name in ("USER", "PASSWORD")}
    owner = parse_dsn(owner_url())
    connection.close()
    settings.update(USER=owner.get("user", ""), PASSWORD=owner.get("password", ""))
    try:
        yield
    finally:
        connection.close()
        settings.update(before)


def owner_url() -> str:
    """The address of the database that Django's connection is for, as its owner's."""
    given = os.environ.get(OWNER_URL) or os.environ["DATABASE_URL"]
    return urlsplit(given)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@contextmanager
def as_owner() -> Iterator[psycopg2.extensions.cursor]:
    """A cursor of the owner's, outside Django and outside transactions."""
    given = os.environ.get(OWNER_URL) or os.environ["DATABASE_URL"]
    with closing(psycopg2.connect(given)) as owner:
        owner.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        with owner.cursor() as cursor:
            yield cursor


def _fill(name: str) -> None:
    urls = {
        variable: urlsplit(os.environ[variable])._replace(path=f"/{name}").geturl()
        for variable in ("DATABASE_URL", OWNER_URL)
        if variable in os.environ
    }
    for command in ("migrate --verbosity 0", "load_city data/boston"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=ROOT,
            env=os.environ | urls,
            check=True,
            stdout=subprocess.DEVNULL,
        )

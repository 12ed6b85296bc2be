"""How long a migration keeps others from reading or writing: the locks of a database, watched."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from psycopg2.extensions import cursor

EVERY = 0.02  # seconds
# Modes that keep others from writing, or from reading, too.
_LOCKS = """
    SELECT pid, relation::regclass::text FROM pg_locks
    WHERE locktype = 'relation' AND granted AND relation = ANY(%s)
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""
_TABLES = """
    SELECT array_agg(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


class LockWatch:
    """Watches the tables that a database has when it begins, since nobody waits for new ones."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._over = threading.Event()
        self._begun = threading.Event()
        self._since: dict[tuple[int, str], float] = {}
        self.longest: dict[str, float] = {}  # table → seconds
        self.seen = threading.Event()  # any lock at all

    @contextmanager
    def watching(self) -> Iterator[LockWatch]:
        """Watch until the block ends."""
        thread = threading.Thread(target=self._watch, daemon=True)
        thread.start()
        self._begun.wait(10)
        try:
            yield self
        finally:
            self._over.set()
            thread.join(10)

    def _watch(self) -> None:
        with closing(psycopg2.connect(self._url)) as link:
            link.autocommit = True
            with link.cursor() as looking:
                looking.execute(_TABLES)
                (tables,) = looking.fetchone()
                self._begun.set()
                while not self._over.wait(EVERY):
                    self._look(looking, tables or [])

    def _look(self, looking: cursor, tables: list[int]) -> None:
        looking.execute(_LOCKS, [tables])
        now, locks = time.monotonic(), set(looking.fetchall())
        self._since = {each: self._since.get(each, now - EVERY) for each in locks}
        for (_process, table), since in self._since.items():
            self.longest[table] = max(self.longest.get(table, 0.0), now - since)
            self.seen.set()

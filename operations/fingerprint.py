"""Counts and checksums of all tables at one exact point of PostgreSQL's log."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, connection, cursor

from operations.errors import Stopped

Fingerprint = dict[str, list[int | str]]  # table → number of rows, sum of the hashes of its rows

TRIES = 2000
PAUSE = 0.005  # seconds: between two applications a second there are many such gaps

_TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""
_IDLE = "SELECT pg_snapshot_xmin(s) = pg_snapshot_xmax(s), s::text FROM pg_current_snapshot() AS s"


@dataclass(frozen=True)
class RestorePoint:
    """A named point of the log, and what the tables held there."""

    name: str
    at: datetime
    tables: Fingerprint
    last_segment: str  # the segment of the log that it is in


def mark(url: str, name: str) -> RestorePoint:
    """Name a point of the log, and return what the tables hold there, without locking anybody out.

    A snapshot is that point exactly if no transaction was running when it was taken, and none has
    begun to write when the point is made; else another one is tried.
    """
    with closing(psycopg2.connect(url)) as reading, closing(psycopg2.connect(url)) as marking:
        marking.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        point, at, segment = _mark(reading, marking.cursor(), name)
        return RestorePoint(point, at, of(reading.cursor()), segment)


def _mark(reading: connection, marking: cursor, name: str) -> tuple[str, datetime, str]:
    """Leaves `reading` in a transaction that sees the tables as they are at the point."""
    reading.set_session(isolation_level="REPEATABLE READ", readonly=True)
    for attempt in range(TRIES):
        reading.rollback()
        seen = reading.cursor()
        seen.execute(_IDLE)
        is_idle, before = seen.fetchone()
        if is_idle:
            point = f"{name}_{attempt}"
            marking.execute(
                "SELECT pg_walfile_name(pg_create_restore_point(%s)), clock_timestamp()", [point]
            )
            segment, at = marking.fetchone()
            marking.execute(_IDLE)
            if marking.fetchone() == (True, before):
                return point, at.astimezone(UTC), segment
        time.sleep(PAUSE)
    raise Stopped("The database was never idle for an instant: back up when less is written.")


def of(seen: cursor) -> Fingerprint:
    """Counts and checksums of all tables, as this cursor's transaction sees them."""
    seen.execute("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'")
    seen.execute("SET LOCAL IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'")
    seen.execute(_TABLES)
    return {table: _table(seen, table) for (table,) in seen.fetchall()}


def _table(seen: cursor, table: str) -> list[int | str]:
    seen.execute(
        sql.SQL(
            "SELECT count(*), COALESCE(sum(hashtextextended(row::text, 0)), 0)::text FROM {} AS row"
        ).format(sql.SQL(table))
    )
    return list(seen.fetchone())


def differences(expected: Fingerprint, found: Fingerprint) -> list[str]:
    """A sentence for each table that is not as expected."""
    return [
        f"Table {table} has {_words(found.get(table))}, not {_words(expected.get(table))}."
        for table in sorted(expected.keys() | found.keys())
        if expected.get(table) != found.get(table)
    ]


def _words(table: list[int | str] | None) -> str:
    return f"{table[0]} rows (checksum {table[1]})" if table else "nothing: it is not there"

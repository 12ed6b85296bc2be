"""What a city's loaders leave in the database, kept in memory and put back by each test.

Loading Boston and its call in twelve languages takes longer than most tests; putting the same
rows back takes a quarter of it. The rows are exactly the loaders', those of the history included.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pgtrigger
from django.db import connection, transaction

Rows = dict[str, list[bytes]]


@dataclass(frozen=True)
class Loaded:
    """Rows by table, each as PostgreSQL's COPY writes it."""

    rows: Rows

    def put_back(self) -> None:
        """Stores the rows as they are: no trigger writes their history again."""
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute("SELECT")  # pgtrigger says what to ignore before a statement of Django's
            for table, rows in self.rows.items():
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(b"".join(rows)))


def keep(*loaders: Callable[[], object]) -> list[Loaded]:
    """What each loader adds to what the one before it left; the database stays as it was.

    The sequences stay where the loaders brought them, so no row made later takes these ids.
    """
    kept = []
    with transaction.atomic():
        before = stored_rows()
        for load in loaders:
            load()
            after = stored_rows()
            kept.append(Loaded(_added(before, after)))
            before = after
        transaction.set_rollback(True)
    return kept


def stored_rows() -> Rows:
    """Every row of every table."""
    stored = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            written = io.BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', written)
            stored[table] = written.getvalue().splitlines(keepends=True)
    return stored


def _added(before: Rows, after: Rows) -> Rows:
    added = {}
    for table, rows in after.items():
        known = set(before[table])
        if new := [row for row in rows if row not in known]:
            added[table] = new
    return added

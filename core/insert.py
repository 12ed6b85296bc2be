"""Insert rows of several tables with one statement."""

import json
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models


def reserve_ids(*tables: type[models.Model]) -> list[int]:
    """A new primary key for each of `tables`, from its sequence."""
    values = ", ".join(
        f"nextval(pg_get_serial_sequence('{table._meta.db_table}', '{table._meta.pk.column}'))"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {values}")
        return list(cursor.fetchone())


def insert_together(*rows: models.Model) -> None:
    """Insert `rows` of any tables with one statement, so one round trip: all of them or none.

    Each table's rows are sent as JSON, which PostgreSQL converts to the types of its columns.
    Rows that others refer to need their primary key beforehand (`reserve_ids`); the others do not
    get theirs. Django's foreign keys are checked at the end of the transaction, so the order does
    not matter. Raises IntegrityError like any insert.
    """
    by_table: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row)
    inserts, parameters = [], []
    for number, (table, same) in enumerate(by_table.items()):
        fields = _fields(table, same[0].pk is not None)
        values = [{field.column: field.pre_save(row, True) for field in fields} for row in same]
        inserts.append(f"t{number} AS ({_insert(table, fields)})")
        parameters.append(json.dumps(values, default=_as_json))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(inserts)} SELECT", parameters)
    for row in rows:
        row._state.adding = False


@cache
def _fields(table: type[models.Model], has_key: bool) -> tuple[models.Field, ...]:
    return tuple(
        field
        for field in table._meta.concrete_fields
        if has_key or not isinstance(field, models.AutoField)
    )


@cache
def _insert(table: type[models.Model], fields: tuple[models.Field, ...]) -> str:
    name = connection.ops.quote_name
    columns, into = ", ".join(name(field.column) for field in fields), name(table._meta.db_table)
    rows = f"jsonb_populate_recordset(NULL::{into}, %s)"
    return f"INSERT INTO {into} ({columns}) SELECT {columns} FROM {rows}"


def _as_json(value: Any) -> str:
    """Types that JSON lacks, in a form that PostgreSQL reads; times keep their microseconds."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no column takes {type(value)} from JSON")

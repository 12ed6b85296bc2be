"""Insert rows of several tables with one statement."""

import json
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models


def reserve_ids(*tables: type[models.Model]) -> list[int]:
    """A fresh primary key for each of `tables`, from its sequence."""
    asked = ", ".join(
        f"nextval(pg_get_serial_sequence('{table._meta.db_table}', '{table._meta.pk.column}'))"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return list(cursor.fetchone())


def insert_together(*rows: models.Model) -> None:
    """Store all `rows`, of whatever tables, or none: one statement, so one way to the server.

    Each table's rows travel as JSON, which PostgreSQL reads into the types of its columns.
    Rows that others point at need their primary key beforehand (`reserve_ids`); the rest are
    not given theirs. Foreign keys are checked at the end of the transaction, as Django sets
    them up, so the order does not matter. Raises IntegrityError like any insert.
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
    """What JSON has no form for, as PostgreSQL reads it: moments keep their microseconds."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no column takes {type(value)} from JSON")

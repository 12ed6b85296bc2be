"""Insert rows of several tables with one statement."""

from collections import defaultdict

from django.db import connection, models
from django.db.models.sql import InsertQuery


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

    Rows that others point at need their primary key beforehand (`reserve_ids`); the rest are
    not given theirs. Foreign keys are checked at the end of the transaction, as Django sets
    them up, so the order does not matter. Raises IntegrityError like any insert.
    """
    by_table: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row)
    inserts, parameters = [], []
    for number, (table, same) in enumerate(by_table.items()):
        query = InsertQuery(table)
        fields = [
            field
            for field in table._meta.concrete_fields
            if not isinstance(field, models.AutoField) or same[0].pk is not None
        ]
        query.insert_values(fields, same)
        ((sql, values),) = query.get_compiler(connection=connection).as_sql()
        inserts.append(f"t{number} AS ({sql})")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(inserts)} SELECT", parameters)
    for row in rows:
        row._state.adding = False

"""An erasure, asked for and carried out, and what a database still holds."""

from django.db import connection

from applications.models import Erasure
from applications.records import records
from applications.records.actions.erase import (
    carry_out_erasure,
    request_erasure,
)

CANARY = "Xylocanary"


def everywhere(words: str) -> list[str]:
    """Every table of the database in which these words stand."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            seen = f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s'
            cursor.execute(seen, [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def requested(application, cast) -> Erasure:
    return request_erasure(
        by=cast.coordinator, application=application, asker="applicant", authorization="Memo 12"
    )


def rows(application) -> int:
    return sum(count for _what, count in records.traces_of(application))


def erase(erasure, by) -> Erasure:
    return carry_out_erasure(by=by, erasure=erasure, expected_rows=rows(erasure.application))

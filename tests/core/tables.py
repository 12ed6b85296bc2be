"""What the tables hold, to see that a request changed nothing."""

from django.db import connection

# What changes when a page is only looked at, or a post refused.
MAY_GROW = {"core_accessevent", "core_session"}


def digest() -> dict[str, str | None]:
    """A digest of each table's rows, except of those that may grow; None where there are none."""
    with connection.cursor() as cursor:
        found = {}
        tables = set(connection.introspection.table_names(cursor))
        assert tables >= MAY_GROW
        for table in tables - MAY_GROW:
            cursor.execute(
                f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t'
            )
            found[table] = cursor.fetchone()[0]
        return found


def changed_since(before: dict[str, str | None]) -> set[str]:
    """The tables that are not what they were."""
    return {table for table, rows in digest().items() if rows != before[table]}

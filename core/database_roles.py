"""What the site's database role may do; the owner, who migrates, grants it after every `migrate`.

The site's role may insert into every table, and update and delete except in append-only ones, even
with their triggers disabled. It may neither truncate nor create tables.
"""

from collections.abc import Iterator

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.backends.utils import CursorWrapper

# Whether the site's role is another one than the current user, with fewer rights.
_IS_ANOTHER = """
    SELECT NOT rolsuper AND NOT pg_has_role(rolname, current_user, 'MEMBER')
    FROM pg_roles WHERE rolname = %s
"""


def is_append_only(model: type[models.Model]) -> bool:
    """Whether a trigger forbids, without conditions, to delete its rows."""
    return any(
        owner is model
        and isinstance(trigger, pgtrigger.Protect)
        and trigger.condition is None
        and pgtrigger.Delete in trigger.operation
        for owner, trigger in pgtrigger.registered()
    )


def append_only_tables() -> Iterator[str]:
    """Append-only tables: ledgers, logs, and the history of every other table."""
    for model in {model for model, _trigger in pgtrigger.registered()}:
        if is_append_only(model):
            yield model._meta.db_table


def has_two_roles(cursor: CursorWrapper) -> bool:
    """Whether the site's role differs from the current one, and is no member of it."""
    cursor.execute(_IS_ANOTHER, [settings.DATABASE_SITE_ROLE])
    return cursor.fetchone() == (True,)


def grant(cursor: CursorWrapper, tables: set[str]) -> None:
    """Grant exactly what the site needs, on all tables."""
    if not has_two_roles(cursor):
        return
    site = _quoted(settings.DATABASE_SITE_ROLE)
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {site}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {site}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {site}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {site}",
    ):
        cursor.execute(statement)
    append_only = sorted(tables.intersection(append_only_tables()))
    names = ", ".join(map(_quoted, append_only))
    cursor.execute(f"REVOKE UPDATE, DELETE ON {names} FROM {site}")
    cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {site}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

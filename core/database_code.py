"""The database's functions and triggers; `migrate` installs their current text.

Functions are in <app>/sql/<function>.sql, longer trigger bodies in <app>/sql/triggers/<rule>.sql;
triggers are declared on their models. Migrations hold tables only: old versions of code do not
matter, so what is installed is compared with the files and replaced.
"""

from pathlib import Path

import pgtrigger
from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from core import database_roles
from core.permissions import store_roles

ROOT = Path(__file__).resolve().parent.parent

_INSTALLED = """
    SELECT tgrelid::regclass::text, tgname, obj_description(oid, 'pg_trigger')
    FROM pg_trigger WHERE NOT tgisinternal
"""
# Of functions that are ours: not an extension's, nor pghistory's and pgtrigger's own, which begin
# with an underscore.
_UNUSED = """
    SELECT oid::regprocedure::text FROM pg_proc AS function
    WHERE pronamespace = current_schema()::regnamespace
      AND pg_has_role(proowner, 'USAGE')
      AND NOT starts_with(proname, '_')
      AND NOT proname = ANY(%s)
      AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = function.oid)
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = function.oid AND deptype = 'e')
"""


def body(app: str, rule: str) -> str:
    """A trigger's body: the text of <app>/sql/triggers/<rule>.sql."""
    return (ROOT / app / "sql" / "triggers" / f"{rule}.sql").read_text(encoding="utf-8")


def install(using: str) -> None:
    """Install what differs from the files and models; every `migrate` ends with it."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        tables = set(connections[using].introspection.table_names(cursor))
        install_functions(cursor)
        _install_triggers(cursor, using, tables)
        _drop_unused_functions(cursor)
        store_roles()
        database_roles.grant(cursor, tables)


def install_functions(cursor: CursorWrapper) -> None:
    """Install the functions of every app."""
    cursor.execute("SET LOCAL check_function_bodies = off")  # they call each other
    for file in _function_files():
        cursor.execute(file.read_text(encoding="utf-8"))


def _function_files() -> list[Path]:
    """One a function, named as it."""
    return [
        file
        for config in apps.get_app_configs()
        for file in sorted(Path(config.path, "sql").glob("*.sql"))
    ]


def _install_triggers(cursor: CursorWrapper, using: str, tables: set[str]) -> None:
    """Install triggers that are missing or differ; remove those that no model declares."""
    cursor.execute(_INSTALLED)
    installed = {(table, name): digest for table, name, digest in cursor.fetchall()}
    for model, trigger in pgtrigger.registered():
        table = model._meta.db_table
        compiled = trigger.compile(model)
        differs = installed.get((table, trigger.get_pgid(model))) != compiled.hash
        if differs and table in tables:  # `migrate` may have been told to stop early
            cursor.execute(compiled.install_sql)
    pgtrigger.prune(database=using)


def _drop_unused_functions(cursor: CursorWrapper) -> None:
    """Those that no file declares any more and no trigger runs."""
    cursor.execute(_UNUSED, [[file.stem for file in _function_files()]])
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function}")

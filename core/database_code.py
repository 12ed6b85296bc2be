"""The database's functions and triggers; `migrate` installs their current text.

Functions are in <app>/sql/<function>.sql, longer trigger bodies in <app>/sql/triggers/<rule>.sql;
triggers are declared on their models. Migrations hold tables only: old versions of code do not
matter, so what is installed is compared with the files and replaced. A model whose rows a function
derives, each from one row of another table, names it as `derived_by`: its table is filled again
when the text of that function, or of one that it calls, has changed.
"""

import hashlib
import re
from pathlib import Path

import pgtrigger
from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from core import database_roles
from core.permissions import store_roles

ROOT = Path(__file__).resolve().parent.parent

AT_A_TIME = 2000  # rows of a derived table that are filled together

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
    with connections[using].cursor() as cursor:
        tables = set(connections[using].introspection.table_names(cursor))
        with transaction.atomic(using=using):
            _install_functions(cursor)
            _install_triggers(cursor, using, tables)
            _drop_unused_functions(cursor)
            store_roles()
            database_roles.grant(cursor, tables)
        _fill_again(cursor, using, tables)


def _install_functions(cursor: CursorWrapper) -> None:
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
    missing = []
    for model, trigger in pgtrigger.registered():
        table = model._meta.db_table
        compiled = trigger.compile(model)
        differs = installed.get((table, trigger.get_pgid(model))) != compiled.hash
        if differs and table in tables:  # `migrate` may have been told to stop early
            missing.append(compiled.install_sql)
    for statement in missing:  # each locks its table until the end: nothing slow comes between
        cursor.execute(statement)
    pgtrigger.prune(database=using)


def _fill_again(cursor: CursorWrapper, using: str, tables: set[str]) -> None:
    """Fill derived tables whose function differs from the one that filled them.

    Some rows at a time, so that nobody who applies meanwhile waits long. What is cut short is
    begun again by the next `migrate`.
    """
    texts = {file.stem: file.read_text(encoding="utf-8") for file in _function_files()}
    for model in apps.get_models():
        function = vars(model).get("derived_by")
        if not function or model._meta.db_table not in tables:
            continue
        digest = hashlib.sha256(text_with_calls(function, texts).encode()).hexdigest()
        cursor.execute("SELECT obj_description(%s::regproc, 'pg_proc')", [function])
        if cursor.fetchone() == (digest,):
            continue
        source = model._meta.pk.related_model._meta.db_table
        cursor.execute(f"SELECT COALESCE(max(id), 0) FROM {source}")
        (last,) = cursor.fetchone()
        for after in range(0, last, AT_A_TIME):
            with transaction.atomic(using=using):
                cursor.execute(
                    f"SELECT count({function}(id)) FROM {source} WHERE id > %s AND id <= %s",
                    [after, after + AT_A_TIME],
                )
        cursor.execute(f"COMMENT ON FUNCTION {function} IS '{digest}'")


def text_with_calls(function: str, texts: dict[str, str]) -> str:
    """The text of a function and of all that it calls, in a fixed order."""
    found, ahead = set(), {function}
    while ahead:
        found |= ahead
        words = {word for name in ahead for word in re.findall(r"\w+", texts[name])}
        ahead = (words & texts.keys()) - found
    return "".join(texts[name] for name in sorted(found))


def _drop_unused_functions(cursor: CursorWrapper) -> None:
    """Those that no file declares any more and no trigger runs."""
    cursor.execute(_UNUSED, [[file.stem for file in _function_files()]])
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function}")

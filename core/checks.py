"""Refuse a database that may lose commits, cannot search every script, or is another version's.

Run by `manage.py migrate` and `manage.py check --database default`, never while serving.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from core import database_roles

# PostgreSQL's setting → what happens with it off
MUST_BE_ON = {
    "fsync": "a power cut can destroy the database",
    "synchronous_commit": "applications that we said we have are lost in a crash",
    "full_page_writes": "a power cut can leave half-written pages",
}

ONE_ROLE = "The site's database role owns its tables: whoever takes it over can empty the logs."
TWO_ROLES = "Give OWNER_DATABASE_URL to `migrate`: docs/decisions/0028-two-database-roles.md."


def database_is_safe(
    *, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """One error for each reason not to keep applications in this database."""
    return [
        Error(what, hint=hint, obj=alias, id=f"core.{number}")
        for alias in databases or []
        for number, what, hint in [*_durability(alias), *_collation(alias), *_version(alias)]
    ]


def _durability(alias: str) -> list[tuple[str, str, str]]:
    return [
        (f"E00{number}", f"PostgreSQL runs with {name} off: {loss}.", f"Set {name} to on.")
        for number, (name, loss) in enumerate(MUST_BE_ON.items(), 1)
        if _fetch_value(alias, f"SHOW {name}") == "off"
    ]


def _collation(alias: str) -> list[tuple[str, str, str]]:
    """Staff search names in every script, in any case of letters."""
    hint = "Make the database anew, as config/local_postgres.py does: UTF8 and C.UTF-8."
    encoding = _fetch_value(alias, "SHOW server_encoding")
    if encoding != "UTF8":
        return [("E004", f"The database's encoding is {encoding}, not UTF8.", hint)]
    errors = []
    if not _fetch_value(alias, "SELECT 'É' ILIKE 'é'"):
        errors.append(("E005", "The database does not know that É is é: searching fails.", hint))
    has_trigrams = _fetch_value(alias, "SELECT to_regproc('show_trgm') IS NOT NULL")
    if has_trigrams and not _fetch_value(alias, "SELECT cardinality(show_trgm('王')) > 0"):
        errors.append(("E006", "The database sees no letters in 王: searching fails.", hint))
    return errors


def _version(alias: str) -> list[tuple[str, str, str]]:
    """This version can neither use nor migrate the tables of another one."""
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    ours = {
        config.label: Path(config.path, "migrations")
        for config in apps.get_app_configs()
        if Path(config.path).parent == settings.BASE_DIR
    }
    unknown = [
        f"{app}.{name}"
        for app, name in sorted(applied)
        if app in ours and not (ours[app] / f"{name}.py").exists()
    ]
    if not unknown:
        return []
    what = f"The database was made by another version of this site: it has {unknown[0]}."
    hint = "Run that version, or restore a backup that it made: docs/operations.md, Upgrade."
    if settings.DEMO:
        hint = (
            "Run that version; or, where nothing but the demo is in it, ./run stop, delete"
            f" {settings.DATA_DIR}/postgres-18 and ./run makes it anew."
        )
    return [("E007", what, hint)]


def site_owns_nothing(
    *, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """A warning if there is one role only: then nothing keeps the site from changing its logs."""
    warnings = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            if settings.AS_DATABASE_OWNER and not database_roles.has_two_roles(cursor):
                warnings.append(Warning(ONE_ROLE, hint=TWO_ROLES, obj=alias, id="core.W001"))
    return warnings


def _fetch_value(alias: str, question: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]

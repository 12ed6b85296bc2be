"""A migration keeps nobody out for long, and the version that still runs works on."""

from contextlib import closing

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.architecture.migrations import (
    BEFORE_THE_FIRST_INSTALLATION,
    EXCUSED,
    dangers,
    sql_of_migrations,
)
from tests.architecture.source import APPS

NEW = 'CREATE TABLE "new" ("id" bigint PRIMARY KEY, "b" bigint NOT NULL);'


@pytest.mark.django_db
def test_migrations_lock_no_table_for_long() -> None:
    with closing(connection.copy()) as own:  # some indexes are made outside transactions
        in_sql = dict(sql_of_migrations(own, after=BEFORE_THE_FIRST_INSTALLATION))
    found = {name: dangers(sql) for name, sql in in_sql.items()}
    assert {name: why for name, why in found.items() if why and name not in EXCUSED} == {}
    assert {name for name in EXCUSED if not found.get(name)} == set()


def test_migration_renders_no_models_while_it_holds_locks() -> None:
    """A second operation would: of several, `Steps` or `ChangeTables` make one."""
    several = {
        f"{app}/{name}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in APPS and name[:4] > BEFORE_THE_FIRST_INSTALLATION.get(app, "")
        if migration.atomic and len(migration.operations) > 1
    }
    assert several == set()


@pytest.mark.django_db
def test_column_without_a_default_is_caught_in_a_migration() -> None:
    with closing(connection.copy()) as own:
        after = dict.fromkeys(APPS, "9999") | {"stipends": "0001"}  # of no other app
        in_sql = dict(sql_of_migrations(own, after))
    found = dangers(in_sql["stipends/0002_what_was_confirmed_when_approving"])
    assert any("ban-drop-default" in each for each in found)


@pytest.mark.parametrize(
    "sql",
    [
        'CREATE INDEX "i" ON "old" ("a")',
        'ALTER TABLE "old" ADD COLUMN "a" integer NOT NULL',
        'ALTER TABLE "old" ADD COLUMN "a" timestamptz DEFAULT clock_timestamp() NOT NULL',
        'ALTER TABLE "old" ALTER COLUMN "a" DROP DEFAULT',
        'ALTER TABLE "old" ALTER COLUMN "a" SET NOT NULL',
        'ALTER TABLE "old" ALTER COLUMN "a" TYPE bigint USING "a"::bigint',
        'ALTER TABLE "old" ADD CONSTRAINT "c" CHECK ("a" > 0)',
        'ALTER TABLE "old" ADD CONSTRAINT "c" UNIQUE ("a")',
        'ALTER TABLE "old" ADD CONSTRAINT "c" FOREIGN KEY ("a") REFERENCES "other" ("id")',
        'ALTER TABLE "old" DROP COLUMN "a"',
        'ALTER TABLE "old" RENAME COLUMN "a" TO "b"',
    ],
)
def test_long_lock_or_break_is_caught(sql: str) -> None:
    assert dangers(f"{sql};")


@pytest.mark.parametrize(
    "sql",
    [
        f'{NEW} CREATE INDEX "i" ON "new" ("b")',
        f'{NEW} ALTER TABLE "new" ADD CONSTRAINT "c" FOREIGN KEY ("b") REFERENCES "old" ("id")',
        'CREATE INDEX CONCURRENTLY "i" ON "old" ("a")',
        'ALTER TABLE "old" ADD COLUMN "a" integer NULL',
        'ALTER TABLE "old" ADD COLUMN "a" bool DEFAULT true NOT NULL',
        'ALTER TABLE "old" ADD CONSTRAINT "c" CHECK ("a" > 0) NOT VALID',
        'ALTER TABLE "old" VALIDATE CONSTRAINT "c"',
    ],
)
def test_migration_that_locks_nothing_for_long_passes(sql: str) -> None:
    assert dangers(f"{sql};") == []

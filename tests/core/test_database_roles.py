"""The site's database role owns nothing, and cannot undo what append-only tables hold."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from applications.models import ContactLogEntry, DuplicateMark, ResidencyCheck
from core import checks, database_code
from core.database_roles import append_only_tables
from core.models import AccessEvent
from stipends.models import LedgerEntry

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
KEPT = {"SELECT", "INSERT"}
USED = KEPT | {"UPDATE", "DELETE"}


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def privileges(table: str) -> set[str]:
    """What the role that asks may do with a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted FROM unnest(%s) AS wanted WHERE has_table_privilege(%s, wanted)",
            [list(PRIVILEGES), f'"{table}"'],
        )
        return {privilege for (privilege,) in cursor.fetchall()}


@pytest.mark.django_db
def test_site_may_do_with_each_table_what_it_declares_and_no_more() -> None:
    kept = set(append_only_tables())
    expected = {name: KEPT if name in kept else USED for name in tables()}
    expected["django_migrations"] = {"SELECT"}
    assert {name: privileges(name) for name in tables()} == expected


def test_logs_ledgers_and_every_history_are_append_only() -> None:
    kept = set(append_only_tables())
    histories = {m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_tracked_model")}
    assert len(histories) > 35
    assert histories - {m._meta.db_table for m in apps.get_models() if m._meta.proxy} <= kept
    for model in (AccessEvent, LedgerEntry, ContactLogEntry, ResidencyCheck, DuplicateMark):
        assert model._meta.db_table in kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attack",
    [
        "TRUNCATE core_accessevent",
        "DELETE FROM core_accessevent",
        "UPDATE stipends_ledgerentry SET amount_cents = 1",
        "DELETE FROM applications_callevent",
        "TRUNCATE applications_draft",
        "ALTER TABLE core_accessevent DISABLE TRIGGER ALL",
        "DROP TABLE core_accessevent",
        "CREATE TABLE mine (id int)",
        "CREATE OR REPLACE FUNCTION phone_key(text) RETURNS text LANGUAGE sql AS $$ SELECT '' $$",
    ],
)
def test_site_is_refused_even_with_triggers_set_aside(attack) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{pgtrigger_append_only}', true)")
        refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
        with refused, transaction.atomic():
            cursor.execute(attack)


@pytest.mark.django_db
def test_words_are_erased_only_on_request() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="nobody asked to erase"):
        cursor.execute("SELECT erase_words(1)")


def test_new_table_is_the_sites_to_use_and_not_to_empty(owner, django_db_blocker) -> None:
    """What a later migration makes is granted with the rest, by the same step."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id int)")
        database_code.install("default")
        cursor.execute(
            "SELECT wanted FROM unnest(%s) AS wanted"
            " WHERE has_table_privilege(%s, 'later', wanted)",
            [list(PRIVILEGES), settings.DATABASE_SITE_ROLE],
        )
        assert {privilege for (privilege,) in cursor.fetchall()} == USED


def test_one_role_for_both_is_said(owner, settings) -> None:
    settings.AS_DATABASE_OWNER = True
    assert checks.site_owns_nothing(databases=["default"]) == []
    settings.DATABASE_SITE_ROLE = connection.settings_dict["USER"]
    [note] = checks.site_owns_nothing(databases=["default"])
    assert note.id == "core.W001"


def test_tests_work_as_the_site(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.DATABASE_SITE_ROLE,)

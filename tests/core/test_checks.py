"""A database that could lose or misread applications is refused before the site starts."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.checks import database_is_safe
from tests import template_database

OTHER = "not_for_names"


def found() -> set[str]:
    return {error.id for error in database_is_safe(databases=["default"])}


@pytest.mark.django_db
def test_database_of_ours_passes() -> None:
    assert found() == set()
    call_command("check", databases=["default"], stderr=StringIO(), stdout=StringIO())


@pytest.mark.django_db
def test_check_of_no_database_asks_none(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert database_is_safe(databases=None) == []


@pytest.mark.django_db
def test_database_that_forgets_commits_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert found() == {"core.E002"}
    with pytest.raises(SystemCheckError, match="synchronous_commit off: applications that we said"):
        call_command("check", databases=["default"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("how", "errors"),
    [
        ("ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'", {"core.E005", "core.E006"}),
        ("ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'", {"core.E004"}),
    ],
)
def test_database_that_cannot_read_every_script_is_refused(how, errors) -> None:
    address = connection.settings_dict
    name = address["NAME"]
    with template_database.owner_connected():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {OTHER}")
            cursor.execute(f"CREATE DATABASE {OTHER} TEMPLATE template0 {how}")
        try:
            connection.close()
            address["NAME"] = OTHER
            with connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            assert found() == errors
        finally:
            connection.close()
            address["NAME"] = name
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {OTHER}")


@pytest.mark.parametrize("name", ["0001_initial", "0009_duplicate_key", "9999_from_a_later_one"])
def test_database_of_another_version_is_refused(name, owner) -> None:
    """Older ones too, of which some began with a 0001_initial of other tables."""
    MigrationRecorder(connection).record_applied("applications", name)
    assert found() == {"core.E007"}
    with pytest.raises(SystemCheckError, match=f"applications.{name}(.|\n)*delete .*postgres-18"):
        call_command("migrate", skip_checks=False, stdout=StringIO())

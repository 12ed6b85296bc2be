"""A start that changes nothing loads nothing; a changed file makes a database load again."""

import psycopg2
import pytest
from django.db import connection

from config import database_digest
from tests import template_database


@pytest.fixture
def noted(django_db_setup):
    """A cursor of the owner's, on a database whose digest is noted; and the database's name."""
    with template_database.as_owner() as cursor:
        cursor.execute("CREATE DATABASE test_digest")
        database_digest.note(cursor, "test_digest")
        yield cursor, "test_digest"
        cursor.execute("DROP DATABASE test_digest")


def test_database_matches_what_it_was_made_of(noted) -> None:
    assert database_digest.matches(*noted)


def test_database_that_was_never_noted_does_not_match(noted) -> None:
    cursor, _name = noted
    assert not database_digest.matches(cursor, "postgres")
    assert not database_digest.matches(cursor, "there is none")


@pytest.mark.parametrize(
    "changed",
    [
        "applications/migrations/0001_initial.py",
        "core/sql/triggers/nobody_changes_their_own_roles.sql",
        "applications/sql/plain_words.sql",
        "stipends/models/ledger_entry.py",
        "core/permissions.py",
        "data/boston/wording/es.json",
        "demo/call.json",
    ],
)
def test_file_that_changed_makes_it_load_again(noted, changed, tmp_path, monkeypatch) -> None:
    for pattern in database_digest.MADE_OF:
        for file in database_digest.ROOT.glob(pattern):
            copy = tmp_path / file.relative_to(database_digest.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if file.is_file():
                copy.write_bytes(file.read_bytes())
    monkeypatch.setattr(database_digest, "ROOT", tmp_path)
    assert database_digest.matches(*noted)
    with (tmp_path / changed).open("a") as file:
        file.write("\n")
    assert not database_digest.matches(*noted)


@pytest.mark.django_db
def test_site_cannot_note_what_its_database_was_made_of() -> None:
    refused = pytest.raises(psycopg2.Error, match="must be owner")
    with connection.cursor() as cursor, refused:
        database_digest.note(cursor.cursor, connection.settings_dict["NAME"])

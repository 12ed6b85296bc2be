"""The last step of `migrate`: functions, triggers, and tables that functions derive."""

import pytest
from django.db import connection

from applications.models import Call, SearchEntry
from core import database_code
from tests.factories.applications import apply
from tests.factories.calls import opened


def run(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def emptied(owner: None) -> SearchEntry:
    """An entry whose words were taken away, as if an older function had written it."""
    apply(opened())
    entry = SearchEntry.objects.get()
    SearchEntry.objects.update(search_text="")
    return entry


def test_derived_table_is_filled_again_once_its_function_changed(emptied) -> None:
    run("COMMENT ON FUNCTION keep_search_entry IS 'the digest of another text'")
    database_code.install("default")
    assert SearchEntry.objects.get().search_text == emptied.search_text


def test_derived_table_stays_as_it_is_otherwise(emptied) -> None:
    database_code.install("default")
    assert SearchEntry.objects.get().search_text == ""


def test_text_of_a_derived_table_includes_the_functions_that_its_own_calls() -> None:
    texts = {"fills": "SELECT plain(x)", "plain": "SELECT lower(x)", "other": "SELECT 1"}
    text = database_code.text_with_calls("fills", texts)
    assert text == texts["fills"] + texts["plain"]


def test_derived_table_is_filled_again_some_rows_at_a_time(emptied, monkeypatch) -> None:
    monkeypatch.setattr(database_code, "AT_A_TIME", 1)
    apply(Call.objects.get())
    SearchEntry.objects.update(search_text="")
    run("COMMENT ON FUNCTION keep_search_entry IS 'the digest of another text'")
    database_code.install("default")
    assert not SearchEntry.objects.filter(search_text="").exists()

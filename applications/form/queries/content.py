"""Counts staff's changes to the content of public pages."""

from functools import cache

from django.apps import apps
from django.db import connection, models
from pghistory.models import Event

from applications.models import (
    Call,
    CallSection,
    Choice,
    Neighborhood,
    Notice,
    Office,
    Page,
    Question,
    SpokenLanguage,
    WordingCheck,
)

CONTENT: tuple[type[models.Model], ...] = (
    Call,
    CallSection,
    Question,
    Choice,
    Office,
    Page,
    Notice,
    Neighborhood,
    SpokenLanguage,
    WordingCheck,
)


def count_changes() -> int:
    """The number of rows in their append-only histories, which grows with each change."""
    with connection.cursor() as cursor:
        cursor.execute(_count_query())
        return cursor.fetchone()[0]


@cache
def _count_query() -> str:
    histories = [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Event) and getattr(model, "pgh_tracked_model", None) in CONTENT
    ]
    tables = map(connection.ops.quote_name, histories)
    return "SELECT " + " + ".join(f"(SELECT count(*) FROM {table})" for table in tables)

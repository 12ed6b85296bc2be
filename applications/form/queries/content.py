"""How often staff have changed what public pages are made of."""

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
    Call, CallSection, Question, Choice, Office, Page, Notice, Neighborhood, SpokenLanguage,
    WordingCheck,
)  # fmt: skip


def count_changes() -> int:
    """The number of changes in their histories, which nothing leaves: it differs after each one."""
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        return cursor.fetchone()[0]


@cache
def _counting() -> str:
    histories = [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Event) and getattr(model, "pgh_tracked_model", None) in CONTENT
    ]
    tables = map(connection.ops.quote_name, histories)
    return "SELECT " + " + ".join(f"(SELECT count(*) FROM {table})" for table in tables)

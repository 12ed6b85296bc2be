"""Add texts that a row has none of yet, such as those of a language that is new."""

from collections.abc import Mapping

from django.db.models import Model

from core.actions import action
from core.models import User


@action
def fill_in(*, by: User | None, row: Model, columns: Mapping[str, str]) -> None:
    """Store the texts whose columns are empty in `row`; what staff wrote stays."""
    missing = {name: text for name, text in columns.items() if text and not getattr(row, name)}
    if missing:
        type(row).objects.filter(pk=row.pk).update(**missing)

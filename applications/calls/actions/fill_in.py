"""Add missing texts to a row, such as those of a new language."""

from collections.abc import Mapping

from django.db.models import Model

from core.actions import action
from core.models import User


@action
def fill_in(*, by: User | None, row: Model, columns: Mapping[str, str]) -> None:
    """Store the texts whose columns are empty in `row`; others are kept."""
    missing = {name: text for name, text in columns.items() if text and not getattr(row, name)}
    if missing:
        type(row).objects.filter(pk=row.pk).update(**missing)

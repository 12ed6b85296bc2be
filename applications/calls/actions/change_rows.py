"""Add and change rows of configuration: notices, pages, calls and their items."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model

from applications.form import site_cache
from core.actions import ChangedMeanwhile, action
from core.models import User
from core.row_versions import Change, changed_meanwhile


@action
def change_rows(*, by: User | None, changes: Sequence[Change]) -> None:
    """Store all changes or none.

    Refused if somebody else changed a value since it was shown; raises IntegrityError if a
    constraint forbids it. Rows are locked in one order, so that two people who save the same
    rows never deadlock.
    """
    ordered = sorted(changes, key=lambda change: (change.row._meta.label, change.row.pk))
    rows = [
        type(change.row)._base_manager.select_for_update().get(pk=change.row.pk)
        for change in ordered
    ]
    pairs = list(zip(rows, ordered, strict=True))
    stale = [(row, names) for row, each in pairs if (names := changed_meanwhile(row, each))]
    if stale:
        raise ChangedMeanwhile(rows=stale)
    for row, change in pairs:
        for name, value in change.values.items():
            setattr(row, name, value)
        row.save()
    transaction.on_commit(site_cache.clear)


@action
def add_row(*, by: User | None, row: Model) -> Model:
    """Store a new row; IntegrityError if a constraint forbids it."""
    row.save()
    transaction.on_commit(site_cache.clear)
    return row

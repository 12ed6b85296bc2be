"""Which column fills what, and what its values mean; every change judges all rows anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from applications.enums import RowVerdict
from applications.form import site_cache
from applications.imports import queries
from applications.imports.filled import faults
from applications.imports.judging import Row
from applications.imports.targets import targets_of
from applications.imports.values import kept_for_next_file, say
from applications.imports.verdicts import AT_ONCE, basis_of, is_stale, judged_rows, reader_of
from applications.models import ImportBatch, ImportRecipe, WaitingRow
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User

_WORST_FIRST = list(RowVerdict)
_NOTHING = {"verdict": "", "is_duplicate": False, "notes": [], "unknown": [], "reads_as": ""}
_SAID = ("verdict", "is_duplicate", "alike", "received_at", "notes", "unknown", "reads_as")


@dataclass(frozen=True)
class Columns:
    """What a coordinator chose: place of a column → key of what it fills, and how it is read."""

    fills: Mapping[str, str]
    date_order: str
    zone: str
    language: str


@action
def match_columns(*, by: User, batch: ImportBatch, seen: int, columns: Columns) -> None:
    """Fill what these columns say, keep that as the recipe, and judge every row.

    Refused if no column has the received time, or two fill what only one can.
    """
    batch = _waiting(batch, seen)
    targets = targets_of(site_cache.published(batch.call.slug))
    for place, message in faults(columns.fills, batch.headings, targets).items():
        raise Refused(message, "filled_twice" if place else "no_time")
    batch.columns = dict(columns.fills)
    batch.date_order, batch.zone = columns.date_order, columns.zone
    batch.language = columns.language
    _judge_matched(batch)
    _keep_recipe(by, batch)


@action
def match_choices(
    *, by: User, batch: ImportBatch, seen: int, meanings: Mapping[str, Mapping[str, str | None]]
) -> None:
    """Say what values mean: {target: {value: key of a choice, or "" to leave it empty}}.

    None takes back what was said, for the next file with these headings, too.
    Of READS the languages that rows are kept as whose answers read as another one.
    """
    batch = _waiting(batch, seen)
    for key, values in meanings.items():
        known = batch.choices.setdefault(key, {})
        for value, meaning in values.items():
            say(known, value, meaning)
    _judge_matched(batch)
    _keep_recipe(by, batch)


@action
def judge_again(*, by: User, batch: ImportBatch) -> bool:
    """Judge the rows of a file that waits by what is so now, if that could be something else.

    The deadline, the choices, who applied or withdrew meanwhile. Returns whether anything is said
    of a row that was not said before; only then is a page that shows the others stale.
    """
    batch = (
        ImportBatch.objects.select_for_update(of=["self"]).select_related("call").get(pk=batch.pk)
    )
    if not batch.is_waiting or not is_stale(batch):
        return False
    changed = _judge(batch)
    batch.version += changed
    batch.save()
    return changed


def _waiting(batch: ImportBatch, seen: int) -> ImportBatch:
    """Lock it. Refused if it does not wait any more, or was matched anew since it was seen."""
    locked = ImportBatch.objects.select_for_update().select_related("call").get(pk=batch.pk)
    if not locked.is_waiting:
        raise Refused(f"This file is {locked.get_status_display()} by now.", "not_waiting")
    if locked.version != seen:
        raise ChangedMeanwhile()
    return locked


def _judge_matched(batch: ImportBatch) -> None:
    _judge(batch)
    batch.trouble, batch.version = "", batch.version + 1
    batch.save()


def _judge(batch: ImportBatch) -> bool:
    """Read every row, and save what is said of it; returns whether that was something else."""
    basis = basis_of(batch.call)
    judged = judged_rows(batch, reader_of(batch))
    below = queries.rows_below(batch)
    before = {pk: said for pk, *said in below.values_list("pk", *_SAID)}
    changed = [(pk, row) for pk, row in judged if before[pk] != _said(row)]
    others = batch.waiting_rows.exclude(sheet=batch.sheet, number__gt=batch.header_row)
    others.exclude(verdict="").update(**_NOTHING)
    for start in range(0, len(changed), AT_ONCE):
        _store(changed[start : start + AT_ONCE])
    batch.is_judged, batch.basis = True, basis
    return bool(changed)


def _said(row: Row) -> list[Any]:
    unknown = [list(each) for each in row.unknown]  # as JSON has them
    return [
        row.verdict.value,
        row.is_duplicate,
        row.alike,
        row.received_at,
        row.notes,
        unknown,
        row.reads_as,
    ]


def _store(judged: list[tuple[int, Row]]) -> None:
    """Write verdicts with one statement."""
    values = [
        {
            "id": pk,
            "verdict": row.verdict.value,
            "weight": _WORST_FIRST.index(row.verdict),
            "is_duplicate": row.is_duplicate,
            "alike": row.alike,
            "received_at": row.received_at and row.received_at.isoformat(),
            "notes": row.notes,
            "unknown": row.unknown,
            "reads_as": row.reads_as,
        }
        for pk, row in judged
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {WaitingRow._meta.db_table} AS row SET verdict = new.verdict,"
            " weight = new.weight, is_duplicate = new.is_duplicate, alike = new.alike,"
            " received_at = new.received_at, notes = new.notes, unknown = new.unknown,"
            " reads_as = new.reads_as FROM jsonb_to_recordset(%s)"
            " AS new(id bigint, verdict text, weight smallint,"
            " is_duplicate boolean, alike int, received_at timestamptz, notes jsonb,"
            " unknown jsonb, reads_as text)"
            " WHERE row.id = new.id",
            [json.dumps(values)],
        )


def _keep_recipe(by: User, batch: ImportBatch) -> None:
    """For the next file with these headings."""
    meanings = {key: kept_for_next_file(values) for key, values in batch.choices.items()}
    ImportRecipe.objects.update_or_create(
        call=batch.call,
        headings_digest=queries.headings_digest(batch.headings),
        defaults={
            "headings": batch.headings,
            "columns": batch.columns,
            "choices": meanings,
            "date_order": batch.date_order,
            "zone": batch.zone,
            "language": batch.language,
            "saved_by": by,
        },
    )

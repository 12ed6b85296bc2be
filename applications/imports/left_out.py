"""Rows that a file left out for somebody who was in, and whether that one is in still."""

from dataclasses import dataclass

from django.db.models import QuerySet

from applications.enums import ApplicationStatus, ImportStatus
from applications.form.queries.taken_back import taken_back
from applications.imports import queries
from applications.models import Application, ImportBatch, ImportedRow


@dataclass(frozen=True)
class Stranded:
    """Rows of a file whose people are in no application, or will be in none."""

    batch: ImportBatch
    rows: list[int]


def stranded_by(batch: ImportBatch) -> list[Stranded]:
    """Rows of all files that were left out only for applications which this file takes back.

    Before it is undone those that would be, afterward those that are.
    """
    going = _references(queries.applications_in(batch)) - _staying(batch)
    files = ImportBatch.objects.filter(call=batch.call, status=ImportStatus.DONE)
    found = [Stranded(each, _rows(each, going)) for each in files.exclude(pk=batch.pk)]
    return [each for each in found if each.rows]


def stranded_in(batch: ImportBatch) -> list[int]:
    """Rows of this file that were left out only for applications of files that are undone."""
    if batch.status != ImportStatus.DONE:
        return []
    return _rows(batch, _references(taken_back(batch.call)))


def left_for(batch: ImportBatch) -> dict[int, tuple[list[str], list[str]]]:
    """Row that was left out → (those it was left out for, those of them that are withdrawn)."""
    standing = _standing(batch)
    return {
        int(number): (
            [each for each in references if each in standing],
            [each for each in references if each not in standing],
        )
        for number, references in batch.left_for.items()
    }


def _rows(batch: ImportBatch, going: set[str]) -> list[int]:
    """Rows that were left out for some of these, and for nobody else who is in."""
    left = {int(number): {*references} for number, references in batch.left_for.items()}
    staying = _standing(batch) - going
    found = [it for it, twins in left.items() if twins & going and not twins & staying]
    return sorted({*found} - _in_since(batch)) if found else []


def _standing(batch: ImportBatch) -> set[str]:
    """Of all that its rows were left out for, what is not withdrawn."""
    named = {each for references in batch.left_for.values() for each in references}
    if not named:
        return set()
    withdrawn = ApplicationStatus.WITHDRAWN
    found = Application.objects.filter(call=batch.call, reference__in=named)
    return _references(found.exclude(status=withdrawn))


def _staying(batch: ImportBatch) -> set[str]:
    """What is not taken back with the file: something depends on it."""
    if batch.status == ImportStatus.UNDONE:
        return _references(queries.still_in(batch))
    return {reference for reference, _what in queries.dependents(batch)}


def _in_since(batch: ImportBatch) -> set[int]:
    """Rows that came in when the same file was chosen again."""
    same = {"batch__call": batch.call_id, "batch__digest": batch.digest}
    rows = ImportedRow.objects.filter(**same, batch__status=ImportStatus.DONE)
    return set(rows.values_list("number", flat=True))


def _references(applications: QuerySet[Application]) -> set[str]:
    return set(applications.values_list("reference", flat=True))

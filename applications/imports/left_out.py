"""Rows that a file left out: for whom, whether that one is in still, and who came in since."""

from collections.abc import Container, Iterable, Set
from dataclasses import dataclass, field

from django.db.models import QuerySet

from applications.enums import ApplicationStatus, ImportStatus
from applications.form.queries.taken_back import taken_back
from applications.imports import queries
from applications.imports.likeness import EMAIL, NAME, PHONE, standing_like
from applications.models import Application, ImportBatch, ImportedRow, WaitingRow

_NAMED = ("full_name", "chosen_name", "phone", "email")


@dataclass
class Later:
    """References of whom somebody who was left out is in as by now: surely, or perhaps.

    `by_phone` are those for which they were left out though only the phone is the same.
    """

    sure: list[str]
    perhaps: list[str] = field(default_factory=list)
    by_phone: list[str] = field(default_factory=list)

    def add(self, reference: str, signs: Set[str]) -> None:
        """By what is the same. A phone alone says nothing: families share one."""
        if EMAIL in signs or {NAME, PHONE} <= signs:
            self.sure.append(reference)
        elif NAME in signs:
            self.perhaps.append(reference)


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


def in_by_now(
    batch: ImportBatch, rows: Iterable[WaitingRow], but: Container[str] = ()
) -> dict[int, Later]:
    """Of these rows that were left out those whose people are in, as far as that is known.

    By the same file chosen again, by the email, or by name and phone; by a name alone, perhaps.
    Of those whom they were left out for it is said only that nothing but the phone is the same; of
    `but`, nothing.
    """
    people = [(row.number, *_who(batch, row)) for row in rows]
    like = standing_like(batch.call, people) if people else {}
    again = _again(batch) if people else {}
    found = {}
    for number, *_keys in people:
        known = {*batch.left_for.get(str(number), ())}
        later = Later(sorted({*again.get(number, ())} - known))
        for reference, signs in sorted(like.get(number, {}).items()):
            if reference in known:
                later.by_phone += [reference] if signs == {PHONE} else []
            elif reference not in later.sure and reference not in but:
                later.add(reference, signs)
        if later.sure or later.perhaps or later.by_phone:
            found[number] = later
    return found


def _who(batch: ImportBatch, row: WaitingRow) -> list[str]:
    cells = queries.filled_cells(batch, row)
    return [cells.get(f"contact-{it}", "") for it in _NAMED]


def _rows(batch: ImportBatch, going: set[str]) -> list[int]:
    """Rows that were left out for some of these, and for nobody else who is in."""
    left = {int(number): {*references} for number, references in batch.left_for.items()}
    staying = _standing(batch) - going
    found = [it for it, twins in left.items() if twins & going and not twins & staying]
    if not found:
        return []
    kept = queries.rows_below(batch).filter(number__in=found)
    later = in_by_now(batch, kept, going)
    return sorted({*found} - {*_again(batch)} - {it for it, each in later.items() if each.sure})


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


def _again(batch: ImportBatch) -> dict[int, list[str]]:
    """Row → the application that it became when the same file was chosen again, if that stands."""
    same = {"batch__call": batch.call_id, "batch__digest": batch.digest}
    rows = ImportedRow.objects.filter(**same, batch__status=ImportStatus.DONE).exclude(batch=batch)
    standing = rows.exclude(revision__application__status=ApplicationStatus.WITHDRAWN)
    named = standing.values_list("number", "revision__application__reference")
    return {number: [reference] for number, reference in named}


def _references(applications: QuerySet[Application]) -> set[str]:
    return set(applications.values_list("reference", flat=True))

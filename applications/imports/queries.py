"""Queries about files of applications: their rows, what came of them, what depends on that."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import models
from django.db.models import Case, Count, Q, QuerySet, When
from pghistory.models import Event

from applications.enums import ApplicationStatus, ImportStatus, RowVerdict
from applications.imports.alike import Group, groups_in, passed_over
from applications.imports.read_as import Doubt
from applications.imports.remarks import UNREACHABLE
from applications.imports.targets import fold
from applications.models import (
    Application,
    Call,
    ImportBatch,
    ImportedRow,
    ImportRecipe,
    LateEntry,
    Revision,
    WaitingRow,
)
from applications.models.imported import KEPT_FOR
from core.reading.limits import column_letter

# What the gate stores of an application, and what is derived from it: nothing of it depends on it.
_OF_THE_GATE = {
    "aboutyouanswer",
    "answer",
    "contact",
    "duplicatekey",
    "importedrow",
    "possibleduplicate",
    "revision",
    "searchentry",
    "support",
}
EXAMPLES = 3


def batches_of(call: Call) -> QuerySet[ImportBatch]:
    """The files of a call, the newest first."""
    people = ("uploaded_by", "started_by", "undone_by")
    return ImportBatch.objects.filter(call=call).select_related("call", *people)


def waiting_batches() -> QuerySet[ImportBatch]:
    """Files that somebody uploaded and neither brought in nor dropped."""
    return ImportBatch.objects.filter(status=ImportStatus.WAITING)


def forgotten_batches(moment: datetime) -> QuerySet[ImportBatch]:
    """Those of them that have waited long enough."""
    return waiting_batches().filter(uploaded_at__lte=moment - KEPT_FOR)


def forgotten_rows(moment: datetime) -> QuerySet[WaitingRow]:
    """Rows that were left out of a file that was brought in long enough ago."""
    return WaitingRow.objects.filter(batch__settled_at__lte=moment - KEPT_FOR)


def same_file(call: Call, digest: str) -> ImportBatch | None:
    """The same file of this call: one that waits or is worked on, or else was brought in last."""
    over = [ImportStatus.DROPPED, ImportStatus.UNDONE]
    same = ImportBatch.objects.filter(call=call, digest=digest).exclude(status__in=over)
    return same.order_by(Case(When(status=ImportStatus.DONE, then=1), default=0), "-pk").first()


def brought_in_before(batch: ImportBatch) -> set[tuple[int, int]]:
    """(sheet, row) of the same file that are in already: chosen again, it reads the others."""
    same = {"batch__call": batch.call_id, "batch__digest": batch.digest}
    rows = ImportedRow.objects.filter(**same, batch__status=ImportStatus.DONE).exclude(batch=batch)
    return set(rows.values_list("batch__sheet", "number"))


def undone_before(batch: ImportBatch) -> ImportBatch | None:
    """The same file of this call as it was brought in and undone last."""
    same = ImportBatch.objects.filter(call=batch.call, digest=batch.digest).exclude(pk=batch.pk)
    undone = same.filter(status=ImportStatus.UNDONE).order_by("-undone_at")
    return undone.select_related("started_by", "undone_by").first()


def rows_below(batch: ImportBatch) -> QuerySet[WaitingRow]:
    """The waiting rows below the headings of the sheet that is read, in order."""
    rows = batch.waiting_rows.filter(sheet=batch.sheet, number__gt=batch.header_row)
    return rows.order_by("number")


def headings_in(batch: ImportBatch) -> list[str]:
    """The headings; a column without one is called by its letter."""
    rows = batch.waiting_rows.filter(sheet=batch.sheet, number=batch.header_row)
    given = rows.values_list("cells", flat=True).first() or []
    below = rows_below(batch).values_list("cells", flat=True)
    widest = max([len(given), *(len(cells) for cells in below.iterator(chunk_size=500))])
    padded = [*given, *[""] * (widest - len(given))]
    return [cell or f"Column {column_letter(place)}" for place, cell in enumerate(padded)]


def headings_digest(headings: Sequence[str]) -> str:
    """What tells one set of headings from others."""
    return hashlib.sha256("\n".join(headings).encode()).hexdigest()


def recipe_of(batch: ImportBatch) -> ImportRecipe | None:
    """How a file with these headings was read last."""
    digest = headings_digest(batch.headings)
    return ImportRecipe.objects.filter(call=batch.call, headings_digest=digest).first()


def examples_in(batch: ImportBatch) -> list[list[str]]:
    """Of each column the first values that differ."""
    found: list[list[str]] = [[] for _heading in batch.headings]
    for cells in rows_below(batch).values_list("cells", flat=True)[:100]:
        for place, cell in enumerate(cells[: len(found)]):
            if cell and cell not in found[place] and len(found[place]) < EXAMPLES:
                found[place].append(cell)
    return found


def column_values(batch: ImportBatch, place: int) -> list[str]:
    """All values of one column."""
    rows = rows_below(batch).values_list("cells", flat=True)
    return [cells[place] for cells in rows if place < len(cells) and cells[place]]


def filled_cells(batch: ImportBatch, row: WaitingRow) -> dict[str, str]:
    """What the columns fill → what stands there in a row."""
    cells: dict[str, list[str]] = {}
    for place, key in sorted(batch.columns.items(), key=lambda each: int(each[0])):
        cells.setdefault(key, []).extend(filter(None, row.cells[int(place) : int(place) + 1]))
    return {key: " ".join(given) for key, given in cells.items()}


def verdicts(batch: ImportBatch) -> list[tuple[RowVerdict, int]]:
    """(verdict, rows) for each that occurs, the worst first."""
    rows = rows_below(batch).exclude(verdict="").order_by()
    counts = dict(rows.values_list("verdict").annotate(count=Count("pk")))
    return [(each, counts[each]) for each in RowVerdict if counts.get(each)]


def of_verdict(batch: ImportBatch, verdict: str) -> QuerySet[WaitingRow]:
    """Its rows. Perhaps duplicates are those of them, too, that came too early or too late."""
    is_it = Q(verdict=verdict)
    if verdict == RowVerdict.DUPLICATE:
        is_it |= Q(is_duplicate=True)
    return rows_below(batch).filter(is_it)


def with_remarks(batch: ImportBatch) -> QuerySet[WaitingRow]:
    """Those that are ready, with something to know."""
    return rows_below(batch).filter(verdict=RowVerdict.READY).exclude(notes=[])


def out_of_reach(batch: ImportBatch) -> QuerySet[WaitingRow]:
    """Those that give no way to reach anybody."""
    return rows_below(batch).filter(notes__contains=[UNREACHABLE])


def coming_rows(batch: ImportBatch) -> QuerySet[WaitingRow]:
    """Those that come in, by what was said of late and early ones, duplicates and rows alike."""
    rows = rows_below(batch).filter(verdict__in=list(filter(batch.takes, RowVerdict)))
    rows = rows.exclude(is_duplicate=True) if batch.leaves_duplicates else rows
    return rows.exclude(number__in=list(passed_over(batch, rows)))


def rows_alike(batch: ImportBatch) -> list[Group]:
    """Rows that look like one person, of those that could come in."""
    bad = [RowVerdict.UNREADABLE, RowVerdict.UNKNOWN]
    return groups_in(batch, rows_below(batch).exclude(verdict__in=bad))


def has_rows_out(batch: ImportBatch) -> bool:
    """Whether some rows stay out for another reason than that they are perhaps duplicates."""
    return rows_below(batch).exclude(verdict__in=filter(batch.takes, RowVerdict)).exists()


def others_waiting(batch: ImportBatch) -> list[ImportBatch]:
    """Other files of the call that wait, with the same headings: perhaps the same answers."""
    others = waiting_batches().filter(call=batch.call, headings=batch.headings)
    return list(others.exclude(pk=batch.pk).select_related("uploaded_by"))


def unknown_values(batch: ImportBatch) -> list[tuple[str, str, list[int]]]:
    """(target, value, numbers of its rows) of each value that is none of the choices.

    Those that differ in case and signs alone are one.
    """
    found: dict[tuple[str, str], tuple[str, list[int]]] = {}
    rows = rows_below(batch).filter(verdict__in=[RowVerdict.UNKNOWN, RowVerdict.UNREADABLE])
    for number, unknown in rows.values_list("number", "unknown"):
        for key, value in unknown:
            found.setdefault((key, fold(value)), (value, []))[1].append(number)
    return [(key, value, numbers) for (key, _folded), (value, numbers) in found.items()]


def language_doubts(batch: ImportBatch) -> list[tuple[Doubt, list[int]]]:
    """What the file says and what answers read as, with the numbers of those rows."""
    found: dict[str, list[int]] = {}
    rows = rows_below(batch).exclude(reads_as="")
    for number, key in rows.values_list("number", "reads_as"):
        found.setdefault(key, []).append(number)
    return [(Doubt.of(key), numbers) for key, numbers in sorted(found.items())]


def applications_in(batch: ImportBatch) -> QuerySet[Application]:
    """The applications that a file brought in."""
    return Application.objects.filter(revisions__imported_row__batch=batch)


def still_in(batch: ImportBatch) -> QuerySet[Application]:
    """Those of them that are not withdrawn."""
    return applications_in(batch).exclude(status=ApplicationStatus.WITHDRAWN)


def came_in(batch: ImportBatch) -> QuerySet[ImportedRow]:
    """The rows that became applications, in the order of the file."""
    return batch.imported_rows.select_related("revision__application").order_by("number")


def dependents(batch: ImportBatch) -> list[tuple[str, str]]:
    """(reference, what there is) of each thing that came to these applications since.

    Whatever has a foreign key to an application, a revision or an answer depends on it, of any
    app, but what the gate stored itself.
    """
    ids = list(applications_in(batch).values_list("pk", flat=True))
    found = [(pk, words) for words, pks in _changed(ids) for pk in pks]
    for model, path in _pointing(Application, "", frozenset()):
        rows = model._default_manager.filter(**{f"{path}__in": ids})
        if model is LateEntry:
            rows = rows.exclude(accepted=None)
        words = str(model._meta.verbose_name)
        found += [(pk, words) for pk in rows.values_list(path, flat=True).distinct()]
    names = dict(Application.objects.filter(pk__in=ids).values_list("pk", "reference"))
    return sorted({(names[pk], words) for pk, words in found})


def _changed(ids: list[int]) -> Iterator[tuple[str, Iterable[int]]]:
    corrected = Revision.objects.filter(application__in=ids, number__gt=1)
    yield "correction", corrected.values_list("application", flat=True)
    gone = Application.objects.filter(pk__in=ids, status=ApplicationStatus.WITHDRAWN)
    yield "withdrawal", gone.values_list("pk", flat=True)
    told = Application.objects.filter(pk__in=ids, still_available_at__isnull=False)
    yield "answer that they are still available", told.values_list("pk", flat=True)


def _pointing(
    model: type[models.Model], below: str, seen: frozenset[type[models.Model]]
) -> Iterator[tuple[type[models.Model], str]]:
    """Tables that refer to a model, or to what the gate stored of it, with the lookup to it."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        other = relation.related_model
        path = "__".join(filter(None, [relation.field.name, below]))
        if issubclass(other, Event) or other in seen:
            continue
        if other._meta.model_name in _OF_THE_GATE:
            yield from _pointing(other, path, seen | {other})
        else:
            yield other, path

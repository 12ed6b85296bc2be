"""Queries about files of applications: their rows, what came of them, what depends on that."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import connection, models
from django.db.models import Count, QuerySet
from pghistory.models import Event

from applications.duplicates.queries import keys_in
from applications.duplicates.withdrawn import withdrawn_keys
from applications.enums import ApplicationStatus, ImportStatus, RowVerdict
from applications.models import (
    Application,
    Call,
    ImportBatch,
    ImportedRow,
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

Person = tuple[int, str, str, str, str]  # a row's number, full name, chosen name, phone and email


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
    """The same file of this call, if it waits or was brought in."""
    over = [ImportStatus.DROPPED, ImportStatus.UNDONE]
    return ImportBatch.objects.filter(call=call, digest=digest).exclude(status__in=over).first()


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


def verdicts(batch: ImportBatch) -> list[tuple[RowVerdict, int]]:
    """(verdict, rows) for each that occurs, the worst first."""
    rows = rows_below(batch).exclude(verdict="").order_by()
    counts = dict(rows.values_list("verdict").annotate(count=Count("pk")))
    return [(each, counts[each]) for each in RowVerdict if counts.get(each)]


def coming_rows(batch: ImportBatch) -> QuerySet[WaitingRow]:
    """Those that come in, by what was said of late and early ones and of duplicates."""
    rows = rows_below(batch).filter(verdict__in=filter(batch.takes, RowVerdict))
    return rows.exclude(is_duplicate=True) if batch.leaves_duplicates else rows


def has_rows_out(batch: ImportBatch) -> bool:
    """Whether some rows stay out for another reason than that they are perhaps duplicates."""
    return rows_below(batch).exclude(verdict__in=filter(batch.takes, RowVerdict)).exists()


def others_waiting(batch: ImportBatch) -> list[ImportBatch]:
    """Other files of the call that wait, with the same headings: perhaps the same answers."""
    others = waiting_batches().filter(call=batch.call, headings=batch.headings)
    return list(others.exclude(pk=batch.pk).select_related("uploaded_by"))


def unknown_values(batch: ImportBatch) -> list[tuple[str, str, list[int]]]:
    """(target, value, numbers of its rows) of each value that is none of the choices."""
    found: dict[tuple[str, str], list[int]] = {}
    rows = rows_below(batch).filter(verdict__in=[RowVerdict.UNKNOWN, RowVerdict.UNREADABLE])
    for number, unknown in rows.values_list("number", "unknown"):
        for key, value in unknown:
            found.setdefault((key, value), []).append(number)
    return [(key, value, numbers) for (key, value), numbers in found.items()]


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


def duplicate_hints(call: Call, people: Iterable[Person]) -> dict[int, list[str]]:
    """Row → whom it looks like.

    By the same keys as the search for duplicates, without letters that differ: that search, after
    they are brought in, finds those, too. Who withdrew is named as well: they asked to be left out.
    """
    known: dict[tuple[str, str], str] = {}
    withdrawn = {f"{it}, who withdrew": keys for it, keys in withdrawn_keys(call).items()}
    for reference, keys in (withdrawn | keys_in(call)).items():
        known |= dict.fromkeys(_signs(*keys.names, keys.phone, keys.email), reference)
    hints: dict[int, dict[str, None]] = {}  # both names of one person may be the same
    for number, *keys in _keys_of(people):
        here = f"row {number}"
        for sign in _signs(*keys):
            other = known.setdefault(sign, here)
            if other != here:
                hints.setdefault(number, {})[f"Same {sign[0]} as {other}."] = None
    return {number: list(said) for number, said in hints.items()}


def _signs(full: str, chosen: str, phone: str, email: str) -> list[tuple[str, str]]:
    signs = [("email", email), ("phone", phone), ("name", full), ("name", chosen)]
    return [(kind, key) for kind, key in dict.fromkeys(signs) if key]


def _keys_of(people: Iterable[Person]) -> list[Person]:
    columns = [list(column) for column in zip(*people, strict=True)] or [[]] * 5
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, name_key(f), name_key(c), phone_key(p), lower(btrim(e))"
            " FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " AS given(n, f, c, p, e) ORDER BY n",
            columns,
        )
        return list(cursor.fetchall())

"""What the pages about one file show: its rows before they are brought in, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateformat import format as date_format

from applications.duplicates.withdrawn import taken_back_keys
from applications.enums import ImportStatus, RowVerdict
from applications.form import emails, site_cache
from applications.form.queries import supports_of
from applications.imports import queries
from applications.imports.coming import take_up
from applications.imports.filled import joined, left_out
from applications.imports.forms.matching import LanguagesForm, MeaningsForm
from applications.imports.forms.upload import StartForm, UndoForm
from applications.imports.left_out import in_by_now, left_for, stranded_by, stranded_in
from applications.imports.likeness import not_in_again
from applications.imports.moments import NoMoment, received
from applications.imports.receipts import reached, receipts_of, to_be_written
from applications.imports.said import said_values
from applications.imports.sums import sum_of
from applications.imports.targets import RECEIVED, targets_of
from applications.imports.underway import underway
from applications.imports.verdicts import reader_of
from applications.models import Application, ImportBatch, WaitingRow
from core import access_log
from core.kept_input import form_of
from core.languages import english_name
from core.models import AccessEvent
from core.tables import long_table

REMARKS = "remarks"  # in an address: what is ready, with something to know
TROUBLE_FIRST = {"trouble": ("weight", "number")}
MOST_LISTED = 500
_AS_THEY_ARE = (RowVerdict.READY, RowVerdict.INCOMPLETE)
_NAMES = ("contact-chosen_name", "contact-full_name", "contact-email")


def preview(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """Counts first, then what its values mean, then the rows, troubles first."""
    counts = queries.verdicts(batch)
    rows = queries.rows_below(batch)
    show = request.GET.get("show", "")
    if show in RowVerdict.values:
        rows = queries.of_verdict(batch, show)
    elif show == REMARKS:
        rows = queries.with_remarks(batch)
    table = long_table(
        request, rows, sorts=TROUBLE_FIRST, first="trouble", query={"show": show} if show else {}
    )
    _record(request, batch, len(table))
    start = start_form(request, batch)
    meanings, languages = meanings_form(request, batch), languages_form(request, batch)
    return {
        "title": batch.file_name,
        "batch": batch,
        "counts": _each_counted(batch, dict(counts)),
        "sum": sum_of(batch),
        "rows": sum(count for _verdict, count in counts),
        "coming": sum(count for verdict, count in counts if verdict.comes_in),
        "asks": start.asks,
        "alike": _alike(batch, start),
        "ready": sum(count for verdict, count in counts if verdict in _AS_THEY_ARE),
        "show": show,
        "table": table,
        "people": [(row, *who(batch, row)) for row in table],
        "start": start,
        "writes": _writes(batch, start),
        "meanings": meanings,
        "languages": languages,
        "wrong": [form for form in (start, meanings, languages) if form.errors],
        **_to_know(batch),
    }


def _each_counted(
    batch: ImportBatch, counts: dict[RowVerdict, int]
) -> list[tuple[RowVerdict, int]]:
    """Each verdict with the rows that it leads to, the worst first."""
    counts |= {RowVerdict.DUPLICATE: queries.of_verdict(batch, RowVerdict.DUPLICATE).count()}
    return [(each, counts[each]) for each in RowVerdict if counts.get(each)]


def _to_know(batch: ImportBatch) -> dict[str, Any]:
    """What is said before the rows: of other files, of the call, of columns and of some rows."""
    targets = targets_of(site_cache.published(batch.call.slug))
    return {
        "is_in": len(queries.brought_in_before(batch)),
        "undone": queries.undone_before(batch),
        "others": queries.others_waiting(batch),
        "underway": underway(batch.call),
        "joined": joined(batch.columns, batch.headings, targets),
        "unused": left_out(batch.columns, batch.headings),
        "never_answered": reader_of(batch).never_answered,
        "remarks": queries.with_remarks(batch).count(),
        "out_of_reach": [(row, *who(batch, row)) for row in queries.out_of_reach(batch)],
    }


def _writes(batch: ImportBatch, start: StartForm) -> dict[str, Any]:
    """How many people are written to, in which languages, where that is the last question."""
    if not start.asks_to_write:
        return {}
    asked = copy(batch)
    take_up(asked, start.asked())
    to = to_be_written(asked, reader_of(batch))
    return {
        "to": to.total(),
        "languages": [(english_name(code), count) for code, count in to.most_common()],
        "others": queries.coming_rows(asked).count() - to.total(),
    }


def result(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """What came of a file: its applications, whom it left out, and how it can be taken back."""
    rows = queries.rows_below(batch)
    table = long_table(request, rows, sorts=TROUBLE_FIRST, first="trouble", query={})
    if len(table):
        _record(request, batch, len(table))
    dependents = queries.dependents(batch) if batch.status == ImportStatus.DONE else []
    going = _going(batch, dependents)
    told = reached(batch, going)
    reasons, later = left_for(batch), in_by_now(batch, table)
    return {
        "title": batch.file_name,
        "batch": batch,
        "came_in": queries.came_in(batch)[:MOST_LISTED],
        "most_listed": MOST_LISTED,
        "stay": queries.still_in(batch).count(),
        "table": table,
        "people": [
            (row, *called(batch, row), *reasons.get(row.number, ((), ())), later.get(row.number))
            for row in table
        ],
        "form": form_of(request, UndoForm, "undo", told=len(told)),
        "receipts": receipts_of(batch),
        "sum": sum_of(batch),
        "dependents": dependents,
        "depending": len({reference for reference, _what in dependents}),
        **_lost(batch),
        **_told(batch, going, told),
    }


def _lost(batch: ImportBatch) -> dict[str, Any]:
    """Who is in no application once this file is undone, or since another one is."""
    if batch.status not in (ImportStatus.DONE, ImportStatus.UNDONE):
        return {}
    return {
        "stranded": stranded_by(batch),
        "stranded_here": stranded_in(batch),
        "nowhere": _nowhere(batch),
    }


def _nowhere(batch: ImportBatch) -> list[str]:
    """References of those who were taken back with a file and did not come in since."""
    if batch.status != ImportStatus.UNDONE:
        return []
    return not_in_again(batch.call, taken_back_keys(queries.applications_in(batch)))


def _told(batch: ImportBatch, going: Sequence[Application], told: Sequence[str]) -> dict[str, Any]:
    """Who is written to if the file is undone, in which languages, and what the mail says."""
    if batch.status != ImportStatus.DONE or not batch.sends_receipts or not going:
        return {}
    reached = {*told}
    pks = [each.pk for each in going if each.reference in reached]
    languages = Counter(english_name(each.reads) for each in supports_of(pks).values())
    return {
        "told": told,
        "told_in": languages.most_common(),
        "not_told": [each.reference for each in going if each.reference not in reached],
        "mail": emails.taken_back_in_english(application=going[0]),
    }


def _going(batch: ImportBatch, dependents: Sequence[tuple[str, str]]) -> list[Application]:
    """What is taken back if the file is undone now."""
    if batch.status != ImportStatus.DONE:
        return []
    staying = {reference for reference, _what in dependents}
    return list(queries.applications_in(batch).exclude(reference__in=staying).order_by("pk"))


def undo_form(request: HttpRequest, batch: ImportBatch) -> UndoForm:
    """The form that takes the file back, with what that asks."""
    told = reached(batch, _going(batch, queries.dependents(batch)))
    return form_of(request, UndoForm, "undo", told=len(told))


def start_form(request: HttpRequest, batch: ImportBatch) -> StartForm:
    """The form that brings the rows in, with what these rows raise."""
    counts = dict(queries.verdicts(batch))
    options = {"asks": _asks(batch, counts), "groups": queries.rows_alike(batch)}
    return form_of(request, StartForm, "start", initial={"seen": batch.version}, **options)


def _alike(batch: ImportBatch, start: StartForm) -> list[tuple[list[WaitingRow], BoundField]]:
    """Rows that look like one person, and the list that says which of them comes in."""
    numbers = [number for group in start.groups for number in group.numbers]
    rows = {row.number: row for row in queries.rows_below(batch).filter(number__in=numbers)}
    return [
        ([(rows[it], *who(batch, rows[it])) for it in group.numbers], start[f"pick_{group.first}"])
        for group in start.groups
    ]


def _record(request: HttpRequest, batch: ImportBatch, count: int) -> None:
    access_log.record(
        by=request.user,
        what=AccessEvent.What.FILE_TO_IMPORT,
        query=f"file={batch.pk}",
        count=count,
    )


def _asks(batch: ImportBatch, counts: dict[RowVerdict, int]) -> dict[str, int]:
    """How many rows each question of the start form is about, of those that it is to ask."""
    out = sum(count for verdict, count in counts.items() if not verdict.comes_in)
    about = {
        "duplicates": queries.rows_below(batch).filter(is_duplicate=True).count(),
        "early_reason": counts.get(RowVerdict.EARLY, 0),
        "late_reason": counts.get(RowVerdict.LATE, 0),
        "leaves_out": out,
    }
    return {name: count for name, count in about.items() if count}


def who(batch: ImportBatch, row: WaitingRow) -> tuple[str, str, datetime | None, bool]:
    """Name and time of a row as the file has them, that time as read, and if it is a day alone."""
    cells = queries.filled_cells(batch, row)
    name = next((cells[key] for key in _NAMES if cells.get(key)), "")
    written = cells.get(RECEIVED, "")
    try:
        moment, has_time = received(written, batch.date_order, batch.zone)
    except NoMoment:
        return name, written, None, False
    return name, written, moment if has_time else None, not has_time


def called(batch: ImportBatch, row: WaitingRow) -> tuple[str, str, str, str]:
    """Name, day, phone and email of a row that was left out."""
    cells = queries.filled_cells(batch, row)
    name, written, moment, _is_day = who(batch, row)
    phone, email = (cells.get(f"contact-{it}", "") for it in ("phone", "email"))
    day = date_format(timezone.localtime(moment), "M j, Y") if moment else written
    return name, day, phone, "" if email == name else email


def meanings_form(request: HttpRequest, batch: ImportBatch) -> MeaningsForm:
    """The lists for values that are none of the choices, and for those of which it was said."""
    targets = targets_of(site_cache.published(batch.call.slug))
    return form_of(
        request,
        MeaningsForm,
        "meanings",
        initial={"seen": batch.version},
        unknown=queries.unknown_values(batch),
        said=said_values(batch, targets),
        targets=targets,
    )


def languages_form(request: HttpRequest, batch: ImportBatch) -> LanguagesForm:
    """The lists for rows whose answers read as another language than the file says."""
    return form_of(
        request,
        LanguagesForm,
        "languages",
        initial={"seen": batch.version},
        doubts=queries.language_doubts(batch),
        batch=batch,
    )


def batch_or_404(pk: int) -> ImportBatch:
    """The file with this number, with who did what to it.

    None that waits for a call that is published no more: nothing could be said of its rows.
    """
    people = ("uploaded_by", "started_by", "undone_by")
    found = ImportBatch.objects.select_related("call", "progress", *people)
    batch = get_object_or_404(found, pk=pk)
    if batch.is_waiting and not site_cache.published(batch.call.slug):
        raise Http404
    return batch

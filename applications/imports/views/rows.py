"""A staff page: one row of a file, and what each answer becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.imports import queries
from applications.imports.judging import Row, RowReader
from applications.imports.targets import LANGUAGE, RECEIVED, Target
from applications.imports.verdicts import reader_of
from applications.imports.views.shown import batch_or_404
from applications.models.draft import ABOUT_YOU
from core import access_log
from core.languages import english_name
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site


@dataclass(frozen=True)
class Filled:
    """One question that a column answers: what the file says, and what it becomes.

    About-you answers are not shown beside a name: `is_hidden`.
    """

    label: str
    in_file: list[str]
    becomes: list[str]
    is_hidden: bool
    is_unknown: bool


@staff_page(Permission.IMPORT_APPLICATIONS)
@never_cache
@require_GET
def import_row(request: HttpRequest, batch: int, number: int) -> HttpResponse:
    """One row that waits, answer by answer; opening it is logged."""
    found = batch_or_404(batch)
    if not (found.is_waiting and found.is_judged):
        return redirect("staff:import-detail", batch)
    row = get_object_or_404(queries.rows_below(found), number=number)
    reader = reader_of(found)
    read = reader.read(number, row.cells)
    access_log.record(
        by=request.user, what=AccessEvent.What.FILE_TO_IMPORT, query=f"file={found.pk}&row={number}"
    )
    numbers = queries.rows_below(found).values_list("number", flat=True)
    context = {
        "title": f"Row {number}",
        "batch": found,
        "row": row,
        "read": read,
        "language": english_name(read.language),
        "filled": list(_filled(reader, read, row.cells)),
        "before": numbers.filter(number__lt=number).last(),
        "after": numbers.filter(number__gt=number).first(),
    }
    return staff_site.render(request, "applications/imports/import_row.html", context)


def _filled(reader: RowReader, read: Row, cells: list[str]) -> Iterator[Filled]:
    """In the order of the form."""
    for key, target in reader.targets.by_key.items():
        if places := reader.places.get(key):
            yield Filled(
                label=target.label,
                in_file=[cells[place] for place in places if cells[place : place + 1] != [""]],
                becomes=_becomes(reader, read, target),
                is_hidden=key.startswith(ABOUT_YOU),
                is_unknown=any(key == of for of, _value in read.unknown),
            )


def _becomes(reader: RowReader, read: Row, target: Target) -> list[str]:
    """What is stored, in words; nothing if it stays empty."""
    if target.key == RECEIVED:
        at = read.received_at and timezone.localtime(read.received_at)
        return [date_format(at, "M j, Y, P")] if at else []
    if target.key == LANGUAGE:
        return [english_name(read.language)]
    given = reader.answer(read, target.key)
    if isinstance(given, bool):
        given = "yes" if given else "no"
    if target.key == "support-reads":
        return [english_name(given)] if given else []
    labels = dict(target.choices)
    values: list[Any] = given if isinstance(given, list) else [given]
    return [str(labels.get(value, value)) for value in values if value not in ("", None)]

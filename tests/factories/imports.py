"""Files as form tools export them, and how far they have come."""

import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from applications.imports.actions.bring_in import start_import
from applications.imports.actions.match import Columns, match_columns
from applications.imports.actions.take_in import take_in_file
from applications.imports.asked import Asked
from applications.imports.job import work_on
from applications.models import Call, ImportBatch
from core.models import User
from core.reading.spreadsheet import read
from tests.factories.staff import Cast

HEADINGS = [
    "Timestamp",
    "Full name",
    "Email Address",
    "ZIP code",
    "Which neighborhood do you live in?",
    "Do you live in Boston?",
    "Are you 18 or older?",
    "Do you work for the City of Boston?",
    "Comments of the form tool",
]


def a_row(**changes: str) -> list[str]:
    """One person's answers, received an hour ago."""
    received = timezone.localtime(timezone.now() - timedelta(hours=1))
    row = {
        "received": f"{received:%Y-%m-%d %H:%M:%S}",
        "name": "Wideline Jean-Baptiste",
        "email": "wideline@example.org",
        "zip": "02126",
        "neighborhood": "Mattapan",
        "resident": "Yes",
        "age": "Yes",
        "city": "No",
        "comments": "",
    }
    return list((row | changes).values())


def as_csv(rows: Sequence[Sequence[str]], *, separator: str = ",") -> bytes:
    """A file of text."""
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(rows)
    return written.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def taken_in(
    call: Call, by: User, rows: Sequence[Sequence[str]], name: str = "answers.csv"
) -> ImportBatch:
    """A file that waits, with its columns guessed; each with a digest of its own."""
    digest = f"{ImportBatch.objects.count():064x}"
    sheets = read(io.BytesIO(as_csv(rows)))
    return take_in_file(by=by, call=call, file_name=name, digest=digest, sheets=sheets)


def matched(batch: ImportBatch, by: User, **how: Any) -> ImportBatch:
    """The same with its rows judged, by the columns as they were guessed."""
    columns = {"fills": batch.columns, "date_order": "mdy", "zone": "city", "language": "en"}
    match_columns(by=by, batch=batch, seen=batch.version, columns=Columns(**(columns | how)))
    batch.refresh_from_db()
    return batch


def judged(call: Call, by: User, *rows: Sequence[str]) -> ImportBatch:
    """A file with these rows below the headings, judged."""
    return matched(taken_in(call, by, [HEADINGS, *rows]), by)


def started(batch: ImportBatch, by: User, **how: Any) -> ImportBatch:
    """Asked to be brought in."""
    usual = {"leaves_out": True, "leaves_duplicates": False, "writes_now": True}
    asked = Asked(**(usual | how))
    start_import(by=by, batch=batch, seen=batch.version, asked=asked)
    batch.refresh_from_db()
    return batch


def brought_in(call: Call, by: User, *rows: Sequence[str], **how: Any) -> ImportBatch:
    """A file whose rows became applications, as the worker's process does it."""
    batch = started(judged(call, by, *rows), by, **how)
    work_on(batch)
    batch.refresh_from_db()
    return batch


def in_each_state(call: Call, cast: Cast) -> dict[str, int]:
    """A file that was brought in, and one whose rows wait with every kind of trouble."""
    rows = [a_row(name="", email=""), a_row(neighborhood="Gotham"), a_row(received="")]
    return {
        "imported": brought_in(call, cast.coordinator, a_row()).pk,
        "waiting_file": judged(call, cast.coordinator, *rows).pk,
    }

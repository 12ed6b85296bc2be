"""Spreadsheets as finance sends them."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from applications.models import Call
from core.models import User
from core.reading import spreadsheet
from stipends.enums import Fit, Method
from stipends.files.actions.record import record_file, take_in_payments
from stipends.files.columns import table_in
from stipends.files.judging import Judged, judged, seen_of
from stipends.files.rows import from_json
from stipends.models import PaymentFile

HEADINGS = ("Reference", "Payee number", "Amount", "Check number", "Date")


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """The rows of each sheet, as XLSX."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def taken_in(call: Call, by: User, content: bytes, digest: str = "a" * 64) -> PaymentFile:
    """It waits."""
    return take_in_payments(
        by=by,
        call=call,
        file_name="run.xlsx",
        digest=digest,
        table=table_in(spreadsheet.read(io.BytesIO(content))),
        method=Method.CHECK_BY_MAIL,
    )


def of_rows(call: Call, by: User, *rows: Sequence[Any], digest: str = "a" * 64) -> PaymentFile:
    """A file with the usual headings and these rows."""
    return taken_in(call, by, workbook([HEADINGS, *rows]), digest)


def fits(file: PaymentFile, by: User, **chosen: Any) -> list[Judged]:
    """Each row with its verdict."""
    return judged(file.call, from_json(file.rows), by=by, **chosen)


def verdicts(file: PaymentFile, by: User) -> list[Fit]:
    """Those alone."""
    return [each.fit for each in fits(file, by)]


def recorded(file: PaymentFile, by: User, *, leaves_out: bool = False, **given: Any) -> PaymentFile:
    """As a page that was opened just now records it."""
    given = {"seen": seen_of(fits(file, by)), "chosen": {}} | given
    return record_file(by=by, file=file, leaves_out=leaves_out, **given)

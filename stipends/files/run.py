"""The run of payments, and a year's sums, as workbooks that finance can send back filled in."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell

from core.spreadsheets import CONTENT_TYPE, Lines, heading, text_cell
from selection.offers.queries import Payee as PersonPaid
from stipends.parts import Part
from stipends.year_end import Payee

__all__ = ["CONTENT_TYPE", "run_of", "year_of"]

MONEY = '"$"#,##0.00'
# The last two are empty: finance fills them in, and the file is read as it comes back.
RUN = {
    "Reference": 18,
    "Payee number": 16,
    "Pay to": 34,
    "Address": 40,
    "How": 18,
    "Part": 24,
    "Amount": 12,
    "Check number": 16,
    "Date": 14,
}
YEAR = {"References": 26, "Payee number": 18, "Tax form": 24, "At least": 14, "Reported": 14}


def run_of(rows: Iterable[tuple[Part, PersonPaid | None]]) -> bytes:
    """What is to be paid, one row each."""
    return _workbook("Payment run", RUN, (_run_row(part, payee) for part, payee in rows))


def _run_row(part: Part, payee: PersonPaid | None) -> list[str | int]:
    how = part.usual_method.label if part.usual_method else ""
    return [
        part.application.reference,
        part.agreement.payee_number,
        payee.legal_name if payee else "",
        payee.address if payee else "",
        how,
        f"{part.words}; {part.trouble.get_cause_display()}" if part.trouble else part.words,
        part.amount_cents,
        "",
        "",
    ]


def year_of(payees: Iterable[Payee], threshold_cents: int | None) -> bytes:
    """A year's payees with their sums, and whether a sum reaches the threshold."""
    rows = (
        [
            ", ".join(payee.references),
            payee.payee_number,
            payee.tax_form.label,
            payee.cents,
            "" if threshold_cents is None else "yes" if payee.cents >= threshold_cents else "no",
        ]
        for payee in payees
    )
    return _workbook("Payees", YEAR, rows)


def _workbook(title: str, columns: dict[str, int], rows: Iterable[Sequence[str | int]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    lines = Lines(sheet, list(columns.values()))
    lines.append([heading(sheet, words) for words in columns])
    for row in rows:
        lines.append([_cell(sheet, value) for value in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _cell(sheet: Any, value: str | int) -> Cell:
    """A text, or cents as an amount that can be added up."""
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, Decimal(value) / 100)
    cell.number_format = MONEY
    return cell

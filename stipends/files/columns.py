"""Which row of a spreadsheet has the headings, and which column is what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.reading.limits import MOST_ABOVE, Sheet, Unreadable, column_letter

# Field → headings as finance systems write them, folded. Names of people are never read.
HEADINGS = {
    "reference": ("reference", "application reference", "reference number", "ref", "invoice"),
    "payee": (
        "payee number",
        "payee no",
        "payee id",
        "vendor number",
        "vendor no",
        "vendor id",
        "supplier number",
        "supplier id",
    ),
    "amount": ("amount", "amount paid", "payment amount", "check amount", "paid", "net amount"),
    "number": (
        "check number",
        "check no",
        "check",
        "cheque number",
        "voucher number",
        "voucher no",
        "voucher",
        "payment number",
        "check or voucher number",
    ),
    "day": ("date", "check date", "payment date", "paid on", "date paid", "date on it"),
    "method": ("method", "payment method", "how"),
}
LABELS = {
    "reference": "Reference",
    "payee": "Payee number",
    "amount": "Amount",
    "number": "Check number",
    "day": "Date",
    "method": "Method",
}
NO_HEADINGS = (
    "No row of this file has the headings that we look for: Reference or Payee number, Amount, "
    "Check number and Date. Name its columns so, and choose it again."
)
LACKS = "We read row {row} as the headings, and found no column {lacking}. Name it so."
TWO_COLUMNS = "Columns {columns} are both read as {label}. Give one of them another heading."
TWO_SHEETS = "Sheets {sheets} both have payments. Keep one of them in the file."


@dataclass(frozen=True)
class Table:
    """The rows below the headings, and the place of each field's column."""

    sheet: str
    places: dict[str, int]
    rows: Sequence[tuple[int, list[str]]]

    @property
    def in_words(self) -> dict[str, str]:
        """Label → letter of its column."""
        return {LABELS[field]: column_letter(place) for field, place in self.places.items()}


def table_in(sheets: Sequence[Sheet]) -> Table:
    """The one sheet that has payments. Raises Unreadable with what to do."""
    found = [(sheet, *row) for sheet in sheets if (row := _headings(sheet))]
    if not found:
        raise Unreadable(NO_HEADINGS)
    if len(found) > 1:
        names = " and ".join(f"“{sheet.name}”" for sheet, *_row in found)
        raise Unreadable(TWO_SHEETS.format(sheets=names))
    sheet, index, fields = found[0]
    number = sheet.rows[index][0]
    lacking = [LABELS[field] for field in ("amount", "number", "day") if field not in fields]
    if "reference" not in fields and "payee" not in fields:
        lacking.insert(0, "Reference or Payee number")
    if lacking:
        raise Unreadable(LACKS.format(row=number, lacking=", ".join(lacking)))
    for field, places in fields.items():
        if len(places) > 1:
            letters = " and ".join(map(column_letter, places))
            raise Unreadable(TWO_COLUMNS.format(columns=letters, label=LABELS[field]))
    return Table(
        sheet=sheet.name,
        places={field: places[0] for field, places in fields.items()},
        rows=sheet.rows[index + 1 :],
    )


def _headings(sheet: Sheet) -> tuple[int, dict[str, list[int]]] | None:
    """The row near the top with the most headings that we know, at least three."""
    best: tuple[int, dict[str, list[int]]] | None = None
    for index, (_number, cells) in enumerate(sheet.rows[:MOST_ABOVE]):
        fields: dict[str, list[int]] = {}
        for place, cell in enumerate(cells):
            if field := _field(cell):
                fields.setdefault(field, []).append(place)
        if len(fields) >= 3 and (best is None or len(fields) > len(best[1])):
            best = (index, fields)
    return best


def _field(heading: str) -> str | None:
    folded = " ".join(re.sub(r"[^a-z]+", " ", heading.casefold().replace("#", " number ")).split())
    return next((field for field, usual in HEADINGS.items() if folded in usual), None)

"""What a file may hold at most, and its rows as texts."""

from collections.abc import Iterable
from dataclasses import dataclass

from core import text

MOST_ROWS = 5_000  # below the headings of one sheet
MOST_ABOVE = 20  # rows, within which the headings are looked for
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000
MOST_SHEETS = 20
LONGEST_CELL = 20_000  # characters
# What stands in a cell whose formula failed.
FAULTS = frozenset(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"])

TOO_MANY_ROWS = (
    f"This file has more than {MOST_ROWS:,} rows. Split it into several files, and choose one at a "
    "time."
)
TOO_MANY_COLUMNS = (
    f"Row {{row}} has more than {MOST_COLUMNS} columns. Delete those that are not "
    "needed, and try again."
)
TOO_MUCH = "There is far more in this file than can be read. Keep only the sheet that is needed."
TOO_LONG = (
    f"Row {{row}}, column {{column}} has more than {LONGEST_CELL:,} characters. Shorten it, and "
    "try again."
)


class Unreadable(Exception):
    """The file cannot be read; its sentences say why, and what to do about it."""

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet that are not blank, each with its number in the file."""

    name: str
    rows: list[tuple[int, list[str]]]


class RowsTaken:
    """Takes in the rows of a file one by one, and refuses what is beyond the limits."""

    def __init__(self) -> None:
        self.cells = 0

    def sheet(self, name: str, rows: Iterable[tuple[int, list[str]]]) -> Sheet:
        """All rows of one sheet, without blank ones and blank cells at their ends."""
        taken = []
        for number, cells in rows:
            row = self._row(number, cells)
            if row:
                taken.append((number, row))
            if len(taken) > MOST_ROWS + MOST_ABOVE:
                raise Unreadable(TOO_MANY_ROWS)
        return Sheet(text.clean(name)[:80] or "Sheet", taken)

    def _row(self, number: int, cells: list[str]) -> list[str]:
        row = [_clean(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise Unreadable(TOO_MANY_COLUMNS.format(row=number))
        for place, cell in enumerate(row):
            if len(cell) > LONGEST_CELL:
                raise Unreadable(TOO_LONG.format(row=number, column=column_letter(place)))
        self.cells += len(row)
        if self.cells > MOST_CELLS:
            raise Unreadable(TOO_MUCH)
        return row


def _clean(cell: str) -> str:
    """A cell in one form of Unicode, without invisible signs; most need no look at each letter."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    return text.clean(cell, multiline=True)


def column_letter(place: int) -> str:
    """How a spreadsheet program calls a column: A for the first, AB for the twenty-eighth."""
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

"""Workbooks that we write: texts that nothing runs, in rows that are high enough to read."""

from collections.abc import Sequence
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Spreadsheets run cells that begin with one of these; full-width ones in East Asian settings.
_ACTIVE = tuple("=+-@\t\r＝＋－＠")

OF_A_LINE, HIGHEST = 15, 405  # points; a spreadsheet has no higher rows

TOP = Alignment(vertical="top")
LINES = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(name="Calibri", size=11, bold=True)
_SHADED = PatternFill("solid", fgColor="E8ECF1")


def is_active(text: str) -> bool:
    """Whether a spreadsheet could run this text as a formula."""
    return text.startswith(_ACTIVE) or text.lstrip().startswith(_ACTIVE)


class Lines:
    """The rows of a sheet, as wide as they are told and each as high as its longest text."""

    def __init__(self, sheet: Any, widths: Sequence[int]) -> None:
        self.sheet, self.widths, self.count = sheet, widths, 0
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    def append(self, cells: Sequence[Cell | None]) -> None:
        """One more row. Spreadsheets do not measure by themselves when they open a file."""
        self.count += 1
        lines = [
            _lines(cell.value, width)
            for cell, width in zip(cells, self.widths, strict=False)
            if cell is not None and cell.alignment.wrap_text
        ]
        if (most := max(lines, default=1)) > 1:
            self.sheet.row_dimensions[self.count].height = min(most * OF_A_LINE, HIGHEST)
        self.sheet.append(cells)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(1, ceil(letters_wide(line) / (width - 2))) for line in text.splitlines())


def letters_wide(text: str) -> int:
    """How many Latin letters wide a text is: Chinese signs are two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def heading(sheet: Any, text: str) -> Cell:
    """The heading of a column or row."""
    cell = text_cell(sheet, text)
    cell.font, cell.fill, cell.alignment = _BOLD, _SHADED, LINES
    return cell


def text_cell(sheet: Any, text: str) -> Cell:
    """A text; a quote prefix keeps what could be run as text when it is edited.

    openpyxl itself would take "=1" for a formula, and "#N/A" for an error.
    """
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if is_active(text):
        cell.quotePrefix = True
    return cell

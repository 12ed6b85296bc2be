"""Writes an export as a file: a workbook, or CSV.

A file is complete before any of it is sent: if a row fails there is no file, and a download that
breaks off is shorter than its Content-Length.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from core.spreadsheets import LINES, TOP, Lines, heading, is_active, letters_wide, text_cell
from reports.export_columns import DAY, GENERAL, MOMENT, Column, Value

MEASURED = 200  # rows at the beginning, whose texts say how wide the columns are
NARROWEST, WIDEST, WIDEST_TITLE = 8, 60, 28  # characters
OF_A_MOMENT = 22


@dataclass(frozen=True)
class About:
    """The second sheet: what a file is, as (name, value), and what its columns mean."""

    facts: Sequence[tuple[str, Value]]
    columns: Sequence[Column]


def as_csv(columns: Sequence[Column], rows: Iterable[list[Value]]) -> IO[bytes]:
    """A temporary file, at its start: UTF-8 with a byte order mark, which spreadsheets need.

    CSV has no types, so an apostrophe goes before text that a spreadsheet would run; the text
    itself is unchanged.
    """
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    lines = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(lines)
    for row in chain([[column.title for column in columns]], rows):
        texts = map(_as_text, row)
        writer.writerow([f"'{text}" if is_active(text) else text for text in texts])
    lines.detach().seek(0)
    return file


def _as_text(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


class Book:
    """A workbook in the making. Texts are texts: nothing in it is a formula or a link."""

    def __init__(self, *, by: str) -> None:
        self.book = Workbook(write_only=True)
        self.book.properties.creator = by

    def add_applications(self, columns: Sequence[Column], rows: Iterator[list[Value]]) -> None:
        """The first sheet: the heading stays in sight, and every column can be filtered."""
        sheet = self.book.create_sheet("Applications")
        first = list(islice(rows, MEASURED))
        widths = [_width(column, [row[n] for row in first]) for n, column in enumerate(columns)]
        lines = Lines(sheet, widths)
        sheet.freeze_panes = "B2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        lines.append([heading(sheet, column.title) for column in columns])
        for row in chain(first, rows):
            lines.append(
                [_cell(sheet, each, column) for each, column in zip(row, columns, strict=True)]
            )
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{lines.count}"

    def add_about(self, about: About) -> None:
        """The second sheet: what this file is."""
        sheet = self.book.create_sheet("About this file")
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0  # as many pages as it takes
        lines = Lines(sheet, [WIDEST_TITLE, WIDEST])
        for name, value in about.facts:
            lines.append([heading(sheet, name), _cell(sheet, value)])
        lines.append([])
        lines.append([heading(sheet, "Column"), heading(sheet, "What it says")])
        for column in about.columns:
            lines.append([heading(sheet, column.title), _cell(sheet, column.meaning)])

    def saved(self) -> IO[bytes]:
        """A temporary file, at its start."""
        file = TemporaryFile()  # noqa: SIM115 (the response closes it)
        self.book.save(file)
        file.seek(0)
        return file


def _width(column: Column, values: Iterable[Value]) -> int:
    """As wide as its first values, within reason; a long title runs over several lines."""
    title = min(letters_wide(column.title) + 4, WIDEST_TITLE)  # the filter's arrow is beside it
    lines = (line for value in values for line in _as_text(value).splitlines())
    widest = (
        OF_A_MOMENT if column.format == MOMENT else max(map(letters_wide, lines), default=0) + 3
    )
    return max(NARROWEST, title, min(widest, WIDEST))


def _cell(sheet: Any, value: Value, column: Column | None = None) -> Cell | None:
    """One value in its column's format; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = text_cell(sheet, value)
        cell.alignment = LINES if letters_wide(value) > WIDEST - 3 or "\n" in value else TOP
    else:
        cell = WriteOnlyCell(sheet, value)
        cell.alignment = TOP
    if column and column.format == MOMENT and not isinstance(value, datetime):
        cell.number_format = DAY
    elif column and column.format != GENERAL:
        cell.number_format = column.format
    elif isinstance(value, datetime):
        cell.number_format = MOMENT
    return cell

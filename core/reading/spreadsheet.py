"""Reads a spreadsheet file of anybody's making, or says what is wrong with it."""

from typing import IO

from core.reading import delimited, workbook
from core.reading.limits import Sheet, Unreadable

EMPTY = "This file is empty. Export it once more, and choose the new file."
NO_ROWS = "There is nothing below the headings of this file. Is it the right one?"


def read(file: IO[bytes]) -> list[Sheet]:
    """The sheets of a file that have rows, by its content: a name proves nothing.

    Raises Unreadable with a sentence for whoever uploaded it.
    """
    file.seek(0)
    head = file.read(4096)
    if not head.strip():
        raise Unreadable(EMPTY)
    reader = workbook if workbook.is_one(head) else delimited
    sheets = [sheet for sheet in reader.sheets_of(file, head) if sheet.rows]
    if not any(len(sheet.rows) > 1 for sheet in sheets):
        raise Unreadable(NO_ROWS if sheets else EMPTY)
    return sheets

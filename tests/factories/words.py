"""Files of words that went to a translator, and what they do to them."""

import io
from collections.abc import Mapping

from openpyxl import Workbook, load_workbook

from applications.words import workbook
from applications.words.texts import scope_of
from core.languages import BY_CODE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS_IN = 3  # the row with the headings
OF_WORDS, OF_ID = 3, 6  # columns


def sent(slug: str = "", code: str = "es") -> Workbook:
    """The file as a translator opens it."""
    scope, language = scope_of(slug), BY_CODE[code]
    with workbook.written(scope.about(language), scope.texts(language)) as file:
        return load_workbook(file)


def saved(book: Workbook) -> bytes:
    """The file as they send it back."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row_of(book: Workbook, key: str) -> int:
    """The number of the row with this text."""
    column = book.active.iter_rows(min_col=OF_ID, max_col=OF_ID)
    return next(cell.row for (cell,) in column if f"/{key}/" in str(cell.value))


def translated(slug: str, words: Mapping[str, str], code: str = "es") -> bytes:
    """A file in which these texts, by their key, have other words."""
    book = sent(slug, code)
    for key, each in words.items():
        cell = book.active.cell(row_of(book, key), OF_WORDS)
        cell.value, cell.data_type = each, "s"
    return saved(book)

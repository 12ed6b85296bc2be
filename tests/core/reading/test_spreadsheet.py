"""Files of every kind are read, or refused with a sentence that says what to do."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from core.reading.limits import MOST_ABOVE, MOST_ROWS, Unreadable
from core.reading.spreadsheet import read
from tests.core.reading.containers import container
from tests.factories.imports import as_csv, as_xlsx, saved

TWO = [["Name", "ZIP"], ["Zoë", "02118"]]


def rows_of(raw: bytes) -> list[list[str]]:
    """The rows of the first sheet."""
    return [cells for _number, cells in read(io.BytesIO(raw))[0].rows]


def packed(**parts: bytes) -> bytes:
    """A packed file with these parts; `__` stands for a slash, and all end in .xml."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(f"{name.replace('__', '/')}.xml", content)
    return file.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_by_its_letters_and_separator(separator: str, coding: str) -> None:
    written = as_csv(TWO, separator=separator).decode()
    assert rows_of(written.encode(coding)) == TWO


def test_text_keeps_names_emoji_and_line_breaks_and_drops_what_is_invisible() -> None:
    cells = ["Jose\u0301 \U0001f331", "محمد علي", "a\nb", "x\u200b\x00 ", "  ", "a;b"]
    assert rows_of(as_csv([["1", "2", "3", "4", "5", "6"], cells])) == [
        ["1", "2", "3", "4", "5", "6"],
        ["José \U0001f331", "محمد علي", "a\nb", "x", "", "a;b"],
    ]


def test_workbook_is_read_as_it_shows_with_the_numbers_of_its_rows() -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "Title over all columns"
    sheet.merge_cells("A1:D1")
    for place, heading in enumerate(["Name", "Number", "Day", "Time", "Yes"], 1):
        sheet.cell(3, place, heading)
    for place, value in enumerate(
        ["Zoë ", 1.0, date(2026, 3, 4), datetime(2026, 3, 4, 5, 6, 7, 999_900), True], 1
    ):
        sheet.cell(5, place, value)
    book.create_sheet("Second").append(["x"])
    book.create_sheet("Hidden").append(["y"])
    book["Hidden"].sheet_state = "hidden"
    first, second = read(io.BytesIO(saved(book)))
    assert second.name == "Second"
    assert first.rows == [
        (1, ["Title over all columns"]),
        (3, ["Name", "Number", "Day", "Time", "Yes"]),
        (5, ["Zoë", "1", "2026-03-04", "2026-03-04T05:06:08", "yes"]),
    ]


def bomb() -> bytes:
    return packed(xl__workbook=b"<workbook/>", xl__worksheets__sheet1=b"0" * 70_000_000)


def entities() -> bytes:
    return packed(
        xl__workbook=b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>',
    )


def formula() -> bytes:
    return as_xlsx([["Name", "Sum"], ["Zoë", "=1+1"]])


def far_away() -> bytes:
    book = Workbook()
    book.active["A1"] = "Name"
    book.active["XFD1048576"] = "x"
    return saved(book)


REFUSED = {
    "empty": (b"", "This file is empty."),
    "blank": (b" \n ", "This file is empty."),
    "headings alone": (b"Name,ZIP\n", "nothing below the headings"),
    "pdf": (b"%PDF-1.7 ...", "This is a PDF."),
    "picture": (b"\x89PNG\r\n\x1a\n", "This is a picture."),
    "web page": (b"<!DOCTYPE html><html>", "This is a web page"),
    "program": (bytes(range(1, 32)) * 99, "neither a spreadsheet nor"),
    "unknown letters": (b"Name\nZo\x81\x8d", "how the letters"),
    "open quotes": (b'a,b\n1,"x\n', "quotation marks of this file do not match, near row 2"),
    "document": (packed(word__document=b"<x/>"), "text document"),
    "other packed file": (packed(any=b"<x/>"), "not an Excel workbook"),
    "damaged": (packed(xl__workbook=b"<workbook"), "damaged"),
    "cut off": (as_xlsx(TWO)[:900], "damaged"),
    "password": (container("EncryptionInfo", "EncryptedPackage"), "This file has a password."),
    "old workbook": (container("Workbook", "\x05SummaryInformation"), "older kind"),
    "bomb": (bomb(), "far larger than texts"),
    "entities": (entities(), "parts that no spreadsheet program writes"),
    "formula without value": (formula(), "Cell B2 has a formula"),
    "cell far away": (far_away(), "far larger than texts"),
    "long cell": (as_csv([["a"], ["x" * 20_001]]), "Row 2, column A has more than 20,000"),
    "many columns": (as_csv([["a"], ["x"] * 201]), "Row 2 has more than 200 columns"),
    "many rows": (b"a\n" * (MOST_ROWS + MOST_ABOVE + 1), "more than 5,000 rows"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_wrong_file_is_refused_with_what_to_do(kind: str) -> None:
    raw, words = REFUSED[kind]
    with pytest.raises(Unreadable, match=words):
        read(io.BytesIO(raw))


def test_formula_with_a_value_counts_as_that_value() -> None:
    raw = io.BytesIO(formula())
    changed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            new.writestr(part, re.sub(rb"</f>.*?</c>", b"</f><v>2</v></c>", old.read(part)))
    assert rows_of(changed.getvalue()) == [["Name", "Sum"], ["Zoë", "2"]]

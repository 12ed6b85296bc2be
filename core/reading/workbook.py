"""Reads Excel workbooks: values only, within limits of size, and no program of theirs."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.reading.limits import MOST_SHEETS, RowsTaken, Sheet, Unreadable

MOST_UNPACKED = 64 * 1024 * 1024  # bytes: far more than 5,000 applications of many words
MOST_PARTS = 2_000  # files inside the file
MOST_SPREAD = 2_000_000  # cells from the first to the last one, blank ones included
CHUNK = 1024 * 1024

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.I)
_NOT_UTF_8 = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8|us-ascii)""", re.I)
# A cell that is not blank, and a formula behind which no value stands.
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,4})(\d{1,8})["'][^>]*(?<!/)>""")
_NEVER_COMPUTED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\s[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)"
)

SAVE_AS = "Open it in your spreadsheet program, save it as XLSX, and choose that."
PASSWORD = (
    "This file has a password. Open it in your spreadsheet program, save a copy without one, and "
    "choose that."
)
OLD = f"This is a workbook of an older kind. {SAVE_AS}"
DOCUMENT = f"This is a text document, not a spreadsheet. {SAVE_AS}"
NO_WORKBOOK = f"This is a packed file, but not an Excel workbook. {SAVE_AS}"
BROKEN = f"This workbook is damaged. {SAVE_AS}"
TOO_BIG = (
    "Unpacked, this workbook is far larger than texts are. Copy the texts alone into a "
    "new one, without pictures, and choose that."
)
ODD = f"This workbook has parts that no spreadsheet program writes. {SAVE_AS}"
FORMULA = f"Cell {{cell}} has a formula whose value is not in the file. {SAVE_AS}"


def is_one(head: bytes) -> bool:
    """Whether the file begins like a workbook, of whatever kind."""
    return head.startswith((_ZIP, _OLE))


def sheets_of(file: IO[bytes], head: bytes) -> Iterator[Sheet]:
    """Each visible sheet with its rows."""
    if head.startswith(_OLE):
        file.seek(0)
        raise Unreadable(PASSWORD if _ENCRYPTED in file.read() else OLD)
    try:
        _look_inside(file)
        file.seek(0)
        yield from _sheets(file)
    except (Unreadable, GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    # A damaged workbook may fail anywhere in the library, whose own panics are no Exception.
    except BaseException as error:  # noqa: BLE001
        raise Unreadable(BROKEN) from error


def _look_inside(file: IO[bytes]) -> None:
    """Refuse bombs and other files before the library sees them."""
    file.seek(0)
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable(TOO_BIG)
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(PASSWORD)
        if "xl/workbook.xml" not in names:
            if "word/document.xml" in names:
                raise Unreadable(DOCUMENT)
            raise Unreadable(OLD if "xl/workbook.bin" in names else NO_WORKBOOK)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _look_at(packed, part)


def _look_at(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that declares entities, spreads its cells too far, or has no values."""
    rows = columns = 1
    kept = b""
    with packed.open(part) as stream:
        while chunk := stream.read(CHUNK):
            seen = kept + chunk
            odd = seen.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in seen
            if odd or _DECLARES.search(seen) or _NOT_UTF_8.search(seen):
                raise Unreadable(ODD)
            for letters, row in _CELL.findall(seen):
                rows, columns = max(rows, int(row)), max(columns, _place(letters))
            if rows * columns > MOST_SPREAD:
                raise Unreadable(TOO_BIG)
            if found := _NEVER_COMPUTED.search(seen):
                cells = _CELL.findall(seen[: found.start()]) or [(b"", b"")]
                raise Unreadable(FORMULA.format(cell=b"".join(cells[-1]).decode()))
            kept = seen[-512:]


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def _sheets(file: IO[bytes]) -> Iterator[Sheet]:
    taken = RowsTaken()
    with CalamineWorkbook.from_filelike(file) as book:
        sheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        shown = [each for each in sheets if each.visible == SheetVisibleEnum.Visible]
        for sheet in (shown or sheets)[:MOST_SHEETS]:
            rows = book.get_sheet_by_name(sheet.name).iter_rows()
            numbered = enumerate(rows, 1)
            yield taken.sheet(sheet.name, ((n, [_as_text(v) for v in row]) for n, row in numbered))


def _as_text(value: Any) -> str:
    """What a cell shows: days and times as ISO has them, 1.0 as 1."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=None)
        return (moment + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)

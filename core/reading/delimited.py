"""Reads files of text with a separator: what form tools call CSV."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO

from core.reading.limits import LONGEST_CELL, RowsTaken, Sheet, Unreadable

SEPARATORS = (",", ";", "\t")
LOOKED_AT = 50  # rows that tell which separator it is

# Beginnings of files that are something else, and what to say.
_OTHERS = (
    (b"%PDF", "This is a PDF."),
    (b"\x89PNG", "This is a picture."),
    (b"\xff\xd8\xff", "This is a picture."),
    (b"GIF8", "This is a picture."),
    (b"{\\rtf", "This is a text document."),
)
EXPORT = "Export the rows once more, as XLSX or CSV, and choose that file."
IS_OTHER = f"{{}} {EXPORT}"
WEB_PAGE = "This is a web page, perhaps a page that asked you to sign in."
NO_TEXT = "This is neither a spreadsheet nor a CSV file."
BAD_LETTERS = (
    "We cannot tell how the letters of this file are stored. Open it in your spreadsheet program, "
    "save it as XLSX, and choose that."
)
NOT_CLOSED = (
    "The quotation marks of this file do not match, near row {row}. Open it in your spreadsheet "
    "program, save it as XLSX, and choose that."
)


def sheets_of(file: IO[bytes], head: bytes) -> Iterator[Sheet]:
    """The one sheet that such a file is."""
    for beginning, what in _OTHERS:
        if head.startswith(beginning):
            raise Unreadable(IS_OTHER.format(what))
    if re.match(rb"\s*(<!doctype html|<html|<table)", head, re.I):
        raise Unreadable(IS_OTHER.format(WEB_PAGE))
    file.seek(0)
    words = _decoded(file.read())
    if _is_binary(words[:4096]):
        raise Unreadable(IS_OTHER.format(NO_TEXT))
    words = words.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    yield RowsTaken().sheet("", _rows(words, _separator(words)))


def _decoded(raw: bytes) -> str:
    """The text: by its mark, as UTF-8, or as the older Windows letters of the Americas."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings = ["utf-16"]
    elif raw[1:20:2].count(0) > len(raw[1:20:2]) // 2:
        codings = ["utf-16-le"]
    elif raw[0:20:2].count(0) > len(raw[0:20:2]) // 2:
        codings = ["utf-16-be"]
    else:
        codings = ["utf-8-sig", "cp1252"]
    for coding in codings:
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(BAD_LETTERS)


def _is_binary(words: str) -> bool:
    odd = sum(c < " " and c not in "\t\r\n\x00\x0b\x0c\x1c\x1d\x1e\x1f" for c in words)
    return odd > len(words) // 50


def _separator(words: str) -> str:
    """The one that cuts the first rows into the most columns, most of them alike."""

    def score(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _first(words, separator) if row)
        if not widths:
            return 0, 0
        width, often = max(widths.items(), key=lambda each: (each[1], each[0]))
        return (often * (width > 1), width)

    return max(SEPARATORS, key=score)


def _first(words: str, separator: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) == LOOKED_AT:
                break
    except csv.Error:
        return rows
    return rows


def _rows(words: str, separator: str) -> Iterable[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL * 4)
    number = 0
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            yield number, row
    except csv.Error:
        raise Unreadable(NOT_CLOSED.format(row=number + 1)) from None

"""Reads candidates and targets from CSV files; faults name file, row and column."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from solver.faults import Fault, Refused
from solver.problem import (
    LARGEST,
    MOST_FAULTS,
    Person,
    Tags,
    Target,
    feature_fault,
    is_value,
    tags_of,
)

OWN_COLUMNS = ("id", "score_x100", "error_x100", "household")
INTEGER = re.compile(r"[+-]?[0-9]{1,12}")
LONGEST = 60  # characters of a cell that a message repeats
JOINERS = dict.fromkeys((0x200C, 0x200D))  # some scripts need these inside words
CSV_ERRORS = {"unexpected end of data": "a quotation mark is never closed"}


class Cell(NamedTuple):
    """A text and its position; `row` is the line of the file where the row begins."""

    text: str
    file: str
    row: int
    column: str

    def fault(self, code: str, **more: object) -> Fault:
        """A fault of this cell."""
        value = self.text if len(self.text) <= LONGEST else f"{self.text[:LONGEST]}…"
        place = {"file": self.file, "row": self.row, "column": self.column}
        return Fault.of(code, **place, value=value, **more)


class Table(NamedTuple):
    """A file's columns, and rows with their line numbers."""

    file: str
    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]

    def cells(self) -> Iterator[dict[str, Cell]]:
        """Each row's cells by column."""
        for line, row in self.rows:
            yield {
                column: Cell(text, self.file, line, column)
                for column, text in zip(self.columns, row, strict=True)
            }


def read_table(path: Path, needed: tuple[str, ...]) -> Table:
    """A CSV file with a heading; raises Refused."""
    file = str(path)
    lines = _lines(file, _text(path))
    if not lines:
        raise Refused(Fault.of("empty_file", file=file))
    columns = tuple(lines[0][1])
    if faults := _heading_faults(file, columns, needed):
        raise Refused(*faults[:MOST_FAULTS])
    table = Table(file, columns, [(line, row) for line, row in lines[1:] if any(row)])
    for line, row in table.rows:
        if len(row) != len(columns):
            about = {"row": line, "cells": len(row), "columns": len(columns)}
            raise Refused(Fault.of("cells", file=file, **about))
        if not all(map(is_seen, row)):
            cells = map(Cell, row, repeat(file), repeat(line), columns)
            raise Refused(next(c for c in cells if not is_seen(c.text)).fault("unseen"))
    return table


def _text(path: Path) -> str:
    """A file's text, normalized to NFC."""
    try:
        raw = path.read_bytes()
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = len(raw[: error.end].splitlines())
        raise Refused(Fault.of("not_utf8", file=str(path), row=row)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(Fault.of("unreadable", file=str(path), reason=reason)) from None


def _lines(file: str, text: str) -> list[tuple[int, list[str]]]:
    """Trimmed cells, each row with the line where it begins."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    found, first = [], 1
    try:
        for row in lines:
            found.append((first, [cell.strip() for cell in row]))
            first = lines.line_num + 1
    except csv.Error as error:
        reason = CSV_ERRORS.get(str(error), str(error))
        raise Refused(Fault.of("unreadable_row", file=file, row=first, reason=reason)) from None
    return found


def _heading_faults(file: str, columns: tuple[str, ...], needed: tuple[str, ...]) -> list[Fault]:
    if len(columns) == 1 and (mark := next((m for m in ";\t" if m in columns[0]), None)):
        return [Fault.of("not_commas", file=file, mark=mark)]
    if unseen := [c for c in columns if not is_seen(c)]:
        return [Fault.of("bad_heading", file=file, column=unseen[0])]
    twice = sorted({c for c in columns if columns.count(c) > 1})
    return [
        *(Fault.of("no_column", file=file, column=c) for c in needed if c not in columns),
        *(Fault.of("column_twice", file=file, column=c) for c in twice),
    ]


def is_seen(text: str) -> bool:
    """Whether every character is visible: with invisible ones, equal looks would differ."""
    return text.isprintable() or text.translate(JOINERS).isprintable()


def read_people(path: Path) -> tuple[Person, ...]:
    """Candidates: id, then score_x100, error_x100 and household if there, then attributes."""
    table = read_table(path, ("id",))
    if not table.rows:
        raise Refused(Fault.of("no_rows", file=table.file))
    features = tuple(column for column in table.columns if column not in OWN_COLUMNS)
    faults = [
        Fault.of("bad_heading", file=table.file, row=1, column=feature)
        for feature in features
        if feature_fault(feature)
    ]
    known: dict[tuple[str, ...], Tags] = {}
    seen: dict[str, int] = {}
    people = []
    for cells in table.cells():
        person = _person(cells, features, known, faults)
        if person.id in seen:
            faults.append(cells["id"].fault("id_again", first=seen[person.id]))
        seen[person.id] = cells["id"].row
        people.append(person)
    if faults:
        raise Refused(*faults[:MOST_FAULTS])
    return tuple(people)


def _person(
    cells: dict[str, Cell],
    features: tuple[str, ...],
    known: dict[tuple[str, ...], Tags],
    faults: list[Fault],
) -> Person:
    """One row; equal tags, which many people share, are stored once."""
    own = cells["id"]
    if not own.text or any(mark in own.text for mark in "=;"):
        faults.append(own.fault("bad_id_cell"))
    texts = tuple(cells[feature].text for feature in features)
    if texts not in known:
        values = {feature: split(cells[feature], faults) for feature in features}
        known[texts] = tags_of(values)
    household = cells["household"].text if "household" in cells else ""
    error = integer(cells.get("error_x100"), faults)
    if error < 0:
        faults.append(cells["error_x100"].fault("negative"))
    score = integer(cells.get("score_x100"), faults)
    return Person(own.text, score, known[texts], household, error)


def split(cell: Cell, faults: list[Fault]) -> list[str]:
    """The values of a cell, separated by `;`."""
    values = [part.strip() for part in cell.text.split(";")] if cell.text else []
    if not all(is_value(value) for value in values):
        faults.append(cell.fault("bad_value_cell"))
    return values


def integer(cell: Cell | None, faults: list[Fault], empty: int = 0) -> int:
    """A cell as an integer; `empty` when it is missing or blank."""
    if cell is None or not cell.text:
        return empty
    if not INTEGER.fullmatch(cell.text) or abs(int(cell.text)) > LARGEST:
        faults.append(cell.fault("not_an_integer"))
        return empty
    return int(cell.text)


def read_targets(path: Path, people: tuple[Person, ...], seats: int) -> tuple[Target, ...]:
    """Targets: feature, value, min, max; an empty min is 0, an empty max is every seat."""
    table = read_table(path, ("feature", "value", "min", "max"))
    features = {feature for person in people for feature, _ in person.tags}
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    targets = []
    for cells in table.cells():
        feature, value = cells["feature"], cells["value"]
        least = integer(cells["min"], faults)
        most = integer(cells["max"], faults, max(seats, least))
        target = Target(feature.text, value.text, least, most)
        if feature.text not in features:
            faults.append(feature.fault("unknown_feature"))
        if not all(is_value(name) for name in target.named):
            faults.append(value.fault("bad_target_value"))
        if least < 0:
            faults.append(cells["min"].fault("negative"))
        elif most < least:
            faults.append(cells["max"].fault("range", min=least))
        if target.key in seen:
            faults.append(value.fault("target_again", first=seen[target.key]))
        seen[target.key] = value.row
        targets.append(target)
    if faults:
        raise Refused(*faults[:MOST_FAULTS])
    return tuple(targets)

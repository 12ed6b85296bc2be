"""Reads candidates and targets from CSV files; what is wrong names file, row and column."""

import csv
import re
import unicodedata
from collections.abc import Iterator
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


class Cell(NamedTuple):
    """A text and where it stands; rows are counted as lines of the file, from 1."""

    text: str
    file: str
    row: int
    column: str

    def fault(self, code: str, **more: object) -> Fault:
        """What is wrong with it."""
        return Fault.of(
            code, file=self.file, row=self.row, column=self.column, value=self.text, **more
        )


class Table(NamedTuple):
    """A file's columns and rows; each row knows its line."""

    file: str
    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]

    def cells(self) -> Iterator[dict[str, Cell]]:
        """Each row's cells by column, trimmed and in one Unicode form."""
        for line, row in self.rows:
            yield {
                column: Cell(text, self.file, line, column)
                for column, text in zip(self.columns, row, strict=True)
            }


def read_table(path: Path, needed: tuple[str, ...]) -> Table:
    """A CSV file with a heading; raises Refused."""
    file = str(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            lines = csv.reader(opened, strict=True)
            rows = [(lines.line_num, [_clean(text) for text in row]) for row in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        code = "not_utf8" if isinstance(error, UnicodeDecodeError) else "unreadable"
        raise Refused(Fault.of(code, file=file, reason=_reason(error))) from None
    if not rows:
        raise Refused(Fault.of("empty_file", file=file))
    columns = tuple(rows[0][1])
    faults = [Fault.of("no_column", file=file, column=c) for c in needed if c not in columns]
    twice = sorted({c for c in columns if columns.count(c) > 1})
    faults += [Fault.of("column_twice", file=file, column=c) for c in twice]
    body = [(line, row) for line, row in rows[1:] if any(row)]
    faults += [
        Fault.of("cells", file=file, row=line, cells=len(row), columns=len(columns))
        for line, row in body
        if len(row) != len(columns)
    ]
    if faults:
        raise Refused(*faults[:MOST_FAULTS])
    return Table(file, columns, body)


def read_people(path: Path) -> tuple[Person, ...]:
    """Candidates: id, then score_x100, error_x100 and household if there, then attributes."""
    table = read_table(path, ("id",))
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
    """One row; many people share a row of tags, which is kept once."""
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
    """The values of a cell, which are joined by `;`."""
    values = [part.strip() for part in cell.text.split(";")] if cell.text else []
    if not all(is_value(value) for value in values):
        faults.append(cell.fault("bad_value_cell"))
    return values


def integer(cell: Cell | None, faults: list[Fault], empty: int = 0) -> int:
    """A whole number; `empty` where nothing is written."""
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
        if not 0 <= least <= most:
            faults.append(cells["max"].fault("range", min=least))
        if target.key in seen:
            faults.append(value.fault("target_again", first=seen[target.key]))
        seen[target.key] = value.row
        targets.append(target)
    if faults:
        raise Refused(*faults[:MOST_FAULTS])
    return tuple(targets)


def _clean(text: str) -> str:
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()


def _reason(error: Exception) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)

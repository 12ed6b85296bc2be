"""Reads applications and readers for an assignment from two CSV files that refer to each other."""

from pathlib import Path

from solver.assign import Application, Reader
from solver.faults import Fault, Refused
from solver.problem import MOST_FAULTS
from solver.reading import Cell, Table, integer, read_table, split

Cells = dict[str, Cell]


def read_work(
    applications: Path, readers: Path, readings: int
) -> tuple[list[Application], list[Reader]]:
    """Applications: id; optional language, readings (default `readings`), roles and done.

    Readers: id and cap; optional languages, roles and conflicts. Several values are separated
    by `;`. Raises Refused.
    """
    to_read, who_reads = read_table(applications, ("id",)), read_table(readers, ("id", "cap"))
    faults: list[Fault] = []
    ids, names = _ids(to_read, faults), _ids(who_reads, faults)
    found = (
        [_application(cells, readings, names, faults) for cells in to_read.cells()],
        [_reader(cells, ids, faults) for cells in who_reads.cells()],
    )
    if faults:
        raise Refused(*faults[:MOST_FAULTS])
    return found


def _ids(table: Table, faults: list[Fault]) -> dict[str, int]:
    """References with their rows."""
    seen: dict[str, int] = {}
    for cell in (cells["id"] for cells in table.cells()):
        if not cell.text or ";" in cell.text or "=" in cell.text:
            faults.append(cell.fault("bad_id_cell"))
        elif cell.text in seen:
            faults.append(cell.fault("id_again", first=seen[cell.text]))
        seen.setdefault(cell.text, cell.row)
    return seen


def _application(
    cells: Cells, readings: int, readers: dict[str, int], faults: list[Fault]
) -> Application:
    return Application(
        cells["id"].text,
        _count(cells.get("readings"), faults, readings),
        cells["language"].text if "language" in cells else "",
        _many(cells, "roles", faults),
        _known(cells, "done", readers, faults),
    )


def _reader(cells: Cells, applications: dict[str, int], faults: list[Fault]) -> Reader:
    return Reader(
        cells["id"].text,
        _count(cells["cap"], faults),
        _many(cells, "languages", faults),
        _many(cells, "roles", faults),
        _known(cells, "conflicts", applications, faults),
    )


def _count(cell: Cell | None, faults: list[Fault], empty: int | None = None) -> int:
    """A number from 0; a blank cell without a default is a fault."""
    if cell is not None and not cell.text and empty is None:
        faults.append(cell.fault("not_an_integer"))
    number = integer(cell, faults, empty or 0)
    if number < 0:
        faults.append(cell.fault("negative"))
    return number


def _many(cells: Cells, column: str, faults: list[Fault]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split(cells[column], faults))) if column in cells else ()


def _known(cells: Cells, column: str, ids: dict[str, int], faults: list[Fault]) -> tuple[str, ...]:
    """References to rows of the other file."""
    named = _many(cells, column, faults)
    faults += [cells[column].fault("unknown_id", id=each) for each in named if each not in ids]
    return named

"""Reads applications and readers for an assignment from CSV files."""

from pathlib import Path

from solver.assign import Application, Reader
from solver.faults import Fault, Refused
from solver.problem import MOST_FAULTS
from solver.reading import Cell, integer, read_table, split


def read_applications(path: Path, readings: int) -> list[Application]:
    """id; then if there language, readings (more for some), roles and done, joined by `;`."""
    table = read_table(path, ("id",))
    faults: list[Fault] = []
    found = []
    for cells in table.cells():
        _check_id(cells["id"], faults)
        wanted = integer(cells.get("readings"), faults, readings)
        if wanted < 0:
            faults.append(cells["readings"].fault("negative"))
        language = cells["language"].text if "language" in cells else ""
        found.append(
            Application(
                cells["id"].text, wanted, language,
                _many(cells, "roles", faults), _many(cells, "done", faults),
            )
        )  # fmt: skip
    return _without(faults, found)


def read_readers(path: Path) -> list[Reader]:
    """id and cap; then if there languages, roles and conflicts, joined by `;`."""
    table = read_table(path, ("id", "cap"))
    faults: list[Fault] = []
    found = []
    for cells in table.cells():
        _check_id(cells["id"], faults)
        cap = integer(cells["cap"], faults)
        if cap < 0:
            faults.append(cells["cap"].fault("negative"))
        found.append(
            Reader(
                cells["id"].text, cap, _many(cells, "languages", faults),
                _many(cells, "roles", faults), _many(cells, "conflicts", faults),
            )
        )  # fmt: skip
    return _without(faults, found)


def _check_id(cell: Cell, faults: list[Fault]) -> None:
    if not cell.text or ";" in cell.text or "=" in cell.text:
        faults.append(cell.fault("bad_id_cell"))


def _many(cells: dict[str, Cell], column: str, faults: list[Fault]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split(cells[column], faults))) if column in cells else ()


def _without(faults: list[Fault], found: list) -> list:
    if faults:
        raise Refused(*faults[:MOST_FAULTS])
    return found

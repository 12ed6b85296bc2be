"""Rule 4: one literal table per status; run as a program, this writes docs/states.md."""

import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from importlib.util import find_spec

from core.permissions import MAY, Permission
from core.states import APPLICANT, PROGRAM, Move, as_markdown
from tests.architecture.source import APPS, ROOT

PAGE = ROOT / "docs" / "states.md"
COMMAND = "python -m tests.architecture.states"
HEAD = f"""# States

Who may move what from where to where, and what is recorded. Drawn from the tables in each app's
`enums` by `{COMMAND}`; a test compares the two.
"""


def tables() -> dict[str, list[Move]]:
    """Every table of moves, as `app.NAME_MOVES`, in the order of the apps."""
    return {
        f"{app}.{name}": value
        for app in APPS
        for name, value in vars(_enums(app)).items()
        if name.endswith("_MOVES")
    }


def statuses() -> dict[str, type[Enum]]:
    """Every enum of a status, as `app.NameStatus`."""
    return {
        f"{app}.{name}": value
        for app in APPS
        for name, value in vars(_enums(app)).items()
        if isinstance(value, type) and issubclass(value, Enum) and name.endswith("Status")
    }


def _enums(app: str) -> object:
    """The app's enums module; an app without one has no statuses."""
    return importlib.import_module(f"{app}.enums") if find_spec(f"{app}.enums") else object


def table_faults(name: str, moves: Iterable[Move]) -> Iterator[str]:
    """What is wrong with one table."""
    moves = list(moves)
    kinds = {type(status) for move in moves for status in (move.start, move.end)} - {type(None)}
    if len(kinds) != 1 or not issubclass(next(iter(kinds)), Enum):
        yield f"{name} mixes statuses of {sorted(kind.__name__ for kind in kinds)}"
        return
    for status in set(next(iter(kinds))) - _reached(moves):
        yield f"{name}: no move from the beginning (start None) leads to {status.name}"
    if len({(move.start, move.end) for move in moves}) < len(moves):
        yield f"{name} lists a move twice"
    for move in moves:
        yield from _move_faults(f"{name}: {move.start} to {move.end}", move)


def _move_faults(label: str, move: Move) -> Iterator[str]:
    staff = [who for who in move.allowed if who not in (APPLICANT, PROGRAM)]
    for who in staff:
        if not isinstance(who, Permission):
            yield f"{label}: `who` is no permission"
        elif not any(who in permissions for permissions in MAY.values()):
            yield f"{label}: no role may {who.value}"
    if staff and not move.records:
        yield f"{label} records nothing"


def _reached(moves: Iterable[Move]) -> set[Enum]:
    """Statuses that can come about, beginning with moves from None."""
    reached: set[Enum | None] = {None}
    while following := {m.end for m in moves if m.start in reached} - reached:
        reached |= following
    return reached - {None}


def untabled(found: Mapping[str, type[Enum]], moves: Mapping[str, Iterable[Move]]) -> Iterator[str]:
    """Statuses that are in no table."""
    tabled = {type(move.end) for table in moves.values() for move in table}
    return (
        f"{name} has no table of moves" for name, status in found.items() if status not in tabled
    )


def page() -> str:
    """The text of docs/states.md."""
    drawn = [
        as_markdown(f"{_words(name)} ({name.split('.')[0]})", moves)
        for name, moves in tables().items()
    ]
    return "\n".join([HEAD, *drawn])


def _words(name: str) -> str:
    """ "reviewers.REVIEW_MOVES" → "Review"."""
    return name.split(".")[1].removesuffix("_MOVES").replace("_", " ").capitalize()


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"Wrote {PAGE}\n")

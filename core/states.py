"""Status tables: one literal list of moves for each status, drawn in docs/states.md."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.permissions import Permission

APPLICANT = "the applicant"
PROGRAM = "the program"


@dataclass(frozen=True)
class Move:
    """From one status to the next: who may, and what is recorded. `start` None: it begins here.

    `who` is the permission that staff need, the applicant, the program itself, or several of them.
    """

    start: str | None
    end: str
    who: Permission | str | tuple[Permission | str, ...]
    records: str

    @property
    def allowed(self) -> tuple[Permission | str, ...]:
        """Everybody who may make this move."""
        return self.who if isinstance(self.who, tuple) else (self.who,)

    @property
    def who_in_words(self) -> str:
        """For docs/states.md."""
        return " or: ".join(
            who.label if isinstance(who, Permission) else who for who in self.allowed
        )


def may_move(moves: Iterable[Move], start: str | None, end: str) -> bool:
    """Whether the table allows going from `start` to `end`."""
    return any(move.start == start and move.end == end for move in moves)


def as_markdown(title: str, moves: Iterable[Move]) -> str:
    """The table as docs/states.md shows it."""
    rows = [
        f"| {move.start or '–'} | {move.end} | {move.who_in_words} | {move.records} |"
        for move in moves
    ]
    head = ["| from | to | who may | what is recorded |", "|---|---|---|---|"]
    return "\n".join([f"## {title}", "", *head, *rows, ""])

"""Status tables: a literal list of moves for each status, from which docs/states.md is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from core.permissions import Permission

if TYPE_CHECKING:
    from core.models import User  # docs/states.md is made without Django's models

APPLICANT = "the applicant"
PROGRAM = "the program"


@dataclass(frozen=True)
class Move:
    """From one status to the next: who may make the move, and what is recorded.

    `start` None: the first status; `end` None: back to no status at all.
    `who` is the permission that staff need, the applicant, the program itself, or several of them.
    """

    start: str | None
    end: str | None
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


def is_move(moves: Iterable[Move], start: str | None, end: str | None) -> bool:
    """Whether the table has a move from `start` to `end`."""
    return any((move.start, move.end) == (start, end) for move in moves)


def may_move(moves: Iterable[Move], start: str | None, end: str | None, *, by: User | None) -> bool:
    """The same for an action of `by`, who is None for the applicant and for the program itself.

    Raises PermissionDenied if there is such a move and `by` may not make it.
    """
    matching = [move for move in moves if (move.start, move.end) == (start, end)]
    if matching and not any(_is_allowed(who, by) for move in matching for who in move.allowed):
        raise PermissionDenied
    return bool(matching)


def _is_allowed(who: Permission | str, by: User | None) -> bool:
    if by is None:
        return who in (APPLICANT, PROGRAM)
    return isinstance(who, Permission) and by.may(who)


def as_markdown(title: str, moves: Iterable[Move]) -> str:
    """The table as docs/states.md shows it."""
    rows = [
        f"| {move.start or '–'} | {move.end or '–'} | {move.who_in_words} | {move.records} |"
        for move in moves
    ]
    head = ["| from | to | who may | what is recorded |", "|---|---|---|---|"]
    return "\n".join([f"## {title}", "", *head, *rows, ""])

"""What would do where targets cannot all be met: whom each way out bears on, and its best panel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from selection.board import on_the_board
from selection.impossible import Impossible
from selection.models import Relaxation
from selection.pool import scored_in, unit_of


@dataclass(frozen=True)
class Change:
    """Something that a way out changes, and whom it bears on."""

    words: str
    bears_on: str


@dataclass(frozen=True)
class Way:
    """One way out: what changes, and the best panel that it allows.

    `number` is the Relaxation’s, None for a lock that could be taken off instead.
    """

    number: int | None
    changes: Sequence[Change]
    asks: str
    total: Decimal | None
    seats: int
    members: frozenset[int]
    board: frozenset[int]
    board_total: Decimal
    reference: str = ""

    @property
    def mean(self) -> Decimal | None:
        """Points a seat."""
        return None if self.total is None else self.total / self.seats

    @property
    def against_board(self) -> Decimal | None:
        """Points more than the board has now; None while it has another number of people."""
        is_alike = self.total is not None and len(self.board) == self.seats
        return self.total - self.board_total if is_alike else None

    @property
    def against_in_words(self) -> str:
        """ "−39.4", "+0.5"; empty where it cannot be compared."""
        if self.against_board is None:
            return ""
        sign = "−" if self.against_board < 0 else "+"
        return f"{sign}{abs(self.against_board):,.1f}"

    @property
    def who_come_in(self) -> int:
        """How many of its people are not on the board."""
        return len(self.members - self.board)


class Ways:
    """The ways out of what is impossible."""

    def __init__(self, found: Impossible) -> None:
        self.found, self.run = found, found.run

    @cached_property
    def _board(self) -> tuple[frozenset[int], Decimal]:
        board = frozenset(on_the_board(self.run.call).values_list("application", flat=True))
        scores = scored_in(self.run.score_version, sorted(board))
        return board, self._points(sum(each.score for each in scores.values()))

    def _points(self, units: int) -> Decimal:
        return Decimal(units) / unit_of(self.run.score_version)

    @property
    def of_targets(self) -> list[Way]:
        """The relaxations of targets, the least first, then more seats."""
        rows = list(self.run.relaxations.all())
        least = min((row.cost for row in rows if row.cost is not None), default=0)
        return [self._way(row, least) for row in rows]

    def _way(self, row: Relaxation, least: int) -> Way:
        board, board_total = self._board
        if row.seats:
            found = self._instead("seats")
            return Way(
                number=row.option,
                changes=[
                    Change(
                        f"{row.seats} seats, not {self.found.option['seats']}",
                        f"{self._why_not_fewer(row.seats)} Nobody loses a target. "
                        "Each seat more is a stipend more.",
                    )
                ],
                asks="all targets hold",
                total=self._points(found[0]["total_x100"]) if found else None,
                seats=row.seats,
                members=self._people(found[0]["panel"]) if found else frozenset(),
                board=board,
                board_total=board_total,
            )
        return Way(
            number=row.option,
            changes=[self._change(each) for each in row.rows],
            asks="asks least" if row.cost == least else "asks more",
            total=None if row.total is None else self._points(row.total),
            seats=self.found.option["seats"],
            members=self._people(row.members),
            board=board,
            board_total=board_total,
        )

    def _why_not_fewer(self, seats: int) -> str:
        """Why one seat less would not do: by counting alone, or that it was proved."""
        if seats - 1 == self.found.option["seats"]:
            return ""
        shown = self.found.why_not(seats - 1)
        if shown:
            return f"{seats - 1} would not do: {' '.join(shown)}"
        return f"{seats - 1} would not do: that no panel of so many keeps every target is proved."

    @property
    def locks(self) -> list[Way]:
        """Locks that stand in the way: without one of them every target could be met."""
        board, board_total = self._board
        found = {int(each["lock"]): each for each in self._instead("lock")}
        numbers = self.found.numbers  # whose person was erased is in none
        who = {numbers[number]: each for number, each in found.items() if number in numbers}
        names = self.run.call.applications.filter(pk__in=who).values_list("pk", "reference")
        return [
            Way(
                number=None,
                changes=(),
                asks="",
                total=self._points(who[pk]["total_x100"]),
                seats=self.found.option["seats"],
                members=self._people(who[pk]["panel"]),
                board=board,
                board_total=board_total,
                reference=reference,
            )
            for pk, reference in names
        ]

    def _instead(self, kind: str) -> list[Mapping[str, Any]]:
        return [each for each in self.run.result.get("instead", ()) if kind in each]

    def _people(self, panel: Iterable[str]) -> frozenset[int]:
        return frozenset(
            self.found.numbers[int(each)] for each in panel if int(each) in self.found.numbers
        )

    def _change(self, row: Mapping[str, Any]) -> Change:
        target = self.found.by_key[row["feature"], row["value"]]
        title = self.found.attributes.title_of(target)
        side = "at least" if row["bound"] == "min" else "at most"
        is_none = row["bound"] == "min" and not row["to"]
        now = "no minimum, not" if is_none else f"{side} {row['to']}, not"
        [holders] = self.found.holders_of([target])
        able = f"{len(holders) or 'Nobody'} can be chosen for it."
        source = f" {target.source.rstrip('.')}." if target.source else ""
        return Change(f"{title}: {now} {row['from']}", f"{able}{source}")

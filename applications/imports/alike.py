"""Rows of one file that look like one person: which of them comes in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from applications.duplicates.similarity import nearly_same
from applications.models import ImportBatch, WaitingRow

ALL = 0  # in place of a row's number
_NAMED = ("full_name", "chosen_name", "email")


@dataclass(frozen=True)
class Member:
    """One of them."""

    number: int
    received_at: datetime | None
    name: str
    email: str

    def is_corrected_by(self, last: "Member") -> bool:
        """With one email, unless they are called otherwise: a helper may write for several."""
        names = [each.name for each in (self, last) if each.name]
        has_one_email = self.email == last.email and "@" in self.email
        return has_one_email and (len(names) < 2 or nearly_same(*names))


@dataclass(frozen=True)
class Group:
    """Rows of one person, perhaps, in the order in which they were received.

    With one email and name the last is taken for a correction; others may be several people.
    """

    first: int
    members: list[Member]

    @property
    def usual(self) -> int:
        """The number of the row that comes in unless somebody says otherwise."""
        last = self.members[-1]
        return last.number if all(each.is_corrected_by(last) for each in self.members) else ALL

    @property
    def numbers(self) -> list[int]:
        """Of its rows, in that order."""
        return [each.number for each in self.members]


def groups_in(batch: ImportBatch, rows: QuerySet[WaitingRow]) -> list[Group]:
    """Of these rows those that are alike, where there are several of one person."""
    alike = rows.exclude(alike=None).order_by("received_at", "number")
    found: dict[int, list[Member]] = {}
    for row in alike.only("alike", "number", "received_at", "cells"):
        full, chosen, email = (_written(batch, row, f"contact-{it}") for it in _NAMED)
        member = Member(row.number, row.received_at, full or chosen, email)
        found.setdefault(row.alike, []).append(member)
    return [Group(first, found[first]) for first in sorted(found) if len(found[first]) > 1]


def _written(batch: ImportBatch, row: WaitingRow, key: str) -> str:
    """What stands in the columns that fill this, without what a repeated answer may vary."""
    places = sorted(int(place) for place, fills in batch.columns.items() if fills == key)
    given = " ".join(row.cells[place] for place in places if place < len(row.cells))
    return " ".join(given.casefold().split())


def passed_over(batch: ImportBatch, rows: QuerySet[WaitingRow]) -> set[int]:
    """Numbers of the rows that stay out for another one of these, which comes in.

    If the one that was chosen does not come in, being late for example, the last of them does.
    """
    out: set[int] = set()
    for group in groups_in(batch, rows):
        pick = batch.picks.get(str(group.first), group.usual)
        if pick != ALL:
            out |= {*group.numbers} - {pick if pick in group.numbers else group.numbers[-1]}
    return out

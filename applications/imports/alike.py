"""Rows of one file that look like one person: which of them comes in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from applications.models import ImportBatch, WaitingRow

ALL = 0  # in place of a row's number


@dataclass(frozen=True)
class Member:
    """One of them."""

    number: int
    received_at: datetime | None
    email: str


@dataclass(frozen=True)
class Group:
    """Rows of one person, perhaps, in the order in which they were received.

    With one email the last is taken for a correction; people of one name may be several.
    """

    first: int
    members: list[Member]

    @property
    def usual(self) -> int:
        """The number of the row that comes in unless somebody says otherwise."""
        has_one_email = len({each.email for each in self.members}) == 1
        return self.members[-1].number if has_one_email and self.members[-1].email else ALL

    @property
    def numbers(self) -> list[int]:
        """Of its rows, in that order."""
        return [each.number for each in self.members]


def groups_in(batch: ImportBatch, rows: QuerySet[WaitingRow]) -> list[Group]:
    """Of these rows those that are alike, where there are several of one person."""
    place = next((it for it, key in batch.columns.items() if key == "contact-email"), None)
    alike = rows.exclude(alike=None).order_by("received_at", "number")
    fields = ["alike", "number", "received_at", *([f"cells__{place}"] if place else [])]
    found: dict[int, list[Member]] = {}
    for first, number, received_at, *email in alike.values_list(*fields):
        written = (email[0] if email else "") or ""
        member = Member(number, received_at, written.strip().casefold())
        found.setdefault(first, []).append(member)
    return [Group(first, found[first]) for first in sorted(found) if len(found[first]) > 1]


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

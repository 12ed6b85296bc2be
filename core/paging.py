"""Paging by key: a page of a list that may be a million long, without counting or skipping.

A page begins after a row, or ends before one, by the values that the row is sorted by, so a row
that comes in meanwhile moves no page.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from django.db.models import Q, QuerySet

PAGE_SIZE = 50
MOST_COUNTED = 1000
LONGEST_KEY = 18  # digits of a number that fits into the database


class Source(Protocol):
    """An ordered list. A row's key names it in an address; its cursor is its position."""

    def key(self, row: Any) -> str:
        """The key of a row."""

    def cursor(self, key: str) -> Any | None:
        """The position of the row with this key; None for a key that names no row."""

    def read(self, cursor: Any | None, *, backward: bool, most: int) -> list[Any]:
        """At most so many rows beyond the cursor, nearest first."""


@dataclass(frozen=True)
class Page:
    """Some rows of a list; `before` and `after` are the keys of its neighbors, "" for none."""

    rows: Sequence[Any]
    before: str = ""
    after: str = ""
    is_first: bool = True


def page_of(source: Source, *, after: str = "", before: str = "", size: int | None = None) -> Page:
    """The page after the row with this key, or before it; the first for an unknown one."""
    size = size or PAGE_SIZE
    backward = (cursor := source.cursor(before)) is not None
    if not backward:
        cursor = source.cursor(after)
    rows = source.read(cursor, backward=backward, most=size + 1)
    if backward and not rows:
        return page_of(source, size=size)
    goes_on, rows = len(rows) > size, rows[:size]
    if backward:
        rows.reverse()
    has_before, has_after = (goes_on, True) if backward else (cursor is not None, goes_on)
    return Page(
        rows=rows,
        before=source.key(rows[0]) if rows and has_before else "",
        after=source.key(rows[-1]) if rows and has_after else "",
        is_first=not has_before,
    )


@dataclass(frozen=True)
class Rows:
    """Rows of a table. `columns` as `order_by` takes them: none is ever NULL, together unique."""

    found: QuerySet[Any]
    columns: Sequence[str] = ("-pk",)

    def key(self, row: Any) -> str:
        """Its number in the table."""
        return str(row.pk)

    def cursor(self, key: str) -> Sequence[Any] | None:
        """Also of a row that no longer fits the list's filters."""
        if not is_number(key):
            return None
        row = self.found.model.objects.filter(pk=int(key))
        return row.values_list(*(column.lstrip("-") for column in self.columns)).first()

    def read(self, cursor: Sequence[Any] | None, *, backward: bool, most: int) -> list[Any]:
        """One range of an index over the columns, or two: each begins at the first row wanted."""
        columns = toward(self.columns, backward=backward)
        found = self.found.order_by(*columns)
        rows: list[Any] = []
        for condition in [Q()] if cursor is None else ranges(columns, cursor):
            if len(rows) < most:
                rows += found.filter(condition)[: most - len(rows)]
        return rows


@dataclass(frozen=True)
class Numbers:
    """Rows in an order that no index has: the numbers of all of them, and which are shown.

    A page begins after a row also when that one is not shown anymore.
    """

    order: Sequence[int]
    shown: Collection[int]

    def key(self, row: int) -> str:
        """The number itself."""
        return str(row)

    def cursor(self, key: str) -> int | None:
        """Its position among all."""
        return self.order.index(int(key)) if is_number(key) and int(key) in self.order else None

    def read(self, cursor: int | None, *, backward: bool, most: int) -> list[int]:
        """Those shown on this side of the position."""
        if cursor is None:
            beyond = self.order
        else:
            beyond = self.order[:cursor][::-1] if backward else self.order[cursor + 1 :]
        return list(islice((number for number in beyond if number in self.shown), most))


def toward(columns: Iterable[str], *, backward: bool) -> list[str]:
    """The order itself, or the same from its end."""
    if not backward:
        return list(columns)
    return [name[1:] if name.startswith("-") else f"-{name}" for name in columns]


def past(columns: Sequence[str], cursor: Sequence[Any]) -> Q:
    """What comes after a cursor in this order; the first condition is where an index begins."""
    (column, *columns), (value, *cursor) = columns, cursor
    name, way = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
    beyond = Q(**{f"{name}__{way}": value})
    if not columns:
        return beyond
    return Q(**{f"{name}__{way}e": value}) & (beyond | past(columns, cursor))


def ranges(columns: Sequence[str], cursor: Sequence[Any]) -> list[Q]:
    """What comes after a cursor: the rest of its group, such as a status, then other groups.

    One condition for both would read a large group from its beginning.
    """
    if len(columns) <= 2:  # no groups: a time or a name, and a number
        return [past(columns, cursor)]
    group, value = columns[0].lstrip("-"), cursor[0]
    return [Q(**{group: value}) & past(columns[1:], cursor[1:]), past(columns[:1], cursor)]


def is_number(key: str) -> bool:
    """Whether this can be the number of a row."""
    return key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY


def counted(found: QuerySet[Any]) -> int:
    """How many there are, up to MOST_COUNTED; one more means "more than that"."""
    return found[: MOST_COUNTED + 1].count()

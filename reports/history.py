"""Reads the history of all tables together, newest changes first, page by page."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from reports.history_parts import ALONE, Model, Part, parts

_PERSON = "(e.pgh_context ->> 'user')"  # as the indexes of core.history have them
_ACTION = "(e.pgh_context ->> 'action')"
Condition = tuple[str, list[Any]]  # SQL and its parameters


@dataclass(frozen=True)
class Cursor:
    """An event's position in the order of all events; the next page begins after it."""

    at: datetime
    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.kind}~{self.number}"


def cursor_of(text: str) -> Cursor | None:
    """The cursor written in an address; None for text that is none."""
    at, _, rest = text.partition("~")
    kind, _, number = rest.partition("~")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    if kind not in parts() or not is_number:
        return None
    try:
        moment = datetime.fromisoformat(at)
        # PostgreSQL does not know all time zones and years that Python accepts.
        return Cursor(moment.astimezone(UTC), kind, int(number)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True)
class Query:
    """Filters of changes. `root` is a kind and a key: changes of that record and its parts.

    `until` is exclusive.
    """

    kinds: Sequence[str] = ()
    root: tuple[str, Any] | None = None
    person: int | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def parts(self) -> list[Part]:
        """The tables to read."""
        found = [part for part in parts().values() if not self.kinds or part.kind in self.kinds]
        if self.root is None:
            return found
        kind, _key = self.root
        return [part for part in found if kind in (part.kind, part.root._meta.model_name)]


@dataclass(frozen=True)
class Event:
    """One change of one row. `after` and `before` are its columns; `before` is None for a new row.

    `person` is None for changes by residents and the worker.
    """

    part: Part
    number: int
    at: datetime
    label: str
    together: str
    person: int | None
    action: str
    reason: str
    root: Model
    root_id: str | None
    after: dict[str, Any]
    before: dict[str, Any] | None

    @property
    def cursor(self) -> Cursor:
        """Its position in the order of all events."""
        return Cursor(self.at, self.part.kind, self.number)


@dataclass(frozen=True)
class Changes:
    """The changes that a query asks for, newest first, as a core.paging.Source."""

    query: Query = Query()

    def key(self, row: Event) -> str:
        """Its cursor as text."""
        return str(row.cursor)

    def cursor(self, key: str) -> Cursor | None:
        """The cursor that an address names, or None."""
        return cursor_of(key)

    def read(self, cursor: Cursor | None, *, backward: bool, most: int) -> list[Event]:
        """By one statement that reads at most `most` rows of each table."""
        tables = self.query.parts()
        if not tables:
            return []
        selects, parameters = [], []
        for part in tables:
            edge = _edge(part, cursor, backward=backward) if cursor else ("TRUE", [])
            select, given = _nearest(part, [*_conditions(part, self.query), edge], backward, most)
            selects.append(f"({select})")
            parameters += given
        with connection.cursor() as statement:
            statement.execute(_with_values(tables, selects, backward, most), parameters)
            return [_event(row) for row in statement.fetchall()]


def _nearest(
    part: Part, conditions: Sequence[Condition], backward: bool, most: int
) -> tuple[str, list[Any]]:
    """SQL for the first events of one table, and its parameters."""
    where = " AND ".join(condition for condition, _ in conditions)
    way = "ASC" if backward else "DESC"
    sql = (
        f"SELECT '{part.kind}' AS kind, e.pgh_id AS number, e.pgh_created_at AS at"
        f" FROM {part.source} e WHERE {where}"
        f" ORDER BY e.pgh_created_at {way}, e.pgh_id {way} LIMIT {most}"
    )
    return sql, [value for _, values in conditions for value in values]


def _conditions(part: Part, query: Query) -> Iterable[Condition]:
    # Changes in practice mode are not part of the record.
    yield "(e.pgh_context ->> 'practice') IS NULL", []
    if query.root is not None:
        kind, key = query.root
        yield part.belongs(kind), [key]
    if query.person is not None:
        yield f"{_PERSON} = %s", [str(query.person)]
    if query.action:
        yield f"{_ACTION} = %s", [query.action]
    if query.since is not None:
        yield "e.pgh_created_at >= %s", [query.since]
    if query.until is not None:
        yield "e.pgh_created_at < %s", [query.until]


def _edge(part: Part, cursor: Cursor, *, backward: bool) -> Condition:
    """Events are ordered by time, kind, number; within one table the kind is the same."""
    way = ">" if backward else "<"
    if part.kind == cursor.kind:
        return f"(e.pgh_created_at, e.pgh_id) {way} (%s, %s)", [cursor.at, cursor.number]
    is_past_it = part.kind > cursor.kind if backward else part.kind < cursor.kind
    return f"e.pgh_created_at {way}{'=' if is_past_it else ''} %s", [cursor.at]


def _with_values(tables: Iterable[Part], selects: Iterable[str], backward: bool, most: int) -> str:
    """The page's rows, and only for them the values of the row before and after."""
    rows = " ".join(f"WHEN '{part.kind}' THEN ({_values(part)})" for part in tables)
    way = "ASC" if backward else "DESC"
    order = f'ORDER BY at {way}, kind COLLATE "C" {way}, number {way} LIMIT {most}'
    return (
        f"WITH page AS (SELECT * FROM ({' UNION ALL '.join(selects)}) of_all {order})"
        f" SELECT kind, number, at, CASE kind {rows} END FROM page {order}"
    )


def _values(part: Part) -> str:
    before = (
        f"SELECT to_jsonb(b) FROM {part.source} b WHERE b.pgh_obj_id = e.pgh_obj_id"
        " AND b.pgh_id < e.pgh_id ORDER BY b.pgh_id DESC LIMIT 1"
    )
    return (
        f"SELECT jsonb_build_object('after', to_jsonb(e), 'before', ({before}),"
        f" 'root', {part.root_id()}) FROM {part.source} e WHERE e.pgh_id = page.number"
    )


def _event(row: tuple[str, int, datetime, Any]) -> Event:
    kind, number, at, values = row
    values = json.loads(values) if isinstance(values, str) else values
    after = values["after"]
    context = after["pgh_context"] or {}
    part = parts()[kind]
    root, root_id = part.root, values["root"]
    if root_id is None and part.model in ALONE:
        root, root_id = part.model, str(after["pgh_obj_id"])
    return Event(
        part=part,
        number=number,
        at=at,
        label=after["pgh_label"],
        together=after["pgh_context_id"] or "",
        person=context.get("user"),
        action=context.get("action", ""),
        reason=context.get("reason", ""),
        root=root,
        root_id=root_id,
        after=after,
        before=values["before"],
    )

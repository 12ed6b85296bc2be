"""Read the history of every table at once: the newest changes first, a page at a time."""

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
class Place:
    """One event's place in the order of all: where the next page begins."""

    at: datetime
    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.kind}~{self.number}"


def place_of(written: str) -> Place | None:
    """The place that an address names; None for whatever names none."""
    at, _, rest = written.partition("~")
    kind, _, number = rest.partition("~")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    if kind not in parts() or not is_number:
        return None
    try:
        moment = datetime.fromisoformat(at)
        # Python knows time zones, and moments before its first, that PostgreSQL does not.
        return Place(moment.astimezone(UTC), kind, int(number)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True)
class Wanted:
    """Which changes. `root` is a kind and the key of one of it: all that belongs to it too.

    `until` is the first moment that is too late.
    """

    kinds: Sequence[str] = ()
    root: tuple[str, Any] | None = None
    person: int | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def parts(self) -> list[Part]:
        """The tables to read."""
        wanted = [part for part in parts().values() if not self.kinds or part.kind in self.kinds]
        if self.root is None:
            return wanted
        kind, _key = self.root
        return [part for part in wanted if kind in (part.kind, part.root._meta.model_name)]


@dataclass(frozen=True)
class Event:
    """One change of one row. `after` and `before` are its columns; `before` None: it is new.

    `person` is None where no member of staff acted: residents and the worker do.
    """

    part: Part
    number: int
    at: datetime
    label: str
    together: str
    person: int | None
    action: str
    root: Model
    root_id: str | None
    after: dict[str, Any]
    before: dict[str, Any] | None

    @property
    def place(self) -> Place:
        """Where it stands in the order of all."""
        return Place(self.at, self.part.kind, self.number)


@dataclass(frozen=True)
class Changes:
    """The changes that are wanted, the newest first, to read a page of (core.paging.Source)."""

    wanted: Wanted = Wanted()

    def key(self, row: Event) -> str:
        """Its place in writing."""
        return str(row.place)

    def place(self, key: str) -> Place | None:
        """The place that an address names; None for whatever names none."""
        return place_of(key)

    def read(self, place: Place | None, *, backward: bool, most: int) -> list[Event]:
        """In one statement that reads no more of each table than the page may need."""
        tables = self.wanted.parts()
        if not tables:
            return []
        selects, parameters = [], []
        for part in tables:
            edge = _edge(part, place, backward=backward) if place else ("TRUE", [])
            select, given = _nearest(part, [*_conditions(part, self.wanted), edge], backward, most)
            selects.append(f"({select})")
            parameters += given
        with connection.cursor() as cursor:
            cursor.execute(_with_values(tables, selects, backward, most), parameters)
            return [_event(row) for row in cursor.fetchall()]


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


def _conditions(part: Part, wanted: Wanted) -> Iterable[Condition]:
    # Practice is for learning, not for the record.
    yield "(e.pgh_context ->> 'practice') IS NULL", []
    if wanted.root is not None:
        kind, key = wanted.root
        yield part.belongs(kind), [key]
    if wanted.person is not None:
        yield f"{_PERSON} = %s", [str(wanted.person)]
    if wanted.action:
        yield f"{_ACTION} = %s", [wanted.action]
    if wanted.since is not None:
        yield "e.pgh_created_at >= %s", [wanted.since]
    if wanted.until is not None:
        yield "e.pgh_created_at < %s", [wanted.until]


def _edge(part: Part, place: Place, *, backward: bool) -> Condition:
    """The order is time, kind, number: within one table the kind is the same for all."""
    way = ">" if backward else "<"
    if part.kind == place.kind:
        return f"(e.pgh_created_at, e.pgh_id) {way} (%s, %s)", [place.at, place.number]
    is_past_it = part.kind > place.kind if backward else part.kind < place.kind
    return f"e.pgh_created_at {way}{'=' if is_past_it else ''} %s", [place.at]


def _with_values(tables: Iterable[Part], selects: Iterable[str], backward: bool, most: int) -> str:
    """The page's rows, and only for them what stood in the row, before and after."""
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
    kind, number, at, told = row
    told = json.loads(told) if isinstance(told, str) else told
    after = told["after"]
    context = after["pgh_context"] or {}
    part = parts()[kind]
    root, root_id = part.root, told["root"]
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
        root=root,
        root_id=root_id,
        after=after,
        before=told["before"],
    )

"""A list on a staff page: its order, its page, and the addresses that lead on from it.

The columns and what stands in them are the template's, in {% table %} of templatetags/tables.py.
The address of a list says all of it, and understandably: filters, `sort=-received`, and the
number of the row that a page comes after or before. A second list on a page has a name, and its
order another one: `paid-sort`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict

from core.paging import Numbers, Page, Rows, Source, counted, is_number, page_of, toward

NEWEST_FIRST = ("Newest", "Newer", "Older")
OLDEST_FIRST = ("Oldest", "Older", "Newer")
BY_ANOTHER_ORDER = ("First", "Previous", "Next")


@dataclass(frozen=True)
class Link:
    """To another page of the list."""

    words: str
    address: str
    rel: str = ""


@dataclass(frozen=True)
class Table:
    """Rows as they are shown. `sort` is one of `sorts`, with a minus for the other way round.

    `first` is how they are sorted when nobody chose: addresses do not say it.
    `query` is what else the page's address says: filters, the call, the order of another list.
    `page_key` is what the address says of the page: after or before which row.
    `order` are the numbers of all rows of a numbered table that is sorted as nobody chose.
    `count` goes up to MOST_COUNTED and one more, and is None where nothing counts them.
    `position` is the number of the first of these rows among all, where that is known.
    """

    rows: Sequence[Any]
    query: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    sort: str = ""
    first: str = ""
    sorts: Collection[str] = ()
    page: Page | None = None
    page_key: Mapping[str, str] = field(default_factory=dict)
    count: int | None = None
    is_by_time: bool = False
    order: Sequence[int] = ()
    position: int | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def address(self, **own: str) -> str:
        """The query of an address: `own` are sort, after and before."""
        given = {
            _parameter(self.name, name): value
            for name, value in own.items()
            if value and (name, value) != ("sort", self.first)
        }
        return f"?{urlencode({**self.query, **given})}"

    def sorted_by(self, sort: str) -> tuple[str, str]:
        """Where the heading of a column leads, and how it is sorted now, as ARIA says it.

        `sort` is how one wants to see it first: names from A, dates from the newest.
        """
        name = sort.removeprefix("-")
        if name not in self.sorts:
            return "", ""
        if self.sort.removeprefix("-") != name:
            return self.address(sort=sort), ""
        if self.sort == name:
            return self.address(sort=f"-{name}"), "ascending"
        return self.address(sort=name), "descending"

    @property
    def here(self) -> str:
        """The list from its beginning."""
        return self.address(sort=self.sort)

    @cached_property
    def as_it_is(self) -> str:
        """The list with its page: what the page about a row takes along as `list`."""
        return self.address(sort=self.sort, **self.page_key).removeprefix("?")

    @property
    def parameters(self) -> dict[str, str]:
        """The same as the hidden fields of a form that leads back to it."""
        return QueryDict(self.as_it_is).dict()

    @property
    def links(self) -> list[Link]:
        """To the first page and the ones beside this one, as far as there are any."""
        if self.page is None:
            return []
        first, before, after = self._words
        links = []
        if not self.page.is_first:
            links.append(Link(first, self.here))
        if self.page.before:
            links.append(
                Link(before, self.address(sort=self.sort, before=self.page.before), "prev")
            )
        if self.page.after:
            links.append(Link(after, self.address(sort=self.sort, after=self.page.after), "next"))
        return links

    @property
    def span(self) -> str:
        """ "17–32 of 61" on one of several pages, where the rows are counted; else empty."""
        if not self.links or self.position is None:
            return ""
        last = self.position + len(self.rows) - 1
        return f"{intcomma(self.position)}–{intcomma(last)} of {intcomma(self.count)}"

    @property
    def _words(self) -> tuple[str, str, str]:
        if not self.is_by_time:
            return BY_ANOTHER_ORDER
        is_oldest_first = self.sort and not self.sort.startswith("-")
        return OLDEST_FIRST if is_oldest_first else NEWEST_FIRST


def short_table(
    request: HttpRequest,
    rows: Sequence[Any],
    *,
    sorts: Mapping[str, Callable[[Any], Any]],
    name: str = "",
    keep: Iterable[str] = (),
) -> Table:
    """A list that is shown whole, in the order it comes in or by the heading that was chosen.

    `keep` names what else of the address the links of the list take along.
    """
    sort = chosen(request.GET, sorts, name)
    if sort:
        rows = _sorted(rows, sorts[sort.removeprefix("-")], backward=sort.startswith("-"))
    return Table(rows, _kept(request, keep), name, sort, sorts=sorts.keys())


def long_table(
    request: HttpRequest,
    found: QuerySet[Any],
    *,
    sorts: Mapping[str, Sequence[str]],
    first: str,
    query: Mapping[str, str],
    size: int | None = None,
) -> Table:
    """A page of a list that may be long. Each of `sorts` are columns that an index has.

    `first` is how it is sorted when nobody chose.
    """
    sort = chosen(request.GET, sorts) or first
    page = _page(request, Rows(found, _columns(sorts, sort)), size)
    how = {"sort": sort, "first": first, "sorts": sorts.keys(), "query": query}
    is_by_time = sorts[sort.removeprefix("-")][0].endswith("_at")
    return _paged(request, page, counted(found), is_by_time=is_by_time, **how)


def numbered_table(
    request: HttpRequest,
    every: QuerySet[Any],
    *,
    sorts: Mapping[str, Sequence[str]],
    first: str,
    query: Mapping[str, str],
    found: QuerySet[Any] | None = None,
    size: int | None = None,
) -> Table:
    """A page of a list whose order no index has, such as a mean: its rows are numbers.

    The database sorts, and of all rows only the number is read. `found` are those of `every` that
    fit the filters. Rows without a value come last, whichever way.
    """
    sort = chosen(request.GET, sorts) or first
    columns = [
        F(name[1:]).desc(nulls_last=True) if name.startswith("-") else F(name).asc(nulls_last=True)
        for name in _columns(sorts, sort)
    ]
    order = list(every.order_by(*columns).values_list("pk", flat=True))
    numbers = order if found is None else found.order_by().values_list("pk", flat=True)
    shown = set(numbers).intersection(order)
    page = _page(request, Numbers(order, shown), size)
    how = {"sort": sort, "first": first, "sorts": sorts.keys(), "query": query}
    before = order[: order.index(page.rows[0])] if page.rows else []
    how["position"] = 1 + sum(number in shown for number in before)
    return _paged(request, page, len(shown), order=order if sort == first else (), **how)


def paged(
    request: HttpRequest, rows: Sequence[Any], *, keep: Iterable[str] = (), size: int | None = None
) -> Table:
    """A page of what is in memory already, in the order it comes in."""
    numbers = range(len(rows))
    page = _page(request, Numbers(numbers, numbers), size)
    found = [rows[number] for number in page.rows]
    position = page.rows[0] + 1 if page.rows else None
    return Table(found, _kept(request, keep), page=page, count=len(rows), position=position)


def row_beside(
    found: QuerySet[Any],
    key: str,
    *,
    sorts: Mapping[str, Sequence[str]],
    sort: str,
    backward: bool,
) -> Any | None:
    """The row after the one with this key in a long list, or before it; None at its end."""
    source = Rows(found, _columns(sorts, sort))
    cursor = source.cursor(key)
    rows = [] if cursor is None else source.read(cursor, backward=backward, most=1)
    return rows[0] if rows else None


def list_of(request: HttpRequest) -> str | None:
    """The list that a page was opened from, as that list's address says it."""
    listed = request.GET.get("list")
    return None if listed is None else QueryDict(listed).urlencode()


def in_list(address: str, listed: str | None) -> str:
    """The address of a page about a row, with the list to come back to and to go on in."""
    return address if listed is None else f"{address}?{urlencode({'list': listed})}"


def newest_first(
    request: HttpRequest, source: Source, *, keep: Iterable[str] = (), size: int | None = None
) -> Table:
    """A page of a log, which has one order and is never counted."""
    page = _page(request, source, size)
    return Table(page.rows, _kept(request, keep), page=page, is_by_time=True)


def _page(request: HttpRequest, source: Source, size: int | None = None) -> Page:
    after, before = (request.GET.get(way, "") for way in ("after", "before"))
    return page_of(source, after=after, before=before, size=size)


def _paged(request: HttpRequest, page: Page, count: int, **how: Any) -> Table:
    asked = {way: request.GET.get(way, "") for way in ("after", "before")}
    page_key = {way: key for way, key in asked.items() if is_number(key)}
    return Table(rows=page.rows, page=page, page_key=page_key, count=count, **how)


def _columns(sorts: Mapping[str, Sequence[str]], sort: str) -> list[str]:
    return toward(sorts[sort.removeprefix("-")], backward=sort.startswith("-"))


def _parameter(table: str, name: str) -> str:
    return f"{table}-{name}" if table else name


def _kept(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def chosen(asked: Mapping[str, str], sorts: Collection[str], table: str = "") -> str:
    """How an address wants a list sorted; "" for nothing, and for what cannot be."""
    sort = asked.get(_parameter(table, "sort"), "")
    return sort if sort.removeprefix("-") in sorts else ""


def _sorted(rows: Sequence[Any], by: Callable[[Any], Any], *, backward: bool) -> list[Any]:
    """By a value, letters whatever their case; rows without one come last, whichever way."""

    def value(row: Any) -> Any:
        found = by(row)
        return found.casefold() if isinstance(found, str) else found

    last = [row for row in rows if value(row) is None]
    return [
        *sorted((row for row in rows if value(row) is not None), key=value, reverse=backward),
        *last,
    ]

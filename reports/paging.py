"""A page of a list that may be a million long: nothing ever counts or skips over all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

PAGE_SIZE = 50
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """Some entries, the newest first, and where the neighbors begin.

    `count` goes up to MOST_COUNTED; one more means "more than that".
    """

    entries: Sequence[Any]
    count: int
    newer_than: int | None
    older_than: int | None


def page_of(found: QuerySet[Any], *, after: str | None = None, before: str | None = None) -> Page:
    """The page after the application with this id, or before it; else the first.

    Pages hang on an application and not on a number: one that comes in meanwhile moves nothing.
    An id that is not there leads to the first page.
    """
    count = found[: MOST_COUNTED + 1].count()
    if (edge := _edge(found, before)) is not None:
        newer = found.filter(_beyond(edge, "gt")).order_by("received_at", "pk")
        entries = list(newer[: PAGE_SIZE + 1])
        has_newer = len(entries) > PAGE_SIZE
        entries = entries[:PAGE_SIZE][::-1]
        return _page(entries, count, has_newer=has_newer, has_older=True)
    edge = _edge(found, after)
    entries = list((found.filter(_beyond(edge, "lt")) if edge else found)[: PAGE_SIZE + 1])
    return _page(
        entries[:PAGE_SIZE], count, has_newer=edge is not None, has_older=len(entries) > PAGE_SIZE
    )


def _page(entries: list[Any], count: int, *, has_newer: bool, has_older: bool) -> Page:
    return Page(
        entries=entries,
        count=count,
        newer_than=entries[0].pk if entries and has_newer else None,
        older_than=entries[-1].pk if entries and has_older else None,
    )


def _edge(found: QuerySet[Any], pk: str | None) -> Any | None:
    """The application that a page begins or ends at."""
    if not pk or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        return None
    return found.model.objects.filter(pk=int(pk)).first()


def _beyond(edge: Any, way: str) -> Q:
    """Everything on one side of `edge`; the first condition is what an index can begin at."""
    return Q(**{f"received_at__{way}e": edge.received_at}) & (
        Q(**{f"received_at__{way}": edge.received_at}) | Q(**{f"pk__{way}": edge.pk})
    )

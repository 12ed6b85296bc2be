"""On each page of a file its rows add up: those that come in, to look at, left out, headings."""

import re

import pytest

from applications.imports.actions.undo import start_undoing
from applications.imports.job import work_on
from applications.models import ImportBatch
from core.models import User
from tests.factories.imports import (
    HEADINGS,
    a_row,
    brought_in,
    matched,
    started,
    taken_in,
)

pytestmark = pytest.mark.django_db

TITLE = ["Design Group – Form responses"]
ROWS = [
    a_row(),
    a_row(name="Bo", email="bo@example.org", neighborhood=""),
    a_row(name="Cy", email="cy@example.org"),
    a_row(name="Cy", email="cy@example.org", zip="02119"),
    a_row(name="Di", email="di@example.org", received="soon"),
    a_row(name="Ed", email="ed@example.org", neighborhood="Gotham"),
    a_row(name="Flo", email="flo@example.org", received="2001-01-01 10:00"),
    a_row(name="In Before", email="before@example.org"),
]
ALL = len(ROWS) + 2


def parts_on(client, by: User, address: str) -> dict[str, int]:
    """The parts that a page names, without all rows, which they must be."""
    client.force_login(by)
    page = client.get(f"/staff/imports/{address}").content.decode()
    figures = re.findall(r"<dt>([^<]+)</dt>\s*<dd>\s*(?:<a[^>]*>)?([\d,]+)\s*<", page)
    counts = {what: int(count.replace(",", "")) for what, count in figures}
    total = counts.pop("Rows of the sheet")
    assert sum(counts.values()) == total, "the parts are not all rows"
    return counts


def test_rows_add_up_on_each_page_from_the_columns_until_it_is_undone(call, cast, client) -> None:
    by = cast.coordinator
    brought_in(call, by, ROWS[-1])
    batch = taken_in(call, by, [TITLE, HEADINGS, *ROWS])
    above = {"Headings, and above": 2}
    columns = {**above, "Below the headings": 8}
    assert parts_on(client, by, f"{batch.pk}/columns/") == columns
    batch = matched(batch, by)
    waiting = {"Can come in as they are": 2, "Only if you say so": 4, "Cannot come in": 2}
    assert parts_on(client, by, f"{batch.pk}/") == above | waiting
    batch = started(batch, by, leaves_duplicates=True)
    running = {"Coming in": 3, "Stay out": 5}
    assert parts_on(client, by, f"{batch.pk}/") == above | running
    work_on(batch)
    done = {"Applications": 3, "Left out": 5}
    assert parts_on(client, by, f"{batch.pk}/") == above | done
    batch.refresh_from_db()
    start_undoing(by=by, batch=batch, reason="Last year’s.")
    batch.refresh_from_db()
    assert parts_on(client, by, f"{batch.pk}/") == above | done, "while it is undone"
    work_on(batch)
    assert parts_on(client, by, f"{batch.pk}/") == above | done


def test_rows_add_up_where_some_were_in_before(call, cast, client) -> None:
    by = cast.coordinator
    first = matched(taken_in(call, by, [HEADINGS, *ROWS]), by)
    work_on(started(first, by))
    first.refresh_from_db()
    ImportBatch.objects.filter(pk=first.pk).update(digest=f"{1:064x}")  # what the next one has
    again = taken_in(call, by, [HEADINGS, *ROWS])
    start = {"Headings, and above": 1, "In before": first.brought_in}
    below = {"Below the headings": first.left_out}
    assert parts_on(client, by, f"{again.pk}/columns/") == start | below
    again = started(matched(again, by), by, late_reason="Ours.", early_reason="Ours.")
    work_on(again)
    again.refresh_from_db()
    assert again.brought_in and again.left_out
    done = {"Applications": again.brought_in, "Left out": again.left_out}
    assert parts_on(client, by, f"{again.pk}/") == start | done

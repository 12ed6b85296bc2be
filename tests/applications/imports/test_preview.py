"""What the preview of a file says beside its verdicts: what to know before it is brought in."""

import pytest

from applications.enums import RowVerdict
from applications.imports import queries
from applications.imports.job import work_on
from applications.models import ImportBatch
from tests.factories.imports import HEADINGS, a_row, matched, started, taken_in

pytestmark = pytest.mark.django_db


def page_of(client, cast, batch: ImportBatch, query: str = "") -> str:
    """The preview, in one line."""
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/imports/{batch.pk}/{query}").content.decode()
    return " ".join(page.split())


def with_phones(call, cast, *phones: str) -> ImportBatch:
    """A file of people with these phones and no email, judged."""
    headings = [*HEADINGS[:-1], "Phone"]
    rows = [a_row(name=f"P{place}", email="", comments=it) for place, it in enumerate(phones)]
    return matched(taken_in(call, cast.coordinator, [headings, *rows]), cast.coordinator)


def test_rows_that_share_a_phone_alone_are_ready_and_come_in_unasked(call, cast, client) -> None:
    batch = with_phones(call, cast, "617-555-0100", "617-555-0100")
    first = queries.rows_below(batch)[0]
    assert (first.verdict, first.notes) == (RowVerdict.READY, ["Same phone as row 3."])
    page = page_of(client, cast, batch)
    assert "<dt>Can come in as they are</dt><dd>2</dd>" in page
    work_on(started(batch, cast.coordinator, leaves_duplicates=True))
    assert queries.applications_in(batch).count() == 2

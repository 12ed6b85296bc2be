"""Who got a receipt, who did not, and that those are asked about before they are written to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.enums import ImportStatus
from applications.imports import queries
from applications.imports.actions.undo import start_undoing
from applications.imports.asked import NOT_CONFIRMED
from applications.imports.receipts import GIVEN_UP, NO_ADDRESS, NO_EMAIL, ON_ITS_WAY, receipts_of
from applications.models import ImportBatch
from core import mail
from core.models import OutgoingMail
from tests.factories.imports import a_row, brought_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db

ROWS = [
    a_row(),
    a_row(name="Bo", email="bo@example.org"),
    a_row(name="No", email=""),
    a_row(name="Odd", email="odd at example"),
]


def with_receipts(call, cast) -> ImportBatch:
    """A file whose people were written to, as far as they could be."""
    return brought_in(call, cast.coordinator, *ROWS, sends_receipts=True)


def references_in(batch: ImportBatch) -> list[str]:
    """In the order of the file."""
    return [row.revision.application.reference for row in queries.came_in(batch)]


def page_of(client, cast, batch: ImportBatch) -> str:
    """Its page, in one line."""
    client.force_login(cast.coordinator)
    return " ".join(client.get(f"/staff/imports/{batch.pk}/").content.decode().split())


def test_page_names_who_got_no_receipt_and_why(call, cast, client, mailbox) -> None:
    batch = with_receipts(call, cast)
    first, second, third, fourth = references_in(batch)
    none = [(NO_EMAIL, [third]), (NO_ADDRESS, [fourth])]
    assert receipts_of(batch).without == [*none, (ON_ITS_WAY, [first, second])]
    mail.send_waiting()
    assert (receipts_of(batch).sent, receipts_of(batch).without) == ([first, second], none)
    page = page_of(client, cast, batch)
    assert "Sent to 2 of 4" in page
    said = page[page.index("No receipt so far") :].partition("</ul>")[0]
    assert third in said and fourth in said and first not in said
    assert "odd at example" not in said, "a reference is enough"


def test_receipt_that_could_not_be_delivered_is_named(call, cast) -> None:
    batch = with_receipts(call, cast)
    reference = references_in(batch)[1]
    long_ago = timezone.now() - timedelta(days=9)
    lost = OutgoingMail.objects.filter(to_address="bo@example.org")
    lost.update(body="", attempts=9, given_up_at=long_ago)
    assert (GIVEN_UP, [reference]) in receipts_of(batch).without


def test_file_without_receipts_names_nobody(call, cast, client) -> None:
    batch = brought_in(call, cast.coordinator, *ROWS)
    assert receipts_of(batch) is None
    page = page_of(client, cast, batch)
    assert "Not asked for" in page and "No receipt so far" not in page and "tells_them" not in page


def test_undoing_asks_once_more_where_people_were_written_to(call, cast, client, mailbox) -> None:
    batch = with_receipts(call, cast)
    first, second, third, _fourth = references_in(batch)
    page = page_of(client, cast, batch)
    told = page[page.index("Who got a receipt and is told") :]
    told, _summary, not_told = told.partition("Who is not told")
    assert first in told and second in told and third not in told
    assert third in not_told.partition("</details>")[0]
    with refuses("not_confirmed"):
        start_undoing(by=cast.coordinator, batch=batch, reason="Last year’s.")
    address = f"/staff/imports/{batch.pk}/undo/"
    page = client.post(address, {"undo_reason": "Last year’s."}, follow=True).content.decode()
    assert NOT_CONFIRMED in page
    batch.refresh_from_db()
    assert batch.status == ImportStatus.DONE
    client.post(address, {"undo_reason": "Last year’s.", "tells_them": "on"})
    batch.refresh_from_db()
    assert batch.status == ImportStatus.UNDOING


def test_page_says_who_got_a_receipt_while_the_file_is_undone(call, cast, client, mailbox) -> None:
    batch = with_receipts(call, cast)
    mail.send_waiting()
    start_undoing(by=cast.coordinator, batch=batch, reason="Last year’s.", tells_them=True)
    page = page_of(client, cast, batch)
    assert "Being undone" in page and "Sent to 2 of 4" in page


def test_undoing_asks_no_more_where_nobody_could_be_written_to(call, cast) -> None:
    batch = brought_in(call, cast.coordinator, a_row(name="No", email=""), sends_receipts=True)
    start_undoing(by=cast.coordinator, batch=batch, reason="Last year’s.")

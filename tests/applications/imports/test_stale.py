"""A file that waits: what else happens to the call meanwhile is seen before it is brought in."""

from datetime import timedelta

import pgtrigger
import pytest
from django.test import Client
from django.utils import timezone

from applications.enums import ImportStatus, RowVerdict
from applications.form import site_cache
from applications.form.actions.withdraw import withdraw_application
from applications.imports import queries
from applications.imports.actions.undo import start_undoing
from applications.imports.job import work_on
from applications.models import Application, Call, ImportBatch
from tests.factories.applications import apply
from tests.factories.calls import redated
from tests.factories.imports import HEADINGS, a_row, brought_in, judged, matched, started, taken_in

pytestmark = pytest.mark.django_db

EMAIL = "wideline@example.org"


def opened(client: Client, by, batch: ImportBatch):
    """Its page, as this person sees it."""
    client.force_login(by)
    return client.get(f"/staff/imports/{batch.pk}/")


def verdict_of(batch: ImportBatch) -> str:
    """That of its only row."""
    return queries.rows_below(batch).get().verdict


def test_waiting_file_is_judged_again_once_its_people_came_in_with_another(
    call, cast, client
) -> None:
    batch = judged(call, cast.coordinator, a_row())
    assert verdict_of(batch) == RowVerdict.READY
    brought_in(call, cast.coordinator, a_row())
    page = opened(client, cast.coordinator, batch)
    assert verdict_of(batch) == RowVerdict.DUPLICATE
    assert "judged again" in page.content.decode()


def test_waiting_file_is_judged_again_once_somebody_applied_or_withdrew(call, cast, client) -> None:
    batch = judged(call, cast.coordinator, a_row())
    application = apply(call, contact={"email": EMAIL, "full_name": "W. J."})
    opened(client, cast.coordinator, batch)
    assert verdict_of(batch) == RowVerdict.DUPLICATE
    withdraw_application(by=None, application=application)
    page = opened(client, cast.coordinator, batch).content.decode()
    assert verdict_of(batch) == RowVerdict.DUPLICATE
    assert f"Same email as {application.reference}, who withdrew." in page


def test_somebody_whose_file_was_taken_back_did_not_withdraw(call, cast, client) -> None:
    first = brought_in(call, cast.coordinator, a_row())
    batch = judged(call, cast.coordinator, a_row(neighborhood="Mattapan"))
    assert verdict_of(batch) == RowVerdict.DUPLICATE
    start_undoing(by=cast.coordinator, batch=first, reason="Last year’s.")
    first.refresh_from_db()
    work_on(first)
    opened(client, cast.coordinator, batch)
    assert verdict_of(batch) == RowVerdict.READY


def test_waiting_file_is_judged_again_once_the_deadline_is_another(call, cast, client) -> None:
    now = timezone.now()
    batch = judged(call, cast.coordinator, a_row(neighborhood="Mattapan"))
    call = redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=3))
    site_cache.clear()
    opened(client, cast.coordinator, batch)
    assert verdict_of(batch) == RowVerdict.LATE


def test_page_that_shows_nothing_new_changes_nothing(call, cast, client) -> None:
    batch = judged(call, cast.coordinator, a_row())
    apply(call, contact={"email": "somebody.else@example.org", "full_name": "Bo"})
    opened(client, cast.coordinator, batch)
    before = ImportBatch.objects.get(pk=batch.pk).version
    assert before == batch.version
    assert "judged again" not in opened(client, cast.coordinator, batch).content.decode()


def test_press_on_a_stale_page_brings_nobody_in(call, cast, client) -> None:
    batch = judged(call, cast.coordinator, a_row())
    brought_in(call, cast.coordinator, a_row())
    client.force_login(cast.coordinator)
    page = client.post(f"/staff/imports/{batch.pk}/start/", {"seen": batch.version}, follow=True)
    assert "judged again" in page.content.decode()
    batch.refresh_from_db()
    assert batch.status == ImportStatus.WAITING and Application.objects.count() == 1


def test_worker_brings_in_nothing_that_looks_like_somebody_who_came_meanwhile(
    call, cast, client
) -> None:
    rows = [a_row(), a_row(name="Bo", email="bo@example.org")]
    batch = started(judged(call, cast.coordinator, *rows), cast.coordinator)
    apply(call, contact={"email": "bo@example.org", "full_name": "B. L."})
    work_on(batch)
    batch.refresh_from_db()
    assert batch.status == ImportStatus.WAITING and Application.objects.count() == 1
    assert "Row 3 is “perhaps a duplicate” by now" in batch.trouble
    page = opened(client, cast.coordinator, batch).content.decode()
    assert "Row 3 is" in page and "Perhaps a duplicate 1" in page


def test_two_files_asked_for_at_once_bring_a_person_in_once(call, cast) -> None:
    batches = [started(judged(call, cast.coordinator, a_row()), cast.coordinator) for _ in "ab"]
    for batch in batches:
        work_on(batch)
    assert Application.objects.count() == 1


def test_likely_duplicates_are_left_out_or_brought_in_as_somebody_says(call, cast) -> None:
    brought_in(call, cast.coordinator, a_row())
    rows = [a_row(), a_row(name="Bo", email="bo@example.org")]
    batch = brought_in(call, cast.coordinator, *rows, leaves_duplicates=True)
    assert (batch.brought_in, batch.left_out) == (1, 1)
    batch = brought_in(call, cast.coordinator, *rows, leaves_duplicates=False)
    assert (batch.brought_in, batch.left_out) == (2, 0)


def test_late_row_of_somebody_who_is_in_is_a_duplicate_that_may_be_left_out(call, cast) -> None:
    brought_in(call, cast.coordinator, a_row())
    now = timezone.now()
    call = redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=3))
    site_cache.clear()
    batch = brought_in(
        call,
        cast.coordinator,
        a_row(),
        a_row(name="Bo", email="bo@example.org"),
        late_reason="The tool was down.",
        leaves_duplicates=True,
    )
    assert (batch.brought_in, batch.left_out) == (1, 1)


def test_row_that_cannot_come_in_makes_nobody_a_duplicate(call, cast) -> None:
    batch = judged(call, cast.coordinator, a_row(received="soon"), a_row())
    assert dict(queries.rows_below(batch).values_list("number", "verdict"))[3] == RowVerdict.READY


def test_another_file_with_the_same_headings_that_waits_is_named_and_dropped(
    call, cast, client
) -> None:
    older = judged(call, cast.coordinator, a_row())
    newer = matched(
        taken_in(call, cast.coordinator, [HEADINGS, a_row()], "newer.csv"), cast.coordinator
    )
    for page in ("", "columns/"):
        client.force_login(cast.coordinator)
        shown = client.get(f"/staff/imports/{newer.pk}/{page}").content.decode()
        assert "with the same headings waits" in shown and f"/imports/{older.pk}/drop/" in shown
    drop = f"/staff/imports/{older.pk}/drop/?for={newer.pk}"
    assert "Drop this file?" in client.get(drop).content.decode()
    assert ImportBatch.objects.get(pk=older.pk).is_waiting
    assert client.post(drop).url == f"/staff/imports/{newer.pk}/"
    shown = client.get(f"/staff/imports/{newer.pk}/").content.decode()
    assert "with the same headings waits" not in shown


def test_file_of_a_call_that_is_published_no_more_is_not_found(call, cast, client) -> None:
    batch = judged(call, cast.coordinator, a_row())
    with pgtrigger.ignore("applications.Call:an_open_call_somebody_has_begun_stays_published"):
        Call.objects.update(is_published=False)
    site_cache.clear()
    for page in ("", "columns/", "drop/", "rows/2/"):
        client.force_login(cast.coordinator)
        assert client.get(f"/staff/imports/{batch.pk}/{page}").status_code == 404

"""Rows of a file become applications: all of them or none, and nobody is written to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.enums import ApplicationStatus, Channel, ImportStatus, RowVerdict
from applications.form.queries import current_revision
from applications.imports import queries
from applications.imports.actions.take_in import drop_batch, drop_forgotten
from applications.imports.actions.undo import start_undoing
from applications.imports.job import work_on
from applications.models import (
    Application,
    Contact,
    ImportBatch,
    ImportRecipe,
    LateEntry,
    WaitingRow,
)
from applications.models.imported import KEPT_FOR
from core.models import OutgoingMail
from tests.factories.calls import redated
from tests.factories.imports import (
    HEADINGS,
    a_row,
    brought_in,
    judged,
    matched,
    started,
    taken_in,
)
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def verdicts_of(batch: ImportBatch) -> dict[int, str]:
    """Row → its verdict."""
    return dict(queries.rows_below(batch).values_list("number", "verdict"))


def notes_of(batch: ImportBatch, number: int) -> str:
    """All that is said of one row."""
    return " ".join(queries.rows_below(batch).get(number=number).notes)


def test_rows_become_applications_with_their_own_time_and_nobody_is_written_to(call, cast) -> None:
    received = timezone.now().replace(microsecond=0) - timedelta(hours=2)
    local = timezone.localtime(received)
    row = a_row(received=f"{local:%Y-%m-%d %H:%M:%S}", name="Zoë Nuñez 🌱", zip="2118")
    batch = brought_in(call, cast.coordinator, row, a_row(name="Bo", email="bo@example.org"))
    assert batch.status == ImportStatus.DONE and batch.brought_in == 2
    first = queries.applications_in(batch).order_by("pk").first()
    contact = Contact.objects.get(revision=current_revision(first))
    assert (first.channel, first.received_at) == (Channel.IMPORTED, received)
    assert (contact.full_name, contact.zip_code) == ("Zoë Nuñez 🌱", "02118")
    assert contact.neighborhood.slug == "mattapan"
    assert not current_revision(first).email_opens_about_you
    assert not OutgoingMail.objects.exists()
    assert not WaitingRow.objects.exists()


def test_receipts_are_sent_where_that_is_asked_for(call, cast) -> None:
    brought_in(call, cast.coordinator, a_row(), sends_receipts=True)
    assert OutgoingMail.objects.get().to_address == "wideline@example.org"


def test_missing_answers_stay_empty_as_on_paper_and_are_listed(call, cast) -> None:
    batch = judged(call, cast.coordinator, a_row(neighborhood="", resident=""))
    assert verdicts_of(batch) == {2: RowVerdict.INCOMPLETE}
    assert "Which neighborhood" in notes_of(batch, 2)
    work_on(started(batch, cast.coordinator))
    revision = current_revision(queries.applications_in(batch).get())
    assert verdicts_of(judged(call, cast.coordinator, a_row())) == {2: RowVerdict.DUPLICATE}
    assert {"home-neighborhood", "eligibility-lives_in_city", "questions-why-join"} <= {
        *revision.left_empty
    }


def test_late_rows_are_left_out_or_wait_for_another_coordinator(call, cast, client) -> None:
    now = timezone.localtime()
    call = redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(minutes=90))
    in_time = f"{now - timedelta(hours=2):%Y-%m-%d %H:%M}"
    late = a_row(name="Bo", email="bo@example.org")
    batch = judged(call, cast.coordinator, a_row(received=in_time), late)
    assert verdicts_of(batch)[3] == RowVerdict.LATE
    with refuses("not_said"):
        started(batch, cast.coordinator, leaves_out=False)
    work_on(started(batch, cast.coordinator, late_reason="Our form tool was down."))
    entry = LateEntry.objects.get()
    assert entry.asked_by == cast.coordinator
    assert entry.application.status == ApplicationStatus.LATE
    assert queries.applications_in(batch).count() == 2
    client.force_login(cast.second_coordinator)
    page = client.get("/staff/late/").content.decode()
    assert "Our form tool was down." in page and "from a file" in page
    reference = entry.application.reference
    sent = {"reference": reference, f"{entry.pk}-note": "", "accept": "1"}
    assert client.post("/staff/late/", sent).status_code == 302
    entry.application.refresh_from_db()
    assert entry.application.status == ApplicationStatus.RECEIVED


@pytest.mark.parametrize("name", ["Ahmed ?????", "Jos\ufffd"])
def test_letters_that_were_lost_before_are_said(call, cast, name: str) -> None:
    batch = judged(call, cast.coordinator, a_row(name=name), a_row(name="Why?", email="b@x.org"))
    assert "Column B “Full name”: its letters may be lost." in notes_of(batch, 2)
    assert "lost" not in notes_of(batch, 3)


def test_unknown_choices_are_named_with_row_and_column(call, cast) -> None:
    batch = judged(call, cast.coordinator, a_row(neighborhood="Gotham"))
    assert verdicts_of(batch) == {2: RowVerdict.UNKNOWN}
    assert "Column E “Which neighborhood do you live in?”: “Gotham”" in notes_of(batch, 2)
    with refuses("nothing_to_bring_in"):
        started(batch, cast.coordinator)


def test_likely_duplicates_are_told_among_rows_and_applications(call, cast) -> None:
    known = brought_in(call, cast.coordinator, a_row(name="Ann Lee", email="ann@example.org"))
    reference = queries.applications_in(known).get().reference
    batch = judged(
        call,
        cast.coordinator,
        a_row(name="Someone Else", email="ANN@example.org"),
        a_row(name="Bo Li", email="bo@example.org"),
        a_row(name="Bo  LI", email="other@example.org"),
    )
    assert list(verdicts_of(batch).values()) == ["duplicate"] * 3
    assert f"Same email as {reference}." in notes_of(batch, 2)
    assert "Same name as row 4." in notes_of(batch, 3)
    assert "Same name as row 3." in notes_of(batch, 4)


def test_a_file_comes_in_whole_or_not_at_all(call, cast) -> None:
    batch = judged(call, cast.coordinator, a_row(), a_row(name="Bo", email="bo@example.org"))
    WaitingRow.objects.filter(number=3).update(cells=a_row(received="yesterday"))
    work_on(started(batch, cast.coordinator))
    batch.refresh_from_db()
    assert batch.status == ImportStatus.WAITING and "Row 3" in batch.trouble
    assert not Application.objects.exists()


def test_the_same_file_is_refused_until_it_is_dropped(call, cast) -> None:
    batch = judged(call, cast.coordinator, a_row())
    ImportBatch.objects.update(digest="0" * 63 + "1")  # what the next one will have
    with refuses("same_file"):
        taken_in(call, cast.second_coordinator, [HEADINGS, a_row()])
    drop_batch(by=cast.coordinator, batch=batch)
    assert taken_in(call, cast.second_coordinator, [HEADINGS, a_row()]).is_waiting


def test_rows_of_a_forgotten_file_are_deleted(call, cast) -> None:
    batch = judged(call, cast.coordinator, a_row())
    assert drop_forgotten(by=None) == 0
    ImportBatch.objects.update(uploaded_at=timezone.now() - KEPT_FOR)
    assert drop_forgotten(by=None) == 1
    batch.refresh_from_db()
    assert batch.status == ImportStatus.DROPPED and not WaitingRow.objects.exists()


def test_a_recipe_reads_the_next_file_with_the_same_headings(call, cast) -> None:
    first = taken_in(call, cast.coordinator, [HEADINGS, a_row()])
    columns = {**first.columns, "8": "questions-why-join"}
    matched(first, cast.coordinator, fills=columns, language="es")
    assert ImportRecipe.objects.count() == 1
    second = taken_in(call, cast.coordinator, [HEADINGS, a_row(comments="To help.")])
    assert second.columns == columns and second.language == "es"


def test_an_import_is_undone_until_something_depends_on_it(call, cast) -> None:
    batch = brought_in(call, cast.coordinator, a_row())
    start_undoing(by=cast.second_coordinator, batch=batch, reason="Last year’s file.")
    batch.refresh_from_db()
    work_on(batch)
    batch.refresh_from_db()
    assert batch.status == ImportStatus.UNDONE
    assert queries.applications_in(batch).get().status == ApplicationStatus.WITHDRAWN
    assert not OutgoingMail.objects.exists()


def test_row_like_another_says_so_once_with_the_time_as_it_is_read(call, cast, client) -> None:
    headings = ["Timestamp", "Full name", "Preferred name"]
    day = timezone.localdate() - timedelta(days=1)
    rows = [[f"{day:%m/%d/%Y} 1:05 PM", "Ana", "Ana"]] * 2
    batch = matched(taken_in(call, cast.coordinator, [headings, *rows]), cast.coordinator)
    (said,) = [each for each in queries.rows_below(batch).get(number=3).notes if "name" in each]
    assert said == "Same name as row 2."
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/imports/{batch.pk}/").content.decode()
    assert f"{day:%b} {day.day}, {day.year}, 1:05 p.m." in page

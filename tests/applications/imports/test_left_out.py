"""Early rows that come in for a reason, rows that are left out, and a file that is taken back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.enums import (
    ApplicationStatus,
    ImportStatus,
    ResidencyStatus,
    RowVerdict,
)
from applications.form import site_cache
from applications.form.queries import current_revision
from applications.imports import queries
from applications.imports.actions.take_in import drop_forgotten
from applications.imports.actions.undo import start_undoing
from applications.imports.asked import NOT_SAID_OF_DUPLICATES, NOT_SAID_OF_OTHERS
from applications.imports.job import work_on
from applications.models import Application, ImportBatch, WaitingRow
from applications.models.imported import KEPT_FOR
from applications.records.actions.check_residency import check_residency
from core.models import AccessEvent
from tests.factories.calls import redated
from tests.factories.imports import HEADINGS, a_row, brought_in, judged, matched, started, taken_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db

BO = {"name": "Bo", "email": "bo@example.org"}


def page_of(client, by, address: str) -> str:
    """A staff page, as this person sees it."""
    client.force_login(by)
    answer = client.get(f"/staff/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_rows_from_before_the_opening_come_in_with_a_reason_and_their_own_day(
    call, cast, client
) -> None:
    now = timezone.now().replace(microsecond=0)
    call = redated(call, opens_at=now - timedelta(minutes=5), closes_at=now + timedelta(days=9))
    site_cache.clear()
    batch = judged(call, cast.coordinator, a_row())
    assert queries.rows_below(batch).get().verdict == RowVerdict.EARLY
    with refuses("nothing_to_bring_in"):
        brought_in(call, cast.coordinator, a_row())
    reason = "We collected them in our form tool in October."
    batch = brought_in(call, cast.coordinator, a_row(), early_reason=reason)
    application = queries.applications_in(batch).get()
    assert application.status == ApplicationStatus.RECEIVED
    assert application.received_at < call.opens_at
    assert reason in page_of(client, cast.coordinator, f"imports/{batch.pk}/")
    assert reason in page_of(client, cast.coordinator, f"applications/{application.reference}/")


def test_rows_left_out_are_listed_for_a_week_with_whom_to_call(call, cast, client) -> None:
    out = a_row(received="soon", comments="My mother is ill.", zip="02199", **BO)
    batch = brought_in(call, cast.coordinator, a_row(), out)
    assert "02199" not in str(WaitingRow.objects.get().cells), "more is kept than is needed"
    page = page_of(client, cast.coordinator, f"imports/{batch.pk}/")
    assert "bo@example.org" in page and "“soon” is no day" in page
    assert AccessEvent.objects.filter(what="file_to_import", count=1, query=f"file={batch.pk}")
    ImportBatch.objects.update(settled_at=timezone.now() - KEPT_FOR)
    assert drop_forgotten(by=None) == 0
    assert not WaitingRow.objects.exists()
    assert "bo@example.org" not in page_of(client, cast.coordinator, f"imports/{batch.pk}/")


def test_file_is_undone_but_for_those_that_something_depends_on(call, cast, client) -> None:
    by = cast.coordinator
    batch = brought_in(call, by, a_row(), a_row(**BO), a_row(received="soon", name="No"))
    first = queries.applications_in(batch).order_by("pk")[0]
    verified = {"seen": 0, "status": ResidencyStatus.VERIFIED, "reason": "A bill."}
    check_residency(by=by, application=first, **verified)
    with refuses("something_depends"):
        start_undoing(by=by, batch=batch, reason="Last year’s.")
    assert "Undo all but 1" in page_of(client, by, f"imports/{batch.pk}/")
    address = f"/staff/imports/{batch.pk}/undo/"
    client.post(address, {"undo_reason": "Last year’s.", "keeps_dependents": "on"})
    batch.refresh_from_db()
    work_on(batch)
    batch.refresh_from_db()
    assert batch.status == ImportStatus.UNDONE
    assert "“soon” is no day" in page_of(client, by, f"imports/{batch.pk}/"), "whom to call"
    left = Application.objects.exclude(status=ApplicationStatus.WITHDRAWN)
    assert list(left) == [first]
    assert "1 of 2 stays" in " ".join(page_of(client, by, f"imports/{batch.pk}/").split())


def test_history_says_who_brought_an_application_in_and_took_it_back(call, cast, client) -> None:
    batch = brought_in(call, cast.coordinator, a_row())
    start_undoing(by=cast.second_coordinator, batch=batch, reason="Last year’s.")
    batch.refresh_from_db()
    work_on(batch)
    reference = queries.applications_in(batch).get().reference
    page = page_of(client, cast.coordinator, f"applications/{reference}/")
    history = page.partition('id="history-title"')[2].partition("</ol>")[0]
    assert "Brought in from a file" in history and "Received" not in history
    assert "the applicant" not in history and str(cast.second_coordinator) in history


def test_language_of_answers_is_told_by_what_they_say_where_no_column_names_it(call, cast) -> None:
    headings = [*HEADINGS[:-1], "questions-why-join", "Language"]
    arabic = "أريد أن أساعد الناس في الحي الذي أعيش فيه."
    rows = [[*a_row(comments=arabic), ""], [*a_row(comments=arabic, **BO), "English"]]
    batch = matched(taken_in(call, cast.coordinator, [headings, *rows]), cast.coordinator)
    first, second = queries.rows_below(batch)
    assert "Its answers read as Arabic" in " ".join(first.notes)
    said = "Its answers read as Arabic; the file says English. Kept as English."
    assert said in second.notes, "a column says what it is"


def test_answers_that_read_as_arabic_are_stored_as_that(call, cast) -> None:
    headings = [*HEADINGS[:-1], "questions-why-join"]
    row = a_row(comments="أريد أن أساعد الناس في الحي الذي أعيش فيه.")
    batch = matched(taken_in(call, cast.coordinator, [headings, row]), cast.coordinator)
    work_on(started(batch, cast.coordinator))
    revision = current_revision(queries.applications_in(batch).get())
    assert revision.language == "ar"


def test_row_shows_what_each_answer_becomes_but_no_about_you_answers(call, cast, client) -> None:
    headings = [*HEADINGS[:-1], "about-you-gender"]
    row = a_row(zip="2126", resident="1.0", comments="woman")
    batch = matched(taken_in(call, cast.coordinator, [headings, row]), cast.coordinator)
    page = page_of(client, cast.coordinator, f"imports/{batch.pk}/rows/2/")
    assert "02126" in page and "2126" in page and "Wideline" in page
    assert "Kept with the about-you answers" in page and "woman" not in page.lower()
    assert AccessEvent.objects.filter(query=f"file={batch.pk}&row=2").exists()
    client.force_login(cast.coordinator)
    assert client.get(f"/staff/imports/{batch.pk}/rows/99/").status_code == 404


@pytest.mark.parametrize(
    ("question", "is_named"), [("about-you-gender", False), ("support-reads", True)]
)
def test_unknown_about_you_answer_does_not_say_whose_it_is(
    call, cast, client, question, is_named
) -> None:
    headings = [*HEADINGS[:-1], question]
    row = a_row(comments="Something else")
    batch = matched(taken_in(call, cast.coordinator, [headings, row]), cast.coordinator)
    page = page_of(client, cast.coordinator, f"imports/{batch.pk}/")
    row_of_it = r"<tr\b(?:(?!</tr>).)*Something else.*?</tr>"
    meaning, *_in_the_list = re.findall(row_of_it, page, re.DOTALL)
    assert ("<small" in meaning) is is_named


def test_row_says_what_the_web_form_would_ask_about_and_comes_in(call, cast) -> None:
    headings = [*HEADINGS[:-1], "questions-why-join"]
    row = a_row(resident="No", zip="02139", comments="long " * 4000)
    batch = matched(taken_in(call, cast.coordinator, [headings, row]), cast.coordinator)
    (judged_row,) = queries.rows_below(batch)
    said = " ".join(judged_row.notes)
    assert judged_row.verdict == RowVerdict.READY
    assert "does not live in Boston. It comes in all the same" in said
    assert "Most homes with 02139 are in Cambridge" in said
    assert "19,999 characters, and the web form takes" in said


def test_all_that_is_not_said_is_asked_at_once(call, cast, client) -> None:
    brought_in(call, cast.coordinator, a_row())
    batch = judged(call, cast.coordinator, a_row(), a_row(received="soon", **BO))
    client.force_login(cast.coordinator)
    address = f"/staff/imports/{batch.pk}/start/"
    page = client.post(address, {"seen": batch.version}, follow=True).content.decode()
    assert NOT_SAID_OF_DUPLICATES in page and NOT_SAID_OF_OTHERS in page

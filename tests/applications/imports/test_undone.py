"""A file is undone: who is told, who would be in no file then, and how they come in again."""

import pytest

from applications.enums import ImportStatus, RowVerdict
from applications.form import codes
from applications.form.actions.withdraw import withdraw_application
from applications.imports import queries
from applications.imports.actions.undo import start_undoing
from applications.imports.job import work_on
from applications.imports.left_out import stranded_by, stranded_in
from applications.models import Call, ImportBatch
from core import mail
from core.models import OutgoingMail, User
from tests.factories.applications import apply
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

BO = {"name": "Bo", "email": "bo@example.org"}
SPANISH = [*HEADINGS[:-1], "Preferred language"]


def undone(batch: ImportBatch, by: User) -> None:
    """Taken back, as the worker does it."""
    start_undoing(by=by, batch=batch, reason="Last year’s.", tells_them=True)
    batch.refresh_from_db()
    work_on(batch)
    batch.refresh_from_db()
    assert batch.status == ImportStatus.UNDONE


def two_files(call: Call, by: User) -> list[ImportBatch]:
    """Wideline is in the first; the second left her out in row 3, and brought Bo in."""
    files = []
    for rows in ([a_row()], [a_row(**BO), a_row(neighborhood="Roxbury")]):
        leaves = bool(files)
        batch = started(judged(call, by, *rows), by, leaves_duplicates=leaves)
        work_on(batch)
        batch.refresh_from_db()
        files.append(batch)
    return files


def page_of(client, by: User, batch: ImportBatch) -> str:
    """Its page, in one line."""
    client.force_login(by)
    return " ".join(client.get(f"/staff/imports/{batch.pk}/").content.decode().split())


def test_undoing_names_rows_of_other_files_that_were_left_out_for_it(call, cast, client) -> None:
    first, second = two_files(call, cast.coordinator)
    for word in ("Undoing this leaves 1 more out", "1 more is in no application now"):
        (found,) = stranded_by(first)
        assert (found.batch, found.rows) == (second, [3])
        page = page_of(client, cast.coordinator, first)
        assert word in page and f"/staff/imports/{second.pk}/" in page and "row 3" in page
        if first.status == ImportStatus.DONE:
            assert not stranded_in(second)
            undone(first, cast.coordinator)
    assert stranded_in(second) == [3]
    page = page_of(client, cast.coordinator, second)
    assert "1 row that was left out is in no application now" in page and "Withdrawn since:" in page


def test_undone_file_names_whom_its_correction_lacks(call, cast, client) -> None:
    by = cast.coordinator
    first = brought_in(call, by, a_row(), a_row(**BO))
    wideline, bo = (row.revision.application.reference for row in queries.came_in(first))
    assert "not in again" not in page_of(client, by, first)
    undone(first, by)
    assert "<b>2 of them are not in again.</b>" in page_of(client, by, first)
    brought_in(call, by, a_row(zip="02119"))
    page = page_of(client, by, first)
    said = page[page.index("<b>1 of them is not in again.</b>") : page.index("choose this file")]
    assert bo in said and wideline not in said


def test_row_that_was_left_out_comes_in_when_its_file_is_chosen_again(call, cast, client) -> None:
    by = cast.coordinator
    first, second = two_files(call, by)
    undone(first, by)
    rows = [HEADINGS, a_row(**BO), a_row(neighborhood="Roxbury")]
    ImportBatch.objects.filter(pk=second.pk).update(digest=f"{2:064x}")  # what the next one has
    again = matched(taken_in(call, by, rows), by)
    assert list(queries.rows_below(again).values_list("number", "verdict")) == [
        (3, RowVerdict.READY)
    ]
    assert "1 row of this file is in already" in page_of(client, by, again)
    work_on(started(again, by))
    assert queries.still_in(again).count() == 1
    second.refresh_from_db()
    assert not stranded_by(first) and not stranded_in(second)


def test_file_of_which_nothing_was_left_out_is_refused_again(call, cast) -> None:
    work_on(started(judged(call, cast.coordinator, a_row()), cast.coordinator))
    ImportBatch.objects.update(digest=f"{1:064x}")
    with refuses("same_file"):
        taken_in(call, cast.coordinator, [HEADINGS, a_row()])


def test_row_whose_person_applied_here_as_well_is_not_lost(call, cast) -> None:
    by = cast.coordinator
    apply(call, contact={"email": "wideline@example.org", "full_name": "W. J."})
    first = started(judged(call, by, a_row()), by, leaves_duplicates=False)
    work_on(first)
    second = started(judged(call, by, a_row(), a_row(**BO)), by, leaves_duplicates=True)
    work_on(second)
    first.refresh_from_db()
    assert not stranded_by(first)


def test_name_alone_does_not_keep_a_row_from_being_lost(call, cast) -> None:
    apply(call, contact={"email": "w@example.net", "full_name": "Wideline Jean-Baptiste"})
    first, second = two_files(call, cast.coordinator)
    (found,) = stranded_by(first)
    assert (found.batch, found.rows) == (second, [3]), "somebody else may have this name"


def test_somebody_who_withdrew_before_the_file_was_undone_is_named_as_that(call, cast) -> None:
    by = cast.coordinator
    batch = started(judged(call, by, a_row(), a_row(**BO)), by)
    work_on(batch)
    application = queries.applications_in(batch).order_by("pk")[0]
    withdraw_application(by=None, application=application)
    batch.refresh_from_db()
    start_undoing(by=by, batch=batch, reason="Last year’s.", keeps_dependents=True)
    batch.refresh_from_db()
    work_on(batch)
    again = judged(call, by, a_row(), a_row(**BO))
    assert f"Same email as {application.reference}, who withdrew." in (
        queries.rows_below(again)[0].notes
    )
    assert queries.rows_below(again)[1].verdict == RowVerdict.READY


def test_people_who_got_a_receipt_are_told_in_their_language(call, cast, client, mailbox) -> None:
    by = cast.coordinator
    rows = [a_row(comments="es"), a_row(**BO, comments="English"), a_row(name="No", email="")]
    batch = matched(taken_in(call, by, [SPANISH, *rows]), by)
    work_on(started(batch, by, sends_receipts=True))
    batch.refresh_from_db()
    mail.send_waiting()
    assert len(mailbox.messages) == 2
    page = page_of(client, by, batch)
    assert "2 get an email" in page and "English 1" in page and "Spanish 1" in page
    assert "1 has no email address" in page and "We have withdrawn your application" in page
    undone(batch, by)
    mail.send_waiting()
    told = {each["To"]: each for each in mailbox.messages[2:]}
    assert sorted(told) == ["bo@example.org", "wideline@example.org"]
    assert told["wideline@example.org"]["Content-Language"] == "es"
    body = told["wideline@example.org"].get_payload(decode=True).decode()
    assert "Usted no hizo nada mal" in body and "Was it not you" not in body


def test_nobody_is_told_who_was_never_written_to(call, cast, client) -> None:
    batch = started(judged(call, cast.coordinator, a_row()), cast.coordinator)
    work_on(batch)
    batch.refresh_from_db()
    assert "nobody is written to now" in page_of(client, cast.coordinator, batch)
    undone(batch, cast.coordinator)
    assert not OutgoingMail.objects.exists()


def test_own_page_of_an_application_that_was_taken_back_says_so(call, cast, client) -> None:
    batch = started(judged(call, cast.coordinator, a_row()), cast.coordinator)
    work_on(batch)
    batch.refresh_from_db()
    undone(batch, cast.coordinator)
    application = queries.applications_in(batch).get()
    given = {
        "reference": application.reference,
        "code": codes.private_code(application.reference, application.code_generation),
    }
    page = client.post(f"/en/{call.slug}/mine/", given, follow=True).content.decode()
    assert "We have withdrawn this application" in page and "You have withdrawn" not in page


def test_file_that_was_undone_says_so_when_it_is_chosen_again(call, cast, client) -> None:
    by = cast.coordinator
    rows = [HEADINGS, a_row()]
    batch = matched(taken_in(call, by, rows), by)
    work_on(started(batch, by))
    batch.refresh_from_db()
    undone(batch, cast.second_coordinator)
    ImportBatch.objects.filter(pk=batch.pk).update(digest=f"{1:064x}")  # what the next one has
    again = taken_in(call, by, rows)
    client.force_login(by)
    columns = " ".join(client.get(f"/staff/imports/{again.pk}/columns/").content.decode().split())
    for page in (columns, page_of(client, by, matched(again, by))):
        said = page[page.index(">This file</a> was brought in on") :].partition("</p>")[0]
        assert f"/staff/imports/{batch.pk}/" in page and "Last year’s." in said
        assert str(by) in said and str(cast.second_coordinator) in said
    other = judged(call, by, a_row(**BO))
    assert "was brought in on" not in page_of(client, by, other)


def test_list_of_who_was_left_out_says_who_came_in_later(call, cast, client) -> None:
    by = cast.coordinator
    out = [a_row(received="soon", **BO), a_row(received="soon", name="Cy", email="")]
    batch = brought_in(call, by, a_row(), *out, a_row(received="soon", name="Di", email="d@e.org"))
    page = page_of(client, by, batch)
    assert "People left out of this file" in page and "In by now" not in page
    bo = apply(call, contact={"email": "Bo@example.org", "full_name": "Robert"}).reference
    cy = apply(call, contact={"email": "cy@example.org", "full_name": "Cy"}).reference
    page = page_of(client, by, batch)
    people = page[page.index('id="out"') : page.index('id="came"')]
    rows = people.split("</tr>")
    assert "In by now as" in rows[1] and bo in rows[1]
    assert "by the same name" in rows[2] and cy in rows[2] and "In by now" not in rows[2]
    assert " in as" not in rows[3]


def test_row_whose_person_applied_after_it_was_left_out_is_not_called_lost(
    call, cast, client
) -> None:
    first, second = two_files(call, cast.coordinator)
    undone(first, cast.coordinator)
    assert stranded_in(second) == [3]
    reference = apply(call, contact={"email": "wideline@example.org"}).reference
    assert not stranded_in(second) and not stranded_by(first)
    page = page_of(client, cast.coordinator, second)
    assert "In by now as" in page and reference in page


def test_somebody_with_the_phone_of_another_is_not_called_in(call, cast, client) -> None:
    by, phone = cast.coordinator, "617-555-0142"
    aunt = apply(call, contact={"email": "aunt@example.org", "full_name": "Ada", "phone": phone})
    same = apply(call, contact={"email": BO["email"], "full_name": "Bo"})
    rows = [a_row(name="Cy", email="cy@example.org"), a_row(**BO), a_row()]
    headings = ["Timestamp", "Full name", "Email", "ZIP", *["-"] * 4, "Phone"]
    given = [[*row[:8], own] for row, own in zip(rows, (phone, "", ""), strict=True)]
    batch = matched(taken_in(call, by, [headings, *given]), by)
    work_on(started(batch, by, leaves_duplicates=True))
    batch.refresh_from_db()
    page = page_of(client, by, batch)
    people = page[page.index('id="out"') : page.index('id="came"')].split("</tr>")
    assert "Another name, and the phone of" in people[1] and aunt.reference in people[1]
    assert "Looked like" in people[2] and same.reference in people[2]

"""What the preview of a file says beside its verdicts: what to know before it is brought in."""

import pytest

from applications.enums import RowVerdict
from applications.imports import queries
from applications.imports.job import work_on
from applications.models import ImportBatch
from core.models import OutgoingMail
from tests.factories.applications import apply
from tests.factories.imports import HEADINGS, a_row, judged, matched, started, taken_in
from tests.factories.releasing import released
from tests.factories.story import scored
from tests.refusals import refuses

pytestmark = pytest.mark.django_db

BO = {"name": "Bo", "email": "bo@example.org"}


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


def test_rows_of_people_whom_nobody_can_reach_are_named(call, cast, client) -> None:
    batch = with_phones(call, cast, "", "617-555-0100")
    page = page_of(client, cast, batch)
    assert "1 person whom nobody can reach" in page
    said = page[page.index("whom nobody can reach") :].partition("</p>")[0]
    assert "Row 2" in said and "P0" in said and "Row 3" not in said
    assert queries.rows_below(batch)[0].notes[0].startswith("Nobody can reach them")


@pytest.mark.parametrize("email", ["anonymous", "anónimo", "N/A", "-"])
def test_words_for_no_email_reach_nobody(call, cast, email) -> None:
    batch = judged(call, cast.coordinator, a_row(email=email))
    assert queries.rows_below(batch)[0].notes[0].startswith("Nobody can reach them")


def test_early_people_who_are_perhaps_in_already_are_counted_and_shown(call, cast, client) -> None:
    apply(call, contact={"full_name": "Bo", "email": BO["email"]})
    early = a_row(received="2001-02-03 10:00:00", **BO)
    batch = judged(call, cast.coordinator, early, a_row(), a_row(**BO))
    page = page_of(client, cast, batch)
    assert "What about the 2 people who are perhaps in already?" in page
    assert "Perhaps a duplicate 2" in page and "Before the call opened 1" in page
    shown = page_of(client, cast, batch, "?show=duplicate")
    shown = shown[shown.index('id="rows"') : shown.index('id="start"')]
    assert "Row 2" in shown and "Row 4" in shown and "Row 3" not in shown


def test_columns_that_fill_nothing_are_named(call, cast, client) -> None:
    page = page_of(client, cast, judged(call, cast.coordinator, a_row()))
    said = page[page.index("fill nothing and are left out:") :].partition("</p>")[0]
    assert "I “Comments of the form tool”" in said and "Email" not in said


def test_rows_that_are_ready_with_something_to_know_are_shown_alone(call, cast, client) -> None:
    batch = judged(call, cast.coordinator, a_row(zip="90210"), a_row(**BO))
    assert "Ready, with something to know 1" in page_of(client, cast, batch)
    page = page_of(client, cast, batch, "?show=remarks")
    assert "Wideline" in page and ">Bo<" not in page
    plain = judged(call, cast.coordinator, a_row(**BO))
    assert "something to know" not in page_of(client, cast, plain)


def test_last_question_before_receipts_says_to_how_many_in_which_languages(
    call, cast, client
) -> None:
    headings = [*HEADINGS[:-1], "Language"]
    rows = [a_row(comments="es"), a_row(**BO, comments="English"), a_row(name="No", email="")]
    batch = matched(taken_in(call, cast.coordinator, [headings, *rows]), cast.coordinator)
    client.force_login(cast.coordinator)
    asked = {"seen": batch.version, "sends_receipts": "on"}
    page = client.post(f"/staff/imports/{batch.pk}/start/", asked, follow=True).content.decode()
    page = " ".join(page.split())
    assert "2 people are written to as soon as this is in" in page
    assert "1 in English" in page and "1 in Spanish" in page
    assert "1 has no email address that mail reaches" in page
    batch.refresh_from_db()
    assert batch.is_waiting
    said = client.post(f"/staff/imports/{batch.pk}/start/", asked | {"writes_now": "on"})
    assert said.status_code == 302
    batch.refresh_from_db()
    work_on(batch)
    assert OutgoingMail.objects.count() == 2


def test_receipts_are_refused_until_somebody_says_to_write(call, cast) -> None:
    batch = judged(call, cast.coordinator, a_row())
    with refuses("not_said_to_write"):
        started(batch, cast.coordinator, sends_receipts=True, writes_now=False)


def test_file_for_a_call_whose_scoring_has_begun_says_so_before(call, cast, client) -> None:
    client.force_login(cast.coordinator)
    address = f"/staff/imports/?call={call.slug}"
    assert "Scoring has begun" not in client.get(address).content.decode()
    one = apply(call)
    scored(one, cast, 3)
    released(one, cast)
    batch = judged(call, cast.coordinator, a_row(**BO))
    for page in (client.get(address).content.decode(), page_of(client, cast, batch)):
        assert "Scoring has begun: 1 review handed in." in page
        assert "Decisions were released on" in page

"""Rows whose answers read as another language than the file says."""

import re

import pytest

from applications.form.queries import current_revision
from applications.imports import queries
from applications.imports.job import work_on
from applications.models import Answer, ImportBatch
from tests.factories.imports import HEADINGS, a_row, judged, matched, started, taken_in

pytestmark = pytest.mark.django_db

BO = {"name": "Bo", "email": "bo@example.org"}
SPANISH = "Quiero ayudar a las personas de mi barrio porque vivo aquí desde hace muchos años."
ENGLISH = "I want to help the people of my street, because they have helped me when I was new."
ARABIC = "أريد أن أساعد الناس في الحي الذي أعيش فيه."
BOTH = [*HEADINGS[:-1], "questions-why-join", "questions-what-should-change", "Language"]


def waiting(call, cast, *rows: list[str], headings: list[str] = BOTH) -> ImportBatch:
    """A file with these rows, judged."""
    return matched(taken_in(call, cast.coordinator, [headings, *rows]), cast.coordinator)


def notes_in(batch: ImportBatch) -> list[str]:
    """All that is said of each row."""
    return [" ".join(row.notes) for row in queries.rows_below(batch)]


def language_in(batch: ImportBatch) -> str:
    """Of the one application that it brought in."""
    return current_revision(queries.applications_in(batch).get()).language


def test_row_says_that_its_answers_read_as_another_language_than_its_column_says(
    call, cast
) -> None:
    one = [*a_row(comments=SPANISH), SPANISH, "English"]
    mixed = [*a_row(comments=ENGLISH, **BO), SPANISH, "English"]
    first, second = notes_in(waiting(call, cast, one, mixed))
    assert "Its answers read as Spanish; the file says English. Kept as English." in first
    assert (
        "Column J “questions-what-should-change” reads as Spanish; the file says English." in second
    )


def test_answer_in_another_language_than_the_others_is_named_where_no_column_says_it(
    call, cast
) -> None:
    (notes,) = notes_in(waiting(call, cast, [*a_row(comments=ENGLISH), SPANISH, ""]))
    assert (
        "Column J “questions-what-should-change” reads as Spanish; no column names their language."
        in notes
    )


def test_coordinator_says_what_such_rows_are_kept_as(call, cast, client) -> None:
    batch = waiting(call, cast, [*a_row(comments=SPANISH), ENGLISH, "English"])
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/imports/{batch.pk}/").content.decode()
    assert "Languages that differ" in page and 'name="reads_en:es"' in page
    said = {"seen": batch.version, "reads_en:es": "es"}
    page = client.post(f"/staff/imports/{batch.pk}/languages/", said, follow=True).content.decode()
    assert "the file says English. Kept as Spanish." in page
    assert re.search(r'value="es"[^>]*\sselected', page)
    batch.refresh_from_db()
    work_on(started(batch, cast.coordinator))
    assert language_in(batch) == "es"
    looks = Answer.objects.exclude(text="").values_list("question__key", "looks_like")
    assert dict(looks) == {"why-join": "", "what-should-change": "en"}, "translators are not told"


def test_choice_of_a_language_is_refused_where_it_is_neither(call, cast, client) -> None:
    batch = waiting(call, cast, [*a_row(comments=SPANISH), SPANISH, "English"])
    client.force_login(cast.coordinator)
    said = {"seen": batch.version, "reads_en:es": "so"}
    page = client.post(f"/staff/imports/{batch.pk}/languages/", said, follow=True).content.decode()
    assert "Kept as English." in page and "Somali is" not in page


def test_rows_that_name_no_language_may_be_kept_as_what_the_file_is_read_by(
    call, cast, client
) -> None:
    batch = waiting(call, cast, [*a_row(comments=ARABIC), ARABIC, ""])
    assert "Its answers read as Arabic; no column names" in notes_in(batch)[0]
    client.force_login(cast.coordinator)
    said = {"seen": batch.version, "reads_:ar": "en"}
    client.post(f"/staff/imports/{batch.pk}/languages/", said)
    batch.refresh_from_db()
    work_on(started(batch, cast.coordinator))
    assert language_in(batch) == "en"


def test_nothing_is_asked_where_the_languages_agree(call, cast, client) -> None:
    client.force_login(cast.coordinator)
    for batch in (
        judged(call, cast.coordinator, a_row()),
        waiting(call, cast, [*a_row(comments=SPANISH), SPANISH, "Spanish"]),
    ):
        page = client.get(f"/staff/imports/{batch.pk}/").content.decode()
        assert "Languages that differ" not in page

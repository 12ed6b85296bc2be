"""Rows of one file that look like one person: all are shown, and somebody says which comes in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.form import site_cache
from applications.form.queries import current_revision
from applications.imports import queries
from applications.imports.alike import ALL
from applications.imports.job import work_on
from applications.imports.likeness import likeness_of
from applications.models import Contact, ImportBatch, WaitingRow
from tests.factories.applications import apply
from tests.factories.calls import redated
from tests.factories.imports import a_row, judged, matched, started, taken_in

pytestmark = pytest.mark.django_db


def at(hours: int) -> str:
    """A received time so many hours ago, as a form tool writes it."""
    return f"{timezone.localtime(timezone.now() - timedelta(hours=hours)):%Y-%m-%d %H:%M:%S}"


def twice(call, by, **second: str) -> ImportBatch:
    """Somebody who answered in row 3 and, corrected, before it in the file."""
    corrected = a_row(received=at(1), zip="02121", **second)
    return judged(call, by, corrected, a_row(received=at(5), zip="02126"))


def zips_in(batch: ImportBatch) -> set[str]:
    """The ZIP codes of what it brought in."""
    found = [current_revision(each) for each in queries.applications_in(batch)]
    return {Contact.objects.get(revision=revision).zip_code for revision in found}


@pytest.mark.parametrize(
    ("picks", "zips"),
    [({}, {"02121"}), ({2: 3}, {"02126"}), ({2: ALL}, {"02121", "02126"})],
)
def test_of_rows_alike_the_last_received_comes_in_unless_somebody_says_another(
    call, cast, picks, zips
) -> None:
    batch = started(twice(call, cast.coordinator), cast.coordinator, picks=picks)
    work_on(batch)
    batch.refresh_from_db()
    assert zips_in(batch) == zips
    assert batch.left_out == 2 - len(zips)


def test_people_of_one_name_all_come_in_unless_somebody_says_that_they_are_one(call, cast) -> None:
    batch = twice(call, cast.coordinator, email="other@example.org")
    work_on(started(batch, cast.coordinator))
    assert len(zips_in(batch)) == 2


def test_people_whom_one_helper_wrote_for_all_come_in_unless_somebody_says_another(
    call, cast
) -> None:
    batch = twice(call, cast.coordinator, name="Mirlande Toussaint")
    assert queries.rows_alike(batch)
    work_on(started(batch, cast.coordinator))
    assert zips_in(batch) == {"02121", "02126"}


@pytest.mark.parametrize("email", ["anonymous", "N/A", "see phone"])
def test_what_is_no_email_makes_nobody_one_person(call, cast, email) -> None:
    people = [a_row(name=name, email=email) for name in ("Ann Lee", "Bo Diaz", "Cy Brown")]
    batch = judged(call, cast.coordinator, *people)
    assert queries.rows_alike(batch) == []
    work_on(started(batch, cast.coordinator))
    assert queries.applications_in(batch).count() == 3


def test_people_of_one_phone_are_not_taken_for_one(call, cast) -> None:
    rows = [a_row(name=name, email=f"{name}@example.org") for name in ("Ann", "Bo")]
    headings = ["Timestamp", "Full name", "Email", "ZIP", *["-"] * 4, "Phone"]
    given = [[*row[:8], "617-555-0100"] for row in rows]
    batch = matched(taken_in(call, cast.coordinator, [headings, *given]), cast.coordinator)
    assert "Same phone as row 3." in queries.rows_below(batch)[0].notes
    assert queries.rows_alike(batch) == []
    work_on(started(batch, cast.coordinator))
    assert queries.applications_in(batch).count() == 2


def test_phone_of_a_shelter_names_a_few_who_have_it(call) -> None:
    for number in range(5):
        apply(call, contact={"email": f"{number}@example.org", "phone": "617-555-0100"})
    people = [(row, "", "", "(617) 555 0100", "") for row in range(2, 8)]
    mine = likeness_of(call, people)[2]
    assert len(mine.twins) == 5 and len(mine.said) == 5
    assert "Same phone as 2 more applications." in mine.said
    assert "Same phone as 5 other rows." in mine.said


def test_of_rows_alike_the_one_before_comes_in_where_the_last_is_too_late(call, cast) -> None:
    now = timezone.now()
    call = redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=3))
    site_cache.clear()
    batch = started(twice(call, cast.coordinator), cast.coordinator)
    work_on(batch)
    assert zips_in(batch) == {"02126"}


def test_page_shows_rows_alike_and_what_was_said_of_them(call, cast, client) -> None:
    batch = twice(call, cast.coordinator)
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/imports/{batch.pk}/").content.decode()
    assert "Only row 2, received last" in page and "All of them" in page
    address = f"/staff/imports/{batch.pk}/start/"
    client.post(address, {"seen": batch.version, "pick_2": "3"})
    batch.refresh_from_db()
    work_on(batch)
    assert zips_in(batch) == {"02126"}
    (out,) = WaitingRow.objects.all()
    assert out.number == 2 and "Same email as row 3." in out.notes
    (reference,) = ImportBatch.objects.get().left_for["2"]
    assert queries.applications_in(batch).get().reference == reference

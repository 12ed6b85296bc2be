"""A value that stands for several choices of a question that takes several."""

import pytest

from applications.enums import RowVerdict
from applications.form.queries import current_revision
from applications.imports import queries
from applications.imports.job import work_on
from applications.models import Application
from tests.factories.imports import HEADINGS, a_row, matched, started, taken_in

pytestmark = pytest.mark.django_db

BO = {"name": "Bo", "email": "bo@example.org"}


def chosen_by(application: Application) -> set[str]:
    """What they chose."""
    answers = current_revision(application).answers.filter(question__key="availability")
    return set(answers.values_list("choice__key", flat=True))


@pytest.mark.parametrize("value", ["Tue/Thu", "Tuesday evenings", "Weekdays", "Sat"])
def test_other_days_than_those_of_a_choice_are_asked_about(call, cast, value) -> None:
    headings = [*HEADINGS[:-1], "questions-availability"]
    batch = taken_in(call, cast.coordinator, [headings, a_row(comments=value)])
    (row,) = queries.rows_below(matched(batch, cast.coordinator))
    assert (row.verdict, row.unknown) == (RowVerdict.UNKNOWN, [["questions-availability", value]])


def test_value_that_means_several_choices_is_asked_about_and_stands_for_all(
    call, cast, client
) -> None:
    headings = [*HEADINGS[:-1], "questions-availability"]
    rows = [a_row(comments="Weekends; Weekday mornings"), a_row(comments="weekends", **BO)]
    batch = matched(taken_in(call, cast.coordinator, [headings, *rows]), cast.coordinator)
    first = queries.rows_below(batch)[0]
    assert "“Weekends” is none of the choices" in " ".join(first.notes)
    client.force_login(cast.coordinator)
    address = f"/staff/imports/{batch.pk}/choices/"
    said = {"seen": batch.version, "value_0": "Weekends", "of_0": "questions-availability"}
    assert len(queries.unknown_values(batch)) == 1, "they are one value"
    page = client.post(address, {**said, "means_0": ["-", "sundays"]}, follow=True)
    assert "not both" in page.content.decode()
    client.post(address, {**said, "means_0": ["saturdays", "sundays"]})
    batch.refresh_from_db()
    assert not queries.rows_below(batch).filter(verdict=RowVerdict.UNKNOWN).exists()
    work_on(started(batch, cast.coordinator))
    first, second = queries.applications_in(batch).order_by("pk")
    assert chosen_by(first) == {"saturdays", "sundays", "weekday-mornings"}
    assert chosen_by(second) == {"saturdays", "sundays"}

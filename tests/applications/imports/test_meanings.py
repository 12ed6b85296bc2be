"""What values mean that are none of the choices: one choice or several, and said otherwise."""

import pytest

from applications.enums import RowVerdict
from applications.form.queries import current_revision
from applications.imports import queries
from applications.imports.actions.match import match_choices
from applications.imports.job import work_on
from applications.models import Application, Contact, ImportBatch
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


def unknown(batch: ImportBatch) -> int:
    """How many rows have a value that nobody said anything of."""
    return queries.rows_below(batch).filter(verdict=RowVerdict.UNKNOWN).count()


def said_first(call, by) -> ImportBatch:
    """A file of which it was said, wrongly, what a place means, and that a value means nothing."""
    headings = [*HEADINGS[:-1], "questions-availability"]
    rows = [a_row(neighborhood="JP", comments="Whenever")]
    batch = matched(taken_in(call, by, [headings, *rows]), by)
    said = {"home-neighborhood": {"JP": "allston"}, "questions-availability": {"Whenever": ""}}
    match_choices(by=by, batch=batch, seen=batch.version, meanings=said)
    return matched(taken_in(call, by, [headings, *rows]), by)  # the next file, as it is known


def test_what_was_said_of_values_is_shown_with_the_next_file_and_changed(
    call, cast, client
) -> None:
    batch = said_first(call, cast.coordinator)
    assert not unknown(batch)
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/imports/{batch.pk}/")
    assert "What was said of values" in page.content.decode()
    meanings = page.context["meanings"].meanings()
    said = {each.value: each.field.value() for each in meanings}
    assert said == {"JP": "allston", "Whenever": ["-"]}
    form = {field.html_name: field.value() for each in meanings for field in each.hidden}
    changed = {
        each.field.html_name: "jamaica-plain" if each.value == "JP" else ["sundays"]
        for each in meanings
    }
    address = f"/staff/imports/{batch.pk}/choices/"
    client.post(address, form | changed | {"seen": batch.version})
    batch.refresh_from_db()
    work_on(started(batch, cast.coordinator))
    application = queries.applications_in(batch).get()
    assert chosen_by(application) == {"sundays"}
    contact = Contact.objects.get(revision=current_revision(application))
    assert contact.neighborhood.slug == "jamaica-plain"


def test_what_was_said_is_taken_back_for_the_next_file_too(call, cast, client) -> None:
    batch = said_first(call, cast.coordinator)
    client.force_login(cast.coordinator)
    meanings = client.get(f"/staff/imports/{batch.pk}/").context["meanings"].meanings()
    form = {field.html_name: field.value() for each in meanings for field in each.hidden}
    client.post(f"/staff/imports/{batch.pk}/choices/", form | {"seen": batch.version})
    assert unknown(batch) == 1
    assert not any(queries.recipe_of(batch).choices.values())

"""Columns and choices are guessed in every language, and can be said by hand."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from applications.enums import RowVerdict
from applications.form import site_cache
from applications.imports import guess, queries
from applications.imports.actions.match import match_choices
from applications.imports.actions.take_in import choose_sheet
from applications.imports.targets import RECEIVED, _targets, fields_of, targets_of
from applications.imports.values import Unknown, chosen
from applications.models import Call, ImportRecipe
from core import languages
from core.actions import ChangedMeanwhile
from core.reading.limits import Sheet
from tests.factories.calls import asking
from tests.factories.imports import HEADINGS, a_row, judged, matched, taken_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def targets(call):
    return targets_of(site_cache.published(call.slug))


@pytest.fixture
def asks_more(call) -> Iterator[Call]:
    """The call as if it asked for age and employer; other tests find no targets of that kept."""
    _targets.cache_clear()
    yield asking(call, minimum_age=18, asks_city_employment=True)
    _targets.cache_clear()


def test_columns_are_guessed_by_what_form_tools_write(call) -> None:
    headings = [
        "Timestamp",
        "E-mail Address *",
        "1. First name",
        "2. Last name",
        "Zip Code",
        "Why?",
    ]
    assert guess.columns(headings, targets(call)) == {
        "0": RECEIVED,
        "1": "contact-email",
        "2": "contact-full_name",
        "3": "contact-full_name",
        "4": "home-zip_code",
    }


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Zip / Postal Code", "home-zip_code"),
        ("Do you live in the City of Boston?", "eligibility-lives_in_city"),
        ("I live in Boston", "eligibility-lives_in_city"),
        ("Are you a Boston resident?", "eligibility-lives_in_city"),
        ("I live in Cambridge", ""),
        ("Age", "about-you-age-band"),
        ("Race / ethnicity", "about-you-race-ethnicity"),
        ("Gender", "about-you-gender"),
        ("May we text you?", "contact-may_text"),
        ("Language of my answers", "language"),
        ("Are you at least 18 years old?", "eligibility-is_of_age"),
        ("3) Are you 18 years of age or older?", "eligibility-is_of_age"),
        ("Are you 65 years old or older?", ""),
        ("Do you or a family member work for the City?", "eligibility-works_for_city"),
        ("Do you live in the City of Cambridge?", ""),
        ("Do you live with a mental illness?", ""),
        ("Do you live in the city with children?", ""),
    ],
)
def test_questions_that_other_forms_ask_are_guessed_and_no_others(asks_more, heading, key) -> None:
    assert guess.target_of(heading, targets(asks_more)) == key


@pytest.mark.parametrize("language", [each.code for each in languages.ALL])
def test_columns_and_choices_are_known_in_every_language(call, language: str) -> None:
    known = targets(call)
    with translation.override(language):
        steps = fields_of(site_cache.published(call.slug))
        field = steps["questions"].fields["availability"]
        label, choices = str(field.label), [str(words) for _key, words in field.choices]
    assert guess.target_of(f"4. {label.upper()}", known) == "questions-availability"
    target = known.by_key["questions-availability"]
    keys = [key for key, _words in field.choices]
    assert chosen(target, ", ".join(choices), {}) == keys
    assert chosen(target, ";".join(reversed(choices)), {}) == keys[::-1]


def test_choices_are_known_by_key_number_and_yes_or_no(call) -> None:
    known = targets(call).by_key
    availability = known["questions-availability"]
    keys = [key for key, _words in availability.choices]
    assert chosen(availability, "1.0; 2", {}) == keys[:2]
    assert chosen(availability, f" {keys[0].upper()} ", {}) == keys[:1]
    assert chosen(known["contact-may_text"], "TRUE", {}) == ["yes"]
    assert chosen(known["contact-may_text"], "0", {}) == ["no"]
    assert chosen(known["language"], "Haitian Creole", {}) == ["ht"]
    with pytest.raises(Unknown) as unknown:
        chosen(availability, f"{keys[0]}, at night", {})
    assert unknown.value.values == ["at night"]


@pytest.mark.parametrize(
    ("heading", "value", "asked"),
    [
        ("Language", "Chinese", "Traditional or Simplified Chinese"),
        ("Preferred language", "chinese", "Traditional or Simplified Chinese"),
        ("Language", "Creole", "Haitian or Cabo Verdean Creole"),
    ],
)
def test_name_of_two_languages_is_asked_about(call, cast, client, heading, value, asked) -> None:
    rows = [[*HEADINGS[:-1], heading], a_row(comments=value)]
    batch = matched(taken_in(call, cast.coordinator, rows), cast.coordinator)
    (row,) = queries.rows_below(batch)
    assert row.verdict == RowVerdict.UNKNOWN
    assert f"“{value}” may be {asked}. Say which." in row.notes[0]
    client.force_login(cast.coordinator)
    assert f"{asked}?" in client.get(f"/staff/imports/{batch.pk}/").content.decode()


def test_headings_alone_are_refused(call, cast) -> None:
    with refuses("no_rows"):
        taken_in(call, cast.coordinator, [["Answers of 2026"], HEADINGS])


def test_guesses_are_marked_until_somebody_has_looked(call, cast, client) -> None:
    client.force_login(cast.coordinator)
    batch = taken_in(call, cast.coordinator, [HEADINGS, a_row()])
    address = f"/staff/imports/{batch.pk}/columns/"
    assert "Guessed: please check" in client.get(address).content.decode()
    matched(batch, cast.coordinator)
    assert "Guessed: please check" not in client.get(address).content.decode()


def test_all_that_is_wrong_with_columns_is_said_at_once(call, cast, client) -> None:
    day = timezone.localtime() - timedelta(days=2)
    row = a_row(received=f"{day:%m/%d/%Y} 10:00")
    batch = taken_in(call, cast.coordinator, [HEADINGS, row])
    client.force_login(cast.coordinator)
    posted = {f"column_{place}": key for place, key in batch.columns.items() if key != RECEIVED}
    posted |= {"column_7": "contact-email", "column_8": "home-zip_code"}
    posted |= {"seen": batch.version, "zone": "city", "language": "en"}
    address = f"/staff/imports/{batch.pk}/columns/"
    page = client.post(address, posted, follow=True).content.decode()
    assert "No column says when" in page
    assert "C “Email Address” and H “Do you work" in page and "D “ZIP code” and I" in page


def test_columns_that_are_joined_are_named(call, cast, client) -> None:
    headings = ["Timestamp", "First name", "Last name", "Email"]
    row = [a_row()[0], "Wideline", "Jean-Baptiste", "w@example.org"]
    batch = matched(taken_in(call, cast.coordinator, [headings, row]), cast.coordinator)
    client.force_login(cast.coordinator)
    page = " ".join(client.get(f"/staff/imports/{batch.pk}/").content.decode().split())
    assert "B “First name”, C “Last name”</bdi> are joined, in this order" in page


def test_headings_below_a_title_are_found(call) -> None:
    sheet = Sheet("", [(1, ["Answers of 2026"]), (3, HEADINGS), (4, a_row())])
    assert guess.header_row(sheet, targets(call)) == 3


def test_another_sheet_or_row_is_read_by_hand(call, cast) -> None:
    batch = taken_in(call, cast.coordinator, [HEADINGS, HEADINGS[::-1], a_row()[::-1]])
    choose_sheet(by=cast.coordinator, batch=batch, sheet=0, header_row=2)
    batch.refresh_from_db()
    assert batch.headings == HEADINGS[::-1] and queries.rows_below(batch).count() == 1
    with refuses("no_such_row"):
        choose_sheet(by=cast.coordinator, batch=batch, sheet=0, header_row=9)


def test_columns_without_a_time_or_filling_the_same_are_refused(call, cast) -> None:
    batch = taken_in(call, cast.coordinator, [HEADINGS, a_row()])
    with refuses("no_time"):
        matched(batch, cast.coordinator, fills={"2": "contact-email"})
    with refuses("filled_twice"):
        matched(batch, cast.coordinator, fills=batch.columns | {"8": "contact-email"})


def test_what_a_value_means_is_said_once_and_kept_for_the_next_file(call, cast) -> None:
    by = cast.coordinator
    rows = [a_row(neighborhood="Dot"), a_row(neighborhood="mars", email="b@example.org")]
    batch = judged(call, by, *rows)
    meanings = {"home-neighborhood": {"Dot": "dorchester", "mars": ""}}
    match_choices(by=by, batch=batch, seen=batch.version, meanings=meanings)
    assert not queries.unknown_values(batch)
    with pytest.raises(ChangedMeanwhile):
        match_choices(by=by, batch=batch, seen=batch.version, meanings=meanings)
    again = judged(call, by, *rows)
    assert not queries.unknown_values(again)
    recipe = ImportRecipe.objects.get()
    assert recipe.choices["home-neighborhood"]["dot"] == "dorchester"
    assert "mars" not in str(recipe.choices), "people wrote it, and it means nothing"
    third = judged(call, by, *rows)
    assert not queries.unknown_values(third), "it is forgotten after the second file"

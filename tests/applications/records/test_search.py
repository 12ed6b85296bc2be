"""Applications are found by what staff type: any spelling, any script, any punctuation."""

import pytest
from django.db import connection, transaction

from applications.form.actions.submit import Submission, submit
from applications.form.actions.withdraw import withdraw_application
from applications.models import Application, Contact, SearchEntry
from applications.models.residency import ResidencyCheck
from applications.models.search_entry import Term, terms
from applications.records.queries import search_entries
from tests.factories.applications import answers, apply
from tests.factories.names import expected, name_rows

HOME = {"neighborhood": "mattapan", "zip_code": "02126"}


def found(text: str, **wanted: str) -> list[Application]:
    return [entry.application for entry in search_entries(wanted, text)]


def named(call, full_name: str, **contact: str) -> Application:
    return apply(call, contact={"full_name": full_name, **contact})


def without_marks(name: str) -> str:
    """As somebody types it who has an English keyboard, where that can be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT plain_words(%s)", [name])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_name_of_every_script_is_found_as_written_and_without_marks(call) -> None:
    rows = [(expected(row), row["preferred_name"]) for row in name_rows()]
    people = [named(call, full, chosen_name=chosen) for full, chosen in rows]
    for person, (full, chosen) in zip(people, rows, strict=True):
        for typed in {full, chosen, full.lower(), full.upper(), without_marks(full)} - {""}:
            assert person in found(typed), typed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Frantz Désir", "desir frantz"),
        ("Nguyễn Thị Bích Ngọc", "nguyen ngoc"),
        ("Đỗ Thị Hạnh", "do hanh"),
        ("Wideline Jean-Baptiste", "jean baptiste"),
        ("Wideline Jean Baptiste", "jean-baptiste"),
        ("O’Brien Siobhán", "o'brien siobhan"),
        ("O'Brien Siobhan", "O’Brien"),
        ("İpek Şahin Işık", "ipek isik"),
        ("王小明", "小明"),
        ("王小明", "王"),
        ("Щербакова-Ёлкина Софья", "щербакова елкина"),
        ("عَبْدُ الرحمٰن أحمد", "عبد الرحمن احمد"),
        ("José Peña", "JOSE\u0301 PEN\u0303A"),
        ("X Æ A-12", "ae a-12"),
    ],
)
def test_name_is_found_in_another_spelling(call, name: str, typed: str) -> None:
    other = named(call, "Thomas Smith")
    person = named(call, name)
    assert found(typed) == [person]
    assert other in found("smith")


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["(617) 555-0173", "+1 617.555.0173", "6175550173"])
@pytest.mark.parametrize(
    "typed",
    [
        "617-555-0173",
        "+1 (617) 555 0173",
        "16175550173",
        "555-0173",
        "٦١٧٥٥٥٠١٧٣",
        "Ana 617 555 0173",
    ],
)
def test_phone_is_found_in_any_punctuation(call, stored: str, typed: str) -> None:
    named(call, "Ana Other", phone="617 555 0199")
    person = named(call, "Ana Souza", phone=stored)
    assert found(typed) == [person]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("street", "typed"),
    [
        ("200 Meridian St", "meridian street"),
        ("200 Meridian Street", "200 meridian st."),
        ("7 Blue Hill Av", "Blue Hill Avenue"),
        ("7 Blue Hill Avenue", "blue hill ave"),
        ("5 Old Colony Rd.", "colony road"),
        ("3 Fenway Blvd", "boulevard"),
        ("3 Jamaicaway Drive", "jamaicaway dr"),
        ("1 Ruggles Ln, 1 Ruggles Ct", "ruggles lane court"),
        ("1 Park Plaza, Copley Sq", "copley square"),
        ("9 Monument Pl", "monument place"),
        ("9 Glen Ter", "glen terrace"),
        ("9 Soldiers Field Pkwy", "field parkway"),
        ("9 Providence Hwy", "highway"),
        ("14 W Fourth St", "west fourth street"),
        ("14 North Main St", "n main street"),
        ("8 St. James Ave", "saint james"),
    ],
)
def test_street_is_found_however_its_words_are_shortened(call, street: str, typed: str) -> None:
    other = apply(call, home={**HOME, "street": "88 Stone Hollow"})
    person = apply(call, home={**HOME, "street": street})
    assert found(typed) == [person]
    assert found("stone") == [other]


@pytest.mark.django_db
def test_reference_is_found_with_and_without_dashes(call) -> None:
    apply(call)
    person = apply(call)
    symbols = person.reference.split("-", 1)[1]
    misread = symbols.replace("0", "O").replace("1", "l")
    for typed in (
        person.reference,
        person.reference.lower(),
        person.reference.replace("-", ""),
        person.reference.replace("-", " "),
        symbols,
        symbols.replace("-", ""),
        misread,
        f"CDG-{misread}",
    ):
        assert found(typed) == [person], typed


@pytest.mark.django_db
def test_email_is_found_by_its_parts(call) -> None:
    named(call, "Ana Other", email="other@example.org")
    person = named(call, "Ana Souza", email="Ana.Souza+city@example.org")
    for typed in ("ana.souza+city@example.org", "ANA.SOUZA", "souza+city"):
        assert found(typed) == [person]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["02119", "ruthven", "12 Ruthven St", "02119 souza"])
def test_address_is_found_by_street_and_zip_code(call, typed: str) -> None:
    home = {"street": "12 Ruthven Street", "zip_code": "02119", "neighborhood": "roxbury"}
    person = apply(call, contact={"full_name": "Ana Souza"}, home=home)
    named(call, "Bia Lima")
    assert found(typed) == [person]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["%", "_", "\\", "100%_", "'; --", "' OR ''='", "\x00", "💐"])
def test_search_takes_every_character_as_itself(call, typed: str) -> None:
    apply(call)
    assert len(found(typed.replace("\x00", ""))) <= 1


@pytest.mark.django_db
def test_words_must_all_be_found(call) -> None:
    named(call, "Ana Souza")
    assert found("ana silva") == []


def test_terms_are_short_words_at_their_start_only() -> None:
    assert terms("Li 王 A-12") == [Term("Li", True), Term("王"), Term("A-12")]


@pytest.mark.django_db
def test_entry_follows_a_correction_a_withdrawal_and_a_check(call, cast) -> None:
    application = named(call, "Ana Souza")
    first = application.revisions.get()
    submit(
        by=None,
        submission=Submission(
            call=call,
            submission_key="5b5be2c5-41ee-4e4b-9c2a-6c3a9cbb5d5e",
            answers=answers(contact={"full_name": "Anna Silva"}, home={"neighborhood": "roxbury"}),
            language="es",
            channel="web",
            received_at=first.received_at,
            corrects=application,
        ),
    )
    assert found("souza") == []
    assert found("silva", neighborhood="roxbury", language="es", status="received") == [application]
    withdraw_application(by=None, application=application)
    assert found("silva", status="received") == []
    ResidencyCheck.objects.create(
        application=application, number=1, status="verified", by=cast.coordinator
    )
    assert found("silva", status="withdrawn", residency="verified") == [application]


@pytest.mark.django_db
def test_entry_follows_a_change_made_past_the_site(call) -> None:
    apply(call)
    with transaction.atomic():
        Contact.objects.update(full_name="Somebody Else")
    assert len(found("somebody else")) == 1
    assert SearchEntry.objects.count() == 1


@pytest.mark.django_db
def test_filters_are_exact(call) -> None:
    one = apply(call)
    apply(call, home={"neighborhood": "roxbury"})
    assert found("", neighborhood="mattapan") == [one]
    assert found("", channel="mail") == []
    assert found("", call="another") == []
    assert len(found("", call=call.slug, status="received", residency="unverified")) == 2


@pytest.mark.django_db
def test_reference_is_found_by_its_beginning(call) -> None:
    reference = named(call, "Thomas Smith").reference  # "CDG-7K4M-Q2XD"
    other = named(call, "Ana Souza")
    for typed in (reference[:7], reference[:9], reference[:10].lower(), reference[:-1]):
        assert [each.reference for each in found(typed)] == [reference], typed
    assert other not in found(f"{reference[:8]}-no")

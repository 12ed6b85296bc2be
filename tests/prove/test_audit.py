"""The crash proof's comparison sees each kind of damage; quick, so it runs with the other tests."""

from collections.abc import Callable

import pytest
from django.db import connection

from applications.models import (
    AboutYouAnswer,
    AboutYouDraft,
    Answer,
    Application,
    Call,
    Contact,
    Draft,
    Revision,
    Support,
)
from core.models import OutgoingMail
from tests.factories.applications import apply
from tests.prove.audit import Findings, Rows, compare
from tests.prove.people import about_you_of, answers_of, email_of


def ask(query: str) -> Rows:
    """What a query returns from the test's database."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def apply_as(number: int, call: Call) -> Contact:
    """The application of the person with this number, as if typed into the form."""
    answers = {**answers_of(number), **about_you_of(number)}
    several = ("connection", "race-ethnicity")
    typed = {key: value if key in several else value[0] for key, value in answers.items()}
    about_you = {key: typed.pop(key) for key in about_you_of(number)}
    application = apply(
        call,
        contact={"email": email_of(number)},
        connection={"connection": typed.pop("connection"), "connection-story": ""},
        questions={"availability": [], **typed},
        about_you={"gender": "", **about_you},
    )
    return Contact.objects.get(revision__application=application)


def look(contacts: list[Contact]) -> Findings:
    """The comparison, when everybody was shown the reference that was stored."""
    shown = {
        number: [contact.revision.application.reference]
        for number, contact in enumerate(contacts, 1)
    }
    return compare(ask, shown)


def send_again(contact: Contact) -> None:
    """A second revision of the same application, as no submission ever makes."""
    revision = contact.revision
    revision.pk, revision.number, revision.is_current = None, 2, False
    revision.submission_key = "6a3ee24c-7a5c-4d3d-8d0b-2f1d7f9d4f10"
    revision.save()


def keep_draft(contact: Contact) -> None:
    """The draft that should have gone with the sending."""
    revision = contact.revision
    draft = Draft.objects.create(
        submission_key=revision.submission_key, call=revision.application.call, language="en"
    )
    AboutYouDraft.objects.create(draft=draft)


TEARS: dict[str, Callable[[Contact], object]] = {
    "no support": lambda contact: Support.objects.filter(pk=contact.pk).delete(),
    "no contact": lambda contact: Contact.objects.filter(pk=contact.pk).delete(),
    "other answers": lambda contact: Answer.objects.filter(revision=contact.pk).first().delete(),
    "other about-you": lambda contact: AboutYouAnswer.objects.filter(revision=contact.pk).delete(),
    "0 mails": lambda contact: OutgoingMail.objects.filter(to_address=contact.email).delete(),
    "1 mails for 2 applications": lambda contact: OutgoingMail.objects.first().delete(),
    "no current revision": lambda contact: Revision.objects.filter(pk=contact.pk).update(
        is_current=False
    ),
    "2 revisions": send_again,
    "a draft beside it": keep_draft,
}


@pytest.fixture
def contacts(call: Call) -> list[Contact]:
    """Two people's applications, whole."""
    return [apply_as(number, call) for number in (1, 2)]


def test_audit_finds_nothing_where_all_is_well(contacts: list[Contact]) -> None:
    found = look(contacts)
    assert not found, found
    assert found.applications == 2


@pytest.mark.parametrize("what", TEARS)
def test_audit_finds_torn_applications(contacts: list[Contact], what: str) -> None:
    TEARS[what](contacts[0])
    assert any(what in line for line in look(contacts).torn)


def test_audit_finds_lost_applications(contacts: list[Contact]) -> None:
    assert compare(ask, {3: ["CDG-0000-0000"]}).lost == ["CDG-0000-0000 of person 3"]


def test_audit_finds_what_is_stored_twice(contacts: list[Contact], call: Call) -> None:
    apply_as(1, call)
    assert look(contacts).stored_twice == ["person 1"]


def test_audit_finds_other_references(contacts: list[Contact]) -> None:
    references = [str(reference) for reference in Application.objects.order_by("pk")]
    assert compare(ask, {1: references}).renamed
    assert compare(ask, {2: references[:1]}).renamed

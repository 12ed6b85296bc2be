"""Every message to residents, in every language: whole, and nothing of it in English."""

from collections.abc import Iterator

import pytest
from django.test import Client

from applications.form import emails
from applications.models import Contact, Draft
from core import languages, mail
from core.languages import ENGLISH
from core.models import OutgoingMail
from tests.applications.form.steps import fill_in
from tests.factories.applications import apply
from tests.factories.languages import each as each_language

OTHERS = [language for language in languages.ALL if language is not ENGLISH]
KINDS = 9


def _letters(call, code: str) -> Iterator[OutgoingMail]:
    """One of each kind, to somebody who reads this language."""
    application = apply(call, support={"reads": code})
    revision = application.revisions.get()
    contact = Contact.objects.get(revision=revision)
    yield emails.receipt(revision=revision, contact=contact, language=code)
    revision.number = 2
    yield emails.receipt(revision=revision, contact=contact, language=code)
    yield emails.queue_application_link(contact=contact)
    yield emails.queue_withdrawal(application=application)
    yield emails.queue_taken_back(application=application)
    yield emails.queue_new_code(application=application)
    yield emails.queue_address_changed(old=contact)
    fill_in(Client(), call, until="home")
    draft = Draft.objects.latest("saved_at")
    draft.language = code
    yield emails.queue_draft_link(draft=draft, to_address="a@example.org", language=code)
    yield emails.queue_reminder(draft=draft)


def _lines(letter: OutgoingMail) -> set[str]:
    """What is written in words: not the link, the reference, or how to reach us."""
    lines = {line.strip() for line in letter.body.splitlines()} | {letter.subject}
    return {line for line in lines if " " in line}


@pytest.mark.django_db
@pytest.mark.parametrize("language", each_language(OTHERS))
def test_letters_are_in_the_readers_language(call, language) -> None:
    english = {line for letter in _letters(call, "en") for line in _lines(letter)}
    letters = list(_letters(call, language.code))
    assert len(letters) == KINDS
    mine = f"/{language.code}/{call.slug}/mine/"
    assert sum(mine in letter.body for letter in letters) == KINDS - 3, "a way in"
    for letter in letters:
        assert letter.language == language.code
        assert _lines(letter) & english == set()
        assert getattr(call, f"title_{language.code.replace('-', '_')}") in letter.body
        assert "%(" not in letter.body + letter.subject


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", each_language(languages.ALL))
def test_letter_in_each_language_goes_through_smtp_unchanged(call, mailbox, language) -> None:
    apply(call, support={"reads": language.code})
    stored = OutgoingMail.objects.get()
    mail.send_waiting()
    [sent] = mailbox.messages
    body = sent.get_payload(decode=True).decode(sent.get_content_charset())
    assert body.replace("\r\n", "\n").strip() == stored.body.strip()

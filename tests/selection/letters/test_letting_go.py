"""Letters go once, as they were seen, to everybody whom the release answers."""

import pytest

from core import mail
from core.models import OutgoingMail
from selection.letter_enums import LetterChannel, LetterState
from selection.models import Letter
from tests.factories.letters import (
    BY_PHONE,
    BY_POST,
    answered_by,
    decision_about,
    reader_of,
    send_letters,
)

pytestmark = pytest.mark.django_db


def test_letters_go_in_each_readers_language_and_way(call, cast, mailbox):
    spanish = reader_of(call, "es", email="ana@example.org", full_name="Ana Souza")
    arabic = reader_of(call, "ar", full_name="عبد الرحمن", **BY_POST)
    creole = reader_of(call, "ht", **BY_PHONE)
    release = answered_by(cast, spanish)
    letters = send_letters(release, cast.coordinator)
    assert {letter.decision.application: letter.channel for letter in letters} == {
        spanish: LetterChannel.MAIL,
        arabic: LetterChannel.PRINT,
    }
    assert mail.send_waiting() == 1
    (message,) = mailbox.messages
    assert message["To"] == "ana@example.org"
    words = message.get_payload(decode=True).decode()
    assert words.startswith("Hola, Ana Souza:")
    assert "Le invitamos a ser miembro" in words
    assert "$1,200" in words and spanish.reference in words
    sent = Letter.objects.get(decision=decision_about(spanish))
    assert sent.state == LetterState.SENT
    assert not Letter.objects.filter(decision=decision_about(creole)).exists()
    assert OutgoingMail.objects.get().holds_secret is False

"""Letters go once, as they were seen, to everybody whom the release answers."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from applications.form.actions.withdraw import withdraw_application
from applications.models import Contact
from core import mail
from core.actions import Refused
from core.languages import BY_CODE
from core.models import OutgoingMail
from selection.enums import Outcome
from selection.letter_enums import LetterChannel, LetterState, ReturnReason
from selection.letters.actions.follow_up import mark_printed, note_return
from selection.letters.actions.let_go import let_letters_go, read_text, send_again
from selection.letters.actions.texts import write_text
from selection.letters.queries import not_told, on_their_way, to_call
from selection.letters.queue import queue_of, standing_texts
from selection.models import Letter, LetterTemplate
from tests.concurrency import at_once
from tests.factories.letters import (
    BY_PHONE,
    BY_POST,
    answered_by,
    decision_about,
    reader_of,
    send_letters,
)
from tests.factories.releasing import proposed_release, read_texts
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def spanish(call):
    return reader_of(call, "es", email="ana@example.org", full_name="Ana Souza")


@pytest.fixture
def arabic(call):
    return reader_of(call, "ar", full_name="عبد الرحمن", **BY_POST)


def edited(call, outcome, language):
    """One more blank-line paragraph in a text: the next version."""
    text = standing_texts(call)[outcome, language]
    return write_text(
        by=None,
        call=call,
        outcome=outcome,
        language=BY_CODE[language],
        subject=text.subject,
        body=f"{text.body}\n\n…",
        seen=text.version,
    )


def letter_mails():
    return OutgoingMail.objects.filter(letter__isnull=False)


def test_letters_go_in_each_readers_language_and_way(call, cast, mailbox, spanish, arabic):
    creole = reader_of(call, "ht", **BY_PHONE)
    release = answered_by(cast, spanish)
    letters = send_letters(release, cast.coordinator)
    assert {letter.decision.application: letter.channel for letter in letters} == {
        spanish: LetterChannel.MAIL,
        arabic: LetterChannel.PRINT,
    }
    mail.send_waiting()
    (message,) = [each for each in mailbox.messages if "respuesta" in each["Subject"]]
    assert message["To"] == "ana@example.org"
    assert message["Content-Language"] == "es"
    words = message.get_payload(decode=True).decode()
    assert words.startswith("Hola, Ana Souza:")
    assert "Le invitamos a ser miembro" in words
    assert "$1,200" in words
    assert f"/es/{call.slug}/mine/" in words
    assert words.count(f"Su referencia: {spanish.reference}") == 1
    sent = Letter.objects.get(decision=decision_about(spanish))
    assert sent.state == LetterState.SENT
    assert sent.mail.body, "it holds no secret, and is kept in case somebody asks"
    assert [row.decision.application for row in to_call(call)] == [creole]


def test_address_in_arabic_has_no_slash_that_would_be_shown_before_it(call, cast):
    arabic = reader_of(call, "ar", email="r@example.org")
    (letter,) = send_letters(answered_by(cast, arabic), cast.coordinator)
    assert f"/ar/{call.slug}/mine\n" in letter.mail.body


def test_letters_unchecked_carry_the_english(call, cast, spanish):
    send_letters(answered_by(cast, spanish), cast.coordinator)
    (message,) = letter_mails()
    assert "revisando esta traducción" in message.body
    assert "You are invited to be a member" in message.body


def test_letters_not_released_do_not_go(call, cast, spanish):
    release = proposed_release(cast, spanish)
    read_texts(release, cast.second_coordinator)
    digest = queue_of(release, cast.second_coordinator).digest
    with refuses("not_released"):
        let_letters_go(by=cast.second_coordinator, release=release, digest=digest)


def test_letters_unread_do_not_go(call, cast, spanish, arabic):
    release = answered_by(cast, spanish)
    queue = queue_of(release, cast.coordinator)
    assert len(queue.unread) == 2
    read_text(by=cast.coordinator, release=release, text=queue.texts[0])
    with refuses("unread"):
        let_letters_go(by=cast.coordinator, release=release, digest=queue.digest)
    assert not Letter.objects.exists()


def test_letters_go_once_also_on_a_second_press(call, cast, spanish):
    release = answered_by(cast, spanish)
    read_texts(release, cast.coordinator)
    digest = queue_of(release, cast.coordinator).digest
    let_letters_go(by=cast.coordinator, release=release, digest=digest)
    with refuses("changed_meanwhile"):
        let_letters_go(by=cast.coordinator, release=release, digest=digest)
    assert (
        let_letters_go(
            by=cast.coordinator, release=release, digest=queue_of(release, cast.coordinator).digest
        )
        == []
    )
    assert letter_mails().count() == 1


def test_letters_with_words_edited_since_do_not_go(call, cast, spanish):
    release = answered_by(cast, spanish)
    read_texts(release, cast.coordinator)
    digest = queue_of(release, cast.coordinator).digest
    edited(call, Outcome.MEMBER, "es")
    with refuses("changed_meanwhile"):
        let_letters_go(by=cast.coordinator, release=release, digest=digest)
    fresh = queue_of(release, cast.coordinator)
    with refuses("unread"):
        let_letters_go(by=cast.coordinator, release=release, digest=fresh.digest)


def test_letters_after_an_address_changed_do_not_go_unseen(call, cast, spanish):
    release = answered_by(cast, spanish)
    read_texts(release, cast.coordinator)
    digest = queue_of(release, cast.coordinator).digest
    Contact.objects.filter(revision__application=spanish).update(email="", phone="617-555-0100")
    with refuses("changed_meanwhile"):
        let_letters_go(by=cast.coordinator, release=release, digest=digest)


def test_letters_of_who_withdrew_do_not_go(call, cast, spanish, arabic):
    release = answered_by(cast, spanish)
    read_texts(release, cast.coordinator)
    digest = queue_of(release, cast.coordinator).digest
    withdraw_application(by=None, application=spanish)
    with refuses("changed_meanwhile"):
        let_letters_go(by=cast.coordinator, release=release, digest=digest)
    queue = queue_of(release, cast.coordinator)
    assert [each.application for each in queue.withdrawn] == [spanish]
    assert [each.decision.application for each in queue.people] == [arabic]


@pytest.mark.parametrize("outcome", [Outcome.RESERVE, Outcome.NOT_CHOSEN, Outcome.NOT_ELIGIBLE])
def test_letter_with_words_of_another_outcome_is_refused_by_the_database(
    call, cast, spanish, outcome
):
    release = answered_by(cast, spanish)
    assert release.pk
    with pytest.raises(IntegrityError, match="a letter says what was decided"):
        Letter.objects.create(
            decision=decision_about(spanish),
            template=standing_texts(call)[outcome, "es"],
            channel=LetterChannel.MAIL,
            let_go_by=cast.coordinator,
        )


def test_letter_with_older_words_is_refused_by_the_database(call, cast, spanish):
    answered_by(cast, spanish)
    old = standing_texts(call)[Outcome.MEMBER, "es"]
    edited(call, Outcome.MEMBER, "es")
    with pytest.raises(IntegrityError, match="a letter says what was decided"):
        Letter.objects.create(
            decision=decision_about(spanish),
            template=old,
            channel=LetterChannel.MAIL,
            let_go_by=cast.coordinator,
        )


def test_letter_twice_the_same_way_is_refused_by_the_database(call, cast, spanish):
    (letter,) = send_letters(answered_by(cast, spanish), cast.coordinator)
    with pytest.raises(IntegrityError, match="one_letter_a_decision_a_channel"):
        Letter.objects.create(
            decision=letter.decision,
            template=letter.template,
            channel=letter.channel,
            let_go_by=cast.coordinator,
        )


def test_letter_and_its_words_stay_as_they_went(call, cast, spanish):
    (letter,) = send_letters(answered_by(cast, spanish), cast.coordinator)
    for row, change in (
        (Letter.objects.filter(pk=letter.pk), {"channel": LetterChannel.PRINT}),
        (LetterTemplate.objects.filter(pk=letter.template_id), {"body": "Anything."}),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            row.update(**change)
    assert edited(call, Outcome.MEMBER, "es").version == 2
    letter.refresh_from_db()
    assert letter.template.version == 1


def test_letter_goes_again_only_after_it_came_back(call, cast, spanish):
    (letter,) = send_letters(answered_by(cast, spanish), cast.coordinator)
    again = {"by": cast.coordinator, "decision": letter.decision}
    with refuses("gone_already"):
        send_again(**again, channel=LetterChannel.MAIL)
    with refuses("no_way"):
        send_again(**again, channel=LetterChannel.PRINT)
    with refuses("not_gone"):
        note_return(by=cast.coordinator, letter=letter, reason=ReturnReason.FULL)
    mail.send_waiting()
    note_return(by=cast.coordinator, letter=letter, reason=ReturnReason.UNKNOWN)
    assert [row.decision.application for row in to_call(call)] == [spanish]
    send_again(**again, channel=LetterChannel.MAIL)
    assert letter_mails().count() == 2
    assert to_call(call) == []


def test_letter_refused_by_the_server_counts_as_not_told(call, cast, spanish, settings):
    send_letters(answered_by(cast, spanish), cast.coordinator)
    assert on_their_way(call).count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mail.send_waiting()
    (row,) = to_call(call)
    assert row.decision.application == spanish
    assert row.letters[0].state == LetterState.REFUSED


def test_letter_on_paper_counts_once_it_is_printed(call, cast, arabic):
    (letter,) = send_letters(answered_by(cast, arabic), cast.coordinator)
    assert letter.state == LetterState.TO_PRINT
    assert not_told(call).count() == 1
    assert mark_printed(by=cast.coordinator, call=call, letters=[letter.pk]) == 1
    assert mark_printed(by=cast.second_coordinator, call=call, letters=[letter.pk]) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.printed_by) == (LetterState.PRINTED, cast.coordinator)
    assert not_told(call).count() == 0


@pytest.mark.django_db(transaction=True)
def test_letters_go_once_though_two_people_let_them_go_at_the_same_moment(call, cast, spanish):
    release = answered_by(cast, spanish)
    both = [cast.coordinator, cast.second_coordinator] * 2
    for person in both[:2]:
        read_texts(release, person)
    digest = queue_of(release).digest

    def press() -> int:
        try:
            return len(let_letters_go(by=both.pop(), release=release, digest=digest))
        except Refused:
            return 0

    before = OutgoingMail.objects.count()
    assert sorted(at_once(press)) == [0, 0, 0, 1]
    assert Letter.objects.count() == OutgoingMail.objects.count() - before == 1

"""The words of letters: versions, checks, and placeholders that are the same in all languages."""

import pytest
from django.db import IntegrityError, transaction

from core.languages import ALL, BY_CODE, ENGLISH
from selection.enums import Outcome
from selection.letters.actions.texts import check_text, write_text
from selection.letters.queue import queue_of, standing_texts
from selection.letters.words import check, fill, placeholders
from selection.models import LetterTemplate
from tests.factories.calls import second_call
from tests.factories.letters import answered_by, reader_of
from tests.factories.releasing import read_texts
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def words(call, outcome, language, by, **changes):
    """Write one text, as it is but for the changes."""
    text = standing_texts(call).get((outcome, language))
    given = {"subject": text.subject, "body": text.body, "seen": text.version} if text else {}
    return write_text(
        by=by,
        call=call,
        outcome=outcome,
        language=BY_CODE[language],
        **{**given, **changes},
    )


def test_letters_of_the_city_are_whole_in_all_languages(call):
    texts = standing_texts(call)
    assert set(texts) == {(outcome, language.code) for outcome in Outcome for language in ALL}
    for (outcome, _code), text in texts.items():
        check(outcome, text.subject, text.body)
        english = texts[outcome, ENGLISH.code]
        assert placeholders(text.subject, text.body) == placeholders(english.subject, english.body)
        assert text.checked_at is None, "a draft until somebody has checked it"


def test_letters_are_copied_with_a_call_in_their_newest_words(call, cast):
    words(call, Outcome.RESERVE, "en", cast.coordinator, body="Thank you: {title}.")
    other = second_call(call)
    copied = standing_texts(other)
    assert copied.keys() == standing_texts(call).keys()
    assert copied[Outcome.RESERVE, "en"].body == "Thank you: {title}."
    assert copied[Outcome.RESERVE, "es"].translates == 1, "older than the English, as before"


@pytest.mark.parametrize(
    ("outcome", "body", "code"),
    [
        (Outcome.MEMBER, "{title} {name}", "unknown_placeholder"),
        (Outcome.MEMBER, "{reply_by} {stipend}", "missing_placeholder"),
        (Outcome.NOT_CHOSEN, "{reply_by}", "unknown_placeholder"),
        (Outcome.NOT_CHOSEN, "{{ title }}", "unknown_placeholder"),
        (Outcome.NOT_CHOSEN, "{{title}}", "stray_brace"),
        (Outcome.NOT_CHOSEN, "{title", "stray_brace"),
        (Outcome.NOT_ELIGIBLE, "No.", "missing_placeholder"),
    ],
)
def test_words_with_wrong_placeholders_are_refused(call, cast, outcome, body, code):
    with refuses(code):
        words(call, outcome, "en", cast.coordinator, body=body)


def test_translation_without_a_placeholder_of_the_english_is_refused(call, cast):
    text = standing_texts(call)[Outcome.MEMBER, "vi"]
    fewer = text.body.replace("{title}", "…")
    with refuses("other_placeholders"):
        words(call, Outcome.MEMBER, "vi", cast.coordinator, body=fewer)
    with (
        pytest.raises(IntegrityError, match="placeholders are those of the English"),
        transaction.atomic(),
    ):
        LetterTemplate.objects.create(
            call=call,
            outcome=Outcome.MEMBER,
            language="vi",
            version=2,
            translates=1,
            subject=text.subject,
            body=fewer,
        )


def test_translation_of_other_placeholders_cannot_go(call, cast):
    """The English was changed: what was translated before says something else."""
    applicant = reader_of(call, "vi")
    reserve = reader_of(call, "vi")
    release = answered_by(cast, applicant, reserves=[reserve])
    english = standing_texts(call)[Outcome.RESERVE, "en"]
    body = f"{english.body}\n\n{{status_page}}"
    words(call, Outcome.RESERVE, "en", cast.coordinator, body=body)
    read_texts(release, cast.coordinator)
    (problem,) = queue_of(release, cast.coordinator).problems
    assert "Vietnamese" in problem


def test_words_edited_by_two_at_once_are_not_lost(call, cast):
    words(call, Outcome.RESERVE, "en", cast.coordinator, body="One. {title}")
    with refuses("changed_meanwhile"):
        words(call, Outcome.RESERVE, "en", cast.second_coordinator, body="Two. {title}", seen=1)


def test_words_saved_as_they_are_make_no_version(call, cast):
    words(call, Outcome.RESERVE, "fr", cast.coordinator)
    assert standing_texts(call)[Outcome.RESERVE, "fr"].version == 1


def test_words_are_checked_by_somebody_else(call, cast):
    body = standing_texts(call)[Outcome.RESERVE, "fr"].body + "\n\n…"
    text = words(call, Outcome.RESERVE, "fr", cast.coordinator, body=body)
    with refuses("own_words"):
        check_text(by=cast.coordinator, text=text)
    check_text(by=cast.second_coordinator, text=text)
    assert standing_texts(call)[Outcome.RESERVE, "fr"].checked_by == cast.second_coordinator


def test_fill_leaves_what_it_fills_in_as_it_is():
    given = {"{title}": "{reference} {{ 7|add:1 }} %(x)s", "{reference}": "CDG-1"}
    filled = fill("{title} · {reference} · {other}", given)
    assert filled == "{reference} {{ 7|add:1 }} %(x)s · CDG-1 · {other}"

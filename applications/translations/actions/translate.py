"""Translate answers, check translations, and correct an answer's language.

A translation belongs to the answer of the first revision with the same text: see
`with_translations`. Its row is locked by each action.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.messages.constants import INFO, WARNING
from django.utils import timezone

from applications.enums import TRANSLATION_MOVES, TranslationStatus
from applications.models import Answer, AnswerLanguage, LanguageRead, Translation
from applications.translations.queue import current_answer
from core.actions import ChangedMeanwhile, Refused, action
from core.languages import ENGLISH
from core.models import User
from core.states import may_move

NEEDS_NONE = (
    "This answer needs no translation now: the applicant changed it or withdrew, or staff hold "
    "words of it back."
)
TRANSLATED = "This answer is translated. Send it back first, then say so."
OWN = "You translated this one. Somebody else checks it."
FASTER = "Somebody else was faster: it was checked or sent back meanwhile."


@action
def choose_languages(*, by: User, languages: Iterable[str]) -> None:
    """Set the languages that `by` reads, besides English."""
    chosen = set(languages) - {ENGLISH.code}
    read = LanguageRead.objects.filter(user=by)
    read.exclude(language__in=chosen).delete()
    known = set(read.values_list("language", flat=True))
    LanguageRead.objects.bulk_create(
        (LanguageRead(user=by, language=code) for code in sorted(chosen - known)),
        ignore_conflicts=True,
    )


@action
def mark_language(*, by: User, answer: Answer, language: str) -> None:
    """Correct the language of an answer; refused once it is translated."""
    _current(answer)
    translation = Translation.objects.select_for_update().filter(answer=answer).first()
    if translation and translation.status != TranslationStatus.DRAFT:
        raise Refused(TRANSLATED, "nothing_to_do")
    AnswerLanguage.objects.update_or_create(
        answer=answer, defaults={"language": language, "set_by": by, "set_at": timezone.now()}
    )
    if translation and language != ENGLISH.code:
        translation.language = language
        translation.save()


@action
def claim_translation(*, by: User, answer: Answer) -> Translation:
    """Claim an answer for translating. Claiming again extends the claim.

    Refused while somebody else has it, and when it is handed in or in English.
    """
    return _claimed(
        by,
        answer,
        taken="{} is translating this one. Take another.",
        done="This one is translated already, or in English.",
    )


def _claimed(by: User, answer: Answer, *, taken: str, done: str) -> Translation:
    """`taken` and `done` are the messages: somebody else has it, or there is nothing to do."""
    language = _current(answer).language
    if language == ENGLISH.code:
        raise Refused(done, "nothing_to_do", level=INFO)
    may_move(TRANSLATION_MOVES, None, TranslationStatus.DRAFT, by=by)
    now = timezone.now()
    # Of two who claim at once, one inserts the row; then each waits for its lock.
    Translation.objects.get_or_create(
        answer=answer,
        defaults={"language": language, "claimed_by": by, "claimed_at": now},
    )
    translation = Translation.objects.select_for_update().get(answer=answer)
    if translation.status != TranslationStatus.DRAFT:
        raise Refused(done, "nothing_to_do", level=INFO)
    if translation.is_claimed_by_another(by, now):
        raise Refused(taken.format(translation.claimed_by), "held_by_another", level=WARNING)
    translation.language = language
    translation.claimed_by, translation.claimed_at = by, now
    translation.save()
    return translation


@action
def release_translation(*, by: User, answer: Answer) -> None:
    """Release a claim; the saved text stays. Does nothing without a claim."""
    Translation.objects.filter(answer=answer, claimed_by=by).update(
        claimed_by=None, claimed_at=None
    )


@action
def save_translation(*, by: User, answer: Answer, text: str) -> Translation:
    """Save an unfinished translation; refused where it cannot be claimed."""
    translation = _claimed_to_save(by, answer)
    translation.text = text
    translation.save()
    return translation


@action
def submit_translation(*, by: User, answer: Answer, text: str) -> Translation:
    """Submit a translation for checking; refused where it cannot be claimed."""
    translation = _claimed_to_save(by, answer)
    translation.text = text
    translation.translated_by, translation.translated_at = by, timezone.now()
    _move(translation, TranslationStatus.TO_CHECK, by)
    return translation


@action
def approve_translation(*, by: User, answer: Answer, seen: datetime) -> Translation:
    """Approve the translation that was handed in at `seen`.

    Refused to its translator, and when it is checked, sent back or handed in anew.
    """
    translation = _locked(answer)
    if translation.translated_by_id == by.pk:
        raise Refused(OWN, "own_translation")
    if translation.translated_at != seen:
        raise ChangedMeanwhile(FASTER, level=INFO)
    translation.checked_by, translation.checked_at = by, timezone.now()
    _move(translation, TranslationStatus.CHECKED, by)
    return translation


@action
def send_back_translation(*, by: User, answer: Answer, seen: datetime, note: str) -> Translation:
    """Send a translation back with a note; its translator may do that, too.

    Refused when it is open, or was handed in anew since `seen`.
    """
    translation = _locked(answer)
    if translation.translated_at != seen:
        raise ChangedMeanwhile(FASTER, level=INFO)
    translation.checked_by = translation.checked_at = None
    translation.sent_back_by, translation.sent_back_at = by, timezone.now()
    translation.note = note
    _move(translation, TranslationStatus.DRAFT, by)
    return translation


def _claimed_to_save(by: User, answer: Answer) -> Translation:
    return _claimed(
        by,
        answer,
        taken="{} has taken this one up since.",
        done="This one was handed in already, or is said to be in English.",
    )


def _current(answer: Answer) -> Answer:
    """The current answer, which must have the text of `answer`. Refused otherwise."""
    current = current_answer(answer)
    if current is None or current.first_id != answer.pk:
        raise Refused(NEEDS_NONE, "answer_changed", level=INFO)
    return current


def _locked(answer: Answer) -> Translation:
    _current(answer)
    translation = Translation.objects.select_for_update().filter(answer=answer).first()
    if translation is None:
        raise Refused(FASTER, "nothing_to_do", level=INFO)
    return translation


def _move(translation: Translation, status: TranslationStatus, by: User) -> None:
    """Change the status and release the claim; refused if the move is not allowed."""
    if not may_move(TRANSLATION_MOVES, translation.status, status, by=by):
        raise Refused(FASTER, "nothing_to_do", level=INFO)
    translation.status = status
    translation.claimed_by = translation.claimed_at = None
    translation.save()

"""Translate what people answered, check it, and say which language an answer is in.

Everything hangs on the answer of the first revision that said the same words: see
`with_translations`. The row of a translation is the queue for all who work on it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from applications.enums import TRANSLATION_MOVES, TranslationStatus
from applications.models import Answer, AnswerLanguage, LanguageRead, Translation
from applications.translations.queue import current_answer
from core.actions import action
from core.languages import ENGLISH
from core.models import User
from core.states import may_move


class AnswerChanged(Exception):
    """It needs no translation: changed or withdrawn by its applicant, or held back by staff."""


class HeldByAnother(Exception):
    """Somebody else is translating it, whom `by` names."""

    def __init__(self, by: User) -> None:
        super().__init__(by.pk)
        self.by = by


class NothingToDo(Exception):
    """It is not, or no longer, at the point where this could be done to it."""


class OwnTranslation(Exception):
    """Nobody checks what they translated."""


@action
def choose_languages(*, by: User, languages: Iterable[str]) -> None:
    """Say which languages one reads; English is everybody's."""
    wanted = set(languages) - {ENGLISH.code}
    read = LanguageRead.objects.filter(user=by)
    read.exclude(language__in=wanted).delete()
    known = set(read.values_list("language", flat=True))
    LanguageRead.objects.bulk_create(
        (LanguageRead(user=by, language=code) for code in sorted(wanted - known)),
        ignore_conflicts=True,
    )


@action
def mark_language(*, by: User, answer: Answer, language: str) -> None:
    """Say which language an answer is in. Raises AnswerChanged, and NothingToDo once translated."""
    _standing(answer)
    translation = Translation.objects.select_for_update().filter(answer=answer).first()
    if translation and translation.status != TranslationStatus.DRAFT:
        raise NothingToDo
    AnswerLanguage.objects.update_or_create(
        answer=answer, defaults={"language": language, "set_by": by, "set_at": timezone.now()}
    )
    if translation and language != ENGLISH.code:
        translation.language = language
        translation.save()


@action
def claim_translation(*, by: User, answer: Answer) -> Translation:
    """Take an answer up, to translate it. Again is the same, and lasts longer.

    Raises HeldByAnother while somebody else has it, NothingToDo when it is handed in or in
    English, and AnswerChanged.
    """
    language = _standing(answer).language
    if language == ENGLISH.code:
        raise NothingToDo
    may_move(TRANSLATION_MOVES, None, TranslationStatus.DRAFT, by=by)
    now = timezone.now()
    # Two who begin at once meet on the unique answer; then each waits for the row.
    Translation.objects.get_or_create(
        answer=answer,
        defaults={"language": language, "claimed_by": by, "claimed_at": now},
    )
    translation = Translation.objects.select_for_update().get(answer=answer)
    if translation.status != TranslationStatus.DRAFT:
        raise NothingToDo
    if translation.is_claimed_by_another(by, now):
        raise HeldByAnother(translation.claimed_by)
    translation.language = language
    translation.claimed_by, translation.claimed_at = by, now
    translation.save()
    return translation


@action
def release_translation(*, by: User, answer: Answer) -> None:
    """Let somebody else have it; what was saved stays. Nothing to release is no mistake."""
    Translation.objects.filter(answer=answer, claimed_by=by).update(
        claimed_by=None, claimed_at=None
    )


@action
def save_translation(*, by: User, answer: Answer, text: str) -> Translation:
    """Keep an unfinished translation. Raises what `claim_translation` raises."""
    translation = claim_translation(by=by, answer=answer)
    translation.text = text
    translation.save()
    return translation


@action
def submit_translation(*, by: User, answer: Answer, text: str) -> Translation:
    """Hand a translation in, for somebody else to check. Raises what `claim_translation` raises."""
    translation = claim_translation(by=by, answer=answer)
    translation.text = text
    translation.translated_by, translation.translated_at = by, timezone.now()
    _move(translation, TranslationStatus.TO_CHECK, by)
    return translation


@action
def approve_translation(*, by: User, answer: Answer, translated_at: datetime) -> Translation:
    """Say that a translation is right, as it was handed in at `translated_at`.

    Raises OwnTranslation; NothingToDo when it is checked, sent back or handed in anew; and
    AnswerChanged.
    """
    translation = _locked(answer)
    if translation.translated_by_id == by.pk:
        raise OwnTranslation
    if translation.translated_at != translated_at:
        raise NothingToDo
    translation.checked_by, translation.checked_at = by, timezone.now()
    _move(translation, TranslationStatus.CHECKED, by)
    return translation


@action
def send_back_translation(
    *, by: User, answer: Answer, translated_at: datetime, note: str
) -> Translation:
    """Open a translation again and say why; whoever made it may do so as well.

    Raises NothingToDo when it is open, or was handed in anew since `translated_at`; and
    AnswerChanged.
    """
    translation = _locked(answer)
    if translation.translated_at != translated_at:
        raise NothingToDo
    translation.checked_by = translation.checked_at = None
    translation.sent_back_by, translation.sent_back_at = by, timezone.now()
    translation.note = note
    _move(translation, TranslationStatus.DRAFT, by)
    return translation


def _standing(answer: Answer) -> Answer:
    """What the applicant says now, which must be the words of `answer`."""
    standing = current_answer(answer)
    if standing is None or standing.first_id != answer.pk:
        raise AnswerChanged
    return standing


def _locked(answer: Answer) -> Translation:
    _standing(answer)
    translation = Translation.objects.select_for_update().filter(answer=answer).first()
    if translation is None:
        raise NothingToDo
    return translation


def _move(translation: Translation, status: TranslationStatus, by: User) -> None:
    """To the next status, with nobody at work on it. Raises NothingToDo where none leads there."""
    if not may_move(TRANSLATION_MOVES, translation.status, status, by=by):
        raise NothingToDo
    translation.status = status
    translation.claimed_by = translation.claimed_at = None
    translation.save()

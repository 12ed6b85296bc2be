"""Write the words of letters: each edit is a version of its own, and somebody else checks it."""

from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.languages import ENGLISH, Language
from core.models import User
from selection.letters.queue import standing_texts
from selection.letters.words import check, check_like_english
from selection.models import LetterTemplate

NO_ENGLISH = "Write the English first: translations are made from it."
OWN_WORDS = "You wrote these words. Somebody else checks them."


@action
def write_text(
    *,
    by: User | None,
    call: Call,
    outcome: str,
    language: Language,
    subject: str,
    body: str,
    seen: int,
) -> LetterTemplate:
    """Keep these words as the next version; a translation is of the English of now.

    `seen` is the version that the page showed, 0 for none. Refused with placeholders that this
    letter cannot have or needs, or that are not those of the English.
    """
    texts = _locked(call)
    standing = texts.get((outcome, language.code))
    if seen != (standing.version if standing else 0):
        raise ChangedMeanwhile
    english = texts.get((outcome, ENGLISH.code))
    of_english = None
    check(outcome, subject, body)
    if language != ENGLISH:
        if english is None:
            raise Refused(NO_ENGLISH, "no_english")
        check_like_english(subject, body, (english.subject, english.body))
        of_english = english.version
    is_said = (subject, body, of_english)
    if standing and (standing.subject, standing.body, standing.translates) == is_said:
        return standing
    return LetterTemplate.objects.create(
        call=call,
        outcome=outcome,
        language=language.code,
        version=seen + 1,
        translates=of_english,
        subject=subject,
        body=body,
        edited_by=by,
    )


@action
def check_text(*, by: User, text: LetterTemplate) -> None:
    """Record that somebody has checked these words. May be repeated.

    Refused for whoever wrote them, and for a version that is not the newest, or is of an older
    English.
    """
    texts = _locked(text.call)
    standing = texts.get((text.outcome, text.language))
    english = texts.get((text.outcome, ENGLISH.code))
    if standing != text or not text.is_english and text.translates != english.version:
        raise ChangedMeanwhile
    if standing.checked_at:
        return
    if standing.edited_by_id == by.pk:
        raise Refused(OWN_WORDS, "own_words")
    standing.checked_by, standing.checked_at = by, timezone.now()
    standing.save()


def _locked(call: Call) -> dict[tuple[str, str], LetterTemplate]:
    """The texts of a call now; nobody edits them, or lets letters go, at the same time."""
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    return standing_texts(call)

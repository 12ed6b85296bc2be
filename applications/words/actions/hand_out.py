"""Hand answers to translators outside, and save what they sent back."""

from collections.abc import Mapping

from django.db import connection
from django.utils import timezone

from applications.models import Answer, HandedOutAnswer, HandOut
from applications.translations.actions.translate import submit_translation
from applications.words.answers import to_hand_out
from core.actions import Refused, action, do_to_each
from core.models import User

NONE_WAIT = "No answer in this language waits that is not with translators already."
NOTHING = "There is nothing to save in this file."


@action
def hand_out_answers(*, by: User, language: str, vendor: str, again: bool = False) -> HandOut:
    """List what goes to `vendor`: the answers in a language that wait for a translation.

    Refused if there are none; those that are out already go only `again`.
    """
    with connection.cursor() as cursor:  # of two presses at once the second finds them out
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('hand_out_answers'))")
    answers = to_hand_out(by, timezone.now(), language, again=again)
    if not answers:
        raise Refused(NONE_WAIT, "none_wait", field="language")
    hand_out = HandOut.objects.create(language=language, vendor=vendor, by=by)
    HandedOutAnswer.objects.bulk_create(
        HandedOutAnswer(
            hand_out=hand_out,
            application_id=answer.revision.application_id,
            answer_id=answer.first_id,
        )
        for answer in answers
    )
    return hand_out


@action
def bring_answers_back(*, by: User, hand_out: HandOut, words: Mapping[int, str]) -> None:
    """Hand in the English of these answers, by their ids, for somebody else to check.

    All of it or nothing: refused with every refusal of a single one.
    """
    if not words:
        raise Refused(NOTHING, "nothing_to_save")
    named = hand_out.answers.filter(answer__in=words.keys())
    answers = Answer.objects.in_bulk(named.values_list("answer", flat=True))
    do_to_each(
        answers.values(),
        lambda answer: submit_translation(by=by, answer=answer, text=words[answer.pk]),
    )
    named.update(came_back_at=timezone.now())


@action
def note_deletion(*, by: User, hand_out: HandOut) -> None:
    """Note that the vendor says the file is deleted there. May be repeated."""
    found = HandOut.objects.select_for_update().get(pk=hand_out.pk)
    if found.deletion_noted_at is None:
        found.deletion_noted_by, found.deletion_noted_at = by, timezone.now()
        found.save()

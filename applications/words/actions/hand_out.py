"""Hand answers to translators outside, and save what they sent back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection
from django.utils import timezone

from applications.enums import TranslationStatus
from applications.models import (
    Answer,
    Call,
    DeletionTakenBack,
    HandedOutAnswer,
    HandOut,
    Translation,
)
from applications.translations.actions.translate import send_back_translation, submit_translation
from applications.words.answers import digest_of, of_one_file, to_hand_out
from core.actions import ChangedMeanwhile, Refused, action, do_to_each
from core.models import User

NONE_WAIT = "No answer to this call in this language waits that is not with translators already."
ALL_LEFT_OUT = "You left every answer out, so nothing is listed."
NOTHING = "There is nothing to save in this file."
OTHERS_WAIT = "Other answers wait now than you saw. Look once more, and then hand them out."
CORRECTED = "{} sent a corrected file."
NOTED_ANEW = "This was taken back and noted again meanwhile. Look at it as it is now."
HAS_LEFT = "This file was downloaded, so its list stays."


@action
def hand_out_answers(
    *,
    by: User,
    call: Call,
    language: str,
    vendor: str,
    again: bool = False,
    begun: bool = False,
    left_out: Collection[int] = (),
    seen: str | None = None,
) -> HandOut:
    """List what goes to `vendor`: a call's answers in a language that wait for a translation.

    Refused if there are none; those that are out already go only `again`, those that somebody here
    has begun only if `begun`. `seen` is the digest of those that were shown; those that whoever
    read them has `left_out`, by their first ids, wait on.
    """
    with connection.cursor() as cursor:  # of two presses at once the second finds them out
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('hand_out_answers'))")
    waiting = to_hand_out(by, timezone.now(), call, language, again=again, begun=begun)
    shown = of_one_file(waiting)
    if not shown:
        raise Refused(NONE_WAIT, "none_wait", field="language")
    if seen is not None and seen != digest_of(shown):
        raise ChangedMeanwhile(OTHERS_WAIT)
    answers = [answer for answer in shown if answer.first_id not in left_out]
    if not answers:
        raise Refused(ALL_LEFT_OUT, "all_left_out")
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
def note_download(*, by: User, hand_out: HandOut) -> None:
    """Note that the file is about to leave. May be repeated: the first time counts."""
    HandOut.objects.filter(pk=hand_out.pk, downloaded_at=None).update(downloaded_at=timezone.now())


@action
def take_back_list(*, by: User, hand_out: HandOut) -> None:
    """Delete a list of which no file was downloaded, as if its answers had never been on it."""
    found = HandOut.objects.select_for_update().filter(pk=hand_out.pk).first()
    if found is None:
        return
    if found.downloaded_at:
        raise Refused(HAS_LEFT, "has_left")
    found.answers.all().delete()
    found.delete()


@action
def bring_answers_back(*, by: User, hand_out: HandOut, words: Mapping[int, str]) -> None:
    """Hand in the English of these answers, by their ids, for somebody else to check.

    What this file brought before and nobody has checked is replaced. All of it or nothing: refused
    with every refusal of a single one.
    """
    if not words:
        raise Refused(NOTHING, "nothing_to_save")
    named = hand_out.answers.filter(answer__in=words.keys())
    answers = Answer.objects.in_bulk(named.values_list("answer", flat=True))
    back = dict(named.values_list("answer", "came_back_at"))

    def hand_in(answer: Answer) -> None:
        _take_back(by, hand_out, answer, back[answer.pk])
        submit_translation(by=by, answer=answer, text=words[answer.pk])

    do_to_each(answers.values(), hand_in)
    named.update(came_back_at=timezone.now())


def _take_back(by: User, hand_out: HandOut, answer: Answer, came_back_at: datetime | None) -> None:
    """Open again what this file handed in, for its correction."""
    if came_back_at is None:
        return
    waiting = Translation.objects.select_for_update().filter(
        answer=answer, status=TranslationStatus.TO_CHECK, translated_at__lte=came_back_at
    )
    for found in waiting:
        note = CORRECTED.format(hand_out.vendor)
        send_back_translation(by=by, answer=answer, seen=found.translated_at, note=note)


@action
def note_deletion(*, by: User, hand_out: HandOut) -> None:
    """Note that the vendor says the file is deleted there. May be repeated."""
    found = HandOut.objects.select_for_update().get(pk=hand_out.pk)
    if found.deletion_noted_at is None:
        found.deletion_noted_by, found.deletion_noted_at = by, timezone.now()
        found.save()


@action
def take_back_deletion(*, by: User, hand_out: HandOut, seen: int, reason: str) -> None:
    """Take back a wrong note of that: the file counts as theirs again, and whoever erases is told.

    `seen` is how many such notes were taken back before. May be repeated.
    """
    found = HandOut.objects.select_for_update().get(pk=hand_out.pk)
    if found.deletion_noted_at is None:
        return
    if found.taken_back.count() != seen:
        raise ChangedMeanwhile(NOTED_ANEW)
    DeletionTakenBack.objects.create(
        hand_out=found,
        number=seen,
        noted_by=found.deletion_noted_by,
        noted_at=found.deletion_noted_at,
        reason=reason,
        by=by,
    )
    found.deletion_noted_by = found.deletion_noted_at = None
    found.save()

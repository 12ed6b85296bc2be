"""Translating: one at a time, checked by another, never of words that were changed since."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from applications.enums import TranslationStatus
from applications.form.actions.withdraw import withdraw_application
from applications.models import Answer, Application, Translation
from applications.models.translation import CLAIMED_FOR
from applications.translations.actions import translate
from applications.translations.queries import translation_progress
from core.actions import Refused
from reviewers import blind
from tests.applications.translations.translating import waiting_for
from tests.factories.applications import apply
from tests.factories.translations import (
    CHANGE,
    ENGLISH,
    REASON,
    STORY,
    apply_in_spanish,
    checked,
    correct,
    handed_in,
    story_of,
)
from tests.refusals import refuses


@pytest.fixture
def application(call) -> Application:
    return apply_in_spanish(call)


@pytest.fixture
def story(application) -> Answer:
    return story_of(application)


@pytest.mark.django_db
def test_queue_holds_words_in_other_languages_and_no_choices(call, cast, application) -> None:
    apply(call)  # in English
    assert waiting_for(cast.translator, call) == [STORY, REASON, CHANGE]


@pytest.mark.django_db
def test_queue_shows_ones_own_languages_or_those_asked_for(call, cast, application) -> None:
    assert waiting_for(cast.translator, call, only=["ht", "fr"]) == []
    assert len(waiting_for(cast.translator, call, only=["es"])) == 3


@pytest.mark.django_db
def test_queue_leaves_out_whoever_withdrew(call, cast, application, story) -> None:
    withdraw_application(by=None, application=application)
    assert waiting_for(cast.translator, call) == []
    assert translation_progress() == []
    with refuses("answer_changed"):
        translate.claim_translation(by=cast.translator, answer=story)


@pytest.mark.django_db
def test_claim_by_a_second_person_says_who_has_it(call, cast, story) -> None:
    translate.claim_translation(by=cast.translator, answer=story)
    with refuses("held_by_another") as refusal:
        translate.claim_translation(by=cast.second_translator, answer=story)
    assert str(cast.translator) in refusal.value.message
    assert STORY not in waiting_for(cast.second_translator, call)
    assert STORY in waiting_for(cast.translator, call)


@pytest.mark.django_db
def test_claim_runs_out_and_what_was_saved_stays(call, cast, story) -> None:
    translate.save_translation(by=cast.translator, answer=story, text="My brother")
    Translation.objects.update(claimed_at=timezone.now() - CLAIMED_FOR - timedelta(seconds=1))
    assert STORY in waiting_for(cast.second_translator, call)
    taken = translate.claim_translation(by=cast.second_translator, answer=story)
    assert (taken.claimed_by, taken.text) == (cast.second_translator, "My brother")
    with refuses("held_by_another"):
        translate.save_translation(by=cast.translator, answer=story, text="Mine again")


@pytest.mark.django_db
def test_claim_is_let_go_by_its_holder_only(cast, story) -> None:
    translate.claim_translation(by=cast.translator, answer=story)
    translate.release_translation(by=cast.second_translator, answer=story)
    with refuses("held_by_another"):
        translate.claim_translation(by=cast.second_translator, answer=story)
    translate.release_translation(by=cast.translator, answer=story)
    translate.claim_translation(by=cast.second_translator, answer=story)


@pytest.mark.django_db
def test_check_is_made_by_another_person(cast, story) -> None:
    made = handed_in(story, cast)
    with refuses("own_translation"):
        translate.approve_translation(by=cast.translator, answer=story, seen=made.translated_at)
    approved = translate.approve_translation(
        by=cast.second_translator, answer=story, seen=made.translated_at
    )
    assert (approved.status, approved.translated_by, approved.checked_by) == (
        TranslationStatus.CHECKED,
        cast.translator,
        cast.second_translator,
    )


@pytest.mark.django_db
def test_check_by_the_translator_is_refused_by_the_database(cast, story) -> None:
    handed_in(story, cast)
    with pytest.raises(IntegrityError, match="nobody_checks_their_own_translation"):
        Translation.objects.update(
            status=TranslationStatus.CHECKED, checked_by=cast.translator, checked_at=timezone.now()
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"status": "checked"}, "a_translation_says_who_made_and_who_checked_it"),
        ({"translated_at": None}, "a_translation_says_who_and_when_together"),
        ({"language": "en"}, "english_is_not_translated_into_english"),
    ],
)
def test_translation_that_says_half_is_refused_by_the_database(cast, story, change, rule) -> None:
    handed_in(story, cast)
    with pytest.raises(IntegrityError, match=rule):
        Translation.objects.update(**change)


@pytest.mark.django_db
def test_original_is_never_altered(cast, story) -> None:
    checked(story, cast)
    for change in ({"text": "softer"}, {"question": story.question_id + 1}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Answer.objects.filter(pk=story.pk).update(**change)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Translation.objects.update(text="What the checker never read")
    story.refresh_from_db()
    assert (story.text, Translation.objects.get().text) == (STORY, ENGLISH)


@pytest.mark.django_db
def test_sent_back_translation_waits_again_with_its_note(call, cast, story) -> None:
    made = checked(story, cast)
    back = translate.send_back_translation(
        by=cast.second_translator,
        answer=story,
        seen=made.translated_at,
        note="«Vivimos» is present.",
    )
    assert (back.status, back.checked_by, back.sent_back_by) == (
        TranslationStatus.DRAFT,
        None,
        cast.second_translator,
    )
    assert STORY in waiting_for(cast.translator, call)
    again = handed_in(story, cast, "Better")
    assert (again.text, again.note) == ("Better", "«Vivimos» is present.")


@pytest.mark.django_db
def test_check_of_a_page_that_is_out_of_date_is_refused(cast, story) -> None:
    seen = handed_in(story, cast).translated_at
    translate.send_back_translation(
        by=cast.second_translator, answer=story, seen=seen, note="again"
    )
    handed_in(story, cast, "Quite another text")
    with refuses("changed_meanwhile"):
        translate.approve_translation(by=cast.second_translator, answer=story, seen=seen)
    assert Translation.objects.get().status == TranslationStatus.TO_CHECK


@pytest.mark.django_db
def test_correction_makes_only_changed_answers_wait_again(call, cast, application, story) -> None:
    reason = Answer.objects.get(text=REASON)
    checked(story, cast)
    checked(reason, cast, "I want to help.")
    correct(application, **{"why-join": "Quiero ayudar también a los vecinos."})
    assert waiting_for(cast.translator, call) == ["Quiero ayudar también a los vecinos.", CHANGE]
    [line] = translation_progress()
    assert (line.language, line.total, line.waiting, line.checked) == ("es", 3, 2, 1)
    answers = [answer for answer in blind.read(application).answers if answer.lines]
    shown = {answer.lines[0]: answer.translation for answer in answers}
    assert shown[STORY] == ENGLISH
    assert shown["Quiero ayudar también a los vecinos."] == ""


@pytest.mark.django_db
def test_correction_while_somebody_translates_is_told(call, cast, application) -> None:
    reason = Answer.objects.get(text=REASON)
    translate.save_translation(by=cast.translator, answer=reason, text="I want")
    correct(application, **{"why-join": "Por mi madre."})
    with refuses("answer_changed"):
        translate.submit_translation(by=cast.translator, answer=reason, text="I want to help")
    correct(application, **{"why-join": REASON})  # back to the first words: the work is there
    assert translate.claim_translation(by=cast.translator, answer=reason).text == "I want"


@pytest.mark.django_db
def test_reviewer_sees_both_and_whether_it_was_checked(cast, application, story) -> None:
    def seen():
        return next(a for a in blind.read(application).answers if a.lines == [STORY])

    assert (seen().language_name, seen().translation) == ("Spanish", "")
    translate.save_translation(by=cast.translator, answer=story, text="half a draft")
    assert seen().translation == ""
    handed_in(story, cast)
    assert (seen().translation, seen().is_checked) == (ENGLISH, False)
    made = Translation.objects.get()
    translate.approve_translation(by=cast.second_translator, answer=story, seen=made.translated_at)
    assert (seen().translation, seen().is_checked) == (ENGLISH, True)


@pytest.mark.django_db(transaction=True)
def test_claim_by_four_at_once_goes_to_one(call, cast, story) -> None:
    people = [cast.translator, cast.second_translator, cast.coordinator, cast.second_coordinator]
    start = threading.Barrier(len(people))
    won, messages = [], []

    def claim(user) -> None:
        start.wait()
        try:
            won.append(translate.claim_translation(by=user, answer=story).claimed_by)
        except Refused as refusal:
            messages.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert messages == [f"{won[0]} is translating this one. Take another."] * 3
    assert Translation.objects.get().claimed_by == won[0]

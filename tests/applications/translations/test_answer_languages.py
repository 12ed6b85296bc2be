"""Which language an answer is in: a guess warns, and staff decide."""

import pytest
from django.utils import timezone

from applications.translations import queue as translation_queue
from applications.translations.actions import translate
from tests.applications.translations.translating import waiting_for
from tests.factories.applications import apply
from tests.factories.translations import STORY, apply_in_spanish, handed_in, story_of
from tests.refusals import refuses


@pytest.fixture
def story(call):
    return story_of(apply_in_spanish(call))


@pytest.mark.django_db
def test_language_set_to_english_ends_the_waiting(call, cast, story) -> None:
    translate.mark_language(by=cast.translator, answer=story, language="en")
    assert STORY not in waiting_for(cast.translator, call)
    with refuses("nothing_to_do"):
        translate.claim_translation(by=cast.translator, answer=story)


@pytest.mark.django_db
def test_language_of_a_finished_translation_stays(cast, story) -> None:
    handed_in(story, cast)
    with refuses("nothing_to_do"):
        translate.mark_language(by=cast.translator, answer=story, language="pt-br")


@pytest.mark.django_db
def test_spanish_on_an_english_form_is_doubted_until_somebody_says(call, cast) -> None:
    application = apply_in_spanish(call, language="en")
    story = story_of(application)
    doubted = translation_queue.in_doubt()
    assert STORY in [answer.text for answer in doubted]
    assert translation_queue.doubt_of(doubted[0]) == "Spanish"
    assert waiting_for(cast.translator, call) == []  # a guess decides nothing
    translate.mark_language(by=cast.translator, answer=story, language="es")
    assert waiting_for(cast.translator, call) == [STORY]
    assert STORY not in [answer.text for answer in translation_queue.in_doubt()]
    assert handed_in(story, cast).language == "es"


@pytest.mark.django_db
def test_english_on_a_spanish_form_is_doubted(call, cast) -> None:
    apply(call, language="es")
    rows = translation_queue.to_translate(by=cast.translator, moment=timezone.now())
    assert "English" in {translation_queue.doubt_of(answer) for answer in rows}


@pytest.mark.django_db
def test_languages_read_are_replaced_and_never_english(cast) -> None:
    translate.choose_languages(by=cast.translator, languages=["es", "ht", "en"])
    translate.choose_languages(by=cast.translator, languages=["ht", "so"])
    assert set(translation_queue.languages_read_by(cast.translator)) == {"ht", "so"}
    assert translation_queue.languages_read_by(cast.second_translator) == []

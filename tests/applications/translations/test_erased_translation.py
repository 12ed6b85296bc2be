"""Erasing somebody takes the translations of what they wrote along."""

import pytest

from applications.form.actions.withdraw import withdraw_application
from applications.models import Answer, AnswerLanguage, Application, Translation
from applications.translations.actions.translate import (
    mark_language,
    save_translation,
    send_back_translation,
)
from tests.applications.records.erasing import CANARY, erase, everywhere, requested
from tests.factories.translations import apply_in_spanish, checked, handed_in, story_of


def erased(application: Application, cast) -> None:
    withdraw_application(by=None, application=application)
    application.refresh_from_db()
    erase(requested(application, cast), cast.second_coordinator)


@pytest.mark.django_db
def test_no_word_of_a_translation_is_left(call, cast) -> None:
    application = apply_in_spanish(call)
    story = story_of(application)
    made = handed_in(story, cast, f"{CANARY} in English")
    send_back_translation(
        by=cast.second_translator,
        answer=story,
        seen=made.translated_at,
        note=f"Is it {CANARY}?",
    )
    checked(story, cast, f"{CANARY} in better English")
    others = story_of(apply_in_spanish(call))
    checked(others, cast, "Somebody else’s words")
    assert everywhere(CANARY) == ["applications_translation"]
    erased(application, cast)
    assert everywhere(CANARY) == []
    assert Translation.objects.get().text == "Somebody else’s words"


@pytest.mark.django_db
def test_language_that_somebody_wrote_in_is_not_left(call, cast) -> None:
    application = apply_in_spanish(call, language="en")  # the site notices that it is Spanish
    story = story_of(application)
    assert story.looks_like == "es"
    mark_language(by=cast.translator, answer=story, language="es")
    save_translation(by=cast.translator, answer=story, text=f"{CANARY}, half")
    erased(application, cast)
    assert everywhere(CANARY) == []
    assert not Answer.objects.exists()
    assert not AnswerLanguage.objects.exists()
    for table in (Answer, AnswerLanguage, Translation):
        kept = {field.name for field in table.events.rel.related_model._meta.fields}
        assert not kept & {"language", "looks_like", "text", "note"}

"""Nothing that a translator or checker typed is lost: by an error, by leaving, or by a button."""

import pytest

from applications.models import Translation
from tests.applications.translations.translating import text_of, text_of_post
from tests.factories.translations import apply_in_spanish, handed_in, story_of

pytestmark = pytest.mark.django_db


def test_answer_to_a_post_with_errors_leads_back_to_what_was_typed(call, translator) -> None:
    path = f"/staff/translations/{story_of(apply_in_spanish(call)).pk}/"
    translator.post(f"{path}claim/")
    for button in ("hand_in", "save"):
        answer = translator.post(path, {"text": "a" * 12_001, button: "1"})
        assert answer.status_code == 302, "Back and Reload ask nothing"
        assert "a" * 12_001 in text_of(translator, answer.url)


def test_half_a_translation_that_is_left_is_a_draft(call, translator) -> None:
    path = f"/staff/translations/{story_of(apply_in_spanish(call)).pk}/"
    translator.post(f"{path}claim/")
    assert translator.post(path, {"text": "My brother", "hold": "1"}).status_code == 204
    assert "My brother</textarea>" in text_of(translator, path)
    assert translator.post(path, {"text": "a" * 12_001, "hold": "1"}).status_code == 409


def test_remark_of_a_checker_is_not_dropped_by_approving(call, cast, second) -> None:
    story = story_of(apply_in_spanish(call))
    handed_in(story, cast)
    seen = {"seen": Translation.objects.get().translated_at.isoformat()}
    check = f"/staff/translations/{story.pk}/check/"
    page = text_of_post(second, check, approve="1", note="Sister, not brother", **seen)
    assert "press the other button" in page and "Sister, not brother</textarea>" in page
    assert Translation.objects.get().checked_by is None

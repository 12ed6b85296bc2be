"""What a translator may open: what waits, or waited, for translation, and nothing by counting."""

import pytest

from applications.models import AnswerLanguage, Translation
from core.models import AccessEvent
from tests.applications.translations.translating import text_of
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.translations import ENGLISH, apply_in_spanish, story_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["", "claim/", "release/", "check/", "language/"])
def test_answer_outside_the_queue_is_not_found_by_counting(call, cast, page) -> None:
    translator, english = signed_in(cast.translator), story_of(apply(call))
    path = f"/staff/translations/{english.pk}/{page}"
    for given in ({"text": ENGLISH}, {"language": "es"}, {"text": ENGLISH, "hand_in": "1"}):
        answer = translator.post(path, given)
        assert answer.status_code == 404
        assert english.text not in answer.content.decode()
    assert translator.get(path).status_code in (404, 405)
    assert not AnswerLanguage.objects.exists() and not Translation.objects.exists()
    assert not AccessEvent.objects.exists()


def test_answer_marked_as_english_may_be_marked_otherwise_again(call, cast) -> None:
    translator, story = signed_in(cast.translator), story_of(apply_in_spanish(call))
    path = f"/staff/translations/{story.pk}/"
    translator.post(f"{path}language/", {"language": "en"})
    assert "An answer in English needs no translation" in text_of(translator, path)
    translator.post(f"{path}language/", {"language": "es"})
    assert "Translate it" in text_of(translator, path)

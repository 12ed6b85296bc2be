"""What a translator may open: what waits, or waited, for translation, and nothing by counting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import AnswerLanguage, Translation
from applications.translations.actions.translate import choose_languages, claim_translation
from applications.translations.queue import to_translate
from core.models import AccessEvent
from tests.applications.translations.translating import text_of, text_of_post
from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.staff import signed_in
from tests.factories.translations import ENGLISH, apply_in_spanish, handed_in, story_of

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


def test_list_says_of_which_call_each_answer_is(call, translator) -> None:
    apply_in_spanish(call)
    assert text_of(translator, "/staff/translations/").count(call.title_en) == 3


def test_handing_in_opens_the_next_answer_in_the_same_language(call, cast, translator) -> None:
    first, second = (story_of(apply_in_spanish(call)) for _ in range(2))
    story_of(apply_in_spanish(call, language="ht"))
    claim_translation(by=cast.translator, answer=first)
    opened = []
    page, done = f"/staff/translations/{first.pk}/", {"text": ENGLISH, "hand_in": "1"}
    for _ in range(6):
        answer = translator.post(page, done)
        opened.append(page := answer.url)
    assert opened[2] == f"/staff/translations/{second.pk}/", "one application after the other"
    assert opened[5] == "/staff/translations/", "Haitian Creole is somebody else's"
    assert Translation.objects.filter(claimed_by=cast.translator, text="").count() == 0


def test_answer_left_to_somebody_else_comes_last_for_whoever_left_it(call, translator) -> None:
    first, second = (story_of(apply_in_spanish(call)) for _ in range(2))
    translator.post(f"/staff/translations/{first.pk}/claim/")
    assert "Translate the next one" in text_of_post(
        translator, f"/staff/translations/{first.pk}/release/", text=""
    )
    rows = translator.get("/staff/translations/").context["to_translate"]
    assert rows[0].answer.first_id != first.pk and rows[-1].answer.first_id == first.pk
    assert second.pk in [row.answer.first_id for row in rows]


def test_next_answer_is_one_that_the_translator_reads(call, cast, translator) -> None:
    choose_languages(by=cast.translator, languages=["ht"])
    story = story_of(apply_in_spanish(call))
    haitian = story_of(apply_in_spanish(call, language="ht"))
    page = f"/staff/translations/{story.pk}/"
    shown = text_of_post(translator, page, text=ENGLISH, hand_in="1")
    assert "Here is the next one" in shown and "Hand in for checking" in shown
    assert Translation.objects.get(answer=haitian).claimed_by == cast.translator


def test_checking_goes_on_with_the_next_translation(call, cast, second) -> None:
    stories = [story_of(apply_in_spanish(call)) for _ in range(2)]
    given = [handed_in(story, cast) for story in stories]
    pages = [f"/staff/translations/{story.pk}/check/" for story in stories]
    led = [
        second.post(page, {"approve": "1", "seen": each.translated_at.isoformat()}).url
        for page, each in zip(pages, given, strict=True)
    ]
    assert led == [pages[1], "/staff/translations/"]


def test_answers_of_the_call_that_closes_last_come_first(call, cast) -> None:
    apply_in_spanish(call)
    later = second_call(call, closes_at=call.closes_at + timedelta(days=9))
    apply_in_spanish(later)
    waiting = to_translate(by=cast.translator, moment=timezone.now())
    order = waiting.values_list("revision__application__call", flat=True)
    assert list(order) == [later.pk] * 3 + [call.pk] * 3

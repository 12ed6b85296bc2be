"""The translators' pages: what they show, what they never show, and what happens to typed words."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from applications.models import Answer, LanguageRead, Translation
from applications.translations.actions import translate
from core.models import AccessEvent
from tests.applications.translations.translating import HOSTILE, text_of, text_of_post
from tests.factories.staff import signed_in
from tests.factories.translations import (
    ENGLISH,
    REASON,
    STORY,
    apply_in_spanish,
    checked,
    correct,
    handed_in,
    story_of,
)

# Planted wherever a person is named, reached or describes themselves.
CANARIES = {
    "contact": {
        "full_name": "Kanarya Voglsang",
        "chosen_name": "Kanarinchen",
        "email": "kanarya@example.net",
        "phone": "617-555-0177",
        "post_address": "PO Box 7341",
        "trusted_contact": "Tante Pajarita",
    },
    "home": {
        "street": "99 Canary Row",
        "unit": "Unit 41",
        "zip_code": "02121",
        "place_description": "behind the aviary",
    },
    "support": {"speaks_other": "Silbo", "accommodation": "a perch by the window"},
    "about_you": {
        "age-band": "65-plus",
        "race-ethnicity": ["another"],
        "gender": "nonbinary",
        "disability": "yes",
        "born-outside-us": "yes",
    },
}
# What of them would stand on a page: labels of choices too.
HIDDEN = [
    "Kanar",
    "617-555-0177",
    "7341",
    "Pajarita",
    "Canary",
    "Unit 41",
    "02121",
    "aviary",
    "Silbo",
    "perch",
    "Mattapan",
    "65 or",
    "onbinary",
]


@pytest.mark.django_db
def test_translator_never_meets_a_name_or_contact(call, cast, translator, second) -> None:
    application = apply_in_spanish(call, **CANARIES)
    story = story_of(application)
    paths = [f"/staff/translations/{story.pk}/", "/staff/translations/", "/staff/"]
    pages = [text_of(translator, path) for path in paths]
    translator.post(f"/staff/translations/{story.pk}/claim/")
    pages += [text_of(translator, path) for path in paths]
    pages.append(text_of_post(translator, paths[0], text="", hand_in="1"))
    translator.post(paths[0], {"text": ENGLISH, "hand_in": "1"})
    pages += [text_of(client, f"{paths[0]}check/") for client in (translator, second)]
    contact = f"/staff/applications/{application.reference}/contact/"
    opened = signed_in(cast.coordinator).post(contact, follow=True).content.decode()
    assert all(word in opened for word in HIDDEN[:10])  # there is something to leak
    assert STORY in pages[0]  # the pages do show an application
    assert application.reference in pages[1]
    found = {word for page in pages for word in HIDDEN if word in page}
    assert found == set()
    titles = {re.search("<title>(.*?)</title>", page, re.S)[1] for page in pages}
    assert not any(word in title for title in titles for word in [*HIDDEN, STORY])


@pytest.mark.django_db
def test_translators_list_shows_nobodys_words(call, translator) -> None:
    apply_in_spanish(call)
    assert STORY[:20] not in text_of(translator, "/staff/translations/")


@pytest.mark.django_db
def test_history_of_translating_holds_nobodys_words(call, cast) -> None:
    story = story_of(apply_in_spanish(call, **CANARIES))
    made = checked(story, cast)
    translate.send_back_translation(
        by=cast.second_translator, answer=story, seen=made.translated_at, note=STORY
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(e)::text FROM applications_translationevent e"
            " UNION ALL SELECT row_to_json(e)::text FROM applications_answerevent e"
        )
        rows = [row for (row,) in cursor.fetchall()]
    assert any("approve_translation" in row for row in rows)
    assert not [row for row in rows for words in (STORY, ENGLISH, *HIDDEN) if words in row]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["applications/", "reviews/", "board/", "scores/", "payments/"])
def test_translator_opens_no_other_work(translator, path) -> None:
    assert translator.get(f"/staff/{path}").status_code == 403


@pytest.mark.django_db
def test_item_opened_is_on_record_and_the_list_is_not(call, cast, translator) -> None:
    story = story_of(apply_in_spanish(call))
    translator.get("/staff/translations/")
    assert not AccessEvent.objects.exists()
    translator.get(f"/staff/translations/{story.pk}/")
    event = AccessEvent.objects.get()
    assert (event.by, event.what, event.object_id) == (
        cast.translator,
        AccessEvent.What.ANSWER,
        story.revision.application_id,
    )


@pytest.mark.django_db
def test_original_says_its_language_and_runs_its_own_way(call, translator) -> None:
    arabic = {"connection-story": "أخي الصغير لم يعد كما كان منذ الحرب."}
    story = story_of(apply_in_spanish(call, language="ar", connection=arabic))
    page = text_of(translator, f"/staff/translations/{story.pk}/")
    assert re.search(r'<div class="words" lang="ar" dir="auto"><p>أخي', page)


@pytest.mark.django_db
def test_hostile_original_and_translation_are_shown_as_text(call, cast, translator, second) -> None:
    story = story_of(apply_in_spanish(call, connection={"connection-story": HOSTILE}))
    handed_in(story, cast, HOSTILE)
    page = text_of(second, f"/staff/translations/{story.pk}/check/")
    assert page.count(escape(HOSTILE)) == 2
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.django_db
def test_second_person_is_told_who_has_it(call, cast, translator, second) -> None:
    story = story_of(apply_in_spanish(call))
    translator.post(f"/staff/translations/{story.pk}/claim/")
    answer = second.post(f"/staff/translations/{story.pk}/claim/", follow=True)
    assert "Translator is translating this one" in answer.content.decode()
    page = text_of(second, f"/staff/translations/{story.pk}/")
    assert "Translator</bdi> is translating this one" in page
    assert 'id="translationform-text"' not in page


@pytest.mark.django_db
def test_words_typed_after_somebody_took_over_are_still_there(call, cast, translator) -> None:
    story = story_of(apply_in_spanish(call))
    translate.claim_translation(by=cast.second_translator, answer=story)
    page = text_of_post(translator, f"/staff/translations/{story.pk}/", text="Mine", save="1")
    assert "Second Translator has taken this one up since" in page
    assert re.search(r"<textarea[^>]*readonly>Mine</textarea>", page)
    assert Translation.objects.get().text == ""


@pytest.mark.django_db
def test_words_typed_for_an_answer_that_was_changed_are_still_there(call, cast, translator) -> None:
    application = apply_in_spanish(call)
    reason = Answer.objects.get(text=REASON)
    path = f"/staff/translations/{reason.pk}/"
    translator.post(f"{path}claim/")
    correct(application, **{"why-join": "Por mi madre."})
    page = text_of_post(translator, path, text="I want to help", hand_in="1")
    assert "the applicant changed it or withdrew" in page
    assert "I want to help</textarea>" in page
    assert REASON not in page  # withdrawn words are nobody's to read
    assert "the applicant changed it or withdrew" in text_of(translator, path)


@pytest.mark.django_db
def test_draft_is_kept_and_handed_in_for_another_to_check(call, cast, translator, second) -> None:
    story = story_of(apply_in_spanish(call))
    path = f"/staff/translations/{story.pk}/"
    translator.post(f"{path}claim/")
    translator.post(path, {"text": "My brother", "save": "1"})
    assert "My brother</textarea>" in text_of(translator, path)
    assert "Write the translation before" in text_of_post(translator, path, text="", hand_in="1")
    assert Translation.objects.get().text == "My brother"
    translator.post(path, {"text": ENGLISH, "hand_in": "1"})
    check = f"{path}check/"
    seen = {"seen": Translation.objects.get(answer=story).translated_at.isoformat()}
    assert "You translated this one" in text_of_post(translator, check, approve="1", **seen)
    assert "Say what should be changed" in text_of_post(second, check, send_back="1", **seen)
    assert "Open this page again" in text_of_post(second, check, approve="1", seen="x")
    assert "The translation is checked" in text_of_post(second, check, approve="1", **seen)
    assert "Somebody else was faster" in text_of_post(second, check, approve="1", **seen)


@pytest.mark.django_db
def test_what_is_typed_is_kept_by_every_button_of_the_page(call, translator, second) -> None:
    story = story_of(apply_in_spanish(call))
    path = f"/staff/translations/{story.pk}/"
    translator.post(f"{path}claim/")
    page = text_of(translator, path).partition("<main")[2]
    assert page.count("<form") == 1 and re.search(r'<select[^>]*\sform="translation"', page)
    marked = text_of_post(translator, f"{path}language/", text="My brother", language="pt-br")
    assert "is in Portuguese" in marked and "My brother</textarea>" in marked
    wrong = text_of_post(translator, f"{path}language/", text="My brother is", language="x")
    assert "choose one of the languages" in wrong and "My brother is</textarea>" in wrong
    long = text_of_post(translator, f"{path}release/", text="a" * 12_001)
    assert "Too long by 1" in long and "a" * 12_001 in long and f'action="{path}"' in long
    text_of_post(translator, f"{path}release/", text="My brother has")
    assert "My brother has" in text_of(second, path)
    assert Translation.objects.get().claimed_by is None
    second.post(f"{path}claim/")
    lost = text_of_post(translator, f"{path}release/", text="My words")
    assert "has taken this one up since" in lost and "My words</textarea>" in lost
    assert Translation.objects.get().text == "My brother has"


@pytest.mark.django_db
def test_long_translation_is_refused_with_its_words_kept(call, translator) -> None:
    story = story_of(apply_in_spanish(call))
    path = f"/staff/translations/{story.pk}/"
    translator.post(f"{path}claim/")
    page = text_of_post(translator, path, text="a" * 12_001, hand_in="1")
    assert "Too long by 1" in page
    assert "a" * 12_001 in page


@pytest.mark.django_db
def test_doubted_language_is_proposed_and_may_be_set(call, translator) -> None:
    story = story_of(apply_in_spanish(call, language="en"))
    path = f"/staff/translations/{story.pk}/"
    page = text_of(translator, path)
    assert "This looks like <b>Spanish</b>, and the form was in English" in page
    assert re.search(r'<option value="es"[^>]*\sselected', page)
    assert "choose one of the languages" in text_of_post(
        translator, f"{path}language/", language="x"
    )
    assert "is in Spanish" in text_of_post(translator, f"{path}language/", language="es")


@pytest.mark.django_db
def test_languages_one_reads_come_first(call, cast, translator) -> None:
    apply_in_spanish(call)
    translator.post("/staff/translations/languages/", {"languages": ["ht"]})
    assert LanguageRead.objects.get().user == cast.translator
    assert "Nothing waits here in your languages" in text_of(translator, "/staff/translations/")
    assert "Translate the next one" in text_of(translator, "/staff/translations/?all=1")
    page = text_of_post(translator, "/staff/translations/languages/", languages="klingon")
    assert "Nothing was saved" in page


@pytest.mark.django_db
def test_answer_that_is_no_text_has_no_page(call, translator) -> None:
    application = apply_in_spanish(call)
    choice = Answer.objects.filter(revision__application=application).exclude(choice=None).first()
    assert translator.get(f"/staff/translations/{choice.pk}/").status_code == 404
    assert translator.get("/staff/translations/999999/").status_code == 404
    assert translator.post(f"/staff/translations/{choice.pk}/claim/").status_code == 404
    assert not Translation.objects.exists()


@pytest.mark.django_db
def test_item_takes_few_queries_however_much_waits(call, cast, translator) -> None:
    stories = [story_of(apply_in_spanish(call)) for _ in range(3)]
    counts = []
    for story in stories[:2]:
        with CaptureQueriesContext(connection) as captured:
            translator.get(f"/staff/translations/{story.pk}/")
        counts.append(len(captured))
        handed_in(story, cast)
    assert counts[0] == counts[1] <= 13

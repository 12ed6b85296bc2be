"""English that came back for answers: numbers and addresses are those that the person wrote."""

import pytest

from applications.models import Translation
from applications.words.actions.hand_out import hand_out_answers
from applications.words.numbers import differing
from core.languages import BY_CODE
from tests.applications.words.handing import bring, faults, save, sent, write
from tests.factories.translations import STORY, apply_in_spanish, story_of

pytestmark = pytest.mark.django_db


def told(page) -> list[str]:
    return [doubt for each in page.context["verdict"].doubtful for doubt in each.doubts]


@pytest.mark.parametrize(
    ("written", "english", "code"),
    [
        ("Tengo 2 hijos y 34 años.", "I have two children and am 34.", "es"),
        ("Trabajo hasta las 17:00.", "I work until 5 p.m.", "es"),
        ("我有三个孩子。", "I have three children.", "zh-hans"),
        ("Llegué el 5 de marzo de 2019.", "I came on March 5, 2019.", "es"),
        ("عمري ٣٤ عامًا.", "I am 34 years old.", "ar"),
        ("Mi teléfono es (617) 555 0100.", "My phone is 617-555-0100.", "es"),
        ("Escriba a Ana@ejemplo.org", "Write to ana@ejemplo.org.", "es"),
        ("Vea www.ejemplo.org/2019.", "See https://ejemplo.org/2019", "es"),
        ("Es war 1999.", "It was 1999.", "und"),
    ],
)
def test_what_says_the_same_is_not_asked_about(written, english, code) -> None:
    assert list(differing(written, english, BY_CODE.get(code))) == []


@pytest.mark.parametrize(
    ("written", "english", "doubts"),
    [
        ("Tengo 34 años.", "I am 43.", ["34 stands in what", "43 stands in the English"]),
        ("El 5 de marzo.", "On May 5.", ["marzo stands in what was written"]),
        ("Llame al 617-555-0100.", "Call 617-555-0199.", ["617-555-0100", "617-555-0199"]),
    ],
)
def test_numbers_that_differ_are_asked_about(written, english, doubts) -> None:
    found = list(differing(written, english, BY_CODE["es"]))
    assert len(found) == len(doubts)
    assert all(each.startswith(doubt) for each, doubt in zip(found, doubts, strict=True))


def test_words_that_came_back_untranslated_are_asked_about(client, application, hand_out) -> None:
    story, book = story_of(application), sent(client, hand_out)
    write(book, story, STORY)
    assert told(bring(client, hand_out, book)) == [
        "This is what was written, unchanged. Is it English?"
    ]


def test_other_numbers_are_handed_in_once_somebody_compared_them(
    client, application, hand_out
) -> None:
    story, book = story_of(application), sent(client, hand_out)
    write(book, story, "My brother has had schizophrenia for 30 years.")
    page = bring(client, hand_out, book)
    assert told(page) == ["30 stands in the English, and not in what was written."]
    asked = save(client, page)
    assert asked.context["form"].errors.keys() == {"looked-0"}
    assert not Translation.objects.exists()
    save(client, page, **{"looked-0": "on"})
    assert "30 years" in Translation.objects.get().text


@pytest.mark.parametrize("added", ["https://evil.example/x", "www.evil.example", "a@evil.example"])
def test_address_that_nobody_wrote_is_refused(client, application, hand_out, added) -> None:
    book = sent(client, hand_out)
    write(book, story_of(application), f"My brother is ill, see {added}.")
    page = bring(client, hand_out, book)
    assert faults(page) == [f"{added} does not stand in what was written. Take it out."]


def test_address_that_was_lost_is_asked_about(call, client, cast, hand_out) -> None:
    other = apply_in_spanish(call, connection={"connection-story": f"{STORY} a@ejemplo.org"})
    made = hand_out_answers(by=cast.coordinator, call=call, language="es", vendor="Other")
    book = sent(client, made)
    write(book, story_of(other), "My brother has schizophrenia.")
    page = bring(client, made, book)
    assert told(page) == ["a@ejemplo.org stands in what was written, and not in the English."]

"""A translation says all of an answer: it shows only where reviewers get the answer as it is."""

from html import unescape

import pytest
from django.utils import timezone
from django.utils.text import Truncator

from applications.form.queries import redactions_of
from applications.models import Answer, Application, Redaction
from applications.models.redaction import BLANK, copy_for_reviewers, unredacted
from applications.records.actions.redact import redact_answer
from applications.translations import queue as translation_queue
from applications.translations.actions import translate
from applications.translations.queries import translation_progress
from tests.factories.staff import signed_in
from tests.factories.story import assigned, two_criteria
from tests.factories.translations import apply_in_spanish, checked, correct, handed_in, story_of
from tests.refusals import refuses

TEXT = "Mi hermano Canariote vive conmigo."
ENGLISH = "My brother Canariote lives with me: the English of it."


@pytest.fixture
def application(call) -> Application:
    two_criteria(call)
    return apply_in_spanish(call, questions={"why-join": TEXT})


@pytest.fixture
def answer(application) -> Answer:
    return Answer.objects.get(question__key="why-join")


def redact(cast, answer, kind: str, *words: str, seen: int = 0) -> Redaction:
    return redact_answer(by=cast.coordinator, answer=answer, kind=kind, words=words, seen=seen)


def reviewers_pages(cast, application) -> str:
    """Every page of a reviewer that shows anything of this application."""
    client = signed_in(cast.reviewer)
    review = assigned(application, cast)
    paths = ["/staff/", "/staff/reviews/", f"/staff/reviews/{review.pk}/"]
    return " ".join(client.get(path, follow=True).content.decode() for path in paths)


def waiting(call, cast) -> list[int]:
    rows = translation_queue.to_translate(by=cast.translator, moment=timezone.now())
    return [row.pk for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "words"), [("blanked", ["Canariote"]), ("withheld", [])])
@pytest.mark.parametrize("finish", [checked, handed_in])
def test_redacted_answer_shows_no_translation(
    application, answer, cast, kind: str, words: list[str], finish
) -> None:
    finish(answer, cast, ENGLISH)
    assert ENGLISH in reviewers_pages(cast, application)  # there is something to hide
    redact(cast, answer, kind, *words)
    pages = reviewers_pages(cast, application)
    assert "Canariote" not in pages
    assert "the English of it" not in pages
    assert (BLANK in pages) == (kind == "blanked")
    assert "Not translated yet" in pages  # the other answers are as they were


@pytest.mark.django_db
def test_answer_read_as_it_is_shows_its_translation(application, answer, cast) -> None:
    checked(answer, cast, ENGLISH)
    redact(cast, answer, "blanked", "Canariote")
    redact(cast, answer, "as_is", seen=1)
    assert ENGLISH in reviewers_pages(cast, application)


@pytest.mark.django_db
def test_corrected_answer_shows_no_translation_of_what_was_blanked(
    application, answer, cast
) -> None:
    checked(answer, cast, ENGLISH)
    redact(cast, answer, "blanked", "Canariote")
    correct(application, **{"why-join": "Mi hermano no vive conmigo."})
    correct(application, **{"why-join": TEXT})  # the very words that were translated
    pages = reviewers_pages(cast, application)
    assert "the English of it" not in pages
    assert "Staff hold this answer back" in pages


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "words"), [("blanked", ["Canariote"]), ("withheld", [])])
def test_redacted_answer_leaves_the_translators_pages(
    call, application, answer, cast, kind: str, words: list[str]
) -> None:
    translator, path = signed_in(cast.translator), f"/staff/translations/{answer.pk}/"
    translator.post(f"{path}claim/")
    translator.post(path, {"text": "My brother, begun", "save": "1"})
    assert TEXT in translator.get(path).content.decode()
    assert answer.pk in waiting(call, cast)
    (before,) = translation_progress()
    redact(cast, answer, kind, *words)
    assert answer.pk not in waiting(call, cast)
    (after,) = translation_progress()
    assert (before.total, after.total) == (3, 2)
    for address in (path, f"{path}check/", "/staff/translations/"):
        page = translator.get(address, follow=True).content.decode()
        assert "Canariote" not in page
    given = {"text": "typed meanwhile", "hand_in": "1"}
    page = translator.post(path, given, follow=True).content.decode()
    assert "Canariote" not in page
    assert "typed meanwhile</textarea>" in page
    assert "staff hold words of it back" in page
    for act in (translate.claim_translation, translate.mark_language):
        options = {"language": "fr"} if act is translate.mark_language else {}
        with refuses("answer_changed"):
            act(by=cast.translator, answer=answer, **options)
    redact(cast, answer, "as_is", seen=1)
    assert "My brother, begun" in translator.get(path).content.decode()


@pytest.mark.django_db
def test_nobody_checks_a_translation_of_what_was_blanked(application, answer, cast, call) -> None:
    made = handed_in(answer, cast, ENGLISH)
    assert translation_queue.to_check(by=cast.second_translator).count() == 1
    redact(cast, answer, "blanked", "Canariote")
    assert translation_queue.to_check(by=cast.second_translator).count() == 0
    with refuses("answer_changed"):
        translate.approve_translation(
            by=cast.second_translator, answer=answer, seen=made.translated_at
        )


@pytest.mark.django_db
def test_one_rule_says_what_is_left_as_written(application, answer, cast, call) -> None:
    """The rule for one answer and the rule for many agree, at each step of a long story."""
    other = apply_in_spanish(call)
    steps = [
        lambda: redact(cast, answer, "blanked", "Canariote"),
        lambda: redact(cast, answer, "withheld", seen=1),
        lambda: redact(cast, story_of(application), "as_is"),
        lambda: correct(application, **{"why-join": "Otra cosa."}),
        lambda: redact(cast, Answer.objects.get(text="Otra cosa."), "as_is"),
        lambda: redact(cast, answer, "as_is", seen=2),
    ]
    counts = set()
    for step in steps:
        step()
        left = set(unredacted(Answer.objects.all()).values_list("pk", flat=True))
        expected = {
            each.pk
            for person in (application, other)
            for each in Answer.objects.filter(revision__application=person)
            if copy_for_reviewers(each, redactions_of(person)).kind == "as_is"
        }
        assert left == expected
        counts.add(Answer.objects.count() - len(left))
    assert {0, 1} < counts  # the steps do differ


@pytest.mark.django_db
def test_coordinator_reads_the_translation_beside_what_they_blank(
    application, answer, cast
) -> None:
    checked(answer, cast, ENGLISH)
    redact(cast, answer, "blanked", "Canariote")
    client, detail = signed_in(cast.coordinator), f"/staff/applications/{application.reference}/"
    for path in (detail, f"{detail}redact/{answer.pk}/"):
        page = client.get(path).content.decode()
        assert TEXT in page
        assert ENGLISH in page
    asked = Truncator(answer.question.text).chars(40)
    assert f"Translation checked: “{asked}”" in unescape(client.get(detail).content.decode())

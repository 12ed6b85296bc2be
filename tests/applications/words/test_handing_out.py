"""Answers for translators outside: listed after a look, taken back, seen by those who work here."""

import pytest
from django.db import InternalError, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from applications.models import Answer, HandedOutAnswer, HandOut, Translation
from applications.translations.actions.translate import (
    approve_translation,
    claim_translation,
    release_translation,
    save_translation,
    send_back_translation,
)
from applications.translations.queue import current_answer, next_to_translate, to_translate
from applications.words.actions.hand_out import hand_out_answers, note_download, take_back_list
from tests.applications.words.handing import VENDOR, address, bring, faults, save, sent, write
from tests.factories.staff import signed_in
from tests.factories.translations import CHANGE, REASON, story_of
from tests.factories.words import OF_WORDS, row_of
from tests.refusals import refuses

pytestmark = pytest.mark.django_db

FILES, QUEUE = "/staff/translations/files/", "/staff/translations/all/"
NEW = f"{FILES}new/?language=es&vendor=Lingua+Ltd."


def words(page) -> str:
    return " ".join(page.content.decode().split())


def test_answers_are_shown_before_they_are_listed(client, application) -> None:
    page = client.get(NEW)
    assert "Answers in Spanish</dt><dd>3</dd>" in words(page) and "nothing is listed yet" in words(
        page
    )
    client.post(NEW, {"seen": "of another day"})
    assert not HandOut.objects.exists()
    made = client.post(NEW, {"seen": page.context["seen"]}, follow=True)
    assert HandOut.objects.get().answers.count() == 3 and "Nothing was downloaded yet" in words(
        made
    )
    again = client.post(NEW, {"seen": page.context["seen"]}, follow=True)
    assert HandOut.objects.count() == 1 and "waits that is not with translators already" in words(
        again
    )


def test_address_that_names_nobody_or_no_language_lists_nothing(client, application) -> None:
    for asked in ("", "?language=es", "?language=xx&vendor=L", "?vendor=L"):
        assert client.post(f"{FILES}new/{asked}").status_code == 200
    assert not HandOut.objects.exists()


def test_list_is_taken_back_until_it_was_downloaded(call, client, cast, hand_out) -> None:
    assert "Taken back" in words(client.post(address(hand_out, "cancel/"), follow=True))
    assert not HandedOutAnswer.objects.exists() and not HandOut.objects.exists()
    assert client.post(address(hand_out, "cancel/")).status_code == 302
    other = hand_out_answers(by=cast.coordinator, call=call, language="es", vendor=VENDOR)
    sent(client, other)
    assert "was downloaded" in words(client.post(address(other, "cancel/"), follow=True))
    with refuses("has_left"):
        take_back_list(by=cast.coordinator, hand_out=other)
    with pytest.raises(IntegrityError, match="stay listed"), transaction.atomic():
        other.answers.all().delete()
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        HandOut.objects.filter(pk=other.pk)._raw_delete("default")
    assert other.answers.count() == 3


def test_what_somebody_here_has_begun_goes_only_when_asked_and_never_half_done(
    client, cast, application
) -> None:
    story, reason = story_of(application), Answer.objects.get(text=REASON)
    save_translation(by=cast.translator, answer=story, text="Half of")
    release_translation(by=cast.translator, answer=story)
    claim_translation(by=cast.translator, answer=reason)
    asked = {"by": cast.coordinator, "call": application.call, "language": "es", "vendor": VENDOR}
    first = hand_out_answers(**asked)
    assert [each.answer.text for each in first.answers.all()] == [CHANGE]
    with refuses("none_wait"):
        hand_out_answers(**asked)
    second = hand_out_answers(**asked, begun=True)
    assert [each.answer_id for each in second.answers.all()] == [story.pk]
    book = sent(client, second)
    assert not book.active.cell(row_of(book, f"answer-{story.pk}/text"), OF_WORDS).value
    write(book, story, "All of it")
    save(client, bring(client, second, book))
    assert Translation.objects.get(answer=story).text == "All of it"


def test_translators_see_what_is_outside_and_get_others_first(call, client, cast, hand_out) -> None:
    story, now = current_answer(Answer.objects.get(text=CHANGE)), timezone.now()
    translator = signed_in(cast.translator)
    edit = f"/staff/translations/{story.pk}/"
    assert f'Listed for <bdi dir="auto">{VENDOR}</bdi> since' in words(translator.get(edit))
    note_download(by=cast.coordinator, hand_out=hand_out)
    for page in (edit, "/staff/translations/?all=1", f"{QUEUE}?what=translate"):
        assert f'With <bdi dir="auto">{VENDOR}</bdi> since' in words(translator.get(page))
    assert "Translate it" in words(translator.get(edit))
    listed = translator.get("/staff/translations/?all=1")
    assert "Translate the next one" not in words(listed)
    assert listed.context["progress"][0].out == 3
    assert next_to_translate(by=cast.translator, moment=now, after=story) is None
    HandedOutAnswer.objects.filter(answer=story).update(came_back_at=now)
    assert next_to_translate(by=cast.translator, moment=now, after=story) == story
    assert to_translate(by=cast.translator, moment=now).first() == story


def test_corrected_file_replaces_what_it_brought_until_somebody_checked_it(
    client, cast, application, hand_out
) -> None:
    story, book = story_of(application), sent(client, hand_out)

    def brought(english: str):
        write(book, story, english)
        return bring(client, hand_out, book)

    for english in ("With an eror", "Without an error"):
        save(client, brought(english))
        made = Translation.objects.get()
        assert (made.text, made.status) == (english, "to_check")
    assert made.note == f"{VENDOR} sent a corrected file."
    send_back_translation(by=cast.translator, answer=story, seen=made.translated_at, note="No.")
    save(client, brought("Better"))
    made.refresh_from_db()
    assert (made.text, made.status) == ("Better", "to_check")
    approve_translation(by=cast.translator, answer=story, seen=made.translated_at)
    assert "is checked. Open it again" in faults(brought("Too late"))[0]
    send_back_translation(by=cast.translator, answer=story, seen=made.translated_at, note="No.")
    save_translation(by=cast.translator, answer=story, text="By hand")
    release_translation(by=cast.translator, answer=story)
    assert "Somebody changed the translation here" in faults(brought("From the file"))[0]


def test_waiting_answers_are_found_by_language_and_by_file(
    client, cast, application, hand_out
) -> None:
    story, book = story_of(application), sent(client, hand_out)
    write(book, story, "My brother.")
    save(client, bring(client, hand_out, book))
    checker = signed_in(cast.translator)

    def found(asked: str) -> list[int]:
        rows = checker.get(f"{QUEUE}?what=check&{asked}").context["table"].rows
        return [row.answer.first_id for row in rows]

    assert found("") == found("language=es") == found(f"file={hand_out.pk}") == [story.pk]
    assert found("language=xx") == found("file=x") == [story.pk]
    asked = {"by": cast.coordinator, "call": application.call, "language": "es", "vendor": "Other"}
    other = hand_out_answers(**asked, again=True)
    note_download(by=cast.coordinator, hand_out=other)
    assert found(f"file={other.pk}") == []
    page = words(client.get(address(hand_out)))
    assert f"{QUEUE}?what=check&amp;file={hand_out.pk}" in page
    assert f"/staff/translations/{story.pk}/" in page and application.reference in page

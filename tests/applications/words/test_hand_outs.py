"""Answers handed to translators outside: what leaves, what comes back, and what erasing says."""

import pytest

from applications.enums import TranslationStatus
from applications.form.actions.withdraw import withdraw_application
from applications.models import Answer, HandOut, Translation
from applications.records.actions.redact import redact_answer
from applications.translations.actions.translate import approve_translation, claim_translation
from applications.translations.hand_outs import to_delete
from applications.words.actions.hand_out import hand_out_answers, note_deletion, note_download
from applications.words.answers import OF_ANOTHER
from core.models import AccessEvent
from tests.applications.records.erasing import CANARY, erase, requested
from tests.applications.words.handing import VENDOR, address, bring, faults, save, sent, write
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.translations import (
    CHANGE,
    REASON,
    STORY,
    apply_in_spanish,
    checked,
    correct,
    handed_in,
    story_of,
)
from tests.factories.words import HEADINGS_IN, OF_WORDS, XLSX
from tests.refusals import refuses

pytestmark = pytest.mark.django_db

ENGLISH = "My brother has schizophrenia. \U0001f331"


def test_file_has_what_was_written_and_asked_and_nothing_about_anybody(
    call, client, cast, application, hand_out
) -> None:
    apply(call)  # in English
    book = sent(client, hand_out)
    cells = [str(cell.value or "") for row in book.active.iter_rows() for cell in row]
    assert {STORY, REASON, CHANGE} <= set(cells)
    assert book.active.max_row == HEADINGS_IN + 3
    whole = " ".join(cells)
    assert CANARY not in whole and application.reference not in whole
    (event,) = AccessEvent.objects.filter(what=AccessEvent.What.HAND_OUT)
    assert (event.by, event.object_id) == (cast.coordinator, application.pk)
    assert event.query == f"file={hand_out.pk}"


def test_answers_that_are_out_are_not_handed_out_twice_unless_asked(
    call, client, cast, hand_out
) -> None:
    asked = {"by": cast.coordinator, "call": call, "language": "es", "vendor": VENDOR}
    with refuses("none_wait"):
        hand_out_answers(**asked)
    assert hand_out_answers(**asked, again=True).answers.count() == 3
    other = apply_in_spanish(call)
    assert set(hand_out_answers(**asked).answers.values_list("application", flat=True)) == {
        other.pk
    }
    for each in HandOut.objects.all():
        note_deletion(by=cast.coordinator, hand_out=each)
    assert hand_out_answers(**asked).answers.count() == 6


def test_page_lists_what_waits_and_says_who_must_get_it(client, cast, application) -> None:
    page = client.get("/staff/translations/files/").content.decode()
    assert "Spanish: 3 answers" in page and "No answers were handed out" in page
    wrong = client.get("/staff/translations/files/new/?language=es")
    assert "Say who gets these answers" in wrong.content.decode()
    asked = {"by": cast.coordinator, "call": application.call, "language": "es", "vendor": VENDOR}
    hand_out_answers(**asked)
    listed = client.get("/staff/translations/files/").content.decode()
    assert "3 with translators" in listed and "0 of 3" in listed and "not downloaded yet" in listed


def test_english_is_shown_first_and_handed_in_for_a_second_person(
    client, cast, application, hand_out
) -> None:
    story, book = story_of(application), sent(client, hand_out)
    write(book, story, f" {ENGLISH} ")
    page = bring(client, hand_out, book)
    assert ENGLISH in page.content.decode() and STORY in page.content.decode()
    assert not Translation.objects.exists()
    assert "1 answer handed in" in save(client, page).content.decode()
    made = Translation.objects.get()
    assert (made.answer, made.text) == (story, ENGLISH)
    assert (made.status, made.translated_by) == (TranslationStatus.TO_CHECK, cast.coordinator)
    with refuses("own_translation"):
        approve_translation(by=cast.coordinator, answer=story, seen=made.translated_at)
    check = signed_in(cast.translator).get(f"/staff/translations/{story.pk}/check/")
    assert f"{hand_out}" in check.content.decode() and VENDOR in check.content.decode()
    assert "1 came back" in client.get(address(hand_out)).content.decode()
    assert sent(client, hand_out).active.max_row == HEADINGS_IN + 2
    assert "nothing" in save(client, bring(client, hand_out, book)).content.decode().lower()


def test_english_of_another_answer_is_asked_about(client, application, hand_out) -> None:
    story, book = story_of(application), sent(client, hand_out)
    reason = Answer.objects.get(text=REASON)
    write(book, story, "One answer in English.")
    write(book, reason, "One answer in English.")
    (first, second) = bring(client, hand_out, book).context["verdict"].doubtful
    assert OF_ANOTHER in first.doubts and OF_ANOTHER in second.doubts
    write(book, story, "One answer in English.")
    write(book, reason, "Another answer.")
    save(client, bring(client, hand_out, book))
    write(book, story, "Another answer.")
    write(book, reason, "One answer in English.")
    page = bring(client, hand_out, book)
    assert all(OF_ANOTHER in each.doubts for each in page.context["verdict"].doubtful)
    assert len(page.context["verdict"].doubtful) == 2, "they were exchanged"


def test_english_much_longer_or_shorter_than_the_answer_is_asked_about(
    client, application, hand_out
) -> None:
    story, book = story_of(application), sent(client, hand_out)
    write(book, story, "A much longer English that must belong to another answer. " * 9)
    (long,) = bring(client, hand_out, book).context["verdict"].doubtful
    assert any("much longer than what was written" in each for each in long.doubts)


def test_what_changed_here_meanwhile_is_said_and_left_out_only_when_told(
    client, cast, application, hand_out
) -> None:
    story, book = story_of(application), sent(client, hand_out)
    reason, change = (Answer.objects.get(text=each) for each in (REASON, CHANGE))
    for answer in (story, reason, change):
        write(book, answer, f"English of: {answer.text}")
    handed_in(story, cast)
    claim_translation(by=cast.translator, answer=reason)
    page = bring(client, hand_out, book)
    said = " ".join(faults(page))
    assert "Somebody translated this one here" in said
    assert f"{cast.translator} is translating this one" in said
    assert "Say that these texts are to be left out" in save(client, page).content.decode()
    assert Translation.objects.exclude(status="draft").get().answer == story
    save(client, page, leaves_out="on")
    assert Translation.objects.get(answer=change).text == f"English of: {CHANGE}"
    assert Translation.objects.get(answer=reason).text == ""


def test_page_that_is_stale_hands_nothing_in(client, cast, application, hand_out) -> None:
    story, book = story_of(application), sent(client, hand_out)
    write(book, story, ENGLISH)
    page = bring(client, hand_out, book)
    checked(story, cast, "By hand")
    assert "Something changed since you looked" in save(client, page).content.decode()
    assert Translation.objects.get().text == "By hand"


def test_answers_that_were_changed_withdrawn_or_redacted_go_and_come_back_no_more(
    call, client, cast, application, hand_out
) -> None:
    book = sent(client, hand_out)
    story, reason = story_of(application), Answer.objects.get(text=REASON)
    for answer in (story, reason):
        write(book, answer, ENGLISH)
    redact_answer(by=cast.coordinator, answer=story, kind="withheld", words=[], seen=0)
    correct(application, **{"why-join": "Otra razón, que es más larga que la primera."})
    left = sent(client, hand_out)
    assert left.active.max_row == HEADINGS_IN + 1
    verdict = bring(client, hand_out, book).context["verdict"]
    assert verdict.gone == 2 and not verdict.brought
    withdraw_application(by=None, application=application)
    page = client.get(address(hand_out, "file/"), follow=True).content.decode()
    assert "None of these answers waits for a translation any more" in page


def test_file_of_words_or_of_another_hand_out_is_refused(call, client, cast, hand_out) -> None:
    book = sent(client, hand_out)
    asked = {"by": cast.coordinator, "call": call, "language": "es", "vendor": "Other"}
    again = hand_out_answers(**asked, again=True)
    page = bring(client, again, book).content.decode()
    assert f"“answers, file {hand_out.pk}” in Spanish" in page
    cell = book.active.cell(HEADINGS_IN + 1, 6)
    *before, _english, now, file = cell.value.split("/")
    cell.value = "/".join([*before, "0" * 12, now, file])
    book.active.cell(HEADINGS_IN + 1, OF_WORDS).value = ENGLISH
    assert faults(bring(client, hand_out, book)) == [
        "This is not the answer that stands here. Take the ID that was sent."
    ]


def test_whoever_erases_is_reminded_until_the_vendor_has_deleted_the_file(
    client, cast, application, hand_out
) -> None:
    note_download(by=cast.coordinator, hand_out=hand_out)
    withdraw_application(by=None, application=application)
    application.refresh_from_db()
    place = f"/staff/applications/{application.reference}/erasure/"
    asked = requested(application, cast)
    second = signed_in(cast.second_coordinator)
    page = second.get(place)
    told = " ".join(page.content.decode().split())
    assert f'3 answers of this person went to <bdi dir="auto">{VENDOR}</bdi>' in told
    assert "answers handed to translators" not in dict(page.context["traces"])
    rows = page.context["erase_form"].initial["expected_rows"]
    form = {"expected_rows": rows, "is_sure": "on"}
    done = second.post(f"{place}confirm/", form, follow=True).content.decode()
    assert f"Ask {VENDOR} to delete {hand_out}" in done
    asked.refresh_from_db()
    assert asked.status == "erased"
    assert set(hand_out.answers.values_list("answer", flat=True)) == {None}
    assert "ask them to delete it" in client.get("/staff/translations/files/").content.decode()
    assert application.reference in client.get(address(hand_out)).content.decode()
    assert "ask the translators to delete them" in client.get("/staff/").content.decode()
    client.post(address(hand_out, "deleted/"), {"is_said": "on"})
    assert "that the file is deleted" in second.get(place).content.decode()
    assert not to_delete().exists()


def test_file_that_is_said_to_be_deleted_does_not_leave_again(client, hand_out) -> None:
    assert client.get(address(hand_out, "file/")).headers["Content-Type"] == XLSX
    client.post(address(hand_out, "deleted/"), {"is_said": "on"})
    assert client.get(address(hand_out, "file/")).url == address(hand_out)
    page = client.get(address(hand_out)).content.decode()
    assert "said to be deleted there" in page and address(hand_out, "file/") not in page


def test_translations_of_somebody_erased_are_not_brought_back(
    client, cast, application, hand_out
) -> None:
    book = sent(client, hand_out)
    write(book, story_of(application), ENGLISH)
    page = bring(client, hand_out, book)
    withdraw_application(by=None, application=application)
    application.refresh_from_db()
    erase(requested(application, cast), cast.second_coordinator)
    assert "Something changed since you looked" in save(client, page).content.decode()
    assert not Translation.objects.exists()

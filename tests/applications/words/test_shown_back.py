"""What a page says of a file that came back beside the translations themselves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.words.answers import EDITED_ORIGINAL, OTHER_ORIGINAL
from applications.words.views.texts import packed, unpacked
from applications.words.workbook import Sent
from tests.applications.words import handing
from tests.factories.words import HEADINGS_IN, OF_WORDS, XLSX, row_of, saved, sent, translated

pytestmark = pytest.mark.django_db

LONG = "Una frase muy larga. " * 90


def bring(client, call, raw: bytes):
    """Choose the file, and see the page that it leads to."""
    file = SimpleUploadedFile("words.xlsx", raw, XLSX)
    return client.post(f"/staff/words/?call={call.slug}&language=es", {"file": file}, follow=True)


@pytest.mark.parametrize("words", ["Grupo de diseño", ""])
def test_english_that_was_changed_in_the_file_is_named_and_not_used(call, client, words) -> None:
    book = sent(call.slug)
    row = row_of(book, f"call-{call.pk}/title")
    book.active.cell(row, OF_WORDS - 1).value = "Another title"
    book.active.cell(row, OF_WORDS).value = words
    page = bring(client, call, saved(book))
    (edited,) = page.context["verdict"].edited
    assert (edited.row, edited.english, edited.in_file) == (str(row), call.title, "Another title")
    html = page.content.decode()
    assert "Changed in the file, and not used" in html
    assert "Another title" in html and f"In row {row} of the file" in html


def test_spaces_that_a_program_changed_in_the_english_are_not_named(call, client) -> None:
    book = sent(call.slug)
    cell = book.active.cell(row_of(book, f"call-{call.pk}/title"), OF_WORDS - 1)
    cell.value = f" {cell.value.replace(' ', '  ', 1)} "
    assert not bring(client, call, saved(book)).context["verdict"].edited


def test_headings_say_where_to_write_and_files_of_before_are_read(call, client) -> None:
    key, words = f"call-{call.pk}/title", "Grupo de diseño"
    book = sent(call.slug)
    row = book.active[HEADINGS_IN]
    told = [cell.value for cell in row[OF_WORDS - 2 : OF_WORDS]]
    assert told == ["English: only to read", "Spanish: write here"]
    book.active.cell(row_of(book, key), OF_WORDS).value = words
    row[OF_WORDS - 2].value, row[OF_WORDS - 1].value = "English", "Spanish"
    verdict = bring(client, call, saved(book)).context["verdict"]
    assert [each.words for each in verdict.changes] == [words] and not verdict.edited


def test_original_that_was_changed_in_a_file_of_answers_is_named(
    client, hand_out, application
) -> None:
    book = handing.sent(client, hand_out)
    answer = hand_out.answers.first().answer
    row = row_of(book, f"answer-{answer.pk}/text")
    handing.write(book, answer, "I want to help.")
    book.active.cell(row, OF_WORDS - 1).value = "Otra cosa"
    page = handing.bring(client, hand_out, book)
    (edited,) = page.context["verdict"].edited
    html = page.content.decode()
    assert edited.in_file == "Otra cosa" and "Otra cosa" in html
    assert "correct it here" not in html and "stays as it was written" in html
    (asked,) = page.context["verdict"].doubtful
    assert asked.doubts == [EDITED_ORIGINAL]


def test_english_of_rows_that_were_sorted_in_part_is_not_handed_in(
    client, hand_out, application
) -> None:
    book = handing.sent(client, hand_out)
    keys = [f"answer-{each.answer_id}/text" for each in hand_out.answers.all()]
    first, second = (book.active.cell(row_of(book, key), OF_WORDS - 1) for key in keys[:2])
    first.value, second.value = second.value, first.value
    for cell in (first, second):
        cell.offset(column=1).value = f"English of {cell.value}"
    page = handing.bring(client, hand_out, book)
    assert handing.faults(page) == [OTHER_ORIGINAL] * 2
    assert not page.context["verdict"].changes


def test_very_long_words_are_folded_behind_their_beginning(call, client) -> None:
    key = f"callsection-{call.sections.first().pk}/body"
    html = bring(client, call, translated(call.slug, {key: LONG})).content.decode()
    assert "All 1,889 characters" in html and LONG.strip() in html
    short = bring(client, call, translated(call.slug, {key: "Corto."})).content.decode()
    assert "All 1,889 characters" not in short


def test_what_a_file_says_is_the_same_out_of_the_session() -> None:
    told = {"call-1/title": Sent("a" * 12, "b" * 12, "Hola", "c" * 8, "Hello there", "4")}
    assert unpacked(packed(told)) == told
    (each,) = unpacked(packed(told)).values()
    assert (each.source, each.row, each.file) == ("Hello there", "4", "c" * 8)

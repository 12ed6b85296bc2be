"""Files that are not what was sent out: each is refused with what to do about it, or read right."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from applications.words import workbook
from applications.words.texts import scope_of
from core.languages import BY_CODE
from core.reading.limits import Unreadable
from core.reading.workbook import BROKEN, MOST_UNPACKED, PASSWORD, TOO_BIG
from tests.factories.words import HEADINGS_IN, OF_ID, OF_WORDS, XLSX, row_of, saved, sent

pytestmark = pytest.mark.django_db

OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


def read(raw: bytes, slug: str, code: str = "es") -> dict[str, str]:
    """The words that such a file has, by text."""
    found = workbook.read(io.BytesIO(raw), scope_of(slug).about(BY_CODE[code]))
    return {key: each.words for key, each in found.items()}


def bomb() -> bytes:
    """A small file that is far larger unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(MOST_UNPACKED + 1))
    return file.getvalue()


def refusal(raw: bytes, slug: str, code: str = "es") -> str:
    with pytest.raises(Unreadable) as refused:
        read(raw, slug, code)
    return str(refused.value)


def test_wrong_files_say_what_they_are(call) -> None:
    pdf = b"%PDF-1.7 " + b"x" * 100
    assert refusal(pdf, call.slug) == workbook.NOT_A_WORKBOOK
    assert refusal(b"Name,ZIP\nZoe,02118\n", call.slug) == workbook.NOT_A_WORKBOOK
    assert refusal(LOCKED, call.slug) == PASSWORD
    assert refusal(bomb(), call.slug) == TOO_BIG
    assert refusal(b"PK\x03\x04 damaged", call.slug) == BROKEN
    other = Workbook()
    other.active.append(["Name", "ZIP"])
    other.active.append(["Zoë", "02118"])
    assert refusal(saved(other), call.slug) == workbook.NO_IDS


def test_files_of_another_call_and_of_another_language_are_told_apart(call) -> None:
    assert "“the site” in Spanish" in refusal(saved(sent()), call.slug)
    assert f"“{call.slug}” in Vietnamese" in refusal(saved(sent(call.slug, "vi")), call.slug)
    assert f"“{call.slug}” in Spanish" in refusal(saved(sent(call.slug)), "")


def test_rows_may_be_sorted_deleted_spread_over_sheets_and_below_a_merged_title(call) -> None:
    book = sent(call.slug)
    sheet = book.active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADINGS_IN)]
    new = Workbook()
    new.active.append(["Translation by Lingua Ltd."])
    new.active.merge_cells("A1:F1")
    new.active.append([])
    other = new.create_sheet("Rest")
    for place, row in enumerate([rows[0], *reversed(rows[3:])]):
        (new.active if place % 2 == 0 or place == 0 else other).append(row)
    other.insert_rows(1)
    for place, heading in enumerate(rows[0], 1):
        other.cell(1, place, heading)
    found = read(saved(new), call.slug)
    whole = read(saved(book), call.slug)
    assert len(found) == len(whole) - 2
    assert found.items() <= whole.items()


def test_moved_columns_spaces_emoji_and_arabic_are_read(call) -> None:
    book = sent(call.slug, "ar")
    sheet, key = book.active, f"call-{call.pk}/title"
    sheet.cell(row_of(book, key), OF_WORDS).value = "  مجموعة التصميم \U0001f331\u200b  "
    sheet.move_range(f"A{HEADINGS_IN}:F{sheet.max_row}", cols=2)
    assert read(saved(book), call.slug, "ar")[key] == "مجموعة التصميم \U0001f331"


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        (OF_WORDS, "#REF!", "an error of the spreadsheet program"),
        (OF_ID, "call/es/x", "is not an ID from here"),
        (OF_WORDS, "=1+1", "has a formula whose value is not in the file"),
    ],
)
def test_cells_that_cannot_be_meant_are_named(call, column, value, says) -> None:
    book = sent(call.slug)
    cell = book.active.cell(row_of(book, f"call-{call.pk}/title"), column)
    cell.value = value
    if value.startswith("#"):
        cell.data_type = "s"
    assert says in refusal(saved(book), call.slug)


def test_text_twice_with_different_words_is_refused_and_with_the_same_taken(call) -> None:
    book = sent(call.slug)
    sheet = book.active
    row = [cell.value for cell in sheet[row_of(book, f"call-{call.pk}/title")]]
    sheet.append(row)
    assert read(saved(book), call.slug)
    sheet.append([*row[: OF_WORDS - 1], "Otro", *row[OF_WORDS:]])
    assert "twice, with different words" in refusal(saved(book), call.slug)


def test_sheet_without_its_headings_is_refused(call) -> None:
    book = sent(call.slug)
    book.active.cell(HEADINGS_IN, OF_WORDS).value = "Translation"
    assert "has no column “Spanish”" in refusal(saved(book), call.slug)


def test_only_translations_can_be_written_in_and_nothing_is_a_formula(call) -> None:
    call.title_en, call.title_es = '=HYPERLINK("http://x")', "=1+1"
    call.save()
    book = sent(call.slug)
    sheet = book.active
    assert sheet.protection.sheet
    for row in sheet.iter_rows(min_row=HEADINGS_IN + 1):
        assert [cell.column for cell in row if not cell.protection.locked] == [OF_WORDS]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_everything_that_is_wrong_with_the_rows_is_said_at_once(call, client) -> None:
    book = sent(call.slug)
    sheet, row = book.active, HEADINGS_IN + 1
    for place, (column, value) in enumerate([(OF_WORDS, "#REF!"), (OF_ID, "a"), (OF_ID, "b")]):
        cell = sheet.cell(row + place, column)
        cell.value, cell.data_type = value, "s"
    file = SimpleUploadedFile("words.xlsx", saved(book), XLSX)
    address = f"/staff/words/?call={call.slug}&language=es"
    page = client.post(address, {"file": file}, follow=True).content.decode()
    assert f"Row {row}: the cell says #REF!" in page
    assert f"Row {row + 1}: “a” is not an ID" in page and f"Row {row + 2}: “b” is not an ID" in page


def test_of_very_many_wrong_rows_the_first_are_said(call) -> None:
    book = sent(call.slug)
    rows = range(HEADINGS_IN + 1, HEADINGS_IN + 16)
    for row in rows:
        book.active.cell(row, OF_ID).value = f"{row}"
    told = refusal(saved(book), call.slug).splitlines()
    assert len(told) == workbook.MOST_SAID + 1 and told[-1] == "And 5 more like these."


def test_files_with_headings_alone_or_without_any_word_say_so(call) -> None:
    book = sent(call.slug)
    for row in range(HEADINGS_IN + 1, book.active.max_row + 1):
        book.active.cell(row, OF_WORDS).value = None
    assert "the column “Spanish” is empty in all of" in refusal(saved(book), call.slug)
    book.active.delete_rows(HEADINGS_IN + 1, book.active.max_row)
    assert refusal(saved(book), call.slug) == workbook.NO_ROWS


def test_no_file_goes_out_that_would_have_no_text(call, client) -> None:
    for asked in ("only=missing", "part=page-0"):
        answer = client.get(f"/staff/words/file/?call={call.slug}&language=es&{asked}", follow=True)
        assert "There is no such text to send" in answer.content.decode()

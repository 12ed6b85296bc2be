"""The site's messages by command: out as a spreadsheet, and back into the catalogue."""

import io
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from applications.form.wording_checks import TRANSLATED, messages_in
from applications.models import WordingCheck
from applications.words import messages
from applications.words.judging import EDITED
from applications.words.messages import Catalogue, Message, faults_of
from core.languages import BY_CODE
from tests.factories.words import HEADINGS_IN, OF_ID, OF_WORDS
from tests.factories.words import saved as as_file

OFFICE = "Language and Communications Access"
ONE_DAY = polib.POEntry(msgid="one day left", msgid_plural="%(n)s days left")
MARKED = polib.POEntry(msgid='Read <a href="%(url)s">the rules</a> by %(when)s: 100%%')
BRACES = polib.POEntry(msgid="Characters left: {number}")


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """A copy of the Spanish, Russian and Arabic catalogues."""
    for name in ("es", "ru", "ar"):
        shutil.copytree(django_settings.LOCALE_PATHS[0] / name, tmp_path / "locale" / name)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def sent(folder: Path, code: str = "es", *more: str) -> Workbook:
    path = folder / f"{code}{len(list(folder.iterdir()))}.xlsx"
    call_command("messages_out", code, str(path), *more, stdout=io.StringIO())
    return load_workbook(path)


def back(folder: Path, book: Workbook, *more: str, code: str = "es") -> str:
    path = folder / "back.xlsx"
    path.write_bytes(as_file(book))
    said = io.StringIO()
    call_command("messages_back", code, str(path), *more, stdout=said)
    return said.getvalue()


def rows(book: Workbook, english: str) -> list[int]:
    """The numbers of the rows whose English begins so."""
    column = book.active.iter_rows(min_row=HEADINGS_IN + 1, min_col=2, max_col=2)
    return [cell.row for (cell,) in column if str(cell.value).startswith(english)]


def write(book: Workbook, english: str, words: str) -> None:
    cell = book.active.cell(rows(book, english)[0], OF_WORDS)
    cell.value, cell.data_type = words, "s"


def source(folder: Path, code: str = "es") -> Path:
    return folder / "locale" / code / "LC_MESSAGES" / "django.po"


def test_nothing_is_saved_without_being_told_and_then_only_what_changed(folder) -> None:
    before = source(folder).read_text(encoding="utf-8")
    book = sent(folder)
    write(book, "I am not sure", "  No estoy seguro \U0001f331 ")
    said = back(folder, book)
    assert "now:     No lo sé con seguridad" in said and "1 change, 0 cannot be saved" in said
    assert "Nothing was saved" in said and source(folder).read_text(encoding="utf-8") == before
    assert "1 change saved" in back(folder, book, "--save")
    after = source(folder).read_text(encoding="utf-8")
    changed = 'msgstr "No estoy seguro \U0001f331"'
    assert after == before.replace('msgstr "No lo sé con seguridad"', changed) != before
    with pytest.raises(CommandError, match="nothing to save"):
        back(folder, book, "--save")


def test_other_numbers_than_in_the_english_are_saved_when_somebody_compared_them(folder) -> None:
    book = sent(folder)
    write(book, "In crisis now? Call or text 988", "¿Está en crisis? Llame al 998.")
    said = back(folder, book)
    assert "LOOK AT" in said and "? 998 stands here, and not in the English." in said
    with pytest.raises(CommandError, match="--looked"):
        back(folder, book, "--save")
    with pytest.raises(CommandError, match="nothing to save"):
        back(folder, book, "--save", "--leave-out")
    assert "1 change saved" in back(folder, book, "--save", "--looked")


def test_words_of_an_english_that_was_changed_in_the_file_are_asked_about(folder) -> None:
    book = sent(folder)
    write(book, "I am not sure", "Estoy seguro")
    (row,) = rows(book, "I am not sure")
    book.active.cell(row, OF_WORDS - 1).value = "I am sure"
    said = back(folder, book)
    assert f"CHANGED IN THE FILE, row {row}, and not used" in said and "file:    I am sure" in said
    assert "LOOK AT" in said and f"? {EDITED}" in said
    with pytest.raises(CommandError, match="--looked"):
        back(folder, book, "--save")


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda each: each.code)
def test_every_catalogue_comes_back_as_it_was_sent(language) -> None:
    catalogue = Catalogue(language)
    assert str(catalogue.entries) == catalogue.path.read_text(encoding="utf-8")
    wrong = [
        (each.key, fault)
        for each in catalogue.messages()
        for fault in faults_of(each, each.translation)
    ]
    assert not wrong
    whole = messages.whole_texts(catalogue.messages())
    assert {text.digest for text in whole} == {text.digest for text in messages_in(language)}


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("vi", ["for the number 1, 2, 3, …"]),
        ("so", ["for the number 1", "for the number 2, 3, 4, …"]),
        ("es", ["for the number 1", "for the number 1000000", "for the number 2, 3, 4, …"]),
        (
            "ru",
            [
                "for the number 1, 21, 31, …",
                "for the number 2, 3, 4, …",
                "for the number 5, 6, 7, …",
                "for a fraction, such as 1.5",
            ],
        ),
        (
            "ar",
            [
                "for the number 0",
                "for the number 1",
                "for the number 2",
                "for the number 3, 4, 5, …",
                "for the number 11, 12, 13, …",
                "for the number 100, 101, 102, …",
            ],
        ),
    ],
)
def test_each_form_of_a_plural_is_a_row_with_its_numbers(code, numbers) -> None:
    forms = [
        each
        for each in Catalogue(BY_CODE[code]).messages()
        if each.entry.msgid == "Open now, %(days)s day left"
    ]
    assert [each.number_in_words for each in forms] == numbers
    assert len({each.key for each in forms}) == len(forms)


def test_a_form_is_brought_back_into_its_place(folder) -> None:
    book = sent(folder, "ru")
    row = rows(book, "Open now, %(days)s day")[2]
    assert "for the number 5, 6, 7, …" in book.active.cell(row, 1).value
    book.active.cell(row, OF_WORDS).value = "Открыто, осталось дней: %(days)s"
    assert "1 change saved" in back(folder, book, "--save", code="ru")
    entry = polib.pofile(str(source(folder, "ru"))).find("Open now, %(days)s day left")
    assert entry.msgstr_plural[2] == "Открыто, осталось дней: %(days)s"
    assert entry.msgstr_plural[1] == "Приём открыт, осталось %(days)s дня"


def test_message_without_words_gets_all_its_forms_or_none(folder) -> None:
    catalogue = polib.pofile(str(source(folder)), wrapwidth=0)
    catalogue.find("Open now, %(days)s day left").msgstr_plural = {0: "", 1: "", 2: ""}
    source(folder).write_text(str(catalogue), encoding="utf-8")
    book = sent(folder, "es", "--missing")
    found = rows(book, "Open now")
    assert len(found) == 3 == book.active.max_row - HEADINGS_IN
    for row in found[:2]:
        book.active.cell(row, OF_WORDS).value = "Abierto: %(days)s"
    with pytest.raises(CommandError, match="cannot be saved"):
        back(folder, book, "--save")
    assert "needs all its forms" in back(folder, book)
    book.active.cell(found[2], OF_WORDS).value = "Abierto: %(days)s"
    assert "3 changes saved" in back(folder, book, "--save")


@pytest.mark.parametrize(
    ("message", "words", "says"),
    [
        (Message(ONE_DAY, 0, (1,)), "un día", ""),
        (Message(ONE_DAY, 0, (1,)), "%(n)s día", ""),
        (Message(ONE_DAY, 0, (0, 1)), "un jour", "%(n)s is missing"),
        (Message(ONE_DAY, 0, (1, 21)), "один день", "%(n)s is missing"),
        (Message(ONE_DAY, 1, (2, 3)), "días", "%(n)s is missing"),
        (Message(ONE_DAY, 1, (2,)), "يومان", ""),
        (Message(MARKED), 'Lea <a href="%(url)s">esto</a> %(when)s: 100%%', ""),
        (Message(MARKED), 'Lea <a href="%(url)s">esto</a> %(when)s: 100%', "one percent"),
        (Message(MARKED), 'Lea <a href="%(url)s">esto %(when)s: 100%%', "</a> is missing"),
        (Message(MARKED), 'Lea <a href="%(link)s">esto</a> %(when)s', "is missing"),
        (Message(MARKED), 'a < b <a href="%(url)s">esto</a> %(when)s: 100%%', messages.MARKUP),
        (Message(BRACES), "Quedan: {number}", ""),
        (Message(BRACES), "Quedan: {number} {}", "does not stand in the English"),
        (Message(BRACES), "Quedan: {number} }", messages.BRACES),
        (Message(BRACES), "Quedan: {numero}", "{number} is missing"),
        (Message(BRACES), "Quedan:\n{number}", messages.ONE_LINE),
        (Message(BRACES), "<SCRIPT>x</SCRIPT> {number}", messages.MARKUP),
        (Message(BRACES), "<img src=x onerror=y {number}", messages.MARKUP),
        (Message(BRACES), 'x" onclick="y {number}', messages.QUOTES),
    ],
)
def test_words_that_would_break_a_page_are_named(message, words, says) -> None:
    faults = faults_of(message, words)
    wanted = messages.PERCENT if says == "one percent" else says
    assert any(wanted in fault for fault in faults) if says else faults == []


def test_what_changed_here_meanwhile_is_not_overwritten(folder) -> None:
    book = sent(folder)
    write(book, "I am not sure", "Del archivo")
    write(book, "Monday", "De la oficina")
    there = source(folder).read_text(encoding="utf-8")
    edited = there.replace('msgstr "No lo sé con seguridad"', 'msgstr "De otra persona"')
    source(folder).write_text(edited, encoding="utf-8")
    said = back(folder, book)
    assert "? Somebody changed the translation here" in said and "(1 to look at)" in said
    back(folder, book, "--save", "--leave-out")
    saved = source(folder).read_text(encoding="utf-8")
    assert "De otra persona" in saved and "De la oficina" in saved
    source(folder).write_text(
        edited.replace('msgid "I am not sure"', 'msgid "I do not know"'), encoding="utf-8"
    )
    assert "1 row of messages whose English was changed" in back(folder, book)


@pytest.mark.django_db
def test_check_names_an_office_and_is_recorded_once(folder, cast) -> None:
    book = sent(folder)
    with pytest.raises(CommandError, match="--by"):
        back(folder, book, "--save", "--checked-by", OFFICE, "--by", cast.clerk.email)
    by = ["--save", "--checked-by", OFFICE, "--by", cast.coordinator.email]
    with pytest.raises(CommandError, match="give --read-all"):
        back(folder, book, *by)
    by = [*by, "--read-all"]
    for row in range(book.active.max_row, HEADINGS_IN + 10, -1):
        book.active.delete_rows(row)
    assert "10 messages recorded as checked" in back(folder, book, *by)
    back(folder, book, *by)
    check = WordingCheck.objects.get()
    assert (check.office, check.by, len(check.digests)) == (OFFICE, cast.coordinator, 10)
    assert set(check.digests) <= {text.digest for text in messages_in(BY_CODE["es"])}
    assert sent(folder, "es", "--unchecked").active.max_row == sent(folder).active.max_row - 10


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7", "no Excel workbook"),
        (b"PK\x03\x04 damaged", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "older kind"),
    ],
)
def test_wrong_file_is_refused(folder, raw, says) -> None:
    path = folder / "wrong.xlsx"
    path.write_bytes(raw)
    with pytest.raises(CommandError, match=says):
        call_command("messages_back", "es", str(path))


def test_file_of_another_language_or_damaged_is_refused(folder) -> None:
    book = sent(folder, "ru")
    with pytest.raises(CommandError, match="“the site’s messages” in Russian"):
        back(folder, book)
    book.active.cell(HEADINGS_IN + 1, OF_ID).value = "messages/ru/message-zz"
    with pytest.raises(CommandError, match="is not an ID from here"):
        back(folder, book, code="ru")


def test_command_overwrites_no_file_and_knows_its_languages(folder) -> None:
    path = folder / "there.xlsx"
    path.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        call_command("messages_out", "es", str(path))
    with pytest.raises(CommandError, match="none of these: es, ht"):
        call_command("messages_out", "en", str(folder / "new.xlsx"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("messages_back", "es", str(folder / "nowhere.xlsx"))

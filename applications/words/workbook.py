"""The file that a translator gets, and what stands in it when it comes back.

Each row names its text, with a digest of the English and of the translation as they were sent. So
rows may be sorted, deleted or copied to another sheet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from tempfile import TemporaryFile
from typing import IO, Protocol

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from applications.words.marks import kept
from applications.words.numbers import shown
from core.languages import BY_CODE, ENGLISH, Language
from core.reading import spreadsheet, workbook
from core.reading.limits import FAULTS, Sheet, Unreadable
from core.row_form import LONGEST_WORDING
from core.row_versions import digest
from core.spreadsheets import LINES, Lines, heading, text_cell
from core.text import number_of

KEEP, LIMIT, ID = "Keep as it is", "At most", "ID"
READ, WRITE = ": only to read", ": write here"  # behind the headings of the two columns
NUMBERS = "Numbers:"
WIDTHS = [26, 58, 58, 24, 9, 16]
HOW = (
    "Write in the yellow cells only. What stands under “Keep as it is” must be in your words too, "
    "letter by letter, and what is behind “Numbers:” as your language writes it. Of a "
    "[link](page:help), translate what is in square brackets only. A line that begins with “## ”, "
    "“- ” or “1. ” begins so in your words too. What you leave empty stays as it is."
)

NOT_A_WORKBOOK = (
    "This is no Excel workbook. Choose the file that the translator sent back, saved as XLSX."
)
NO_IDS = (
    "This file has no words that came from here: the column “ID” is missing or empty. Choose the "
    "file that was sent to the translator, with the words in it."
)
NO_ROWS = "Only headings are in this file: there is no row with words below them."
NO_WORDS = "Nothing is translated in this file: the column “{language}” is empty in all of {rows}."
MOST_SAID, MORE = 10, "And {} more like these."
NO_COLUMN = (
    "The sheet “{sheet}” has no column “{language}” in one row with “ID”. Put the headings back as "
    "they were."
)
DAMAGED = "Row {row}: “{cell}” is not an ID from here. Put back the one that was sent."
TWICE = "Row {row}: the same text stands in the file twice, with different words. Keep one."
FAULTY = "Row {row}: the cell says {cell}, an error of the spreadsheet program. Write the words."
ANOTHER = (
    "This file has words of “{scope}” in {language}. Bring it back where it was sent from, or "
    "choose another file."
)
SITE, MESSAGES = "site", "messages"  # scopes; else one of a call or of a file of answers

_YELLOW = PatternFill("solid", fgColor="FFF6CC")
_SMALL = Font(name="Calibri", size=8, color="8A8F98")
_OPEN = Protection(locked=False)
_ID = re.compile(
    r"(?P<scope>site|messages|call:[a-z0-9-]+|answers:\d+)/(?P<language>[a-z-]+)"
    r"/(?P<text>[a-z]+-[0-9a-f]+/[a-z_]+(?:-\d)?)"
    r"/(?P<english>[0-9a-f]{12})/(?P<translation>[0-9a-f]{12})(?:/(?P<file>[0-9a-f]{8}))?"
)


class Line(Protocol):
    """A text as the file shows it; `key` and `digests` name it, and what it was."""

    where: str
    english: str
    translation: str
    limit: int
    key: str
    digests: tuple[str, str]


@dataclass(frozen=True)
class About:
    """What a file has: the words of a `scope` and the `language` of `code`, which each ID names.

    `source` and `target` are the headings of what is translated and of what it is translated into,
    `is_source_rtl` and `is_target_rtl` the directions of these columns. Where it `starts_empty`,
    whoever gets it does not see the words of now.
    """

    scope: str
    code: str
    title: str
    target: str
    source: str = ENGLISH.english_name
    where: str = "Where it stands"
    how: str = HOW
    starts_empty: bool = False
    is_source_rtl: bool = False
    is_target_rtl: bool = False


def words_of(scope: str, title: str, language: Language, *, how: str = HOW) -> About:
    """A file with English words to translate into a language."""
    return About(
        scope,
        language.code,
        title=f"{title}: words to translate into {language.english_name}",
        target=language.english_name,
        how=how,
        is_target_rtl=language.direction == "rtl",
    )


@dataclass(frozen=True)
class Sent:
    """What a row says of its text: the digests of when it was sent, and the words of now.

    `file` names the download that the row is from, `source` is what stands in the column of what
    was to be translated where that is something else than was sent, and `row` its number.
    """

    english: str
    translation: str
    words: str
    file: str = field(default="", compare=False)
    source: str = field(default="", compare=False)
    row: str = field(default="", compare=False)


def written(about: About, texts: Iterable[Line]) -> IO[bytes]:
    """The file as a temporary one, at its start. Only the translations can be written in."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"Words in {about.target}"[:31]
    lines = Lines(sheet, WIDTHS)
    lines.append([_title(sheet, about.title)])
    lines.append([text_cell(sheet, about.how)])
    columns = [f"{about.source}{READ}", f"{about.target}{WRITE}"]
    headings = [about.where, *columns, KEEP, LIMIT, ID]
    lines.append([heading(sheet, each) for each in headings])
    download = token_hex(4)
    for text in texts:
        lines.append(_row(sheet, about, text, download))
    _arrange(sheet)
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def _title(sheet: Worksheet, words: str) -> Cell:
    cell = text_cell(sheet, words)
    cell.font = Font(name="Calibri", size=14, bold=True)
    return cell


def _row(sheet: Worksheet, about: About, text: Line, download: str) -> list[Cell]:
    now = "" if about.starts_empty else text.translation
    there, here = text_cell(sheet, text.english), text_cell(sheet, now)
    there.alignment = _lines(is_rtl=about.is_source_rtl)
    here.alignment = _lines(is_rtl=about.is_target_rtl)
    here.fill, here.protection = _YELLOW, _OPEN
    where, keep = text_cell(sheet, text.where), "\n".join(_kept(about, text))
    limit = str(text.limit) if text.limit < LONGEST_WORDING else ""
    keep, limit = text_cell(sheet, keep), text_cell(sheet, limit)
    where.alignment = keep.alignment = limit.alignment = LINES
    named = [about.scope, about.code, text.key, *text.digests, download]
    identity = text_cell(sheet, "/".join(named))
    identity.font, identity.alignment = _SMALL, Alignment(vertical="top")
    return [where, there, here, keep, limit, identity]


def _kept(about: About, text: Line) -> Iterator[str]:
    yield from kept(text.english).elements()
    numbers = shown(text.english) if about.source == ENGLISH.english_name else ()
    if numbers:
        yield f"{NUMBERS} {', '.join(numbers)}"


def _lines(*, is_rtl: bool) -> Alignment:
    horizontal, order = ("right", 2) if is_rtl else (None, 1)
    return Alignment(vertical="top", wrap_text=True, horizontal=horizontal, readingOrder=order)


def _arrange(sheet: Worksheet) -> None:
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "3:3"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # these are allowed


# --- Coming back ---


def read(file: IO[bytes], about: About) -> Mapping[str, Sent]:
    """What the file says, by the text’s key. Raises Unreadable, with what to do about each row."""
    file.seek(0)
    if not workbook.is_one(file.read(8)):
        raise Unreadable(NOT_A_WORKBOOK)
    back = _Back(about)
    for sheet in spreadsheet.read(file):
        back.read(sheet)
    back.refuse_what_is_wrong()
    return back.found


class _Back:
    """Takes in the sheets of a file: what was `found`, and what is wrong with its rows."""

    def __init__(self, about: About) -> None:
        self.about, self.has_headings = about, False
        self.found: dict[str, Sent] = {}
        self.wrong: dict[str, None] = {}  # in their order, each once

    def read(self, sheet: Sheet) -> None:
        place, of_words, of_source = None, None, None
        for number, cells in sheet.rows:
            if ID in cells:
                self.has_headings, place = True, cells.index(ID)
                of_words = _place(cells, self.about.target, WRITE)
                of_source = _place(cells, self.about.source, READ)
                continue
            named = next(filter(None, map(_ID.fullmatch, cells)), None)
            if named is None:
                if place is not None and place < len(cells) and cells[place]:
                    self._note(DAMAGED.format(row=number, cell=cells[place][:60]))
            elif (named["scope"], named["language"]) != (self.about.scope, self.about.code):
                self._note(_another(named))
            elif of_words is None:
                self._note(NO_COLUMN.format(sheet=sheet.name, language=self.about.target))
            else:
                self._take(number, named, _cell(cells, of_words), _cell(cells, of_source))

    def _take(self, number: int, named: re.Match[str], words: str, source: str) -> None:
        if words in FAULTS:
            self._note(FAULTY.format(row=number, cell=words))
        digests, file = (named["english"], named["translation"]), named["file"] or ""
        other = source if digest(source) != named["english"] else ""
        sent = Sent(*digests, words, file, other, str(number))
        if self.found.setdefault(named["text"], sent) != sent:
            self._note(TWICE.format(row=number))

    def _note(self, sentence: str) -> None:
        self.wrong[sentence] = None

    def refuse_what_is_wrong(self) -> None:
        """With every sentence, or the first of very many."""
        if self.wrong:
            more = len(self.wrong) - MOST_SAID
            raise Unreadable(*[*self.wrong][:MOST_SAID], *([MORE.format(more)] if more > 0 else ()))
        if not self.found:
            raise Unreadable(NO_ROWS if self.has_headings else NO_IDS)
        if not any(each.words for each in self.found.values()):
            raise Unreadable(
                NO_WORDS.format(language=self.about.target, rows=number_of(len(self.found), "row"))
            )


def _place(cells: list[str], heading: str, does: str) -> int | None:
    """Of the column with this heading; of files that were sent before, without what one does."""
    found = (place for place, cell in enumerate(cells) if cell in (f"{heading}{does}", heading))
    return next(found, None)


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _another(named: re.Match[str]) -> str:
    """What another file has."""
    kind, _colon, name = named["scope"].partition(":")
    names = {SITE: "the site", MESSAGES: "the site’s messages", "answers": f"answers, file {name}"}
    language = BY_CODE.get(named["language"])
    return ANOTHER.format(
        scope=names.get(kind, name), language=language.english_name if language else "another one"
    )

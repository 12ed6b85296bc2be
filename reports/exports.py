"""Applications as rows of text, a few hundred read at a time, however many there are.

A file is written whole before any of it leaves: where a row cannot be made there is no file, and
one that breaks off on its way is shorter than it says.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from operator import attrgetter
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

from applications.enums import TEXT_KINDS, Part
from applications.form import queries
from applications.models import Choice, Question
from applications.models.representation import about_you_for_export
from applications.translations.queries import checked_translations
from reports.queries import review_counts

BATCH = 500
JOINED = "; "

# Spreadsheets run what begins with one of these; the wide ones count in East Asian settings.
_ACTIVE = tuple("=+-@\t\r＝＋－＠")

_RECORD = ["Reference", "Call", "Status", "Received", "Came", "Language", "Neighborhood",
           "Residency", "Reviews submitted", "Reviews assigned"]  # fmt: skip
_CONTACT = {
    "Chosen name": "chosen_name", "Full name": "full_name", "Email": "email", "Phone": "phone",
    "May text": "may_text", "May leave voicemail": "may_leave_voicemail",
    "Mailing address": "post_address", "Plain envelope": "wants_plain_envelope",
    "Picks up": "wants_pick_up", "Trusted contact": "trusted_contact",
    "First choice": "preferred_way", "May hear of later calls": "wants_later_calls",
    "Old enough": "revision.is_of_age", "Works for the City": "revision.works_for_city",
    "Street": "street", "Unit": "unit", "ZIP code": "zip_code",
    "Where they stay": "place_description",
}  # fmt: skip
_SUPPORT = {
    "Reads": "reads", "Speaks": "speaks", "Speaks, other": "speaks_other",
    "Interpreter": "needs_interpreter", "Accommodation": "accommodation",
    "Childcare": "needs_childcare", "Transport": "needs_transport",
}  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """What goes along with each application's record."""

    contact: bool = False
    support: bool = False
    answers: bool = False
    about_you: bool = False


class Export:
    """The applications of one search, with some parts: a heading and then a row each."""

    def __init__(self, found: QuerySet[Any], parts: Parts) -> None:
        self.found, self.parts = found, parts
        self.count = 0  # applications in the rows so far
        wanted = [part for part in Part if self._has(part)]
        asked = Question.objects.filter(call__in=found.order_by().values("call"), part__in=wanted)
        self.questions = list(asked.order_by("call", "order")) if wanted else []
        # About-you answers are put into English by nobody.
        self.translated = {
            question.pk
            for question in self.questions
            if question.part != Part.ABOUT_YOU and question.kind in TEXT_KINDS
        }
        # Wording once, not with each of a hundred thousand answers: it has twelve languages.
        choices = Choice.objects.filter(question__in=self.questions)
        self.choices = {choice.pk: choice.text for choice in choices}

    def _has(self, part: Part) -> bool:
        return self.parts.about_you if part == Part.ABOUT_YOU else self.parts.answers

    def rows(self) -> Iterator[list[str]]:
        """The heading, then every application in the order of the list."""
        yield self._heading()
        entries = self.found.select_related("call").iterator(chunk_size=BATCH)
        while batch := list(islice(entries, BATCH)):
            yield from self._rows_of(batch)
            self.count += len(batch)

    def _heading(self) -> list[str]:
        return [
            *_RECORD,
            *(_CONTACT if self.parts.contact else []),
            *(_SUPPORT if self.parts.support else []),
            *(title for question in self.questions for title in self._titles(question)),
        ]

    def _titles(self, question: Question) -> list[str]:
        """A column; a second one for the English of what people write in their own language."""
        second = [f"{question.text} (in English)"] if question.pk in self.translated else []
        return [question.text, *second]

    def _rows_of(self, batch: Sequence[Any]) -> Iterator[list[str]]:
        ids = [entry.pk for entry in batch]
        reviews = review_counts(ids)
        contacts = queries.contacts_of(ids) if self.parts.contact else {}
        supports = queries.supports_of(ids) if self.parts.support else {}
        told = self._told(ids)
        english = checked_translations(ids) if self.translated else {}
        for entry in batch:
            row = _record(entry, reviews[entry.pk])
            if self.parts.contact:
                row += [_text(attrgetter(name)(contacts[entry.pk])) for name in _CONTACT.values()]
            if self.parts.support:
                row += [_text(getattr(supports[entry.pk], name)) for name in _SUPPORT.values()]
            for question in self.questions:
                said = told[entry.pk, question.pk]
                row.append(said)
                if question.pk in self.translated:
                    row.append(english.get((entry.pk, question.pk, said), ""))
            yield row

    def _told(self, ids: Iterable[int]) -> dict[tuple[int, int], str]:
        """(application, question) → the answer; chosen choices one after the other."""
        given: dict[tuple[int, int], list[str]] = defaultdict(list)
        answers = [
            *(queries.answer_values_of(ids) if self.parts.answers else []),
            *(about_you_for_export(ids) if self.parts.about_you else []),
        ]
        for application, question, choice, text in answers:
            given[application, question].append(self.choices[choice] if choice else text)
        return defaultdict(str, {key: JOINED.join(words) for key, words in given.items()})


def _record(entry: Any, reviews: Any) -> list[str]:
    received = timezone.localtime(entry.received_at)
    return [
        entry.application.reference, entry.call.slug, entry.status,
        f"{received:%Y-%m-%d %H:%M}", entry.channel, entry.language, _text(entry.neighborhood),
        entry.residency, str(reviews.submitted), str(reviews.assigned),
    ]  # fmt: skip


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def is_active(text: str) -> bool:
    """Whether a spreadsheet could run this text, given as a file's cell."""
    return text.startswith(_ACTIVE) or text.lstrip().startswith(_ACTIVE)


def as_csv(rows: Iterable[list[str]]) -> IO[bytes]:
    """A file without a name, at its beginning: UTF-8, with the mark by which spreadsheets know it.

    CSV has no types, so an apostrophe stands before what a spreadsheet would run; all that was
    written follows it unchanged.
    """
    file = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    lines = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(lines)
    for row in rows:
        writer.writerow([f"'{text}" if is_active(text) else text for text in row])
    lines.detach().seek(0)
    return file


def as_xlsx(rows: Iterable[list[str]]) -> IO[bytes]:
    """A workbook in a file without a name, at its beginning. Every cell is a text, never run."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Applications")
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    file = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, text: str) -> Cell | str | None:
    """A text cell; one that could be run also stays a text when somebody edits it."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not is_active(text) and not text.startswith("#"):  # which could be taken for an error
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = is_active(text)
    return cell

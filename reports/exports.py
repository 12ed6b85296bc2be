"""Exports of applications as rows of text, read in batches.

A file is complete before any of it is sent: if a row fails there is no file, and a download that
breaks off is shorter than its Content-Length.
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

# Spreadsheets run cells that begin with one of these; full-width ones in East Asian settings.
_ACTIVE = tuple("=+-@\t\r＝＋－＠")

_RECORD = [
    "Reference",
    "Call",
    "Status",
    "Received",
    "Came",
    "Language",
    "Neighborhood",
    "Residency",
    "Reviews submitted",
    "Reviews assigned",
]
_CONTACT = {
    "Chosen name": "chosen_name",
    "Full name": "full_name",
    "Email": "email",
    "Phone": "phone",
    "May text": "may_text",
    "May leave voicemail": "may_leave_voicemail",
    "Mailing address": "post_address",
    "Plain envelope": "wants_plain_envelope",
    "Picks up": "wants_pick_up",
    "Trusted contact": "trusted_contact",
    "First choice": "preferred_way",
    "May hear of later calls": "wants_later_calls",
    "Old enough": "revision.is_of_age",
    "Works for the City": "revision.works_for_city",
    "Street": "street",
    "Unit": "unit",
    "ZIP code": "zip_code",
    "Where they stay": "place_description",
}
_SUPPORT = {
    "Reads": "reads",
    "Speaks": "speaks",
    "Speaks, other": "speaks_other",
    "Interpreter": "needs_interpreter",
    "Accommodation": "accommodation",
    "Childcare": "needs_childcare",
    "Transport": "needs_transport",
}


@dataclass(frozen=True)
class Parts:
    """The optional parts of an export."""

    contact: bool = False
    support: bool = False
    answers: bool = False
    about_you: bool = False


class Export:
    """The applications of one search with the chosen parts, as a heading and one row each."""

    def __init__(self, found: QuerySet[Any], parts: Parts) -> None:
        self.found, self.parts = found, parts
        self.count = 0  # applications in the rows so far
        chosen = [part for part in Part if self._has(part)]
        calls = found.order_by().values("call")
        questions = Question.objects.filter(call__in=calls, part__in=chosen)
        self.questions = list(questions.order_by("call", "order")) if chosen else []
        # About-you answers are never translated.
        self.translated = {
            question.pk
            for question in self.questions
            if question.part != Part.ABOUT_YOU and question.kind in TEXT_KINDS
        }
        # Read once rather than joined to each answer: a choice has its wording in 12 languages.
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
        """A column, and a second one for the English translation of written answers."""
        second = [f"{question.text} (in English)"] if question.pk in self.translated else []
        return [question.text, *second]

    def _rows_of(self, batch: Sequence[Any]) -> Iterator[list[str]]:
        ids = [entry.pk for entry in batch]
        reviews = review_counts(ids)
        contacts = queries.contacts_of(ids) if self.parts.contact else {}
        supports = queries.supports_of(ids) if self.parts.support else {}
        answers = self._answers(ids)
        english = checked_translations(ids) if self.translated else {}
        for entry in batch:
            row = _record(entry, reviews[entry.pk])
            if self.parts.contact:
                row += [_text(attrgetter(name)(contacts[entry.pk])) for name in _CONTACT.values()]
            if self.parts.support:
                row += [_text(getattr(supports[entry.pk], name)) for name in _SUPPORT.values()]
            for question in self.questions:
                answer = answers[entry.pk, question.pk]
                row.append(answer)
                if question.pk in self.translated:
                    row.append(english.get((entry.pk, question.pk, answer), ""))
            yield row

    def _answers(self, ids: Iterable[int]) -> dict[tuple[int, int], str]:
        """(application, question) → the answer; several choices are joined."""
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
        entry.application.reference,
        entry.call.slug,
        entry.status,
        f"{received:%Y-%m-%d %H:%M}",
        entry.channel,
        entry.language,
        _text(entry.neighborhood),
        entry.residency,
        str(reviews.submitted),
        str(reviews.assigned),
    ]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def is_active(text: str) -> bool:
    """Whether a spreadsheet could run this text as a formula."""
    return text.startswith(_ACTIVE) or text.lstrip().startswith(_ACTIVE)


def as_csv(rows: Iterable[list[str]]) -> IO[bytes]:
    """A temporary file, at its start: UTF-8 with a byte order mark, which spreadsheets need.

    CSV has no types, so an apostrophe goes before text that a spreadsheet would run; the text
    itself is unchanged.
    """
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    lines = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(lines)
    for row in rows:
        writer.writerow([f"'{text}" if is_active(text) else text for text in row])
    lines.detach().seek(0)
    return file


def as_xlsx(rows: Iterable[list[str]]) -> IO[bytes]:
    """A workbook in a temporary file, at its start. Every cell is text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Applications")
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, text: str) -> Cell | str | None:
    """A text cell; a quote prefix keeps text that could be run as text when it is edited."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not is_active(text) and not text.startswith("#"):  # openpyxl takes "#N/A" for an error
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = is_active(text)
    return cell

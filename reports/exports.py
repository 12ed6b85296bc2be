"""Exports of applications, read in batches."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from applications.duplicates.queries import states_of
from applications.enums import TEXT_KINDS, Part
from applications.form import queries
from applications.form.queries.sent import days_only
from applications.models import Call, Choice, Question
from applications.models.representation import about_you_for_export
from applications.translations.queries import checked_translations
from core.permissions import Permission
from reports.export_columns import (
    CONTACT,
    NAME,
    RECORD,
    SUPPORT,
    Column,
    Row,
    Value,
    answer_in_words,
    of_question,
)
from reports.queries import review_counts
from reviewers.queries import latest_version, results_of
from reviewers.results import Row as Result
from reviewers.results import rows_of
from selection.models import Decision
from selection.queries import standing
from stipends.parts import Stipend
from stipends.queries import stipends

BATCH = 500
JOINED = "; "


@dataclass(frozen=True)
class Parts:
    """The optional parts of an export."""

    contact: bool = False
    support: bool = False
    answers: bool = False
    about_you: bool = False


class Export:
    """The applications of one search with the chosen parts: columns, and one row each.

    `may` says which permissions the reader has: columns that need others are left out.
    """

    def __init__(
        self, found: QuerySet[Any], parts: Parts, *, may: Callable[[Permission], bool]
    ) -> None:
        self.found, self.parts = found, parts
        self.count = 0  # applications in the rows so far
        chosen = [part for part in Part if self._has(part)]
        # Calls and choices are read once, not joined: they have their wording in 12 languages.
        self.calls = Call.objects.in_bulk(
            found.order_by().values_list("call", flat=True).distinct()
        )
        self.versions = {call.pk: latest_version(call) for call in self.calls.values()}
        questions = Question.objects.filter(call__in=self.calls, part__in=chosen)
        self.questions = list(questions.order_by("call", "order")) if chosen else []
        self.kinds = {question.pk: question.kind for question in self.questions}
        # About-you answers are never translated.
        self.translated = {
            question.pk
            for question in self.questions
            if question.part != Part.ABOUT_YOU and question.kind in TEXT_KINDS
        }
        choices = Choice.objects.filter(question__in=self.questions)
        self.choices = {choice.pk: choice.text for choice in choices}
        self.columns = [
            column for column in self._columns() if not column.needs or any(map(may, column.needs))
        ]

    def _has(self, part: Part) -> bool:
        return self.parts.about_you if part == Part.ABOUT_YOU else self.parts.answers

    def _columns(self) -> Iterator[Column]:
        yield from [NAME] if self.parts.contact else ()
        yield from RECORD
        yield from CONTACT if self.parts.contact else ()
        yield from SUPPORT if self.parts.support else ()
        for question in self.questions:
            yield from of_question(question, is_translated=question.pk in self.translated)

    def rows(self) -> Iterator[list[Value]]:
        """Every application in the order of the list, its values in the order of the columns."""
        entries = self.found.iterator(chunk_size=BATCH)
        results, its_stipend = self._results(), self._stipends()
        while batch := list(islice(entries, BATCH)):
            for row in self._rows_of(batch, results, its_stipend):
                yield [column.value(row) for column in self.columns]
            self.count += len(batch)

    def _results(self) -> dict[int, Result]:
        """Score and rank by application; a rank is one among all of a call."""
        found = {}
        for call in self.calls.values():
            version = self.versions[call.pk]
            for row in rows_of(results_of(call, version=version), version):
                found[row.application.pk] = row
        return found

    def _stipends(self) -> dict[int, Stipend]:
        return {each.application.pk: each for each in stipends()}

    def _rows_of(
        self, batch: Sequence[Any], results: dict[int, Result], its_stipend: dict[int, Stipend]
    ) -> Iterator[Row]:
        ids = [entry.pk for entry in batch]
        reviews, duplicates = review_counts(ids), states_of(ids)
        decisions = {each.application_id: each for each in _decisions(ids)}
        contacts = queries.contacts_of(ids) if self.parts.contact else {}
        supports = queries.supports_of(ids) if self.parts.support else {}
        without_time = days_only(batch)
        answers = self._answers(ids)
        english = self._english(ids, answers)
        for entry in batch:
            version = self.versions[entry.call_id]
            yield Row(
                entry=entry,
                is_day_only=entry.pk in without_time,
                call=self.calls[entry.call_id],
                reviews=reviews[entry.pk],
                result=results.get(entry.pk),
                score_version=version and version.number,
                duplicate=duplicates.get(entry.pk),
                decision=decisions.get(entry.pk),
                stipend=its_stipend.get(entry.pk),
                contact=contacts.get(entry.pk),
                support=supports.get(entry.pk),
                answers=answers[entry.pk],
                english=english[entry.pk],
            )

    def _answers(self, ids: Iterable[int]) -> dict[int, dict[int, str]]:
        """Application → question → the answer; several choices are joined."""
        given: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        answers = [
            *(queries.answer_values_of(ids) if self.parts.answers else []),
            *(about_you_for_export(ids) if self.parts.about_you else []),
        ]
        for application, question, choice, text in answers:
            answer = self.choices[choice] if choice else answer_in_words(self.kinds[question], text)
            given[application][question].append(answer)
        joined = {
            application: {question: JOINED.join(answers) for question, answers in of_one.items()}
            for application, of_one in given.items()
        }
        return defaultdict(dict, joined)

    def _english(
        self, ids: Iterable[int], answers: dict[int, dict[int, str]]
    ) -> dict[int, dict[int, str]]:
        """Application → question → the checked translation of what stands there."""
        found: dict[int, dict[int, str]] = defaultdict(dict)
        checked = checked_translations(ids) if self.translated else {}
        for (application, question, text), english in checked.items():
            if answers[application].get(question) == text:
                found[application][question] = english
        return found


def _decisions(applications: Iterable[int]) -> QuerySet[Decision]:
    return standing().filter(application__in=applications)

"""Reads a row of a file as the form would, and says what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from applications.enums import Arrival, RowVerdict
from applications.imports.moments import NoMoment, received
from applications.imports.read_as import READS, reading_of
from applications.imports.remarks import UNREACHABLE, Remarks
from applications.imports.steps import empty_steps, relax, strict_contact
from applications.imports.targets import LANGUAGE, RECEIVED, Target, fields_of, targets_of
from applications.imports.values import Unknown, chosen, says_nothing
from applications.models import Call, ImportBatch
from applications.models.contact import WAYS
from applications.models.draft import ABOUT_YOU
from applications.paper.forms.paper import MAY_LOOK_WRONG
from core.reading.limits import FAULTS, column_letter

_WORST_FIRST = list(RowVerdict)
_WRITTEN = ("connection-", "questions-")  # keys of answers in people's own words
_FOUR_DIGITS = 4  # of a ZIP code whose first zero a spreadsheet took for nothing
_ASKED_FOR = ("contact-email", "contact-phone")  # many form tools let nobody leave these empty
MOST_SHOWN = 60  # letters of a value in a note
REACHED_BY = "contact-email"  # stands for any way to reach somebody


@dataclass
class Row:
    """What a row comes to. `unknown` are values of choices that are none: (target, value)."""

    number: int
    verdict: RowVerdict = RowVerdict.READY
    notes: list[str] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    received_at: datetime | None = None
    language: str = ""
    names_language: bool = False  # in a column of its own
    reads_as: str = ""  # a doubt about that
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    left_empty: list[str] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)  # references of whom it perhaps duplicates
    alike: int | None = None  # the first of the rows that are perhaps the same person

    @property
    def is_duplicate(self) -> bool:
        """Perhaps, of an application."""
        return bool(self.twins)

    def note(self, verdict: RowVerdict, words: str) -> None:
        """Say something; the worst of all verdicts counts."""
        self.verdict = min(self.verdict, verdict, key=_WORST_FIRST.index)
        self.notes.append(words)


class RowReader:
    """The form's steps, built once and cleaned again for each row of a batch."""

    def __init__(self, batch: ImportBatch, call: Call) -> None:
        self.batch, self.call = batch, call
        self.targets = targets_of(call)
        self.now = timezone.now()
        self.steps = fields_of(call)
        self.strict = strict_contact(call)
        self.required = {
            form.add_prefix(name)
            for form in self.steps.values()
            for name, each in form.fields.items()
            if each.required
        }
        self.remarks = Remarks(call, self.steps)
        for form in self.steps.values():
            relax(form)
        self.places: dict[str, list[int]] = {}
        for place, key in sorted(batch.columns.items(), key=lambda each: int(each[0])):
            if key in self.targets.by_key:
                self.places.setdefault(key, []).append(int(place))
        self.empty = dict(empty_steps(self.steps, self.places))

    @cached_property
    def asked(self) -> set[str]:
        """What the file has a column for: of a name, and of a way to reach somebody, any column."""
        groups = (
            ("contact-chosen_name", ("chosen_name", "full_name")),
            (REACHED_BY, [names[0] for names in WAYS.values()]),
        )
        filled = set(self.places)
        named = {key for key, names in groups if any(f"contact-{it}" in filled for it in names)}
        return filled | named

    @property
    def never_answered(self) -> list[str]:
        """Labels of what the web form requires and no column answers."""
        required = self.required | {"contact-chosen_name", REACHED_BY}
        missing = required - self.asked - {"support-reads"}
        order = list(self.targets.by_key)
        return [self.targets.by_key[key].label for key in sorted(missing, key=order.index)]

    def read(self, number: int, cells: list[str]) -> Row:
        """The row as an application, as far as it can be read."""
        row = Row(number)
        values: dict[str, Any] = {}
        for key, places in self.places.items():
            given = [cells[place] for place in places if place < len(cells) and cells[place]]
            if any(each in FAULTS for each in given):
                fault = next(each for each in given if each in FAULTS)
                row.note(
                    RowVerdict.UNREADABLE,
                    f"{self._where(key)}: the formula failed ({fault}). Correct it in the file.",
                )
            elif key not in (RECEIVED, LANGUAGE):
                values[key] = self._value(row, self.targets.by_key[key], given)
        self._time(row, cells)
        self._language(row, cells)
        self._fill(row, values)
        return row

    def _cell(self, key: str, cells: list[str]) -> str:
        places = self.places.get(key, ())
        return next((cells[each] for each in places if each < len(cells)), "")

    def _where(self, key: str) -> str:
        """The column, as the spreadsheet program and the file's heading call it."""
        place = self.places[key][0]
        headings = self.batch.headings
        heading = headings[place] if place < len(headings) else ""
        return f"Column {column_letter(place)}" + (f" “{_short(heading)}”" if heading else "")

    def _value(self, row: Row, target: Target, given: list[str]) -> Any:
        if not target.is_closed:
            joined = ("\n" if target.is_long else " ").join(given)
            if target.key in _ASKED_FOR and says_nothing(joined):
                return ""
            if target.key == "home-zip_code" and joined.isdigit():
                joined = joined.zfill(5) if len(joined) == _FOUR_DIGITS else joined
            return joined
        by_hand = self.batch.choices.get(target.key, {})
        try:
            keys = chosen(target, "\n".join(given), by_hand)
        except Unknown as unknown:
            self._note_unknown(row, target, unknown.values)
            return None
        if target.is_several:
            return keys
        return keys[0] if keys else ""

    def _note_unknown(self, row: Row, target: Target, values: list[str]) -> None:
        row.unknown += [(target.key, value) for value in values]
        listed = ", ".join(f"“{_short(value)}”" for value in values)
        if target.key.startswith(ABOUT_YOU):
            listed = "a value"  # not beside a name; below it is asked what it means
        of = "our languages" if target.key == LANGUAGE else "the choices"
        said = f"{listed} is none of {of}. Say what it means, or leave it empty."
        if doubts := [doubt for value in values if (doubt := target.doubt(value))]:
            said = f"{listed} may be {', '.join(doubts)}. Say which."
        row.note(RowVerdict.UNKNOWN, f"{self._where(target.key)}: {said}")

    def _time(self, row: Row, cells: list[str]) -> None:
        written = self._cell(RECEIVED, cells)
        if written in FAULTS:
            return
        if not written:
            row.note(RowVerdict.UNREADABLE, "It does not say when it was received.")
            return
        try:
            moment, has_time = received(written, self.batch.date_order, self.batch.zone)
        except NoMoment as error:
            row.note(RowVerdict.UNREADABLE, f"{self._where(RECEIVED)}: {error}")
            return
        if not has_time:
            moment = self._fair(moment)
        row.received_at = moment
        if moment > self.now:
            row.note(RowVerdict.UNREADABLE, f"{self._where(RECEIVED)}: this is in the future.")
        elif (arrival := self.call.arrival(moment)) == Arrival.LATE:
            row.note(RowVerdict.LATE, "It came after the deadline.")
        elif arrival == Arrival.TOO_EARLY:
            row.note(RowVerdict.EARLY, "It came before the call opened.")

    def _fair(self, moment: datetime) -> datetime:
        """A day without a time is not before the call opened that day, nor after now."""
        opens_at = self.call.opens_at
        if moment < opens_at and opens_at - moment < timedelta(hours=15):
            same_day = timezone.localdate(moment) == timezone.localdate(opens_at)
            return opens_at if same_day else moment
        return min(moment, self.now) if moment - self.now < timedelta(hours=15) else moment

    def _language(self, row: Row, cells: list[str]) -> None:
        row.language = self.batch.language
        written = self._cell(LANGUAGE, cells)
        row.names_language = bool(written)
        if written and written not in FAULTS:
            target = self.targets.by_key[LANGUAGE]
            by_hand = self.batch.choices.get(LANGUAGE, {})
            try:
                row.language = (chosen(target, written, by_hand) or [row.language])[0]
            except Unknown as unknown:
                self._note_unknown(row, target, unknown.values)

    def _fill(self, row: Row, values: Mapping[str, Any]) -> None:
        """Clean the steps with these values, and note what is missing or wrong."""
        for slug, form in self.steps.items():
            if slug in self.empty:
                row.answers[slug] = dict(self.empty[slug])
                continue
            form.data = values
            form.full_clean()
            for name, errors in form.errors.items():
                key = form.add_prefix(name)
                where = self._where(key) if key in self.places else str(form.fields[name].label)
                row.note(RowVerdict.UNREADABLE, f"{where}: {' '.join(errors)}")
            row.answers[slug] = dict(form.cleaned_data)
        if row.verdict in (RowVerdict.UNREADABLE, RowVerdict.UNKNOWN):
            return
        self._guess_language(row)
        row.left_empty = list(self._missing(row))
        row.answers["support"]["reads"] = row.answers["support"]["reads"] or row.language
        self._note_missing(row)
        self._note_looks(row, values)
        row.notes += self.remarks.about(row.answers, self._where)

    def _guess_language(self, row: Row) -> None:
        """By what the answers read as, where a column or somebody does not say otherwise."""
        texts = {
            key: text
            for key in self.places
            if key.startswith(_WRITTEN) and not self.targets.by_key[key].is_closed
            if (text := self.answer(row, key))
        }
        by_hand, is_named = self.batch.choices.get(READS, {}), row.names_language
        read = reading_of(texts, row.language, by_hand, is_named=is_named, where=self._where)
        row.language, row.reads_as = read.language, read.doubt
        row.notes += filter(None, [read.note])

    def _missing(self, row: Row) -> list[str]:
        """What the web form requires and this row lacks."""
        contact = row.answers["contact"]
        missing = [key for key in self.required if not self.answer(row, key)]
        if not (contact["chosen_name"] or contact["full_name"]):
            missing.append("contact-chosen_name")
        if not any(contact[names[0]] for names in WAYS.values()):
            missing.append(REACHED_BY)
        order = list(self.targets.by_key)
        return sorted(missing, key=order.index)

    def answer(self, row: Row, key: str) -> Any:
        """What a row says there, cleaned; None if that could not be read."""
        slug = next(slug for slug in self.steps if key.startswith(f"{slug}-"))
        return row.answers[slug].get(key.removeprefix(f"{slug}-"))

    def _note_missing(self, row: Row) -> None:
        said = [key for key in row.left_empty if key in self.asked]
        if REACHED_BY in said:
            said.remove(REACHED_BY)
            row.note(RowVerdict.INCOMPLETE, UNREACHABLE)
        if said:
            labels = ", ".join(f"“{_short(self.targets.by_key[key].label)}”" for key in said)
            row.note(RowVerdict.INCOMPLETE, f"Without an answer: {labels}.")

    def _note_looks(self, row: Row, values: Mapping[str, Any]) -> None:
        """An email or phone that looks wrong comes in as it is written, as from paper."""
        self.strict.data = values
        self.strict.full_clean()
        for name in MAY_LOOK_WRONG:
            if name in self.strict.errors and row.answers["contact"][name]:
                value = _short(values[f"contact-{name}"])
                row.notes.append(f"The {name} “{value}” looks wrong. It is kept as it is written.")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"

"""Compares the words of a file with those of now: what changes, and what cannot be saved."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from django.db.models import Model
from django.forms import BoundField

from applications.words.marks import differences
from applications.words.numbers import doubts
from applications.words.texts import FORMS, Scope, Text
from applications.words.workbook import Sent
from core.languages import ENGLISH, Language
from core.row_form import SEEN, RowForm
from core.row_versions import Change, digest
from core.translated import column

ENGLISH_CHANGED = "The English was changed after the file was sent. Send this text once more."
CHANGED_HERE = (
    "Somebody changed the translation here after the file was sent. Compare the two, and take over "
    "by hand what is better."
)

UNTRANSLATED = "This is the English, unchanged. Does it stay so?"
EDITED = "Its English is another one in the file. Does this say what stands here in English?"
SAYS_ANOTHER = "“{words}” is what “{english}” is called now."


@dataclass
class Brought:
    """A text with the words that came back for it. `now` are those that residents read.

    With `faults` it cannot be saved; with `doubts`, once somebody has looked at it.
    """

    text: Text
    words: str
    now: str
    english: str
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    file: str = ""  # the download that it is from
    tick: BoundField | None = None  # by which somebody says that they looked

    @property
    def is_change(self) -> bool:
        """Whether it would say something else than now."""
        return self.words != self.now


@dataclass(frozen=True)
class Edited:
    """A text whose English is another one in the file: that is not used, and may be a hint."""

    text: Text
    row: str
    english: str
    in_file: str


@dataclass(frozen=True)
class Verdict:
    """What a file comes to. `gone` are texts that do not exist any more, `empty` have no words."""

    brought: list[Brought]
    edited: list[Edited]
    empty: int
    gone: int
    not_there: int

    @classmethod
    def of(cls, texts: Iterable[Any], sent: Mapping[str, Sent]) -> Self:
        """What a file brings for these texts, in their order; whoever judges it adds the faults."""
        there = {text.key: text for text in texts}
        named = [text for key, text in there.items() if key in sent]
        brought = [
            Brought(
                text,
                sent[text.key].words,
                text.translation,
                text.english,
                file=sent[text.key].file,
            )
            for text in named
            if sent[text.key].words
        ]
        return cls(
            brought,
            list(_edited(named, sent)),
            empty=len(named) - len(brought),
            gone=len(sent) - len(named),
            not_there=len(there) - len(named),
        )

    @cached_property
    def changes(self) -> list[Brought]:
        """What is new and can be saved."""
        return [each for each in self.brought if each.is_change and not each.faults]

    @cached_property
    def faulty(self) -> list[Brought]:
        """What cannot be saved as it is."""
        return [each for each in self.brought if each.faults]

    @cached_property
    def doubtful(self) -> list[Brought]:
        """What can be saved once somebody has looked at it."""
        return [each for each in self.changes if each.doubts]

    @cached_property
    def same(self) -> list[Brought]:
        """What says what is there already."""
        return [each for each in self.brought if not each.is_change and not each.faults]

    def without(self, keys: Container[str]) -> Self:
        """The same, these texts left out."""
        return replace(self, brought=[each for each in self.brought if each.text.key not in keys])

    def ask_about_edited(self, doubt: str) -> None:
        """Whether the words of a text are its own, where the file has another one beside them."""
        edited = {each.text.key for each in self.edited}
        for each in self.brought:
            if each.is_change and each.text.key in edited:
                each.doubts.append(doubt)

    @property
    def seal(self) -> str:
        """A digest of what is shown, which any change of it changes."""
        shown = [
            (each.text.key, each.english, each.now, each.words, *each.faults)
            for each in self.brought
        ]
        return sha256(repr((shown, self.gone)).encode()).hexdigest()[:16]

    def rows(self) -> Iterator[Change]:
        """The changes, row by row.

        The English stands among them as it is: an edit of it while they are saved is refused like
        one of the translation.
        """
        by_row: dict[Model, list[Brought]] = {}
        for each in self.changes:
            by_row.setdefault(each.text.row, []).append(each)
        for row, found in by_row.items():
            before, after = {}, {}
            for each in found:
                english = column(each.text.name, ENGLISH)
                before |= {each.text.column: each.now, english: each.english}
                after |= {each.text.column: each.words, english: each.english}
            yield Change(row, after, {name: digest(value) for name, value in before.items()})

    def read(self, *, same_too: bool) -> list[Brought]:
        """What somebody has read who checked it: what is saved, and if they say so what stays."""
        return [*self.changes, *(self.same if same_too else ())]

    @property
    def files(self) -> set[str]:
        """The downloads that the changes are from."""
        return {each.file for each in self.changes if each.file}


def _edited(texts: Iterable[Text], sent: Mapping[str, Sent]) -> Iterator[Edited]:
    """Spaces and line breaks apart: programs change those by themselves."""
    for text in texts:
        told = sent[text.key]
        if told.source and told.source.split() != text.english.split():
            yield Edited(text, told.row, text.english, told.source)


def judge(scope: Scope, language: Language, sent: Mapping[str, Sent]) -> Verdict:
    """Everything about a file that came back, in reading order."""
    texts = list(scope.texts(language))
    verdict = Verdict.of(texts, sent)
    brought = verdict.brought
    called = {text.translation: text.english for text in texts if text.translation}
    for each in brought:
        told = sent[each.text.key]
        each.faults += () if _is_its_own_correction(each, told) else meanwhile(each, told)
        if each.is_change and ENGLISH_CHANGED not in each.faults:
            each.faults += differences(each.english, each.words)
            each.doubts += doubts(each.english, each.words, language)
            each.doubts += _says_another(each, called.get(each.words, each.english))
            each.doubts += [UNTRANSLATED] if _is_english(each, language) else []
    verdict.ask_about_edited(EDITED)
    for row in {each.text.row: None for each in brought if each.is_change}:
        _check_like_the_page([each for each in brought if each.text.row == row], row, language)
    return verdict


def _is_english(each: Brought, language: Language) -> bool:
    """Whether several words came back as they went; one word may be a name."""
    words = each.words.split()
    return language != ENGLISH and len(words) > 1 and words == each.english.split()


def _says_another(each: Brought, english: str) -> Iterator[str]:
    """Whether its words stand for other `english` now: two answers may have been swapped."""
    if english.casefold() != each.english.casefold():
        yield SAYS_ANOTHER.format(words=each.words[:60], english=english[:60])


def meanwhile(each: Brought, sent: Sent) -> Iterator[str]:
    """What was changed since the file was sent, so that its words would be wrong here."""
    if digest(each.english) != sent.english:
        yield ENGLISH_CHANGED
    elif each.is_change and digest(each.now) != sent.translation:
        yield CHANGED_HERE


def _is_its_own_correction(each: Brought, sent: Sent) -> bool:
    """Whether all that changed since the file was sent, it brought itself.

    The history says which file a change came from. Words still as they were sent correct nothing.
    """
    if not sent.file or not each.is_change or digest(each.english) != sent.english:
        return False
    if digest(each.words) == sent.translation:
        return False
    seen = each.text.row.events.order_by("-pgh_id").values_list(
        each.text.column, "pgh_context__files"
    )
    now: str | None = None
    files: Sequence[str] = ()
    for written, came_from in seen.iterator(chunk_size=100):
        words = written or ""
        if now is not None and words != now and sent.file not in files:
            return False
        if digest(words) == sent.translation:
            return now is not None
        now, files = words, came_from or ()
    return False


def _check_like_the_page(found: list[Brought], row: Model, language: Language) -> None:
    """What the page on which the same words are edited would refuse; it tidies them, too."""
    by_column = {each.text.column: each for each in found if each.is_change}
    form: RowForm = FORMS[type(row)](None, instance=row, language=language)
    given = {name: getattr(row, name) for name in form.fields if name != SEEN}
    given |= {name: each.words for name, each in by_column.items()}
    form = FORMS[type(row)](
        {**given, SEEN: form.initial[SEEN]}, instance=copy(row), language=language
    )
    for name, errors in form.errors.items():
        for each in [by_column[name]] if name in by_column else by_column.values():
            each.faults += errors
    for name, each in by_column.items():
        each.words = form.cleaned_data.get(name, each.words)

"""The site's messages of one catalogue as texts for a translator, and their words brought back."""

import os
import re
import tempfile
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import c2py
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale

from applications.form.wording_checks import Text, text_of_message
from applications.words.judging import CHANGED_HERE, EDITED, Brought, Verdict, meanwhile
from applications.words.marks import differences
from applications.words.numbers import doubts
from applications.words.workbook import HOW, MESSAGES, About, Sent, words_of
from core import catalogue
from core.languages import ALL, BY_CODE, ENGLISH, Language
from core.row_form import LONGEST_WORDING
from core.row_versions import digest

HOW_MESSAGES = (
    f"{HOW} A message with a number in it may stand in several rows, one for each form of a word: "
    "the numbers that such a form is for stand beside it."
)
PERCENT = "Write %% for a percent sign: the English has %% or a placeholder with %."
BRACES = "{ and } stand only in the placeholders of the English."
MARKUP = "< and > stand only in the tags of the English."
QUOTES = 'Use the quotation marks of the language and not ", which ends an attribute of the page.'
ONE_LINE = "The English is one line, and this is several."
OTHER_FORMS = "A message needs all its forms, and one of them has no words or cannot be saved."

_TAG = re.compile(r"</?[a-z][^<>]*>")
_OF_PERCENT = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%")
_OF_BRACES = re.compile(r"\{\w*\}")
_PLURALS = re.compile(r"\s*nplurals\s*=\s*(?P<count>\d+)\s*;\s*plural\s*=\s*(?P<rule>[^;]+);?\s*")
_TRIED = (*range(1, 201), 0, 1_000_000)  # among these, each form has its first numbers
_EXAMPLES = 3
_FRACTION = "for a fraction, such as 1.5"


@dataclass(frozen=True)
class Message:
    """One message, or one plural form of it with some of the numbers that it is for."""

    entry: polib.POEntry
    form: int | None = None
    numbers: tuple[int, ...] = ()

    @property
    def english(self) -> str:
        """The singular where the form is for 1, else the plural."""
        is_other = self.form is not None and 1 not in self.numbers
        return self.entry.msgid_plural if is_other else self.entry.msgid

    @property
    def translation(self) -> str:
        """The words of now; "" if there are none."""
        if self.form is None:
            return self.entry.msgstr
        return self.entry.msgstr_plural.get(self.form, "")

    @property
    def limit(self) -> int:
        """None of its own: pages make room for what a language needs."""
        return LONGEST_WORDING

    @property
    def key(self) -> str:
        """What names it in a file, by its English: a message has no other name."""
        form = "words" if self.form is None else f"form-{self.form}"
        return f"message-{digest(catalogue.message_of(self.entry).english)}/{form}"

    @property
    def digests(self) -> tuple[str, str]:
        """Of the English and the translation of now."""
        return digest(self.english), digest(self.translation)

    @property
    def text(self) -> Text:
        """The message with all its forms, as a check stores it."""
        return text_of_message(catalogue.message_of(self.entry))

    @property
    def where(self) -> str:
        """What the note for translators says, the context, and the files that it stands in."""
        note = self.entry.comment.removeprefix("Translators:").strip()
        places = ", ".join(dict.fromkeys(place for place, _line in self.entry.occurrences))
        about = [self.number_in_words, note, self.entry.msgctxt, places]
        return "\n".join(filter(None, about))

    @property
    def number_in_words(self) -> str:
        """Which numbers this form is for; "" for a message without forms."""
        if self.form is None:
            return ""
        if not self.numbers:
            return _FRACTION
        shown = ", ".join(map(str, self.numbers[:_EXAMPLES]))
        return f"for the number {shown}{', …' if len(self.numbers) > _EXAMPLES else ''}"

    def set(self, words: str) -> None:
        """Give it these words; whoever sent them was sure."""
        if self.form is None:
            self.entry.msgstr = words
        else:
            self.entry.msgstr_plural[self.form] = words
        self.entry.flags = [flag for flag in self.entry.flags if flag != "fuzzy"]


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language, as they stand in the source."""

    language: Language

    @cached_property
    def path(self) -> Path:
        """Where it is."""
        folder = Path(settings.LOCALE_PATHS[0]) / to_locale(self.language.code)
        return folder / "LC_MESSAGES" / "django.po"

    @cached_property
    def entries(self) -> polib.POFile:
        """As the file has them."""
        return polib.pofile(str(self.path), encoding="utf-8", wrapwidth=0)

    @property
    def about(self) -> About:
        """What a file of it is; a translator is told what the catalogue says of placeholders."""
        how = f"{HOW_MESSAGES} {' '.join(self.entries.header.split())}".strip()
        return words_of(MESSAGES, "The site’s messages", self.language, how=how)

    @cached_property
    def numbers(self) -> list[tuple[int, ...]]:
        """For each plural form, the first numbers that it is for."""
        found = _PLURALS.fullmatch(self.entries.metadata["Plural-Forms"])
        form_of = c2py(found["rule"])
        of_number = [(form_of(number), number) for number in _TRIED]
        return [
            tuple(number for other, number in of_number if other == form)
            for form in range(int(found["count"]))
        ]

    def messages(self) -> Iterator[Message]:
        """All of them, each form of a plural for itself."""
        for entry in self.entries:
            if entry.obsolete:
                continue
            if not entry.msgid_plural:
                yield Message(entry)
                continue
            for form, numbers in enumerate(self.numbers):
                yield Message(entry, form, numbers)

    def rewrite(self) -> None:
        """Write it to a temporary file and rename it, so that nobody reads half of one."""
        folder = self.path.parent
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".tmp", delete=False) as half:
            half.write(str(self.entries).encode())
            os.fchmod(half.fileno(), 0o644)  # temporary files are private, catalogues are not
        Path(half.name).replace(self.path)


def language_of(code: str) -> Language:
    """For a command: the language of this code."""
    found = BY_CODE.get(code)
    if found is None or found == ENGLISH:
        codes = ", ".join(each.code for each in ALL if each != ENGLISH)
        raise ArgumentTypeError(f"“{code}” is none of these: {codes}.")
    return found


def whole_texts(messages: Iterable[Message]) -> list[Text]:
    """The messages of which every form is among these, as a check of them stores them."""
    by_entry: dict[int, list[Message]] = {}
    for each in messages:
        by_entry.setdefault(id(each.entry), []).append(each)
    return [
        found[0].text
        for found in by_entry.values()
        if len(found) >= max(1, len(found[0].entry.msgstr_plural))
    ]


# --- Coming back ---


def judge(messages: Iterable[Message], sent: Mapping[str, Sent], language: Language) -> Verdict:
    """Everything about a file that came back, in the order of the catalogue."""
    messages = list(messages)
    verdict = Verdict.of(messages, sent)
    for each in verdict.brought:
        for found in meanwhile(each, sent[each.text.key]):  # no history says who: somebody looks
            (each.doubts if found == CHANGED_HERE else each.faults).append(found)
        if each.is_change:
            each.faults += faults_of(each.text, each.words)
            each.doubts += doubts_of(each.text, each.words, language)
    verdict.ask_about_edited(EDITED)
    _must_be_whole(messages, verdict.brought)
    return verdict


def faults_of(message: Message, words: str) -> list[str]:
    """What such words would break on a page.

    A form that is for one number alone may leave it out: “one day”, or in Arabic “two days”, which
    is one word.
    """
    english = message.english
    if message.entry.msgid_plural and len(message.numbers) != 1:
        english = message.entry.msgid_plural
    lost = list(differences(english, words))
    if lost and len(message.numbers) == 1:
        others = (message.entry.msgid, message.entry.msgid_plural)
        lost = lost if all(any(differences(each, words)) for each in others) else []
    return [*lost, *_stray_signs(english, words)]


def doubts_of(message: Message, words: str, language: Language) -> list[str]:
    """What somebody must look at: other numbers than in each form of the English."""
    found = [*doubts(message.english, words, language)]
    others = filter(None, (message.entry.msgid, message.entry.msgid_plural))
    return found if all(any(doubts(each, words, language)) for each in others) else []


def _stray_signs(english: str, words: str) -> Iterator[str]:
    """A message goes into a page as it is, and through Python's formatting."""
    bare_english, bare = _TAG.sub("", english), _TAG.sub("", words)
    if "\n" in words and "\n" not in english:
        yield ONE_LINE
    if _OF_PERCENT.search(english) and "%" in _OF_PERCENT.sub("", words):
        yield PERCENT
    if _OF_BRACES.search(english) and re.search("[{}]", _OF_BRACES.sub("", words)):
        yield BRACES
    if any(bare.count(sign) != bare_english.count(sign) for sign in "<>"):
        yield MARKUP
    if '"' in bare and '"' not in bare_english:
        yield QUOTES


def _must_be_whole(messages: Iterable[Message], brought: list[Brought]) -> None:
    """A message that lacks a form gets either all its forms or none."""
    good = {each.text.key for each in brought if not each.faults}
    lacking = Counter(
        id(each.entry) for each in messages if not each.translation and each.key not in good
    )
    for each in brought:
        if lacking[id(each.text.entry)] and each.is_change and not each.faults:
            each.faults.append(OTHER_FORMS)

"""Translated texts that residents read, and whether they were checked.

A check is of a digest of the English and its translation together. Editing either changes the
digest, and the text counts as unchecked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256

from django.db.models import Model, Q

from applications.enums import WordingArea
from applications.form.call_items import rows_of
from applications.models import Call, CallSection, Neighborhood, Notice, Office, Page, WordingCheck
from applications.models.site_text import CRISIS, PRIVACY
from core import catalogue
from core.languages import ALL, ENGLISH, Language
from core.translated import text_in, translated_names

NEEDED = (WordingArea.CONSENT, WordingArea.PRIVACY, WordingArea.STIPEND, WordingArea.CRISIS)
TRANSLATED = [language for language in ALL if language is not ENGLISH and language.complete]
CRISIS_NUMBER = "988"  # the national crisis line: messages that name it are about a crisis
_BY_KEY = {CRISIS: WordingArea.CRISIS, PRIVACY: WordingArea.PRIVACY}
# The prefixes of a call's columns and of its sections' keys.
_BY_START = (WordingArea.CONSENT, WordingArea.PRIVACY, WordingArea.STIPEND)


@dataclass(frozen=True)
class Text:
    """One text with its translation."""

    area: WordingArea
    english: str
    translation: str

    @cached_property
    def digest(self) -> str:
        """The digest that a check of this text stores."""
        return sha256(f"{self.english}\0{self.translation}".encode()).hexdigest()


def checked_digests() -> dict[str, set[str]]:
    """The digests of all checked texts, by language."""
    checked: dict[str, set[str]] = defaultdict(set)
    for language, digests in WordingCheck.objects.values_list("language", "digests"):
        checked[language].update(digests)
    return checked


def rows_with_words(call: Call) -> list[Model]:
    """All rows with wording of the call and the city that residents read."""
    pages = Page.objects.filter(Q(call=None) | Q(call=call))
    others = [*Notice.objects.all(), *Office.objects.all(), *Neighborhood.objects.all()]
    return [*rows_of(call), *pages, *others]


def texts_of(rows: Iterable[Model], language: Language) -> Iterator[Text]:
    """The texts of these rows in this language, and the site's messages."""
    yield from texts_in(rows, language)
    yield from messages_in(language)


def texts_in(rows: Iterable[Model], language: Language) -> Iterator[Text]:
    """The translated texts of these rows in this language."""
    for row in rows:
        for name in translated_names(type(row)):
            english, translation = text_in(row, name, ENGLISH), text_in(row, name, language)
            if english and translation:
                yield Text(_area(row, name), english, translation)


@cache
def messages_in(language: Language) -> tuple[Text, ...]:
    """The site's messages in this language, which are fixed while the site runs."""
    return tuple(text_of_message(each) for each in catalogue.messages(language))


def text_of_message(message: catalogue.Message) -> Text:
    """One of the site's messages with its translation."""
    is_crisis = CRISIS_NUMBER in message.english
    area = WordingArea.CRISIS if is_crisis else WordingArea.CATALOGUE
    return Text(area, message.english, message.translation)


@cache
def needed_messages_in(language: Language) -> tuple[Text, ...]:
    """Those of them that must be checked before a call opens."""
    return tuple(text for text in messages_in(language) if text.area in NEEDED)


def unchecked(texts: Iterable[Text], checked: set[str]) -> list[Text]:
    """The texts that nobody has checked in their current wording."""
    return [text for text in texts if text.digest not in checked]


def count(texts: Iterable[Text]) -> Counter[WordingArea]:
    """The number of texts in each area."""
    return Counter(text.area for text in texts)


def missing_checks(call: Call) -> Iterator[tuple[Language, dict[WordingArea, int]]]:
    """For each language, the number of unchecked texts that the call needs to open, by area."""
    pages = Page.objects.filter(key__in=_BY_KEY)
    rows, checked = [call, *call.sections.all(), *pages], checked_digests()
    for language in TRANSLATED:
        own = [text for text in texts_in(rows, language) if text.area in NEEDED]
        needed = [*own, *needed_messages_in(language)]
        counts = count(unchecked(needed, checked[language.code]))
        yield language, {area: counts[area] for area in NEEDED if counts[area]}


def fingerprint(texts: Iterable[Text]) -> str:
    """A fingerprint of these texts, which changes with every edit."""
    return sha256("".join(sorted(text.digest for text in texts)).encode()).hexdigest()


def _area(row: Model, name: str) -> WordingArea:
    if isinstance(row, Page | Notice):
        return _BY_KEY.get(row.key, WordingArea.SITE_TEXT)
    if isinstance(row, Neighborhood | Office):
        return WordingArea.SITE_TEXT
    about = row.key if isinstance(row, CallSection) else name if isinstance(row, Call) else ""
    areas = [area for area in _BY_START if about.startswith(area.value)]
    return areas[0] if areas else WordingArea.CALL

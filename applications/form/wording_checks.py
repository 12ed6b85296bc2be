"""Every text that residents read in another language than English, and whether it was checked.

A check belongs to the words: to the digest of the English and its translation together. An edit
of either makes another digest, and the text is unchecked again.
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
CRISIS_NUMBER = "988"  # the nationwide line: messages that name it are about a crisis
_BY_KEY = {CRISIS: WordingArea.CRISIS, PRIVACY: WordingArea.PRIVACY}
# What the columns of a call and the keys of its sections begin with.
_BY_START = (WordingArea.CONSENT, WordingArea.PRIVACY, WordingArea.STIPEND)


@dataclass(frozen=True)
class Text:
    """One text beside its translation."""

    area: WordingArea
    english: str
    translation: str

    @cached_property
    def digest(self) -> str:
        """What a check of exactly these words is kept under."""
        return sha256(f"{self.english}\0{self.translation}".encode()).hexdigest()


def checked_digests() -> dict[str, set[str]]:
    """Of all words that some office has checked, by language."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, digests in WordingCheck.objects.values_list("language", "digests"):
        found[language].update(digests)
    return found


def rows_with_words(call: Call) -> list[Model]:
    """All that residents read of the call and of the city: their words are in these rows."""
    pages = Page.objects.filter(Q(call=None) | Q(call=call))
    others = [*Notice.objects.all(), *Office.objects.all(), *Neighborhood.objects.all()]
    return [*rows_of(call), *pages, *others]


def texts_of(rows: Iterable[Model], language: Language) -> Iterator[Text]:
    """What these rows say in this language, and the site's own words."""
    yield from texts_in(rows, language)
    yield from messages_in(language)


def texts_in(rows: Iterable[Model], language: Language) -> Iterator[Text]:
    """What these rows say in this language; where they say nothing, there is nothing to check."""
    for row in rows:
        for name in translated_names(type(row)):
            english, translation = text_in(row, name, ENGLISH), text_in(row, name, language)
            if english and translation:
                yield Text(_area(row, name), english, translation)


@cache
def messages_in(language: Language) -> tuple[Text, ...]:
    """The site's own words in this language; they stay what they are while the site runs."""

    def area(english: str) -> WordingArea:
        return WordingArea.CRISIS if CRISIS_NUMBER in english else WordingArea.CATALOGUE

    found = catalogue.messages(language)
    return tuple(Text(area(each.english), each.english, each.translation) for each in found)


def unchecked(texts: Iterable[Text], checked: set[str]) -> list[Text]:
    """Those that nobody has checked as they stand."""
    return [text for text in texts if text.digest not in checked]


def count(texts: Iterable[Text]) -> Counter[WordingArea]:
    """How many there are of each area."""
    return Counter(text.area for text in texts)


def missing_checks(call: Call) -> Iterator[tuple[Language, dict[WordingArea, int]]]:
    """Of each language, how many texts that a call does not open without are unchecked, by area."""
    pages = Page.objects.filter(key__in=_BY_KEY)
    rows, checked = [call, *call.sections.all(), *pages], checked_digests()
    for language in TRANSLATED:
        needed = [text for text in texts_of(rows, language) if text.area in NEEDED]
        found = count(unchecked(needed, checked[language.code]))
        yield language, {area: found[area] for area in NEEDED if found[area]}


def seal(texts: Iterable[Text]) -> str:
    """Stands for exactly these texts: a page that was opened before an edit has another one."""
    return sha256("".join(sorted(text.digest for text in texts)).encode()).hexdigest()


def _area(row: Model, name: str) -> WordingArea:
    if isinstance(row, Page | Notice):
        return _BY_KEY.get(row.key, WordingArea.SITE_TEXT)
    if isinstance(row, Neighborhood | Office):
        return WordingArea.SITE_TEXT
    about = row.key if isinstance(row, CallSection) else name if isinstance(row, Call) else ""
    found = [area for area in _BY_START if about.startswith(area.value)]
    return found[0] if found else WordingArea.CALL

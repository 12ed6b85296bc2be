"""Every public page in every language: its tag and direction, and no English left but names."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.utils import translation

from applications.models import Neighborhood, SpokenLanguage
from core import languages
from core.languages import ENGLISH, Language
from tests.factories.applications import ANSWERS
from tests.factories.calls import opened
from tests.factories.languages import each as each_language
from tests.journeys.public_pages import walk

OTHERS = [language for language in languages.ALL if language is not ENGLISH]
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-left", "data-over")
WORD = re.compile(r"[A-Za-z]{2,}")
NOT_LATIN = ("zh-hant", "zh-hans", "ru", "ar")
FEWEST_PAGES = 50

# Names, and what is written alike everywhere.
NAMES = """
    Boston Community-Led Design Group Office of Health and Human Services City Hall Suite Square MA
    Kim Janey EMS EMT EMTs WCAG AA JavaScript https COVID ZIP name@example.org CDG Massachusetts
    Behavioral Help Line Suicide Crisis Lifeline Puerto Rico cookie Web Content Accessibility
    Guidelines Cookie PO Social Security SSN ASL American Sign Language EST EDT Co-response
"""
# Words that a language has in common with English: they stand alone on a page.
SAME = {
    "es": {"No", "Error:"},
    "fr": {"Date", "Signature"},
    "vi": {"Email"},
    "kea": {"Email"},
}
# References and private codes, addresses of pages and people, placeholders, and a name's English
# spelling in parentheses after the name in another script.
NO_WORDS = re.compile(
    r"\b[0-9A-Z]{3,4}(-[0-9A-Z]{4})+\b|https?://\S+|[\w.]+@[\w.]+|\{\w+\}|\([A-Za-z][^()]*\)"
)


class _Text(HTMLParser):
    """Texts and spoken attributes of a page, without the menu of languages and what is marked."""

    VOID = {"input", "br", "link", "meta", "img", "use", "path", "circle", "rect", "hr"}
    SILENT = {"script", "style", "svg", "textarea"}

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: dict[str, str | None] = {}
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.tags = given
        is_menu = tag == "details" and "languages" in (given.get("class") or "")
        is_hidden = tag in self.SILENT or is_menu or given.get("name") == "reads"
        if tag not in self.VOID:
            self._open.append((tag, is_hidden or self._hidden))
        if not self._hidden:
            self.texts += [given[name] or "" for name in SPOKEN if name in given]

    @property
    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._hidden:
            self.texts.append(" ".join(data.split()))


def _read(html: str) -> _Text:
    parser = _Text()
    parser.feed(html)
    return parser


@pytest.fixture(scope="module")
def english(rows_of_module) -> set[str]:
    """What stands on the English pages."""
    with transaction.atomic(), translation.override(None):
        texts = {text for _, page in walk(opened(), ENGLISH) for text in _read(page.text).texts}
        transaction.set_rollback(True)
    return texts


@pytest.fixture
def typed(db, call) -> set[str]:
    """What the walker types, and names that stay as they are."""
    answers = [value for given in ANSWERS.values() for value in given.values()]
    lines = call.mail_address.splitlines() + call.counter_address.splitlines()
    spoken = [language.endonym for language in SpokenLanguage.objects.all()]
    spoken += [name for each in languages.ALL for name in (each.endonym, each.english_name)]
    return {str(value) for value in answers} | {*lines, *spoken, call.help_email}


def _english_left(
    texts: list[str], english: set[str], known: set[str], language: Language
) -> Iterator[str]:
    names = {word for text in [*known, NAMES] for word in WORD.findall(text)}
    places = {word for place in Neighborhood.objects.all() for word in WORD.findall(place.name_en)}
    for text in texts:
        if text in known or text.removeprefix(": ") in SAME.get(language.code, ()):
            continue
        words = [w for w in WORD.findall(NO_WORDS.sub("", text)) if w not in names | places]
        if not words:
            continue
        if text in english:
            yield text
        elif language.code in NOT_LATIN:
            yield f"{text} ({', '.join(words)})"


@pytest.mark.django_db
@pytest.mark.parametrize("language", each_language(OTHERS))
def test_every_page_is_in_its_language(call, typed, english, language) -> None:
    seen, left, wrong = 0, {}, []
    for name, page in walk(call, language):
        seen += 1
        read = _read(page.text)
        if (read.tags.get("lang"), read.tags.get("dir")) != (
            language.html_lang,
            language.direction,
        ):
            wrong.append((name, page.status_code, page.headers.get("Location")))
        for text in _english_left(read.texts, english, typed, language):
            left.setdefault(text, name)
    assert wrong == []
    assert left == {}
    assert seen >= FEWEST_PAGES


def test_english_that_is_left_would_be_found() -> None:
    page = _read("<html lang=ar dir=rtl><p>Save and continue</p><p aria-label='Notices'>ا</p>")
    assert page.texts == ["Save and continue", "Notices", "ا"]
    assert page.tags == {"lang": "ar", "dir": "rtl"}

"""The city's texts: whole in every language, of one shape, plain, and promising nothing."""

import re

import polib
import pytest
import textstat

from core.languages import Language
from tests.architecture import catalogues, wording
from tests.architecture.source import ROOT

LANGUAGES = catalogues.translated_languages()
ENGLISH = wording.english()


def _code(language: Language) -> str:
    return language.code


@pytest.mark.parametrize("language", LANGUAGES, ids=_code)
def test_wording_of_a_language_is_whole(language: Language) -> None:
    assert set(wording.translated(language.code)) == set(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES, ids=_code)
def test_wording_keeps_paragraphs_headings_and_lists(language: Language) -> None:
    here = wording.translated(language.code)
    other = {
        key: wording.shape(text)
        for key, text in here.items()
        if wording.shape(text) != wording.shape(ENGLISH[key])
    }
    assert other == {}


@pytest.mark.parametrize("language", LANGUAGES, ids=_code)
def test_translation_promises_no_secrecy(language: Language) -> None:
    promise = re.compile(wording.PROMISES[language.code], re.I)
    catalogue = polib.pofile(str(catalogues.catalogue_path(language)))
    texts = [entry.msgstr for entry in catalogue] + [*wording.translated(language.code).values()]
    assert [text for text in texts if promise.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES, ids=_code)
def test_glossary_of_a_language_exists(language: Language) -> None:
    glossary = (ROOT / "docs" / "glossary" / f"{language.code}.md").read_text(encoding="utf-8")
    assert glossary.count("\n|") >= 25


def test_english_of_the_catalogue_is_plain() -> None:
    texts = {message.text for message in catalogues.all_messages()}
    assert {text: grade for text in texts if (grade := wording.too_hard(text))} == {}
    whole = " ".join(text if text[-1] in ".?!:" else f"{text}." for text in sorted(texts))
    assert textstat.flesch_kincaid_grade(whole) <= wording.HARDEST_GRADE


def test_english_of_the_city_is_plain() -> None:
    assert {key: grade for key, t in ENGLISH.items() if (grade := wording.too_hard(t))} == {}


@pytest.mark.parametrize(
    ("text", "is_hard"),
    [
        ("We keep what you have saved until %(when)s. Then we delete it for good.", False),
        (
            "Notwithstanding the aforementioned stipulations, applicants are encouraged to "
            "submit documentation substantiating residency in the municipality.",
            True,
        ),
    ],
)
def test_hard_english_would_be_found(text: str, is_hard: bool) -> None:
    assert (wording.too_hard(text) is not None) is is_hard

"""Every finished language has every message; placeholders and tags are equal in all languages."""

from pathlib import Path

import polib
import pytest

from core.languages import Language
from tests.architecture import catalogues
from tests.architecture.catalogues import Message
from tests.architecture.source import expect_none, planted

LANGUAGES = catalogues.translated_languages()
COMPLETE = [language for language in LANGUAGES if language.complete]
YES = Message(None, "Yes", "planted")
IMPORTED = "from django.utils.translation import gettext as _, pgettext, ngettext\n"


def _code(language: Language) -> str:
    return language.code


@pytest.mark.parametrize("language", LANGUAGES, ids=_code)
def test_catalogue_exists_for_every_language(language: Language) -> None:
    assert catalogues.catalogue_path(language).is_file()


def test_catalogue_that_is_missing_is_caught(tmp_path: Path) -> None:
    assert not catalogues.catalogue_path(LANGUAGES[0], tmp_path).is_file()


@pytest.mark.parametrize("language", COMPLETE, ids=_code)
def test_catalogue_of_a_finished_language_is_whole(language: Language) -> None:
    catalogue = polib.pofile(str(catalogues.catalogue_path(language)))
    expect_none(catalogues.gaps(catalogue, catalogues.all_messages()))


@pytest.mark.parametrize("language", LANGUAGES, ids=_code)
def test_catalogue_keeps_placeholders_and_tags(language: Language) -> None:
    expect_none(catalogues.differences(polib.pofile(str(catalogues.catalogue_path(language)))))


@pytest.mark.parametrize("language", COMPLETE, ids=_code)
def test_catalogue_tells_translators_where_and_what(language: Language) -> None:
    expect_none(catalogues.unexplained(polib.pofile(str(catalogues.catalogue_path(language)))))


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Change"), "no place"),
        (polib.POEntry(msgid="Change", occurrences=[("a.html", "")]), "no note"),
        (polib.POEntry(msgid="Part %(number)s", occurrences=[("a.html", "")]), "no note"),
        (polib.POEntry(msgid="Change", comment="A link.", occurrences=[("a.html", "")]), ""),
        (polib.POEntry(msgid="Change my first answer", occurrences=[("a.html", "")]), ""),
        (polib.POEntry(msgid="May", occurrences=[(catalogues.PLAIN, "")]), ""),
    ],
)
def test_message_that_a_translator_must_guess_is_caught(entry: polib.POEntry, fault: str) -> None:
    found = list(catalogues.unexplained([entry]))
    assert found[0].startswith(fault) if fault else found == []


def test_messages_are_found_in_the_whole_site() -> None:
    found = {message.text for message in catalogues.all_messages()}
    assert len(found) > 100
    assert {
        "Step %(number)s of %(total)s",
        "We have your application (%(reference)s)",
        "Language",
        "Characters left: {number}",
        "Error:",
    } <= found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("_('Yes')", (None, "Yes")),
        ("_('Y' 'es')", (None, "Yes")),
        ("pgettext('answer', 'Yes')", ("answer", "Yes")),
        ("ngettext('a day', 'days', n)", (None, "a day")),
    ],
)
def test_message_in_python_is_found(text: str, key: tuple[str | None, str]) -> None:
    assert [m.key for m in catalogues.in_module(planted(IMPORTED + text))] == [key]


def test_message_that_is_no_literal_is_caught() -> None:
    with pytest.raises(ValueError, match="must be a literal"):
        list(catalogues.in_module(planted(IMPORTED + "_(f'{name} is here')")))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{% translate 'Yes' %}", (None, "Yes")),
        ("{% if a %}<p title=\"{% translate 'Yes' %}\">{% endif %}", (None, "Yes")),
        ("{% translate 'Yes' context 'answer' %}", ("answer", "Yes")),
        ("{% translate '5% of it' %}", (None, "5%% of it")),
        (
            "{% blocktranslate trimmed %}\n  Step {{ n }}\n  of 3\n{% endblocktranslate %}",
            (None, "Step %(n)s of 3"),
        ),
        ("{% block b %}{% blocktranslate %}Yes{% endblocktranslate %}{% endblock %}", YES.key),
        ("{{ a|default:_('Yes') }}", (None, "Yes")),
    ],
)
def test_message_in_a_template_is_found(text: str, key: tuple[str | None, str]) -> None:
    found = list(catalogues.in_template("planted.html", "{% load i18n %}" + text))
    assert [message.key for message in found] == [key]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (polib.POEntry(msgid="No", msgstr="No"), "no entry for “Yes”"),
        (polib.POEntry(msgid="Yes", msgstr="Sí", msgctxt="answer"), "no entry for “Yes”"),
        (polib.POEntry(msgid="Yes", msgstr="Sí", obsolete=True), "no entry for “Yes”"),
        (polib.POEntry(msgid="Yes", msgstr="Sí", flags=["fuzzy"]), "fuzzy: “Yes”"),
        (polib.POEntry(msgid="Yes", msgstr=""), "untranslated: “Yes”"),
    ],
)
def test_gap_in_a_catalogue_is_caught(entry: polib.POEntry, expected: str) -> None:
    assert any(expected in fault for fault in catalogues.gaps([entry], [YES]))


def test_catalogue_without_gaps_passes() -> None:
    assert list(catalogues.gaps([polib.POEntry(msgid="Yes", msgstr="Sí")], [YES])) == []


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("Step %(number)s", "Paso"),
        ("Step %(number)s", "Paso %(numero)s"),
        ("Step %(number)s", "Paso %(number)d"),
        ("Left: {number}", "Quedan: {numero}"),
        ("%s days", "días"),
        ("100%% free", "gratis"),
        ("<strong>Free</strong>", "Gratis"),
        ("Free", "<b>Gratis</b>"),
    ],
)
def test_translation_with_other_marks_is_caught(message: str, translation: str) -> None:
    assert list(catalogues.differences([polib.POEntry(msgid=message, msgstr=translation)]))


def test_plural_with_other_marks_is_caught() -> None:
    days = {"msgid": "one day", "msgid_plural": "%(n)s days"}
    good = polib.POEntry(**days, msgstr_plural={0: "un día", 1: "%(n)s días"})
    bad = polib.POEntry(**days, msgstr_plural={0: "un día", 1: "%(m)s días"})
    assert list(catalogues.differences([good])) == []
    assert list(catalogues.differences([bad]))


def test_translation_with_the_same_marks_passes() -> None:
    entry = polib.POEntry(msgid="<b>%(a)s</b> of {b}", msgstr="{b}: <b>%(a)s</b>")
    assert list(catalogues.differences([entry])) == []

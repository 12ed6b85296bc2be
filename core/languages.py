"""The twelve languages of the public site."""

from dataclasses import dataclass

import django.conf.locale


@dataclass(frozen=True)
class Language:
    """One language; `code` is Django's, `html_lang` the BCP 47 tag a browser understands.

    `complete`: its catalogue has every message (a test checks that); otherwise its pages are in
    English and say so. Whether a translation was checked is recorded for each text, not for a
    language: applications.form.wording_checks.
    """

    code: str
    html_lang: str
    endonym: str
    english_name: str
    direction: str = "ltr"
    complete: bool = False


# Boston's eleven threshold languages and English, in the City's order.
ALL = (
    Language("en", "en", "English", "English", complete=True),
    Language("es", "es-US", "Español", "Spanish", complete=True),
    Language("ht", "ht", "Kreyòl ayisyen", "Haitian Creole", complete=True),
    Language("zh-hant", "zh-Hant", "繁體中文", "Chinese (Traditional)", complete=True),
    Language("zh-hans", "zh-Hans", "简体中文", "Chinese (Simplified)", complete=True),
    Language("vi", "vi", "Tiếng Việt", "Vietnamese", complete=True),
    Language("kea", "kea", "Kriolu", "Cabo Verdean Creole", complete=True),
    Language("ru", "ru", "Русский", "Russian", complete=True),
    Language("ar", "ar", "العربية", "Arabic", direction="rtl", complete=True),
    Language("pt-br", "pt-BR", "Português", "Portuguese (Brazil)", complete=True),
    Language("fr", "fr", "Français", "French", complete=True),
    Language("so", "so", "Soomaali", "Somali", complete=True),
)
BY_CODE = {language.code: language for language in ALL}
ENGLISH = BY_CODE["en"]
UNLISTED = "und"  # BCP 47 for "undetermined": a text in none of the twelve


def as_django_setting() -> list[tuple[str, str]]:
    """The LANGUAGES setting: (code, English name)."""
    return [(language.code, language.english_name) for language in ALL]


def as_choices() -> list[tuple[str, str]]:
    """Form choices: each language by its own name."""
    return [(language.code, language.endonym) for language in ALL]


def english_name(code: str) -> str:
    """The English name of a text's language, one of the twelve or another."""
    return "another language" if code == UNLISTED else BY_CODE[code].english_name


def register_with_django() -> None:
    """Add the languages that Django's own list lacks (ht, kea, so); settings call this once."""
    for language in ALL:
        django.conf.locale.LANG_INFO.setdefault(
            language.code,
            {
                "bidi": language.direction == "rtl",
                "code": language.code,
                "name": language.english_name,
                "name_local": language.endonym,
            },
        )


def display_language(code: str) -> Language:
    """The language of the words on a page in `code`: itself, or English while it is incomplete."""
    language = BY_CODE[code]
    return language if language.complete else ENGLISH

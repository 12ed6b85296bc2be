"""The twelve languages of the public site: codes, own names, direction, how finished."""

from dataclasses import dataclass

import django.conf.locale


@dataclass(frozen=True)
class Language:
    """One language; `code` is Django's, `html_lang` the BCP 47 tag a browser understands.

    `complete` says that its catalogue covers every string (a test holds it to that);
    until then its pages fall back to English and say so. Whether a translation was checked
    belongs to each text, not to a language: applications.form.wording_checks.
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
UNLISTED = "und"  # BCP 47 for "not determined": what somebody wrote in none of the twelve


def as_django_setting() -> list[tuple[str, str]]:
    """The LANGUAGES setting: (code, English name)."""
    return [(language.code, language.english_name) for language in ALL]


def as_choices() -> list[tuple[str, str]]:
    """Choices for a form: each language by the name its readers give it."""
    return [(language.code, language.endonym) for language in ALL]


def english_name(code: str) -> str:
    """What staff call the language of a text: one of the twelve, or another."""
    return "another language" if code == UNLISTED else BY_CODE[code].english_name


def tell_django() -> None:
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


def shown(code: str) -> Language:
    """The language a page in `code` is really written in: itself, or English where unfinished."""
    language = BY_CODE[code]
    return language if language.complete else ENGLISH

"""Translated columns of any table, and how complete each language is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from core.languages import ALL, ENGLISH, Language


@dataclass(frozen=True)
class Progress:
    """How many of the English texts are translated into `language`."""

    language: Language
    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether all are translated."""
        return self.done == self.total

    @property
    def missing(self) -> int:
        """How many texts are in English only."""
        return self.total - self.done


def column(name: str, language: Language) -> str:
    """`title`, Chinese (Traditional) → `title_zh_hant`."""
    return build_localized_fieldname(name, language.code)


def text_in(row: Model, name: str, language: Language) -> str:
    """The text in this very language, without fallback; "" if there is none."""
    return getattr(row, column(name, language)) or ""


def translated_names(table: type[Model]) -> list[str]:
    """The names of a table's translated texts, in the order of its columns."""
    names = set(translator.get_options_for_model(table).get_field_names())
    return [field.name for field in table._meta.concrete_fields if field.name in names]


def gaps(rows: Iterable[Model], language: Language) -> list[tuple[Model, str]]:
    """(row, name) of every text that exists in English and not in `language`."""
    return [
        (row, name)
        for row in rows
        for name in translated_names(type(row))
        if text_in(row, name, ENGLISH) and not text_in(row, name, language)
    ]


def progress(rows: Iterable[Model]) -> list[Progress]:
    """Of every language but English, in the City's order, over all texts of `rows`."""
    rows = list(rows)
    names = [(row, name) for row in rows for name in translated_names(type(row))]
    total = sum(bool(text_in(row, name, ENGLISH)) for row, name in names)
    return [
        Progress(language, total - len(gaps(rows, language)), total)
        for language in ALL
        if language != ENGLISH
    ]

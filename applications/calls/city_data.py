"""A city's data folder: facts and texts in English, with translations in wording/.

neighborhoods.csv, clusters.csv, …   geography
office.json                          the city and its office: names, phone, e-mail
pages.json, notices.json             text of the site
calls/<slug>.json                    a call with its sections and questions
letters.json                         the letters of every call, by outcome
wording/<language>.json              all texts in one language, by the same keys
"""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core import languages


class CityData:
    """One city's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._wording = {
            language.code: _json(path)
            for language in languages.ALL
            if (path := folder / "wording" / f"{language.code}.json").is_file()
        }

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of a CSV file; none if it is missing."""
        path = self.folder / name
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)

    def entries(self, name: str) -> list[dict[str, Any]]:
        """The entries of a JSON file; none if it is missing."""
        path = self.folder / name
        return _json(path) if path.is_file() else []

    def office(self) -> dict[str, str] | None:
        """The city's office, if the folder has one."""
        path = self.folder / "office.json"
        return _json(path) if path.is_file() else None

    def calls(self) -> list[dict[str, Any]]:
        """Every call of the folder, by file name."""
        return [_json(path) for path in sorted(self.folder.glob("calls/*.json"))]

    def columns(self, data: Mapping[str, Any], *names: str, at: tuple[str, ...]) -> dict[str, str]:
        """{"title": "…"} → {"title_en": "…", "title_zh_hant": "…"}; `at` is the path in wording/.

        The base column is never written: modeltranslation would store the active language there.
        """
        columns = {f"{name}_en": data[name] for name in names}
        for code, tree in self._wording.items():
            translated = _at(tree, at)
            for name in names:
                if text := translated.get(name):
                    columns[_column(name, code)] = text
        return columns

    def by_language(
        self, data: Mapping[str, Any], *names: str, at: tuple[str, ...]
    ) -> dict[str, dict[str, str]]:
        """{"title": "…"} → {"en": {"title": "…"}, "es": {"title": "…"}}, each language whole."""
        trees = {code: _at(tree, at) for code, tree in self._wording.items()}
        words = {languages.ENGLISH.code: data, **trees}
        return {
            code: {name: tree[name] for name in names}
            for code, tree in words.items()
            if all(tree.get(name) for name in names)
        }

    def names(self, english: str, *, at: tuple[str, ...], column: str = "name") -> dict[str, str]:
        """The same for a single text at the path `at`."""
        texts = {code: _at(tree, at[:-1]).get(at[-1]) for code, tree in self._wording.items()}
        translated = {_column(column, code): text for code, text in texts.items() if text}
        return {f"{column}_en": english, **translated}


def _column(name: str, code: str) -> str:
    return f"{name}_{code.replace('-', '_')}"


def _at(tree: Mapping[str, Any], keys: tuple[str, ...]) -> Mapping[str, Any]:
    for key in keys:
        tree = tree.get(key, {})
    return tree


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))

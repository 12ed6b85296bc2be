"""A city's wording: the same texts, of the same shape, in every language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import textstat

from applications.calls.city_data import CityData
from applications.translation import CallWording
from tests.architecture.source import ROOT

BOSTON = ROOT / "data" / "boston"
HARDEST_GRADE = 8  # of the Flesch-Kincaid scale: years of school
FEWEST_WORDS = 12  # one long word makes a grade of a shorter text
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
MARKS = re.compile(r"^(?:## |- |\d\. )", re.M)
TARGET = re.compile(r"\]\(([^)]*)\)")  # what follows the words of a link

# "anonymous" and "confidential", by their stems, where a translation might have slipped in one.
PROMISES = {
    "es": r"an[oó]nim|confidencial",
    "ht": r"anonim|konfidansy",
    "zh-hant": r"匿名|保密|機密",
    "zh-hans": r"匿名|保密|机密",
    "vi": r"ẩn danh|bảo mật|bí mật",
    "kea": r"an[oóu]nim|konfidensi",
    "ru": r"аноним|конфиденц",
    "ar": r"مجهول الهوية|سري[ةّ ]|كتمان",
    "pt-br": r"an[oôó]nim|confidencia|sigilo",
    "fr": r"anonym|confidentiel",
    "so": r"qarsoodi|sir ah|aan la garaneyn",
}


def texts_of(tree: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(key, text) of every text in a file of wording."""
    if isinstance(tree, str):
        yield ".".join(at), tree
        return
    for key, below in tree.items():
        yield from texts_of(below, (*at, key))


def english(folder: Path = BOSTON) -> dict[str, str]:
    """The city's own texts, under the keys that wording uses."""
    city = CityData(folder)
    texts = {f"neighborhoods.{row['slug']}": row["name"] for row in city.rows("neighborhoods.csv")}
    office = city.office() or {}
    texts |= {f"office.{name}": office[name] for name in ("city", "name") if office}
    for name in ("notices", "pages"):
        for row in city.entries(f"{name}.json"):
            texts |= {f"{name}.{row['key']}.{field}": row[field] for field in ("title", "body")}
    for row in city.entries("letters.json"):
        texts |= {f"letters.{row['outcome']}.{field}": row[field] for field in ("subject", "body")}
    for call in city.calls():
        texts |= _texts_of_call(call, f"calls.{call['slug']}")
    return {key: text for key, text in texts.items() if text}


def _texts_of_call(call: dict[str, Any], at: str) -> dict[str, str]:
    texts = {f"{at}.{name}": call[name] for name in CallWording.fields}
    for section in call["sections"]:
        place = f"{at}.sections.{section['key']}"
        texts |= {f"{place}.{field}": section[field] for field in ("heading", "body")}
    for question in call["questions"]:
        place = f"{at}.questions.{question['key']}"
        texts |= {f"{place}.{field}": question[field] for field in ("text", "help")}
        for choice in question.get("choices", []):
            texts[f"{place}.choices.{choice['key']}"] = choice["text"]
    return texts


def translated(code: str) -> dict[str, str]:
    """One language's texts, by key."""
    path = BOSTON / "wording" / f"{code}.json"
    return dict(texts_of(json.loads(path.read_text(encoding="utf-8"))))


def shape(text: str) -> tuple[int, int, int, list[str]]:
    """How many paragraphs, headings and list items a text has, and where its links lead."""
    return text.count("\n\n"), text.count("## "), len(MARKS.findall(text)), TARGET.findall(text)


def too_hard(text: str) -> float | None:
    """The grade of an English text that takes more than eight years of school; else None."""
    plain = MARKS.sub("", PLACEHOLDER.sub("it", TARGET.sub("]", text))).replace("\n", ". ")
    if len(plain.split()) < FEWEST_WORDS:
        return None
    grade = textstat.flesch_kincaid_grade(plain)
    return grade if grade > HARDEST_GRADE else None

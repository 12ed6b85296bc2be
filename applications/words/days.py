"""The days of the week that a text and its translation name: Tuesday, or Monday to Friday.

Languages bend these names, so nobody is asked about a day that is lost; one that was added, as
where two choices were exchanged, is for somebody to look at.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.utils import translation as translations
from django.utils.dates import WEEKDAYS

from core.languages import ENGLISH, Language

_OF_A_WEEKDAY = {"monday", "friday"}  # it may be said as “Monday to Friday”
_CHINESE = "星期"
_OTHERS = ("周", "週", "禮拜", "礼拜")  # the same before the number of a day; 每周一次 is no Monday


def added(text: str, other: str, of_text: Language, of_other: Language) -> Iterator[str]:
    """The days that `other` names and `text` does not, as they stand there.

    A name that stands in both alike is a name of something else.
    """
    there = {day for day, _name in _days(text, of_text)}
    if "weekday" in text.lower():
        there |= _OF_A_WEEKDAY
    for day, name in _days(other, of_other):
        if day not in there and name.lower() not in text.lower():
            there.add(day)
            yield name


def _days(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Each day in English, and as it stands there."""
    names, pattern = _names_of_days(language)
    for match in pattern.finditer(text):
        if day := names.get(match[0].lower()):
            yield day, match[0]


@cache
def _names_of_days(language: Language) -> tuple[dict[str, str], re.Pattern[str]]:
    """What each day is called, in English; several names may be one day."""
    with translations.override(ENGLISH.code):
        english = [str(name).lower() for name in WEEKDAYS.values()]
    with translations.override(language.code):
        called = [str(name).lower() for name in WEEKDAYS.values()]
    names = dict(zip(called, english, strict=True))
    for name, day in list(names.items()):
        if name.startswith(_CHINESE):
            names |= {name.replace(_CHINESE, other): day for other in _OTHERS}
    listed = "|".join(map(re.escape, names))
    is_chinese = called[0].startswith(_CHINESE)
    pattern = f"(?:{listed})(?!次)" if is_chinese else rf"(?<!\w)(?:{listed})"
    return names, re.compile(pattern, re.IGNORECASE)

"""The numbers that a text and its translation say: amounts, ages, dates, times, phone numbers.

Each language writes them in its own way (1,200 is 1.200 or ١٬٢٠٠, 5 p.m. is 17 h, November is 11),
so their digits are compared, and what differs is for somebody to look at.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from django.utils import translation as translations
from django.utils.dates import MONTHS, MONTHS_ALT

from applications.words import days
from applications.words.marks import without_addresses, without_kept
from core.languages import ENGLISH, Language

_NUMBER = re.compile(
    r"(?<!\d)(?:"
    r"\(?\d{3}\)?[-.\s\u2011]{1,2}\d{3}[-.\s\u2011]\d{4}"  # a phone number
    r"|\d{1,3}(?P<comma>[.,'’٬\u00a0\u2009\u202f ])\d{3}(?:(?P=comma)\d{3})*"  # with thousands
    r"|\d+)(?!\d)"
)
_OF_CLOCK = re.compile(  # an hour with a.m. or p.m. after it, or after the hour that it lasts to
    r"(?<!\d)(?P<hour>\d{1,2})(?::\d\d)?"
    r"(?:\s?(?:–|-|to)\s?\d{1,2}(?::\d\d)?)?\s?(?P<half>[ap])\.?\s?m\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_IN_WORDS = {  # in English; other languages may write the digits
    name: str(number)
    for names in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty",
        "none first second third fourth fifth sixth seventh eighth ninth tenth",
        "never once twice",
    )
    for number, name in enumerate(names.split())
}
_SHORTEST_MONTH = 4  # letters: shorter ones are words of other meanings, too


def doubts(english: str, words: str, language: Language) -> Iterator[str]:
    """The numbers that a translation into this language lost or added, each as a sentence.

    And the days of the week that it added.
    """
    lost, added = _compared(_bare(english), _bare(words), language)
    yield from (f"{each} stands in the English, and not here." for each in lost)
    added += days.added(english, words, ENGLISH, language)
    yield from (f"{each} stands here, and not in the English." for each in added)


def differing(written: str, english: str, language: Language | None) -> Iterator[str]:
    """The same of an answer's English: `written` is the original, in this or an unknown language.

    Phone numbers are compared by their digits, too.
    """
    added, lost = _compared(
        _with_digits(without_addresses(english)), _with_digits(without_addresses(written)), language
    )
    lost += days.added(english, written, ENGLISH, language) if language else ()
    yield from (f"{each} stands in what was written, and not in the English." for each in lost)
    yield from (f"{each} stands in the English, and not in what was written." for each in added)


def _compared(english: str, words: str, language: Language | None) -> tuple[list[str], list[str]]:
    """What stands in the English alone, and what in the words alone."""
    there, here = _numbers(english), _numbers(words)
    months_there = _months(english, ENGLISH)
    months_here = _months(words, language) if language else {}
    clock = _clock(english)
    there_alone = [
        shown_there
        for digits, shown_there in there.items()
        if not {digits, *clock.get(digits, ())} & {*here, *months_here}
    ]
    of_hours = {way for ways in clock.values() for way in ways}
    months = {*there, *months_there}
    numbers = {*months, *of_hours, *_in_words(english)}
    here_alone = [
        shown_here
        for digits, shown_here in {**months_here, **here}.items()
        if digits not in (numbers if digits in here else months)
    ]
    return there_alone, here_alone


def shown(text: str) -> list[str]:
    """The numbers of a text, as they are written."""
    return list(_numbers(_bare(text)).values())


def _bare(text: str) -> str:
    """The text without what must be kept as it is."""
    return _with_digits(without_kept(text))


def _with_digits(text: str) -> str:
    """The text with the digits 0 to 9 for those of every script."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _numbers(text: str) -> dict[str, str]:
    """Each number as digits alone, and as it is written."""
    found = (match[0] for match in _NUMBER.finditer(text))
    return {_digits(each): each for each in found}


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0") or "0"


def _clock(english: str) -> dict[str, set[str]]:
    """What may be written for the hours of this text; for any of them, a full hour has minutes."""
    hours: dict[str, set[str]] = {}
    for match in _OF_CLOCK.finditer(english):
        hour = int(match["hour"])
        ways = {hour, hour % 12 + 12} if match["half"] in "pP" else {hour, hour % 12}
        hours.setdefault(_digits(match["hour"]), set()).update({*map(str, ways), "0"})
    return hours


def _in_words(english: str) -> set[str]:
    """The digits that may be written for words of this text."""
    found = {_IN_WORDS.get(word.lower()) for word in _WORD.findall(english)} - {None}
    if "noon" in english.lower():
        found |= {"12", "0"}
    if "midnight" in english.lower():
        found |= {"24", "12", "0"}
    return found


def _months(text: str, language: Language) -> dict[str, str]:
    """The months that this text names: the number of each, and its name there."""
    names = _names_of_months(language)
    words = [word for word in _WORD.findall(text) if word.casefold() in names]
    return {names[word.casefold()]: word for word in words}


@cache
def _names_of_months(language: Language) -> dict[str, str]:
    with translations.override(language.code):
        return {
            str(name).casefold(): str(number)
            for names in (MONTHS, MONTHS_ALT)
            for number, name in names.items()
            if language == ENGLISH or len(str(name)) >= _SHORTEST_MONTH
        }

"""Days as spreadsheets and people write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core import dates

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY, _MONTH, _YEAR = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    r"(?P<month>[a-z]{3,9})\.?",
    r"(?P<year>\d{4})(?!\d)",
)
_IN_WORDS = (  # a year has four digits there: "30-Nov-21" could begin with the year
    re.compile(rf"{_WEEKDAY}{_MONTH}[\s/-]*{_DAY}(?:,\s*|[\s/.-]+){_YEAR}", re.I),
    re.compile(rf"{_WEEKDAY}{_DAY}\.?[\s/-]*(?:of\s+)?{_MONTH}(?:,\s*|[\s/-]*){_YEAR}", re.I),
)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # days of Excel for the years 2000 to 2099


class NoDay(Exception):
    """A text is no day; the message says what to do."""


def day_in(written: str, *, is_day_first: bool) -> tuple[date, str]:
    """The day that a text begins with, and the rest of it. Raises NoDay.

    With dots the day comes first anyway, and the year where it has four digits.
    """
    if found := _YEAR_FIRST.match(written):
        year, month, day = map(int, found.groups())
    elif found := _YEAR_LAST.match(written):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if is_day_first or found[2] == "." else (second, first)
        year += 2000 if year < 100 else 0
    else:
        found = next((each for form in _IN_WORDS if (each := form.match(written))), None)
        month = found and _month(found["month"].lower())
        if not month:
            raise NoDay(f"“{written[:60]}” is no day that we can read.")
        year, day = int(found["year"]), int(found["day"])
    try:
        there = date(year, month, day)
    except ValueError:
        raise NoDay(f"There is no day “{found[0]}”. Check the order of day and month.") from None
    if not dates.FIRST_DAY <= there <= dates.LAST_DAY:
        raise NoDay(f"“{found[0]}”: {dates.OUT_OF_RANGE}")
    return there, written[found.end() :]


def _month(name: str) -> int | None:
    """The number of the month that begins so: three letters are one month’s alone."""
    found = (number for number, full in enumerate(_MONTHS, 1) if full.startswith(name))
    return next(found, None)


def orders_in(texts: Iterable[str]) -> set[bool]:
    """Whether in all of these the day may come first (True), the month (False), or both."""
    possible = {True, False}
    for written in texts:
        found = _YEAR_LAST.match(written.strip())
        if found and found[2] != ".":
            if int(found[1]) > 12:
                possible.discard(False)
            if int(found[3]) > 12:
                possible.discard(True)
    return possible


def need_an_order(texts: Iterable[str]) -> bool:
    """Whether any of these could be read in two ways."""
    return any((found := _YEAR_LAST.match(each.strip())) and found[2] != "." for each in texts)


def from_serial(number: float) -> datetime | None:
    """What Excel means by a number of days since 1900, between the years 2000 and 2099."""
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return None
    seconds = round((number % 1) * 86400)
    return datetime(1899, 12, 30) + timedelta(days=int(number), seconds=seconds)

"""Days, times of day and lists in each language.

Django's formats only have a.m. and p.m.; other languages divide the day otherwise, and "midnight"
must say which end of the day it means. Date formats are in core/formats/, words in the catalogues.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext, pgettext

MORNING, AFTERNOON, EVENING = 5, 12, 18  # the hours at which they begin


def day(moment: date) -> str:
    """Weekday and date: "Wednesday, November 10, 2021"."""
    # Translators: a day, for example "Wednesday, November 10, 2021"
    words = gettext("%(weekday)s, %(date)s")
    return words % {"weekday": date_format(moment, "l"), "date": day_of_month(moment)}


def day_of_month(moment: date) -> str:
    """The date; the first of a month as an ordinal in some languages: "1er décembre 2026"."""
    name = "DATE_FORMAT"
    if moment.day == 1 and _is_set("FIRST_OF_MONTH_FORMAT"):
        name = "FIRST_OF_MONTH_FORMAT"
    return date_format(moment, name)


def time_of_day(moment: datetime) -> str:
    """The time with its part of the day: "5 p.m.", "11:59 habeennimo"; noon and midnight in words.

    In the hour that comes twice in autumn, also the zone: "1:30 a.m. EDT".
    """
    comes_twice = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return f"{_words_for(moment)} {moment.tzname()}" if comes_twice else _words_for(moment)


def _words_for(moment: datetime) -> str:
    if (moment.hour, moment.minute) == (0, 0):
        # Translators: a time, after a date. The day begins then: it must not be taken for its end.
        return gettext("midnight at the start of the day")
    if (moment.hour, moment.minute) == (12, 0):
        # Translators: a time, after a date: 12 o'clock in the middle of the day
        return gettext("noon")
    if moment.hour < MORNING:
        # Translators: a time before 5 in the morning: "1:30 a.m."
        words = pgettext("after midnight", "%(time)s a.m.")
    elif moment.hour < AFTERNOON:
        # Translators: a time from 5 in the morning until noon: "9 a.m."
        words = pgettext("morning", "%(time)s a.m.")
    elif moment.hour < EVENING:
        # Translators: a time from noon until 6 in the evening: "5 p.m."
        words = pgettext("afternoon", "%(time)s p.m.")
    else:
        # Translators: a time from 6 in the evening until midnight: "11:59 p.m."
        words = pgettext("evening", "%(time)s p.m.")
    is_full = moment.minute == 0 and _is_set("FULL_HOUR_FORMAT")
    return words % {"time": date_format(moment, "FULL_HOUR_FORMAT" if is_full else "TIME_FORMAT")}


def _is_set(name: str) -> bool:
    """Whether the active language's formats have this entry of ours."""
    return bool(get_format(name) != name)


def listed(names: Sequence[str]) -> str:
    """Join names as in a sentence: "Dorchester, Mattapan and Roxbury"."""
    *before, last = names
    if not before:
        return last
    words = before[0]
    for name in before[1:]:
        # Translators: a list that goes on: names = what it began with, next = the next name
        words = pgettext("list", "%(names)s, %(next)s") % {"names": words, "next": name}
    # Translators: the end of a list of two names or more
    return pgettext("list", "%(names)s and %(last)s") % {"names": words, "last": last}

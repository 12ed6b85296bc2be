"""When a row was received: days and times as spreadsheets and form tools write them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, timezone

from django.utils import timezone as city

from applications.enums import DateOrder, FileZone
from core.dates import FIRST_MOMENT, LAST_MOMENT
from core.reading import days

_ORDERS = {True: DateOrder.DAY_FIRST, False: DateOrder.MONTH_FIRST}
NO_TIME = time(9)  # of a day without a time, as of a stamp without one: the office opens

_TIME = re.compile(
    r"[\sT,]*(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?\s*(.*)$",
    re.I,
)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?$", re.I)
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4}


class NoMoment(Exception):
    """A text is no time; the message says what to do."""


def received(written: str, order: str, zone: str) -> tuple[datetime, bool]:
    """The time in UTC, and whether the text named a time of day.

    Without a zone of its own it is by the file's clock. When clocks go back, an hour comes twice:
    the first counts, in the applicant's favor. Raises NoMoment.
    """
    written = written.strip()
    if moment := _from_number(written, zone):
        return moment, True
    try:
        day, rest = days.day_in(written, is_day_first=order == DateOrder.DAY_FIRST)
    except days.NoDay as why:
        raise NoMoment(*why.args) from None
    if not rest.strip():
        return _aware(datetime.combine(day, NO_TIME), FileZone.CITY), False
    clock, own_zone = _clock(rest, written)
    naive = datetime.combine(day, clock)
    moment = naive.replace(tzinfo=own_zone) if own_zone else _aware(naive, zone)
    return moment.astimezone(UTC), True


def orders_in(texts: Iterable[str]) -> set[str]:
    """In which order of day and month all of these can be read; both where it is ambiguous.

    All texts with the year first, or as numbers, need none: both.
    """
    return {_ORDERS[is_day_first] for is_day_first in days.orders_in(texts)}


def _from_number(written: str, zone: str) -> datetime | None:
    """Days since 1900 as Excel counts them, or seconds since 1970."""
    if not re.fullmatch(r"\d{5}(\.\d+)?|\d{10}|\d{13}", written):
        return None
    number = float(written)
    if naive := days.from_serial(number):
        return _aware(naive, zone).astimezone(UTC)
    if len(written) == 13:
        number /= 1000
    moment = datetime.fromtimestamp(number, UTC)
    return moment if FIRST_MOMENT <= moment <= LAST_MOMENT else None


def _clock(rest: str, written: str) -> tuple[time, timezone | None]:
    found = _TIME.match(rest)
    if found is None:
        raise NoMoment(f"The time of day in “{written[:60]}” cannot be read.")
    hour, half = int(found[1]), (found[4] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        clock = time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        raise NoMoment(f"There is no time “{rest.strip()[:40]}”.") from None
    return clock, _zone(found[5].strip(), written)


def _zone(named: str, written: str) -> timezone | None:
    named = named.strip("() ")
    if not named or named.lower() in ("et", "eastern", "eastern time", "america/new_york"):
        return None
    if named.lower() in _ZONES:
        return timezone(timedelta(hours=_ZONES[named.lower()]))
    if found := _OFFSET.match(named):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))
    raise NoMoment(f"The clock “{named[:20]}” in “{written[:60]}” is not known.")


def _aware(naive: datetime, zone: str) -> datetime:
    if zone == FileZone.UTC:
        return naive.replace(tzinfo=UTC)
    return city.make_aware(naive).astimezone(UTC)

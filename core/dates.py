"""The allowed range of dates that people type, for forms and for the database.

Where rows are append-only a mistyped year could never be corrected, and a date after the year 9999
in UTC breaks every page that reads it: Python has no such date.
"""

from datetime import UTC, date, datetime

from django.db.models import CheckConstraint, Q

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
FIRST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
# Later than anything a form accepts, in every time zone of the country.
LAST_MOMENT = datetime(2100, 1, 1, 12, tzinfo=UTC)

OUT_OF_RANGE = f"Check the year: it must be from {FIRST_DAY.year} to {LAST_DAY.year}."


def days_in_range(*fields: str, name: str) -> CheckConstraint:
    """A constraint for date columns; NULL is allowed."""
    return _between(fields, FIRST_DAY, LAST_DAY, name)


def moments_in_range(*fields: str, name: str) -> CheckConstraint:
    """A constraint for columns of date and time; NULL is allowed."""
    return _between(fields, FIRST_MOMENT, LAST_MOMENT, name)


def _between(fields: tuple[str, ...], first: date, last: date, name: str) -> CheckConstraint:
    inside = {f"{field}__range": (first, last) for field in fields}
    return CheckConstraint(condition=Q(**inside), name=name)

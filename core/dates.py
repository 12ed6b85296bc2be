"""Dates that people type: a range that no slip of a finger leaves, in forms and in the database.

A date outside it would stand for good where rows are append-only, and one after the year 9999 on
the clock of UTC takes every page down that reads it: Python knows no such date.
"""

from datetime import UTC, date, datetime

from django.db.models import CheckConstraint, Q

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
FIRST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
# Later than all that a form takes, in every time zone of the country.
LAST_MOMENT = datetime(2100, 1, 1, 12, tzinfo=UTC)

OUT_OF_RANGE = f"Check the year: it must be from {FIRST_DAY.year} to {LAST_DAY.year}."


def typed_days(*fields: str, name: str) -> CheckConstraint:
    """A rule for columns of days; one that is empty keeps it."""
    return _between(fields, FIRST_DAY, LAST_DAY, name)


def typed_moments(*fields: str, name: str) -> CheckConstraint:
    """A rule for columns of moments."""
    return _between(fields, FIRST_MOMENT, LAST_MOMENT, name)


def _between(fields: tuple[str, ...], first: date, last: date, name: str) -> CheckConstraint:
    inside = {f"{field}__range": (first, last) for field in fields}
    return CheckConstraint(condition=Q(**inside), name=name)

"""The day on which the people of the demo act: months are loaded in a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time

from django.utils import timezone

from demo import season


@contextmanager
def as_of(day: date, clock: time = time(10)) -> Iterator[None]:
    """Within it, it is this moment for all that the site does, in the loader's process alone.

    So its actions stamp their own times and apply their own rules, as they would have then.
    """
    moment, now = season.at(day, clock), timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = now

"""Received times as form tools write them, by the city's clock."""

from datetime import UTC, datetime

import pytest

from applications.imports.moments import NoMoment, orders_in, received
from core.reading.days import need_an_order

NOON = datetime(2026, 3, 14, 16, 3, tzinfo=UTC)  # 12:03 in Boston, in summer time


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-14T12:03:00",
        "2026-03-14 12:03",
        "2026/03/14 12:03:00 PM EDT",
        "3/14/2026 12:03:00",
        "03/14/26 12:03 PM",
        "14.03.2026 12:03",
        "Mar 14, 2026 12:03 PM",
        "Saturday, March 14, 2026 at 12:03 p.m.",
        "14 March 2026, 12:03",
        "14-Mar-2026 12:03",
        "Mar-14-2026, 12:03 PM",
        "2026-03-14T16:03:00Z",
        "2026-03-14T11:03:00-05:00",
        "2026-03-14 16:03 UTC",
        "46095.502083333333",
        "1773504180",
        "1773504180000",
    ],
)
def test_moment_is_read_as_form_tools_write_it(written: str) -> None:
    assert received(written, "mdy", "city") == (NOON, True)


def test_moment_goes_by_the_files_clock_and_order() -> None:
    assert received("2026-03-14 16:03", "", "utc") == (NOON, True)
    assert received("4/3/2026 12:00", "dmy", "city")[0] == datetime(2026, 3, 4, 17, tzinfo=UTC)
    assert received("4/3/2026 12:00", "mdy", "city")[0] == datetime(2026, 4, 3, 16, tzinfo=UTC)


def test_moment_in_the_hour_that_comes_twice_is_the_first() -> None:
    assert received("2026-11-01 01:30", "", "city")[0] == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_day_without_a_time_counts_from_the_opening_of_the_office() -> None:
    assert received("2026-03-14", "", "city") == (datetime(2026, 3, 14, 13, tzinfo=UTC), False)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("yesterday", "is no day"),
        ("2026-02-30 10:00", "There is no day"),
        ("13/13/2026 10:00", "order of day and month"),
        ("1999-01-01 10:00", "Check the year"),
        ("14-Mar-9999 10:00", "Check the year"),
        ("14-Mar-21 10:00", "is no day"),
        ("2026-03-14 25:00", "There is no time"),
        ("2026-03-14 soon", "time of day"),
        ("2026-03-14 10:00 PDT", "clock “PDT”"),
        ("12345", "is no day"),
        ("0946684799", "is no day"),  # seconds until the end of 1999
        ("9999999999", "is no day"),
    ],
)
def test_moment_that_is_none_says_why(written: str, words: str) -> None:
    with pytest.raises(NoMoment, match=words):
        received(written, "mdy", "city")


def test_order_of_day_and_month_is_asked_only_where_both_are_possible() -> None:
    assert orders_in(["3/14/2026", "4/5/2026"]) == {"mdy"}
    assert orders_in(["14/3/2026", "4/5/2026"]) == {"dmy"}
    assert orders_in(["3/4/2026"]) == {"mdy", "dmy"}
    assert orders_in(["3/14/2026", "14/3/2026"]) == set()
    assert need_an_order(["3/4/2026"]) and not need_an_order(["2026-03-04", "4.3.2026", ""])

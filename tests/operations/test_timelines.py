"""Which backups lead to the newest timeline."""

import pytest

from operations.timelines import leads_on, left_at

HISTORY = """1\t0/5000110\tbefore 2026-11-28 20:05:00-05

3\t1/2000028\tno recovery target specified
"""


def test_history_says_where_each_timeline_was_left() -> None:
    assert left_at(HISTORY) == {1: 5, 3: 258}


@pytest.mark.parametrize(
    ("last_segment", "leads"),
    [
        ("000000010000000000000004", True),
        ("000000010000000000000005", False),  # perhaps after the place in it
        ("000000010000000000000009", False),
        ("000000020000000000000001", False),  # given up altogether
        ("000000030000000100000001", True),
        ("000000030000000100000002", False),
        ("000000040000000100000009", True),
    ],
)
def test_backup_leads_on_from_before_its_timeline_was_left(last_segment, leads) -> None:
    assert leads_on(last_segment, left_at(HISTORY)) is leads

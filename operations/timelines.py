"""Timelines of PostgreSQL: each restore begins one, where it leaves the one before."""

from __future__ import annotations

from collections.abc import Mapping

SEGMENT = 1 << 24  # bytes of log in a segment
SEGMENTS = (1 << 32) // SEGMENT  # for each number in the middle part of its name


def left_at(history: str) -> Mapping[int, int]:
    """Of a timeline's history file: in which segment each timeline before it was left."""
    lines = [line.split() for line in history.splitlines() if line and not line.startswith("#")]
    return {int(line[0]): _segment_of(line[1]) for line in lines if len(line) > 1}


def leads_on(last_segment: str, left: Mapping[int, int]) -> bool:
    """Whether the log after a backup, whose last segment this is, leads to the newest timeline.

    Where the two share a segment nobody knows without looking into it: then it does not.
    """
    timeline, high, low = (int(last_segment[at : at + 8], 16) for at in (0, 8, 16))
    return timeline > max(left) or high * SEGMENTS + low < left.get(timeline, 0)


def _segment_of(place: str) -> int:
    """The segment of a place in the log such as 1/5A000028."""
    high, low = (int(part, 16) for part in place.split("/"))
    return high * SEGMENTS + low // SEGMENT

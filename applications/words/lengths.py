"""Compares how long a text and its translation are."""

import re
from collections.abc import Iterator

OTHER_LENGTH = (
    "This is much {} than what was written. Does it belong to this answer, and is it whole?"
)
LONG_ENOUGH, TIMES_AS_LONG = 160, 2.2  # the English of the demo's is 0.8 to 1.8 times as long
_CHINESE = re.compile("[\u3400-\u9fff]")


def of_other_length(written: str, english: str) -> Iterator[str]:
    """Whether one of them says so much more that it may be of another answer, or not whole."""
    there, here = _length(written), _length(english)
    if max(there, here) >= LONG_ENOUGH and max(there, here) > TIMES_AS_LONG * min(there, here):
        yield OTHER_LENGTH.format("longer" if here > there else "shorter")


def _length(words: str) -> int:
    """As it compares among languages: a Chinese character says as much as three letters."""
    return len(words) + 2 * len(_CHINESE.findall(words))

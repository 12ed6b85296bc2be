"""What a command tells while it works: one line a step, with the seconds since it began."""

import time
from datetime import datetime

_BEGAN = time.monotonic()


def say(words: str) -> None:
    """A line of its own."""
    print(words, flush=True)


def step(words: str) -> None:
    """Something that takes a while begins."""
    say(f"{time.monotonic() - _BEGAN:6.1f} s  {words} …")


def in_words(moment: datetime) -> str:
    """A moment on this machine's clock, which `--until` goes by."""
    return f"{moment.astimezone():%B %-d, %Y, %H:%M:%S %Z}"

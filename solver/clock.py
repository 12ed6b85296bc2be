"""A time limit, and a listener for the progress of long work."""

import time
from collections.abc import Callable


class Clock:
    """An optional limit in seconds, and an optional listener for stage codes."""

    def __init__(
        self, seconds: float | None = None, listener: Callable[[str, dict], None] | None = None
    ) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds
        self._listener = listener

    @property
    def left(self) -> float:
        """Seconds until the limit; never below 0."""
        return float("inf") if self._end is None else max(0.0, self._end - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether the limit has passed."""
        return self.left <= 0

    def report(self, stage: str, **about: object) -> None:
        """Tell the listener which stage the work is at."""
        if self._listener:
            self._listener(stage, about)

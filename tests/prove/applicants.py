"""Many people applying at once, and what they saw."""

import itertools
import threading
import time
from collections import defaultdict

from tests.prove.people import Astray, Person
from tests.prove.processes import wait_until


class Applicants:
    """People who apply, several at once, until it closes and enough of them have a receipt."""

    def __init__(self, *, port: int, call: str, seed: int, goal: int, at_once: int = 8) -> None:
        self.came: list[int] = []
        self.receipts: dict[int, list[str]] = defaultdict(list)  # person → references seen
        self.wrong: list[str] = []
        self.failures: list[tuple[float, str]] = []  # when (time.monotonic()), and what
        self._port, self._call, self._seed, self._goal = port, call, seed, goal
        self._numbers = itertools.count(1)
        self._closing, self._over = threading.Event(), threading.Event()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(at_once)]

    def open(self) -> None:
        """Start them."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Wait until those who began are done; nobody new begins once enough have."""
        self._closing.set()
        deadline = time.monotonic() + self._goal + 120
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                self.wrong.append("somebody never came to an end")

    def admit_nobody(self) -> None:
        """Nobody new begins, however few have a receipt."""
        self._over.set()

    def wait_for(self, number: int) -> None:
        """Return once so many have a receipt, or something is wrong. Raises TimeoutError."""
        what = f"receipt {number} of {self._goal}"
        wait_until(lambda: len(self.receipts) >= number or self.wrong, what, seconds=120)

    def newcomer(self, *, pause: tuple[float, float] = (0.1, 0.6)) -> Person:
        """The next person, who waits so many seconds before trying again."""
        number = next(self._numbers)
        self.came.append(number)
        return Person(
            number,
            port=self._port,
            call=self._call,
            seed=self._seed,
            saw=lambda number, reference: self.receipts[number].append(reference),
            failed=lambda what: self.failures.append((time.monotonic(), what)),
            pause=pause,
        )

    def _work(self) -> None:
        while not (self.wrong or self._over.is_set()):
            if self._closing.is_set() and len(self.receipts) >= self._goal:
                return
            try:
                self.newcomer().apply()
            except Astray as error:
                self.wrong.append(str(error))

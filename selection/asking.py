"""Ask the solver while somebody waits: in a process of its own, for a few seconds.

What it answers about a price depends on the run and the person alone, so it is asked once.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.core.cache import cache

from applications.models import Application
from selection.found import is_whole
from selection.models import Run, RunPerson
from selection.pool import unit_of
from selection.supervisor import ENVIRONMENT, SOLVER

SECONDS = 5  # that somebody waits for a price at most; it mostly takes less than one
MEGABYTES = 1024
KEPT = 3600  # seconds that a price is remembered

_ONE_AT_A_TIME = BoundedSemaphore(1)  # for each web process: the others have pages to serve


@dataclass(frozen=True)
class Price:
    """What the other decision about somebody takes from the best total, exactly.

    `points` is None where no panel is left that keeps every target. `into` and `out` are the ids of
    the applications that would come and go with it.
    """

    points: Decimal | None
    into: list[int]
    out: list[int]

    @property
    def gain(self) -> Decimal | None:
        """Points that the best total would have more: a lock decides about them."""
        return -self.points if self.points is not None and self.points < 0 else None


def price_of(run: Run, application: Application) -> Price | None:
    """The price of taking somebody into a proposal, or of doing without them if they sit.

    None where the run does not know them, or the answer was not there in time.
    """
    person = run.people.filter(application=application).first()
    if person is None or not is_whole(run):
        return None
    key = _key(run, application.pk)
    answer = cache.get(key) or _answer(run, person)
    if answer is None:
        return None
    cache.set(key, answer, KEPT)
    numbers = [int(each) for each in (*answer["into"], *answer["out"])]
    known = dict(run.people.filter(number__in=numbers).values_list("number", "application"))
    cost = answer["cost"]
    return Price(
        points=None if cost is None else Decimal(cost) / run.request["unit"],
        into=[known[int(each)] for each in answer["into"] if int(each) in known],
        out=[known[int(each)] for each in answer["out"] if int(each) in known],
    )


def known_prices(run: Run, applications: Iterable[int]) -> dict[int, Decimal | None]:
    """The points of those prices that somebody asked for lately, by the application's id."""
    keys = {_key(run, pk): pk for pk in applications}
    unit = unit_of(run.score_version)
    return {
        keys[key]: None if answer["cost"] is None else Decimal(answer["cost"]) / unit
        for key, answer in cache.get_many(keys).items()
    }


def _key(run: Run, application: int) -> str:
    return f"price-{run.pk}-of-{application}"


def _answer(run: Run, person: RunPerson) -> Mapping[str, Any] | None:
    found = run.found
    if found is None:
        return None
    asked = {**run.request, "found": found, "person": str(person.number)}
    answer = ask("price", asked, seconds=SECONDS)
    return None if answer is None or answer["is_late"] else answer


def ask(kind: str, request: Mapping[str, Any], *, seconds: int) -> Mapping[str, Any] | None:
    """What the solver answers; None where it refuses, or is not done in time."""
    if not _ONE_AT_A_TIME.acquire(timeout=SECONDS):
        return None
    try:
        answered = subprocess.run(
            [*SOLVER, "request", kind, f"--memory={MEGABYTES}", f"--time-limit={seconds}"],
            cwd=settings.BASE_DIR,
            env=ENVIRONMENT,
            input=json.dumps(request),
            capture_output=True,
            encoding="utf-8",
            timeout=seconds + 1,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    finally:
        _ONE_AT_A_TIME.release()
    if answered.returncode:
        return None
    answer: Mapping[str, Any] = json.loads(answered.stdout.splitlines()[-1])["answer"]
    return answer

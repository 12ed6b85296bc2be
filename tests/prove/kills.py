"""The kills of one run: which, when, and how long until somebody who waits has a receipt."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.prove.applicants import Applicants
from tests.prove.own_database import ReadyWatch
from tests.prove.own_site import OwnSite
from tests.prove.people import Astray, Person

WORKER, MASTER = "gunicorn worker", "gunicorn master"
BACKEND, AT_ONCE, POSTMASTER = "PostgreSQL session", "PostgreSQL at once", "postmaster"

PLAN = {WORKER: 6, MASTER: 4, BACKEND: 5, AT_ONCE: 3, POSTMASTER: 2}
IMPATIENT = (0.01, 0.03)  # seconds between presses of Send


@dataclass(frozen=True)
class Kill:
    """One kill; moments are by time.monotonic()."""

    kind: str
    at: float
    ready_at: float  # PostgreSQL let us in again; where it was not hit, the moment of the kill
    receipt_at: float

    @property
    def hit_database(self) -> bool:
        """Whether every session of the site was cut off."""
        return self.kind not in (WORKER, MASTER)

    @property
    def recovery(self) -> float:
        """Seconds from ready to the receipt of somebody who pressed Send all the while."""
        return max(0.0, self.receipt_at - self.ready_at)


def plan(seed: int) -> list[str]:
    """The kinds of all kills, mixed."""
    kinds = [kind for kind, count in PLAN.items() for _ in range(count)]
    random.Random(seed).shuffle(kinds)
    return kinds


def somebody_waiting(applicants: Applicants) -> Person:
    """Who has filled in all and will press Send from the moment of the kill."""
    person = applicants.newcomer(pause=IMPATIENT)
    person.fill_in()
    return person


def strike(kind: str, site: OwnSite, applicants: Applicants, person: Person) -> Kill:
    """Kill, bring back what does not come back by itself, and wait for the person's receipt."""
    presses = threading.Thread(target=_send, args=(person.send, applicants), daemon=True)
    if kind in (WORKER, MASTER):
        at = ready_at = time.monotonic()
        {WORKER: site.kill_worker, MASTER: site.kill_master}[kind]()
        presses.start()
    else:
        database = site.database
        watch = ReadyWatch(database)
        at = time.monotonic()
        {
            BACKEND: database.kill_backend,
            AT_ONCE: database.kill_at_once,
            POSTMASTER: database.kill_postmaster,
        }[kind]()
        watch.start()
        watch.wait_until_gone()
        presses.start()
        if kind != BACKEND:
            database.restart()
        ready_at = watch.ready_at()
    presses.join()
    return Kill(kind, at, ready_at, time.monotonic())


def _send(send: Callable[[], None], applicants: Applicants) -> None:
    try:
        send()
    except Astray as error:
        applicants.wrong.append(str(error))

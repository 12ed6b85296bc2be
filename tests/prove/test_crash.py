"""R1: gunicorn and PostgreSQL are killed under load; what a receipt acknowledged is kept, once.

CRASH_SUBMISSIONS says how many receipts there will be, CRASH_SEED how kills and habits are mixed:

    CRASH_SUBMISSIONS=200 ./run prove tests/prove/test_crash.py
"""

import os
import statistics
import sys
from collections import Counter

import pytest

from bench import figures as bench_figures
from tests.prove.applicants import Applicants
from tests.prove.audit import Findings, compare
from tests.prove.kills import PLAN, Kill, plan, somebody_waiting, strike
from tests.prove.own_site import CALL, OwnSite, own_site

SUBMISSIONS = int(os.environ.get("CRASH_SUBMISSIONS") or 1000)
SEED = int(os.environ.get("CRASH_SEED") or 20211110)

RECOVERY = 1.0  # seconds from PostgreSQL ready to the first receipt, at the median
# Some may compete with the applicants' own repeated requests for the cores that gunicorn has.
SLOWEST_RECOVERY = 5.0
IN_FLIGHT = 3.0  # seconds in which a request that met the dead database may still come to its 503


def kill_under_load(site: OwnSite, applicants: Applicants) -> list[Kill]:
    """All kills of the plan, spread evenly over the submissions."""
    kinds, kills = plan(SEED), []
    applicants.open()
    try:
        for number, kind in enumerate(kinds, 1):
            person = somebody_waiting(applicants)
            applicants.wait_for(number * SUBMISSIONS // (len(kinds) + 1))
            if applicants.wrong:
                break
            kills.append(strike(kind, site, applicants, person))
        applicants.close()
    finally:
        applicants.admit_nobody()
    return kills


def errors_without_cause(applicants: Applicants, kills: list[Kill]) -> list[str]:
    """5xx answers at moments when the database had long been back."""
    hits = [(kill.at, kill.ready_at + IN_FLIGHT) for kill in kills if kill.hit_database]
    return [
        f"{what} at {moment:.1f}"
        for moment, what in applicants.failures
        if what.isdigit() and not any(start <= moment <= end for start, end in hits)
    ]


def figures(applicants: Applicants, kills: list[Kill], found: Findings) -> str:
    """The run in a few lines."""
    kinds = ", ".join(f"{count} × {kind}" for kind, count in Counter(k.kind for k in kills).items())
    after = sorted(kill.recovery for kill in kills if kill.hit_database)
    others = sorted(kill.recovery for kill in kills if not kill.hit_database)
    failures = Counter(what for _moment, what in applicants.failures)
    return (
        f"\nCrash proof, seed {SEED}: {len(applicants.came)} people,"
        f" {found.applications} submissions, {len(applicants.receipts)} acknowledged,"
        f" {len(kills)} kills ({kinds});"
        f" lost {len(found.lost)}, stored twice {len(found.stored_twice)},"
        f" torn {len(found.torn)}, under another reference {len(found.renamed)}.\n"
        f"Seconds from PostgreSQL ready to the first receipt: {_spread(after)};"
        f" from the kill of gunicorn to a receipt: {_spread(others)}.\n"
        f"Requests that failed and were sent again: {dict(failures)}.\n"
    )


def write_figures(applicants: Applicants, kills: list[Kill], found: Findings) -> None:
    """The run in docs/figures.md; only when asked, for every run would change it."""
    after = [kill.recovery for kill in kills if kill.hit_database]
    none = "0"
    bench_figures.write(
        "Reliability under kills",
        f"WRITE_FIGURES=1 CRASH_SUBMISSIONS={SUBMISSIONS} ./run prove tests/prove/test_crash.py",
        ("figure", "seen", "limit"),
        [
            (
                "R1 people, submissions stored, receipts shown",
                f"{len(applicants.came)}, {found.applications}, {len(applicants.receipts)}",
                "–",
            ),
            ("R1 kills of gunicorn and PostgreSQL", len(kills), "–"),
            ("R1 acknowledged submissions lost", len(found.lost), none),
            ("R1, R3 submissions stored twice", len(found.stored_twice), none),
            ("R1 submissions torn", len(found.torn), none),
            (
                "R1 first receipt after PostgreSQL is ready, median",
                f"{statistics.median(after):.2f} s",
                f"{RECOVERY:.0f} s",
            ),
            ("R1 first receipt after PostgreSQL is ready, slowest", f"{max(after):.2f} s", "–"),
        ],
    )


def _spread(seconds: list[float]) -> str:
    each = " ".join(f"{one:.2f}" for one in seconds)
    return f"median {statistics.median(seconds):.2f}, slowest {max(seconds):.2f} ({each})"


@pytest.mark.prove
@pytest.mark.alone
def test_crash_under_load_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with own_site() as site:
        applicants = Applicants(port=site.port, call=CALL, seed=SEED, goal=SUBMISSIONS)
        kills = kill_under_load(site, applicants)
        assert applicants.wrong == []
        found = compare(site.database.rows, applicants.receipts)
    with capsys.disabled():
        sys.stdout.write(figures(applicants, kills, found))
    if os.environ.get("WRITE_FIGURES"):
        write_figures(applicants, kills, found)
    assert not found, found
    assert len(kills) == sum(PLAN.values())
    assert SUBMISSIONS <= len(applicants.receipts) <= found.applications <= len(applicants.came)
    assert not errors_without_cause(applicants, kills)
    recoveries = [kill.recovery for kill in kills if kill.hit_database]
    assert statistics.median(recoveries) <= RECOVERY
    assert max(recoveries) <= SLOWEST_RECOVERY

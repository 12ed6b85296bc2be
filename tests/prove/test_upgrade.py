"""R10: tables of before are migrated, and the site reloaded, while people apply.

The tables are brought back to those of before by taking migrations back that the code of now can do
without: it is what runs meanwhile.
"""

import os
import signal
import subprocess
import sys
import time

import pytest

from bench import figures
from config.local_postgres import ROOT
from operations.locks import LockWatch
from operations.upgrade import LONGEST_LOCK
from tests.prove import people
from tests.prove.applicants import Applicants
from tests.prove.audit import Findings, compare
from tests.prove.own_site import CALL, OwnSite, own_site
from tests.prove.processes import wait_until

pytestmark = [pytest.mark.prove, pytest.mark.alone]

SUBMISSIONS = int(os.environ.get("UPGRADE_SUBMISSIONS") or 100)
BEFORE = {"core": "0001"}


def upgrade(site: OwnSite) -> str:
    owner = {"OWNER_DATABASE_URL": site.database.owner_url, "BACKUP_DIR": ""}
    done = subprocess.run(
        [sys.executable, "-m", "operations", "upgrade"],
        cwd=ROOT,
        env=site.environment() | owner,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def has_new_table(site: OwnSite) -> bool:
    return site.database.rows("SELECT to_regclass('core_jobrun') IS NOT NULL") == [(True,)]


def test_upgrade_under_load_loses_nothing_and_refuses_nobody(monkeypatch) -> None:
    # New workers import everything, on two busy cores in more than some seconds: browsers wait.
    monkeypatch.setattr(people, "TIMEOUT", 60)
    with own_site() as site:
        for app, migration in BEFORE.items():
            site.manage("migrate", app, migration, "--verbosity", "0")
        assert not has_new_table(site)
        applicants = Applicants(port=site.port, call=CALL, seed=1, goal=SUBMISSIONS, at_once=2)
        applicants.open()
        applicants.wait_for(10)
        moments = [time.monotonic()]
        with LockWatch(site.database.owner_url).watching() as locks:
            upgrade(site)
        moments.append(time.monotonic())
        before = set(site.workers())
        os.kill(site.master, signal.SIGHUP)
        wait_until(lambda: not before & set(site.workers()), "other workers")
        moments.append(time.monotonic())
        applicants.close()
        found = compare(site.database.rows, applicants.receipts)
        assert has_new_table(site)
    longest = max(locks.longest.values(), default=0.0)
    if os.environ.get("WRITE_FIGURES"):
        write_figures(applicants, found, longest)
    assert applicants.wrong == []
    assert not found, found
    assert applicants.failures == [], moments
    assert len(applicants.receipts) >= SUBMISSIONS
    assert longest <= LONGEST_LOCK


def write_figures(applicants: Applicants, found: Findings, longest: float) -> None:
    figures.write(
        "Upgrades",
        "WRITE_FIGURES=1 ./run prove tests/prove/test_upgrade.py",
        ("figure", "seen", "limit"),
        [
            (
                "R10 receipts shown and applications stored",
                f"{len(applicants.receipts)}, {found.applications}",
                "–",
            ),
            ("R10 acknowledged applications lost", len(found.lost), 0),
            ("R10, R11 requests that failed", len(applicants.failures), 0),
            ("R10 longest lock of a table", f"{longest:.2f} s", f"{LONGEST_LOCK:g} s"),
        ],
    )

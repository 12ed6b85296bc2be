"""R9: what a machine takes with it when it is lost just before the log is archived again."""

import os
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import psycopg2
import pytest

from bench import figures
from tests.prove.own_backups import BackedUpSite, backed_up_site

pytestmark = [pytest.mark.prove, pytest.mark.alone]

INTERVAL = 60  # seconds: archive_timeout
LIMIT = INTERVAL + 5
PATIENCE = 3 * INTERVAL
BEAT = "UPDATE core_jobrun SET succeeded_at = clock_timestamp() WHERE name = 'beat'"
LAST_BEAT = "SELECT succeeded_at FROM core_jobrun WHERE name = 'beat'"


def address(site: BackedUpSite) -> str:
    """Of the owner's database, started."""
    return site.do("-m", "config.local_postgres", "start").split()[1]


def archived(site: BackedUpSite) -> int:
    """How many segments of the log are archived."""
    return len(list(site.backups.path.glob("wal/*/*.gz.age")))


def beat_until_the_next_is_due(site: BackedUpSite) -> None:
    """Something is written at each moment, until nothing of an interval is archived."""
    site.shell("from core.jobs import note_success; note_success('beat')")
    with closing(psycopg2.connect(address(site))) as link, link.cursor() as cursor:
        link.autocommit = True
        before = archived(site)
        beat(cursor, until=lambda: archived(site) > before)
        due = time.monotonic() + INTERVAL - 3
        beat(cursor, until=lambda: time.monotonic() > due)


def beat(cursor: psycopg2.extensions.cursor, until: Callable[[], bool]) -> None:
    """Write again and again."""
    give_up = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < give_up, "nothing is archived"
        cursor.execute(BEAT)
        time.sleep(0.1)


def test_machine_lost_takes_a_minute_at_most_with_it() -> None:
    with backed_up_site() as site:
        site.operate("backup")
        beat_until_the_next_is_due(site)
        lost_at = datetime.now(UTC)
        site.destroy()
        began = time.monotonic()
        site.operate("restore")
        seconds = time.monotonic() - began
        with closing(psycopg2.connect(address(site))) as link, link.cursor() as cursor:
            cursor.execute(LAST_BEAT)
            (last,) = cursor.fetchone()
    loss = (lost_at - last).total_seconds()
    if os.environ.get("WRITE_FIGURES"):
        write_figures(loss, seconds)
    assert INTERVAL / 2 < loss < LIMIT  # more than half: it was lost at a bad moment


def write_figures(loss: float, seconds: float) -> None:
    figures.write(
        "A machine that is lost",
        "WRITE_FIGURES=1 ./run prove tests/prove/test_machine_lost.py",
        ("figure", "seen", "limit"),
        [
            ("R9 archived at least every", f"{INTERVAL} s", "–"),
            ("R9 lost with the machine, just before that", f"{loss:.0f} s", f"{LIMIT} s"),
            ("R9 restore of all that is archived", f"{seconds:.1f} s", "–"),
        ],
    )

"""R2: the crash proof can fail: where PostgreSQL may forget what it committed, a loss is found."""

import sys
from collections import defaultdict

import pytest

from tests.prove.audit import Findings, compare
from tests.prove.own_site import CALL, OwnSite, own_site
from tests.prove.people import Person

# What is committed stays in PostgreSQL's memory for ten seconds, unless each commit waits for it.
LAZY_WRITER = {"wal_writer_delay": "10s", "wal_writer_flush_after": "1GB"}


def apply_and_kill(site: OwnSite, numbers: range) -> Findings:
    """A few people apply, and all of PostgreSQL is killed as soon as the last has a receipt."""
    receipts: dict[int, list[str]] = defaultdict(list)
    for number in numbers:
        Person(
            number,
            port=site.port,
            call=CALL,
            seed=1,
            saw=lambda number, reference: receipts[number].append(reference),
            failed=lambda what: None,
        ).apply()
    site.database.kill_everything()
    site.database.restart()
    return compare(site.database.rows, receipts)


@pytest.mark.prove
def test_crash_without_synchronous_commit_loses_what_was_acknowledged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with own_site() as site:
        site.database.configure(**LAZY_WRITER)
        safe = apply_and_kill(site, range(1, 9))
        site.database.configure(synchronous_commit="off")
        unsafe = apply_and_kill(site, range(9, 17))
    with capsys.disabled():
        sys.stdout.write(
            f"\nKill of all of PostgreSQL, 8 acknowledged each: lost {len(safe.lost)} with"
            f" synchronous_commit on, {len(unsafe.lost)} with it off.\n"
        )
    assert not safe, safe
    assert safe.applications == 8
    assert len(unsafe.lost) > 0

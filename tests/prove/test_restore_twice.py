"""A night on which a restore is cut short, goes to the wrong moment, or lacks a part of the log."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local_postgres import ROOT
from config.postgres_cluster import locate
from tests.prove import processes
from tests.prove.own_backups import BackedUpSite, backed_up_site

pytestmark = pytest.mark.prove

APPLY = """
from tests.factories.applications import apply
from applications.models import Call
apply(Call.objects.get())
"""
OPEN = "from tests.factories.calls import opened; opened()"
COUNT = "from applications.models import Application; print(Application.objects.count())"


@pytest.fixture(scope="module")
def site() -> Iterator[BackedUpSite]:
    """With an open call, which a backup has."""
    with backed_up_site() as site:
        site.shell(OPEN)
        site.operate("backup")
        yield site


def applications(site: BackedUpSite) -> int:
    """How many there are, once PostgreSQL is started."""
    site.do("-m", "config.local_postgres", "start")
    return int(site.shell(COUNT))


def one_more(site: BackedUpSite) -> str:
    """Somebody applies, and that is archived; the moment after."""
    site.shell(APPLY)
    site.archive()
    return site.now()


def test_second_restore_goes_to_any_moment_before_or_after_the_first(site) -> None:
    one = one_more(site)
    two = one_more(site)
    site.destroy()
    messages = site.operate("restore", "--until", one)
    assert "as it was on" in messages and "lacks" not in messages
    assert applications(site) == 1
    site.archive()
    site.destroy()
    # The first restore went too far back. Nothing else happened in that night until then.
    assert "The log ends before that" in site.operate("restore", "--until", two)
    assert applications(site) == 2
    three = one_more(site)
    site.destroy()
    site.operate("restore", "--until", three)
    assert applications(site) == 3
    one_more(site)
    site.destroy()
    site.operate("restore")
    assert applications(site) == 4
    site.operate("backup")


def test_restore_goes_on_from_one_to_before_the_newest_backup(site) -> None:
    moment = one_more(site)
    before = applications(site)
    one_more(site)
    site.operate("backup")
    site.destroy()
    site.operate("restore", "--until", moment)
    assert applications(site) == before
    later = one_more(site)
    # The newest backup is of hours that the restore has given up.
    site.operate("drill")
    for until in ([], ["--until", later]):
        site.destroy()
        site.operate("restore", *until)
        assert applications(site) == before + 1
    site.operate("backup")


def test_restore_without_a_part_of_the_log_says_what_is_lost(site) -> None:
    for _ in range(3):
        one_more(site)
    backup = site.backups.backups()[0]
    newest = sorted(site.backups.wal(backup.facts["cluster"]).glob("*0???????????????.gz.age"))
    newest[-2].rename(aside := newest[-2].with_suffix(".aside"))
    site.destroy()
    messages = site.operate("restore")
    aside.rename(newest[-2])
    assert f"goes on to {newest[-1].name[:24]}" in messages
    applications(site)


def begun(site: BackedUpSite, temporary: Path) -> subprocess.Popen[str]:
    """A restore that has come as far as the scans: PostgreSQL runs."""
    command = [sys.executable, "-m", "operations", "restore", "--key", str(site.key)]
    restore = subprocess.Popen(
        command,
        cwd=ROOT,
        env=site.environment() | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert any("Decrypting scans" in line for line in restore.stdout)
    return restore


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_restore_cut_short_leaves_no_key_and_no_server(site, number) -> None:
    before = applications(site)
    site.operate("backup")
    site.destroy()
    temporary = site.key.with_name(f"temporary-{number}")
    temporary.mkdir(mode=0o755)
    restore = begun(site, temporary)
    half = f"{locate(site.site).data}.restoring"
    restore.send_signal(number)
    _progress, complaint = restore.communicate(timeout=60)
    processes.wait_until(
        lambda: not any(half in process.command for process in processes.running()),
        "PostgreSQL to be gone",
    )
    secret = site.key.read_bytes().splitlines()[-1]
    left = [path for path in temporary.rglob("*") if path.is_file()]
    assert not [path for path in left if secret in path.read_bytes()]
    if number != signal.SIGKILL:
        assert left == [] and not os.path.exists(half)
        assert complaint == "Ended before it was done; what was under way is deleted.\n"
    site.operate("restore")
    assert applications(site) == before
    assert not os.path.exists(half)

"""R9: backed up, destroyed, restored to a moment, with whoever was erased erased again."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import figures
from operations import fingerprint
from tests.prove.own_backups import BackedUpSite, backed_up_site

pytestmark = pytest.mark.prove

CANARY = "Xylocanary"

APPLY = """
from tests.factories.applications import apply
from applications.models import Call
for number in range({count}):
    contact = {{"full_name": "Frantz Désir", "email": f"{{number}}@example.org"}}
    apply(Call.objects.get(), contact=contact)
"""
PEOPLE = f"""
from applications.form.actions.withdraw import withdraw_application
from tests.factories import desk
from tests.factories.calls import opened
from tests.factories.staff import hire
call, cast = opened(), hire()
everything = {{
    "contact": {{"full_name": "{CANARY}", "email": "{CANARY}@example.org", "phone": "{CANARY}"}},
    "questions": {{"why-join": "I am {CANARY}.", "what-should-change": "{CANARY}"}},
}}
person = desk.typed_in(call, cast.clerk, **everything)
desk.scanned(person, cast.clerk)
desk.scanned(desk.typed_in(call, cast.clerk), cast.clerk)
print(person.reference)
"""
ERASE = """
from applications.form.actions.withdraw import withdraw_application
from applications.models import Application
from core.models import User
from tests.applications.records.erasing import erase
from applications.records.actions.erase import request_erasure
one, two = User.objects.filter(groups__name="Coordinator")
person = Application.objects.get(reference={reference!r})
withdraw_application(by=one, application=person)
asked = request_erasure(by=one, application=person, asker="applicant", authorization="Memo 12")
erase(asked, two)
"""
EVERYWHERE = """
from tests.applications.records.erasing import everywhere
print(everywhere({words!r}))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[BackedUpSite]:
    """With two people from paper, with scans; one of them has canaries everywhere."""
    with backed_up_site() as site:
        site.reference = site.shell(PEOPLE).split()[-1]
        site.operate("backup")
        yield site


def scans(site: BackedUpSite) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (site.site / "scans").iterdir()}


def test_site_destroyed_is_restored_to_a_moment(site) -> None:
    site.shell(APPLY.format(count=20))
    before, pages, moment = site.fingerprint(), scans(site), site.now()
    site.shell(APPLY.format(count=10))
    assert site.fingerprint() != before
    # What was not archived yet is lost with the machine; PostgreSQL archives at least each minute.
    site.archive()
    site.destroy()
    began = time.monotonic()
    site.operate("restore", "--until", moment)
    seconds = time.monotonic() - began
    differing = fingerprint.differences(before, site.fingerprint())
    if os.environ.get("WRITE_FIGURES"):
        rows = sum(count for count, _checksum in before.values())
        write_figures(site, seconds, rows, len(differing))
    assert differing == []
    assert scans(site) == pages


def test_person_erased_after_the_backup_is_nowhere_in_what_is_restored(site) -> None:
    site.analyze()
    site.archive()
    moment = site.now()
    assert site.shell(EVERYWHERE.format(words=CANARY)).strip() != "[]"
    assert site.files_with(CANARY)  # the search of files can find
    pages = scans(site)
    site.shell(ERASE.format(reference=site.reference))
    (erased,) = pages.keys() - scans(site).keys()
    site.destroy()
    messages = site.operate("restore", "--until", moment)
    assert "Erased again: 1." in messages
    assert site.shell(EVERYWHERE.format(words=CANARY)).strip() == "[]"
    assert erased not in scans(site)
    site.do("-m", "config.local_postgres", "stop")
    assert site.files_with(CANARY) == []
    site.do("-m", "config.local_postgres", "start")


def test_backup_that_is_whole_passes_the_drill(site) -> None:
    assert "all of it is there" in site.operate("drill")
    assert site.backups.backups()[0].drill.findings == []


@pytest.mark.parametrize("damaged", ["database", "log", "scan", "counts"])
def test_backup_that_is_damaged_is_found_by_the_drill(site, damaged) -> None:
    backup = site.backups.backups()[0]
    segments = site.backups.wal(backup.facts["cluster"])
    victim, damage = {
        "database": (backup.folder / "base.tar.gz.age", flipped),
        "log": (segments / f"{backup.facts['last_segment']}.gz.age", flipped),
        "scan": (next(site.backups.scans.glob("*.age")), flipped),
        "counts": (backup.folder / "backup.json", with_another_contact),
    }[damaged]
    whole = victim.read_bytes()
    victim.write_bytes(damage(whole))
    done = site.run("-m", "operations", "drill", "--key", str(site.key))
    victim.write_bytes(whole)
    assert done.returncode == 1, done.stdout
    assert site.backups.backups()[0].drill.findings
    assert "Traceback" not in done.stderr


@pytest.fixture
def small_disk(site) -> Iterator[Path]:
    """A disk for backups with room for nearly nothing."""
    disk = site.backups.path.with_name("small")
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    shutil.copy(site.backups.recipients, disk)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_backup_on_a_full_disk_says_so_and_leaves_nothing_half_done(
    site, small_disk, monkeypatch
) -> None:
    site.do("-m", "config.local_postgres", "start")
    on_small_disk = site.environment() | {"BACKUP_DIR": str(small_disk)}
    monkeypatch.setattr(site, "environment", lambda: on_small_disk)
    done = site.run("-m", "operations", "backup")
    assert done.returncode == 1
    assert "no space left on device" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not [path for path in small_disk.iterdir() if "new" in path.name]
    assert not (site.site / "backup-staging").exists()
    subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)], check=True)
    assert "is verified" in site.operate("backup")


def flipped(data: bytes) -> bytes:
    """One bit in the middle is another one."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def with_another_contact(data: bytes) -> bytes:
    """As if a row had been lost since."""
    facts = json.loads(data)
    facts["tables"]["applications_contact"][0] += 1
    return json.dumps(facts).encode()


def write_figures(site: BackedUpSite, seconds: float, rows: int, differing: int) -> None:
    facts = site.backups.backups()[0].facts
    figures.write(
        "Backup and restore",
        "WRITE_FIGURES=1 ./run prove tests/prove/test_restore.py",
        ("figure", "seen", "limit"),
        [
            ("R9 tables that differ after a restore to a moment", differing, 0),
            ("R9 rows restored", f"{rows:,}", "–"),
            ("R9 backup, verified and encrypted", f"{facts['seconds']} s", "–"),
            ("R9 restore to a moment", f"{seconds:.1f} s", "–"),
        ],
    )

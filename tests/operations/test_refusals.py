"""Commands of operations that cannot work say in one sentence why, and what to do."""

import json
import os
import subprocess
import sys

import pytest

from config.local_postgres import ROOT

OUTSIDE = {"BACKUP_DIR", "BACKUP_DATABASE_URL", "DATABASE_URL", "OWNER_DATABASE_URL"}


def operate(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return subprocess.run(
        [sys.executable, "-m", "operations", *words],
        cwd=ROOT,
        env=kept | given,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("words", "has_keys", "advice"),
    [
        ("backup", False, "has no keys yet"),
        ("backup keys private_key", True, "is there already"),
        ("backup keys {backups}/key", False, "name a file outside BACKUP_DIR"),
        ("backup", True, "PostgreSQL is not running: start the site first"),
        ("restore --key private_key", True, "There is no backup in"),
        (
            "restore --key private_key --until 2021-11-10T12:00",
            True,
            "There is no backup from before",
        ),
        ("drill --key private_key", True, "There is no backup in"),
    ],
)
def test_command_that_cannot_work_says_why(words, has_keys, advice, tmp_path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    if has_keys:
        (backups / "recipients.txt").write_text("a key\n")
    words = words.format(backups=backups).split()
    done = operate(*words, BACKUP_DIR=str(backups), DATA_DIR=str(tmp_path / "site"))
    assert done.returncode == 1
    assert advice in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_backup_without_a_folder_says_so(tmp_path) -> None:
    done = operate("backup", DATA_DIR=str(tmp_path))
    assert done.stderr == "BACKUP_DIR is not set: name a folder, best on another disk.\n"


@pytest.fixture
def backed_up(tmp_path) -> dict[str, str]:
    """Where a backup is, of an old PostgreSQL, and where nothing is yet."""
    made = tmp_path / "backups" / "20211110T120000Z"
    made.mkdir(parents=True)
    (tmp_path / "backups" / "recipients.txt").write_text("a key\n")
    facts = {"restore_point_at": "2021-11-10T12:00:00+00:00", "major": 12}
    (made / "backup.json").write_text(json.dumps(facts))
    return {"BACKUP_DIR": str(tmp_path / "backups"), "DATA_DIR": str(tmp_path / "site")}


def test_restore_overwrites_nothing(backed_up, tmp_path) -> None:
    there = tmp_path / "main"
    there.mkdir()
    (there / "PG_VERSION").write_text("18")
    done = operate("restore", "--key", "private_key", "--into", str(there), **backed_up)
    assert "move it away first" in done.stderr
    assert (there / "PG_VERSION").read_text() == "18"


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("postgres://site@127.0.0.1/site", "--into FOLDER"),
        ("", "restore it with the version of the site that made it"),
    ],
)
def test_restore_goes_to_the_postgresql_that_is_meant(url, advice, backed_up) -> None:
    done = operate("restore", "--key", "private_key", DATABASE_URL=url, **backed_up)
    assert done.returncode == 1
    assert advice in done.stderr

"""Commands of operations that cannot work say in one sentence why, and what to do."""

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
    done = operate(*words.split(), BACKUP_DIR=str(backups), DATA_DIR=str(tmp_path / "site"))
    assert done.returncode == 1
    assert advice in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_backup_without_a_folder_says_so(tmp_path) -> None:
    done = operate("backup", DATA_DIR=str(tmp_path))
    assert done.stderr == "BACKUP_DIR is not set: name a folder, best on another disk.\n"


def test_restore_overwrites_nothing(tmp_path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "recipients.txt").write_text("a key\n")
    there = tmp_path / "main"
    there.mkdir()
    (there / "PG_VERSION").write_text("18")
    made = tmp_path / "backups" / "20211110T120000Z"
    made.mkdir()
    (made / "backup.json").write_text('{"restore_point_at": "2021-11-10T12:00:00+00:00"}')
    done = operate(
        *f"restore --key private_key --into {there}".split(),
        BACKUP_DIR=str(tmp_path / "backups"),
        DATA_DIR=str(tmp_path / "site"),
    )
    assert "move it away first" in done.stderr
    assert (there / "PG_VERSION").read_text() == "18"

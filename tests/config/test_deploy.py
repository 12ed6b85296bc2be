"""deploy/ fits the site: settings that it accepts, units that systemd accepts, and its files."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from config.local_postgres import ROOT

DEPLOY = ROOT / "deploy"
KEYS = ("SECRET_KEY", "ENCRYPTION_KEY", "CODE_KEY", "LINK_KEY")


def settings_of(file: str) -> dict[str, str]:
    """As sh reads it; systemd reads the same lines alike."""
    command = ["sh", "-c", f"set -a; . deploy/{file}; env -0"]
    given = subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    pairs = (line.partition("=") for line in given.stdout.split("\0") if line)
    return {name: value for name, _sign, value in pairs if name not in {"PWD", "_", "OLDPWD"}}


def test_settings_of_the_example_are_accepted_once_the_keys_are_filled_in(tmp_path) -> None:
    given = settings_of("site.env")
    keys = {key: f"{key} b9Ww-3kPzq7uT5xR1mNcV8sYdLf2HgJ6aEoQtI0KZXBnUrMvCp4DlS" for key in KEYS}
    assert [name for name in KEYS if given[name]] == []  # no key of ours is anybody's
    places = {"DATA_DIR": str(tmp_path), "STATIC_ROOT": str(tmp_path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=given | keys | places,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", ["site.env", "maintenance.env"])
def test_settings_of_the_example_are_all_read_somewhere(file) -> None:
    code = "".join(
        path.read_text()
        for folder in ("config", "operations", "reports")
        for path in (ROOT / folder).glob("*.py")
    )
    assert [name for name in settings_of(file) if f'"{name}"' not in code] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_units_are_accepted_by_systemd(tmp_path) -> None:
    for unit in (DEPLOY / "systemd").iterdir():
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/design-group", str(ROOT)))
    units = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "design-group" in line]
    assert complaints == []


def test_files_that_the_page_about_running_names_are_there() -> None:
    named = re.findall(r"deploy/[\w./-]+\w", (ROOT / "docs" / "operations.md").read_text())
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []

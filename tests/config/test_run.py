"""./run when something is wrong from the start: one sentence that says what to do."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import figures
from config.local_postgres import ROOT


def run(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["./run", *arguments],
        cwd=ROOT,
        env=os.environ | changed,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("port", ["99999", "0", "-1", "http", "8000000000000000000000"])
def test_run_on_a_port_that_is_none_says_so(port, tmp_path) -> None:
    done = run(PORT=port, DATA_DIR=str(tmp_path))
    assert done.returncode != 0
    assert done.stderr == "PORT must be a number from 1 to 65535, such as PORT=8001 ./run\n"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgres://app:secret-word@127.0.0.1:1/app", "Connection refused"),
        ("postgres://app:secret/word@127.0.0.1/app", "must be percent-encoded"),
        ("mysql://app:secret-word@127.0.0.1/app", "must start with postgres://"),
    ],
)
def test_run_with_a_server_that_refuses_says_why(url, reason, tmp_path) -> None:
    done = run(DATABASE_URL=url, DATA_DIR=str(tmp_path), PORT="29871")
    assert done.returncode != 0
    assert reason in done.stderr
    assert "does not let us in" in done.stderr
    assert "secret" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_run_below_a_path_says_that_it_cannot(tmp_path) -> None:
    done = run("manage", "check", SCRIPT_NAME="/group", DATA_DIR=str(tmp_path))
    assert done.returncode != 0
    assert "the site cannot run below a path" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk with room for some of the static files."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_run_on_a_full_disk_says_so_and_is_whole_once_there_is_room(small_disk) -> None:
    done = run("manage", "version", DATA_DIR=str(small_disk))
    assert done.returncode != 0
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
    assert run("manage", "version", DATA_DIR=str(small_disk)).returncode == 0
    sheets = list((ROOT / "static" / "css").glob("*.css"))
    collected = small_disk / "static" / "css"
    whole = sum((collected / each.name).read_bytes() == each.read_bytes() for each in sheets)
    if os.environ.get("WRITE_FIGURES"):
        write_figures(f"{whole} of {len(sheets)}")
    assert whole == len(sheets)


def write_figures(whole: str) -> None:
    figures.write(
        "A full disk at start",
        "WRITE_FIGURES=1 ./run test tests/config/test_run.py",
        ("figure", "seen", "limit"),
        [
            ("R13 said by ./run", "No space left on device", "a plain sentence"),
            ("R13 style sheets whole once there is room", whole, "all"),
        ],
    )

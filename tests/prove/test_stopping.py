"""Whoever stops ./run while it still sets up gets the prompt back soon, without a traceback."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from config.local_postgres import ROOT
from tests.prove.processes import free_port, wait_until

pytestmark = [pytest.mark.prove, pytest.mark.alone]
SOON = 40  # seconds, on a machine with other work to do


@pytest.mark.parametrize("how", ["./run stop", "Ctrl-C"])
def test_run_stops_soon_while_it_prepares_the_database(how, tmp_path) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path / "data"), "PORT": str(free_port())}
    environment.pop("DATABASE_URL", None)
    log = tmp_path / "log"
    with log.open("wb") as output:
        site = subprocess.Popen(
            ["./run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    wait_until(lambda: "Preparing the database" in log.read_text(), "the first migration", 60)
    if how == "Ctrl-C":
        os.killpg(site.pid, signal.SIGINT)  # the terminal sends it to all of them
    else:
        subprocess.run(["./run", "stop"], cwd=ROOT, env=environment, timeout=SOON, check=True)
    assert site.wait(SOON) == 130
    assert "Traceback" not in log.read_text()
    assert not _runs_postgres(tmp_path)


def _runs_postgres(folder: Path) -> bool:
    found = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True)
    return bool(found.stdout)

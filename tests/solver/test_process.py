"""The child that works, and the parent that says how it ended."""

import subprocess
import sys

from tests.architecture.source import ROOT

CTRL_C_AFTER_THE_END = """
import os, signal
from solver import process

wait = os.waitpid

def reaped(child, options):
    found = wait(child, options)
    os.kill(os.getpid(), signal.SIGINT)
    return found

os.waitpid = reaped
raise SystemExit(process.in_child(lambda: 0))
"""


def test_ctrl_c_that_comes_after_the_end_changes_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CTRL_C_AFTER_THE_END], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")

"""Ruff, as pyproject.toml sets it, catches what no check of ours looks for."""

import json
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

GOOD = '"""Planted."""\n\n'


def _found(text: str) -> set[str]:
    command = [sys.executable, "-m", "ruff", "check", "--output-format", "json"]
    command += ["--stdin-filename", "applications/planted.py", "-"]
    checked = subprocess.run(command, input=text, capture_output=True, text=True, cwd=ROOT)
    return {fault["code"] for fault in json.loads(checked.stdout)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("D100", "x = 1\n"),
        ("ANN001", "def pay(amount) -> None: ...\n"),
        ("ANN001", "def pay(*, amount) -> None: ...\n"),
        ("ANN201", "def pay(amount: int): ...\n"),
        ("ANN001", "class A:\n    def pay(self, amount) -> None: ...\n"),
        ("BLE001", "try:\n    x = 1\nexcept Exception:\n    pass\n"),
        ("BLE001", "try:\n    x = 1\nexcept (ValueError, BaseException):\n    pass\n"),
        ("E722", "try:\n    x = 1\nexcept:\n    pass\n"),
        ("FIX002", "x = 1  # TODO\n"),
        ("FIX001", "# FIXME later\n"),
        ("FIX003", "# XXX\n"),
        ("PLC0415", "def f() -> None:\n    from core import mail\n"),
        ("PLC0415", "class A:\n    def f(self) -> None:\n        import os\n"),
        ("TID251", "from django.dispatch import receiver\n"),
        ("TID251", "from django.db.models.signals import post_save\n"),
        ("TID251", "from django.db.models import signals\n"),
        ("TID251", "from django.core import signals\n"),
        ("TID251", "import threading\n\nstate = threading.local()\n"),
        ("TID251", "from threading import local\n"),
        ("TID251", "from asgiref.local import Local\n"),
    ],
)
def test_ruff_catches_what_is_planted(code: str, text: str) -> None:
    assert code in _found(text if code == "D100" else GOOD + text)


def test_ruff_lets_good_code_pass() -> None:
    assert _found(GOOD + "def pay(amount: int) -> int:\n    return amount\n") == set()

"""What is translated of a table."""

import os
import subprocess
import sys

from applications.models import CallSection, Question
from core.translated import translated_names
from tests.architecture.source import ROOT

ASK = (
    "import django; django.setup()\n"
    "from applications.models import Call\n"
    "from core.translated import translated_names\n"
    "print(translated_names(Call))"
)


def test_translated_texts_come_in_the_order_of_the_columns() -> None:
    assert translated_names(CallSection) == ["heading", "body"]
    assert translated_names(Question) == ["text", "help"]


def test_translated_texts_come_in_one_order_in_every_process() -> None:
    orders = set()
    for seed in "123":
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONHASHSEED": seed,
        }
        command = [sys.executable, "-c", ASK]
        asked = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True
        )
        orders.add(asked.stdout)
    assert len(orders) == 1

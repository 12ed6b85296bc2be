"""`manage.py erase_again JOURNAL`: after a restore, erase again whom the journal names."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from applications.models import Application
from applications.records.actions.erase import erase_again
from core import erasure_journal


class Command(BaseCommand):
    help = "Erase again whom a journal of erasures names, and print JSON of what was done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("journal", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        named = erasure_journal.read(options["journal"])
        there = Application.objects.filter(reference__in=named, erased_at=None)
        refused = {}
        erased = 0
        for application in there:
            erase_again(by=None, application=application)
            application.refresh_from_db()
            if application.erased_at is None:
                refused[application.reference] = (
                    "it is held for the law. Lift the hold, then erase."
                )
            else:
                erased += 1
        self.stdout.write(json.dumps({"erased": erased, "refused": refused}))

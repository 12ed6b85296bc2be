"""`manage.py work_on_import NUMBER`: the worker brings in or undoes a file of applications."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from applications.imports.job import work_on
from applications.models import ImportBatch


class Command(BaseCommand):
    help = "Bring in or undo a file of applications, as was asked on its page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        people = ("started_by", "undone_by")
        work_on(ImportBatch.objects.select_related(*people).get(pk=options["batch"]))

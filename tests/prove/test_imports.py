"""Five thousand rows of sixty columns: how long, how much memory, and what a kill leaves behind."""

import io
import subprocess
import sys
import time

import pytest
from openpyxl import Workbook

from applications.enums import ImportStatus
from applications.imports.job import work_on
from applications.models import Application, ImportBatch, ImportProgress, WaitingRow
from config.local_postgres import ROOT
from tests.concurrency import at_once
from tests.factories.imports import HEADINGS, a_row, judged, started
from tests.prove.own_worker import OwnWorker

pytestmark = [pytest.mark.prove, pytest.mark.alone, pytest.mark.django_db(transaction=True)]

ROWS, COLUMNS = 5_000, 60
MOST_SECONDS, MOST_MEGABYTES = 10, 200
WRITTEN = ["why-join", "what-should-change", "connection-story", "working-with-others"]
ANSWER = "I want to help the people of my street, because they have helped me when I was new. " * 4
MOST_WAIT = 120  # seconds until a worker has done something

# Reads a file and judges its rows as the pages do, in a process of its own; prints what it took.
PREVIEW = """
import resource, sys, time
import django
django.setup()
from django.db import transaction
from applications.imports.actions.match import Columns, match_columns
from applications.imports.actions.take_in import take_in_file
from core.reading.spreadsheet import read
from applications.models import Call
from core.models import User
by, call = User.objects.get(email="coordinator@example.org"), Call.objects.get()
began, used = time.monotonic(), time.process_time()
with open(sys.argv[1], "rb") as file:
    sheets = read(file)
given = {"by": by, "call": call, "file_name": "large.xlsx", "digest": "f" * 64}
batch = take_in_file(sheets=sheets, **given)
del sheets
columns = Columns(batch.columns, "mdy", "city", "en")
match_columns(by=by, batch=batch, seen=batch.version, columns=columns)
took, used = time.monotonic() - began, time.process_time() - used
print(took, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def large() -> bytes:
    """A workbook of so many applications, each of another person, who wrote four answers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answers")
    others = COLUMNS - len(HEADINGS) - len(WRITTEN)
    of_the_tool = [f"Question {number} of the tool" for number in range(others)]
    sheet.append([*HEADINGS, *WRITTEN, *of_the_tool])
    for number in range(ROWS):
        row = a_row(name=f"Person {number}", email=f"person{number}@example.org")
        written = [f"{ANSWER}{number}"] * len(WRITTEN)
        more = [f"An answer of some words, {number} {it}" for it in range(others)]
        sheet.append([*row, *written, *more])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def waited(until) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + MOST_WAIT
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.1)
    return False


def status_of(batch: ImportBatch) -> str:
    """As it is stored now."""
    return ImportBatch.objects.values_list("status", flat=True).get(pk=batch.pk)


def test_import_of_five_thousand_rows_is_previewed_soon_and_within_memory(
    call, cast, tmp_path, capsys
) -> None:
    (tmp_path / "large.xlsx").write_bytes(large())
    done = subprocess.run(
        [sys.executable, "-c", PREVIEW, str(tmp_path / "large.xlsx")],
        cwd=ROOT,
        env=OwnWorker(DJANGO_SETTINGS_MODULE="config.settings").environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    took, used, megabytes = map(float, done.stdout.split())
    figures = f"{ROWS} rows: {took:.1f} s, {used:.1f} s of them computing, {megabytes:.0f} MB\n"
    with capsys.disabled():
        sys.stdout.write(figures)
    assert WaitingRow.objects.filter(verdict__gt="").count() == ROWS
    assert used <= MOST_SECONDS  # on a machine that does nothing else, about what the page takes
    assert megabytes < MOST_MEGABYTES


def test_import_killed_half_way_has_done_nothing_and_is_done_again(call, cast) -> None:
    rows = [a_row(name=f"Person {it}", email=f"p{it}@example.org") for it in range(300)]
    batch = started(judged(call, cast.coordinator, *rows), cast.coordinator)
    worker = OwnWorker()
    worker.start()
    assert waited(lambda: ImportProgress.objects.filter(done__gt=0, done__lt=300).exists())
    assert status_of(batch) == ImportStatus.RUNNING
    assert not Application.objects.exists(), "what is half done is seen"
    worker.kill()
    worker = OwnWorker()
    worker.start()
    assert waited(lambda: status_of(batch) == ImportStatus.DONE)
    assert Application.objects.count() == 300 and not WaitingRow.objects.exists()
    worker.stop()


def test_import_worked_on_by_two_at_once_is_brought_in_once(call, cast) -> None:
    rows = [a_row(name=f"Person {it}", email=f"p{it}@example.org") for it in range(20)]
    batch = started(judged(call, cast.coordinator, *rows), cast.coordinator)
    at_once(lambda: work_on(ImportBatch.objects.get(pk=batch.pk)), 2)
    assert Application.objects.count() == 20
    assert status_of(batch) == ImportStatus.DONE

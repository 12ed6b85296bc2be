"""The journal of erasures: a text file outside the database, a line for each. No Django here.

A backup still holds whoever was erased later. A restore reads here whom to erase again.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path


def read(*journals: Path) -> dict[str, datetime]:
    """Reference → when erased, of all these files together; missing ones are empty.

    A line that a power cut broke off counts as missing, and is written again.
    """
    found: dict[str, datetime] = {}
    for journal in journals:
        lines = journal.read_text(errors="replace").splitlines() if journal.exists() else []
        for line in lines:
            with suppress(ValueError):
                at, reference = line.split()
                found[reference] = datetime.fromisoformat(at)
    return found


def add_missing(journal: Path, erased: Iterable[tuple[str, datetime]]) -> int:
    """Append what is not in the file, and wait until it is on disk; returns how many lines."""
    known = read(journal)
    lines = [
        f"{at.isoformat(timespec='seconds')} {reference}\n"
        for reference, at in erased
        if reference not in known
    ]
    if lines:
        descriptor = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "w") as file:
            is_broken_off = journal.stat().st_size and not journal.read_bytes().endswith(b"\n")
            file.write("".join(["\n" if is_broken_off else "", *lines]))
            file.flush()
            os.fsync(file.fileno())
    return len(lines)

"""Folders for what is under way: a copy of the database lies nowhere once a command has ended."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A new folder, gone at the end if it still has this name.

    It has the same name each time, so that what a killed command left goes when the next begins.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

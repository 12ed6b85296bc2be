"""Pictures of paper forms: rendered again, stored under random names outside the web root."""

import hashlib
import json
import logging
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from core import disk, uploads
from core.actions import Refused

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).resolve().parent / "render_pages.py"
TIMEOUT = 90  # seconds; the program also has a limit of processor time
UPLOAD_SECONDS = 60 * 60  # seconds: a newer file without a row may belong to an upload in progress

REFUSALS = {
    "kind": "This is not a PDF, JPEG or PNG. Scan the paper again, and save it as a PDF.",
    "pixels": "This picture is too large to open. Scan at 200 dots per inch.",
    "pages": "This scan has more than 40 pages. Is it the right one? Send it in parts.",
    "locked": "This PDF is locked with a password. Save it without one.",
    "damaged": "This file is damaged and cannot be opened. Scan the paper again.",
    "no_room": uploads.NO_ROOM,
}


@dataclass(frozen=True)
class Picture:
    """One stored page: its file's name, its size in pixels and in bytes."""

    name: str
    digest: str
    width: int
    height: int
    size_bytes: int


def store(scan: BinaryIO) -> list[Picture]:
    """Render the pages of a PDF, JPEG or PNG and store them.

    Refused for another kind of file, a damaged one, or a full disk, which is also logged.

    The files are on disk when this returns. `delete_orphans` removes those that get no row.
    """
    try:
        with tempfile.TemporaryDirectory(dir=_folder()) as place:
            pages = _render(scan, Path(place))
            pictures = [
                _store(Path(place) / f"{number}.jpg", page["width"], page["height"])
                for number, page in enumerate(pages)
            ]
        _sync(_folder())
    except OSError as error:
        if not disk.is_full(error):
            raise
        raise _refused("no_room") from error
    return pictures


def open_stored(name: str) -> BinaryIO:
    """Open a stored JPEG; FileNotFoundError if it was deleted."""
    return (_folder() / name).open("rb")


def delete(names: Collection[str]) -> None:
    """Delete these files; missing ones are ignored."""
    for name in names:
        (_folder() / name).unlink(missing_ok=True)


def delete_orphans(known: Collection[str]) -> int:
    """Delete every file older than an hour that is not `known`; returns how many."""
    old = time.time() - UPLOAD_SECONDS
    orphans = [
        path.name
        for path in _folder().iterdir()
        if path.is_file() and path.name not in known and path.stat().st_mtime < old
    ]
    delete(orphans)
    return len(orphans)


def _folder() -> Path:
    settings.SCAN_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.SCAN_DIR


def _render(scan: BinaryIO, place: Path) -> list[dict[str, int]]:
    """The sizes of the pages that the program rendered; out of memory or time, the scan is bad."""
    command = [sys.executable, "-I", str(PROGRAM), str(place)]
    scan.seek(0)
    try:
        run = subprocess.run(
            command, input=scan.read(), capture_output=True, timeout=TIMEOUT, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise _refused("damaged") from error
    result = json.loads(run.stdout)
    if reason := result.get("refused"):
        raise _refused(reason)
    return result["pages"]


def _refused(reason: str) -> Refused:
    if reason == "no_room":
        log.error("A scan was not kept: no room left in %s", _folder())
    return Refused(REFUSALS[reason], reason, field="files")


def _store(page: Path, width: int, height: int) -> Picture:
    """Move a page to its folder, synced to disk."""
    data, name = page.read_bytes(), secrets.token_hex(16)
    _sync(page)
    page.chmod(0o600)
    page.rename(_folder() / name)
    return Picture(name, hashlib.sha256(data).hexdigest(), width, height, len(data))


def _sync(path: Path) -> None:
    """fsync a file, or a folder's entries."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

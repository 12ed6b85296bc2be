"""Pictures of paper forms: drawn anew, kept under names of chance, outside the web root."""

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
PATIENCE = 90  # seconds on the clock; the program also has a limit of processor time
YOUNG = 60 * 60  # seconds: a file without a row may belong to an upload that is under way

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
    """One page that was drawn and kept: its file's name, its size in pixels and in bytes."""

    name: str
    digest: str
    width: int
    height: int
    size_bytes: int


def keep(scan: BinaryIO) -> list[Picture]:
    """Draw the pages of a PDF, JPEG or PNG and keep them.

    Refused if it is none, or not sound, or if the disk is full; that is logged too.

    The files are on disk when this returns. Whoever stores no rows for them leaves them to
    `sweep`.
    """
    try:
        with tempfile.TemporaryDirectory(dir=_folder()) as place:
            pages = _drawn(scan, Path(place))
            kept = [
                _kept(Path(place) / f"{number}.jpg", page["width"], page["height"])
                for number, page in enumerate(pages)
            ]
        _settle(_folder())
    except OSError as error:
        if not disk.is_full(error):
            raise
        raise _refused("no_room") from error
    return kept


def open_kept(name: str) -> BinaryIO:
    """The JPEG kept under this name; FileNotFoundError when it was erased."""
    return (_folder() / name).open("rb")


def forget(names: Collection[str]) -> None:
    """Erase these files. Again is the same."""
    for name in names:
        (_folder() / name).unlink(missing_ok=True)


def sweep(known: Collection[str]) -> int:
    """Erase every file that is not `known` and not of the last hour; returns how many."""
    old = time.time() - YOUNG
    loose = [
        path.name
        for path in _folder().iterdir()
        if path.is_file() and path.name not in known and path.stat().st_mtime < old
    ]
    forget(loose)
    return len(loose)


def _folder() -> Path:
    settings.SCAN_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.SCAN_DIR


def _drawn(scan: BinaryIO, place: Path) -> list[dict[str, int]]:
    """What the program drew. That it ran out of memory or time is the scan's fault, too."""
    command = [sys.executable, "-I", str(PROGRAM), str(place)]
    scan.seek(0)
    try:
        run = subprocess.run(
            command, input=scan.read(), capture_output=True, timeout=PATIENCE, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise _refused("damaged") from error
    said = json.loads(run.stdout)
    if reason := said.get("refused"):
        raise _refused(reason)
    return said["pages"]


def _refused(reason: str) -> Refused:
    if reason == "no_room":
        log.error("A scan was not kept: no room left in %s", _folder())
    return Refused(REFUSALS[reason], reason, field="files")


def _kept(page: Path, width: int, height: int) -> Picture:
    """Moved to its place, on disk for good before anybody is told so."""
    data, name = page.read_bytes(), secrets.token_hex(16)
    _settle(page)
    page.chmod(0o600)
    page.rename(_folder() / name)
    return Picture(name, hashlib.sha256(data).hexdigest(), width, height, len(data))


def _settle(path: Path) -> None:
    """Wait until the disk has it; of a folder, that is the names in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

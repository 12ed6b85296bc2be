"""The folder of backups, BACKUP_DIR: what is in it, and the newest verified backup. No Django here.

recipients.txt      public keys to which everything is encrypted
<time>/             a backup: base.tar.gz.age, backup.json and, after a drill, drill.json
wal/<cluster>/      what changed since, segment by segment: written by PostgreSQL
scans/              each scanned page once
erasures.journal    who was erased since: a restore erases them again
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = "%Y%m%dT%H%M%SZ"  # of a backup's folder
GONE = ".gone-"  # and the day since when the scan is deleted on the site


@dataclass(frozen=True)
class Drill:
    """A trial restore of a backup."""

    at: datetime
    findings: list[str]


@dataclass(frozen=True)
class Backup:
    """One backup that is whole: its folder gets this name once everything in it was verified."""

    folder: Path
    at: datetime  # of its restore point
    facts: Mapping[str, Any]

    @property
    def drill(self) -> Drill | None:
        """Its last trial restore."""
        with suppress(FileNotFoundError):
            noted = json.loads((self.folder / "drill.json").read_text())
            return Drill(datetime.fromisoformat(noted["at"]), noted["findings"])
        return None

    def note_drill(self, findings: list[str]) -> None:
        """Keep the outcome of a trial restore."""
        noted = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "findings": findings}
        write(self.folder / "drill.json", json.dumps(noted))


class BackupFolder:
    """BACKUP_DIR."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.recipients = path / "recipients.txt"
        self.scans = path / "scans"
        self.journal = path / "erasures.journal"

    def wal(self, cluster: str) -> Path:
        """Segments of the cluster with this identifier."""
        return self.path / "wal" / cluster

    def segments(self, cluster: str, timeline: str) -> list[str]:
        """Names of those on a timeline."""
        return [path.name[:24] for path in self.wal(cluster).glob(f"{timeline}{'?' * 16}.gz.age")]

    def timelines(self, cluster: str, moment: datetime) -> list[str]:
        """Those that restores had begun by then, the first one apart."""
        histories = self.wal(cluster).glob("????????.history.gz.age")
        at = moment.timestamp()
        return [path.name[:8] for path in histories if path.stat().st_mtime <= at]

    def backups(self) -> list[Backup]:
        """All of them, the newest first."""
        return sorted(self._backups(), key=lambda backup: backup.at, reverse=True)

    def _backups(self) -> Iterator[Backup]:
        for noted in self.path.glob("[0-9]*Z/backup.json"):
            facts = json.loads(noted.read_text())
            yield Backup(noted.parent, datetime.fromisoformat(facts["restore_point_at"]), facts)

    def copy_scans(self, scan_dir: Path) -> int:
        """Encrypt scans that have no copy yet, and mark copies of deleted ones; returns how many.

        Raises OSError or CalledProcessError.
        """
        self.scans.mkdir(exist_ok=True)
        names = {path.name for path in scan_dir.glob("*") if path.is_file()}
        copies = {path.stem: path for path in self.scans.glob("*.age")}
        copied = sum(self._copy_scan(scan_dir / name) for name in sorted(names - copies.keys()))
        for name in copies.keys() - names:
            copies[name].rename(f"{copies[name]}{GONE}{datetime.now(UTC):%Y%m%d}")
        return copied

    def _copy_scan(self, scan: Path) -> bool:
        target = self.scans / f"{scan.name}.age"
        half = target.with_suffix(f".{os.getpid()}")  # the worker and a backup may copy at once
        try:
            encrypt = ["age", "--encrypt", "--recipients-file", self.recipients, "--output", half]
            with scan.open("rb") as plain:
                subprocess.run(encrypt, stdin=plain, check=True, capture_output=True)
        except FileNotFoundError:
            if scan.exists():  # age is missing, not the scan
                raise
            return False
        half.rename(target)
        return True

    def stored_scan(self, name: str) -> Path | None:
        """The copy of a scan, also of one deleted on the site since."""
        return next(self.scans.glob(f"{name}.age*"), None)


def write(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as half:
        half.write(text)
    Path(half.name).chmod(0o644)
    Path(half.name).replace(path)

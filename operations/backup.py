"""`./run backup`: a verified and encrypted copy of the database, and of the scans."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from config import env
from config.local_postgres import ROOT, default_data_dir, status
from config.postgres_cluster import locate
from config.postgres_roles import backup_address
from core import backup_folder, erasure_journal
from core.backup_folder import GONE, NAME, Backup, BackupFolder
from operations import ciphers, fingerprint, programs
from operations.errors import Stopped
from operations.progress import say, step
from operations.scratch import scratch

SETTINGS = ROOT / "site.env"  # with the keys, without which codes and second steps are void
PATIENCE = 120  # seconds for the last segment to arrive
FEWEST_KEPT = 2  # backups, however old


def place() -> BackupFolder:
    """BACKUP_DIR. Raises Stopped where it is not set up."""
    folder = _named_folder()
    if not folder.recipients.exists():
        raise Stopped(f"{folder.path} has no keys yet: ./run backup keys FILE makes them.")
    return folder


def _named_folder() -> BackupFolder:
    path = os.environ.get("BACKUP_DIR")
    if not path:
        raise Stopped("BACKUP_DIR is not set: name a folder, best on another disk.")
    return BackupFolder(Path(path).resolve())


def set_up(private_key: Path) -> None:
    """Make keys, and BACKUP_DIR with the public one: nothing can be read without the other."""
    folder = _named_folder()
    if folder.recipients.exists():
        raise Stopped(f"{folder.recipients} is there already: backups are encrypted to it.")
    if private_key.resolve().is_relative_to(folder.path):
        raise Stopped("The private key opens every backup: name a file outside BACKUP_DIR.")
    folder.path.mkdir(parents=True, exist_ok=True)
    backup_folder.write(folder.recipients, ciphers.make_keys(private_key) + "\n")
    _make_places(folder)
    say(f"The private key is in {private_key}: take it off this machine, and keep two copies.")
    say("Whoever has it can read every backup; without it nobody can, you included.")


def _make_places(folder: BackupFolder) -> None:
    """What others write into: PostgreSQL its log, the worker scans and erasures."""
    wal, server, site = folder.path / "wal", programs.account(), folder.path.stat()
    if not wal.exists():
        wal.mkdir()
        if server:  # we are root
            os.chown(wal, server["user"], server["group"])
    folder.scans.mkdir(exist_ok=True)
    folder.journal.touch()
    if server:
        for place in (folder.scans, folder.journal):
            os.chown(place, site.st_uid, site.st_gid)


def take() -> Backup:
    """Make a backup, and delete those that are too old."""
    folder = place()
    with _one_at_a_time(folder):
        url = address()
        facts = _server(url)
        began = datetime.now(UTC)
        with (
            scratch(default_data_dir() / "backup-staging") as staging,
            scratch(folder.path / ".new") as new,
        ):
            facts |= _copy_database(url, facts["major"], staging)
            facts |= _mark(url, began.strftime(NAME))
            step("Encrypting")
            ciphers.pack(staging, new / "base.tar.gz.age", folder.recipients)
            facts["sha256"] = ciphers.sha256(new / "base.tar.gz.age")
            if SETTINGS.exists():
                ciphers.encrypt(SETTINGS, new / "site.env.age", folder.recipients)
            step("Copying scans that are new")
            facts["scans"] = folder.copy_scans(default_data_dir() / "scans")
            copy_journal(folder)
            facts["seconds"] = round((datetime.now(UTC) - began).total_seconds(), 1)
            backup_folder.write(new / "backup.json", json.dumps(facts, indent=1))
            new.chmod(0o755)
            done = new.rename(folder.path / began.strftime(NAME))
        _forget_old(folder)
        return next(backup for backup in folder.backups() if backup.folder == done)


def address() -> str:
    """Of the role that backs up: BACKUP_DATABASE_URL, or that of the site's own PostgreSQL."""
    if given := os.environ.get("BACKUP_DATABASE_URL"):
        return given
    if os.environ.get("DATABASE_URL"):
        raise Stopped("BACKUP_DATABASE_URL is not set: docs/operations.md says which role it is.")
    if status(default_data_dir()) is None:
        raise Stopped("PostgreSQL is not running: start the site first.")
    own = backup_address(locate(default_data_dir()))
    if own is None:
        raise Stopped("Stop the site and start it with BACKUP_DIR set: then it can be backed up.")
    return own


def copy_journal(folder: BackupFolder) -> None:
    """Add to the journal in BACKUP_DIR what the site's own has."""
    own = erasure_journal.read(default_data_dir() / folder.journal.name)
    erasure_journal.add_missing(folder.journal, own.items())


@contextmanager
def _one_at_a_time(folder: BackupFolder) -> Iterator[None]:
    with (folder.path / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stopped("Another backup is under way.") from None
        yield


def _server(url: str) -> dict[str, Any]:
    """Facts about the server. Raises Stopped where it does not archive what changes."""
    with closing(psycopg2.connect(url)) as link, link.cursor() as cursor:
        cursor.execute("SHOW archive_mode")
        if cursor.fetchone() == ("off",):
            raise Stopped("PostgreSQL does not archive (archive_mode is off): docs/operations.md.")
        cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
        (cluster,) = cursor.fetchone()
        major = link.server_version // 10000
        return {"cluster": cluster, "major": major, "database": link.info.dbname}


def _copy_database(url: str, major: int, staging: Path) -> dict[str, Any]:
    """A base backup in `staging`, verified file by file; the first segment that it needs."""
    bin_folder = programs.folder(major)
    step("Copying the database")
    source, password = programs.without_password(url)
    copy = [bin_folder / "pg_basebackup", "--dbname", source, "--pgdata", staging]
    options = ["--checkpoint=fast", "--progress"]
    programs.run([*copy, *options], password=password, shows_progress=True)
    step("Verifying the copy")
    programs.run([bin_folder / "pg_verifybackup", "--quiet", staging])
    label = (staging / "backup_label").read_text()
    return {
        "first_segment": re.search(r"START WAL LOCATION: .*file (\w+)", label)[1],
        "bytes": sum(file.stat().st_size for file in staging.rglob("*") if file.is_file()),
    }


def _mark(url: str, name: str) -> dict[str, Any]:
    """Counts and checksums at a restore point, once the log up to it is archived."""
    step("Counting rows and adding up checksums")
    point = fingerprint.mark(url, f"backup_{name}")
    archive_log(url)
    return {
        "restore_point": point.name,
        "restore_point_at": point.at.isoformat(),
        "last_segment": point.last_segment,
        "tables": point.tables,
    }


def archive_log(url: str) -> None:
    """Wait until the log up to now is archived; something must have been written just before."""
    step("Waiting for the last segment of the log")
    with closing(psycopg2.connect(url)) as link:
        link.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        cursor = link.cursor()
        cursor.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn()), pg_switch_wal()")
        segment, _position = cursor.fetchone()
        give_up = time.monotonic() + PATIENCE
        while not _is_archived(cursor, segment):
            if time.monotonic() > give_up:
                raise Stopped("PostgreSQL did not archive the last segment in time: see its log.")
            time.sleep(0.2)


def _is_archived(cursor: Any, segment: str) -> bool:
    """Whether it is; raises Stopped while PostgreSQL fails to."""
    cursor.execute(
        "SELECT last_archived_wal >= %s, last_failed_wal,"
        " last_failed_time > COALESCE(last_archived_time, '-infinity') FROM pg_stat_archiver",
        [segment],
    )
    is_there, failed, is_failing = cursor.fetchone()
    if is_failing:
        raise Stopped(
            f"PostgreSQL cannot archive {failed}: its log says why. Is BACKUP_DIR full, or not"
            " writable for it?"
        )
    return bool(is_there)


def _forget_old(folder: BackupFolder) -> None:
    """Delete backups older than BACKUP_KEEP_DAYS, and what only they need."""
    backups = folder.backups()
    limit = datetime.now(UTC) - timedelta(days=env.number("BACKUP_KEEP_DAYS", 30))
    for backup in backups[FEWEST_KEPT:]:
        if backup.at < limit:
            shutil.rmtree(backup.folder)
    oldest = folder.backups()[-1]
    for segment in folder.wal(oldest.facts["cluster"]).glob("[0-9A-F]*"):
        # The first eight letters are the timeline; histories of timelines are kept.
        if (
            ".history" not in segment.name
            and segment.name[8:24] < oldest.facts["first_segment"][8:]
        ):
            segment.unlink()
    for scan in folder.scans.glob(f"*{GONE}*"):
        if scan.name.partition(GONE)[2] < oldest.at.strftime("%Y%m%d"):
            scan.unlink()

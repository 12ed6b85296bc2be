"""`./run restore` and `./run drill`: a backup restored for good, and one restored as a trial."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg2

from config import env, postgres_roles
from config.local_postgres import default_data_dir, status
from config.postgres_cluster import Cluster, locate
from core import erasure_journal
from core.backup_folder import Backup, BackupFolder
from operations import ciphers, fingerprint, timelines
from operations.backup import copy_journal, place
from operations.errors import Stopped
from operations.progress import in_words, say, step
from operations.recovery import Recovery
from operations.scratch import scratch


def restore(private_key: Path, until: datetime | None, into: Path | None) -> None:
    """Restore the site as it was at `until`, or as it was last; nothing there is overwritten."""
    folder = place()
    site = default_data_dir()
    found = _backups_before(folder, until)
    site.mkdir(parents=True, exist_ok=True)
    cluster = None if into else _own_cluster(site, found[0])
    data = into or cluster.data
    _refuse_what_is_there(site, data)
    if (site / folder.journal.name).exists():
        copy_journal(folder)
    backup = _leading_to(until, found, folder, private_key)
    say(f"Restoring the backup of {in_words(backup.at)}.")
    with (
        scratch(data.with_name(f"{data.name}.restoring")) as new,
        scratch(site / "restoring") as files,  # scans as in a DATA_DIR
    ):
        recovery = Recovery(folder, backup, new, private_key)
        recovery.unpack()
        with recovery.running(**_target(recovery, until)):
            findings = [recovery.left_out(), *_restore_scans(recovery, files / "scans")]
            findings += _erase_again(recovery, files)
            if cluster:
                with recovery.cursor() as cursor:
                    postgres_roles.set_passwords(cluster, cursor)
            reached = recovery.reached()
        recovery.name_timeline()
        (files / "scans").rename(site / "scans")
        new.rename(data)
    for words in filter(None, findings):
        say(words)
    say(f"Restored into {data}, as it was on {reached}.")
    say("Start the site, look at it, and make a new backup at once.")


def _own_cluster(site: Path, backup: Backup) -> Cluster:
    """The site's own PostgreSQL. Raises Stopped where another must be meant."""
    if os.environ.get("DATABASE_URL"):
        raise Stopped("Name the data folder of the PostgreSQL in DATABASE_URL: --into FOLDER.")
    cluster = locate(site, settle=True)
    if (major := backup.facts["major"]) != cluster.major:
        raise Stopped(
            f"The backup is of PostgreSQL {major}, and the site has {cluster.major}: restore it "
            "with the version of the site that made it, then upgrade."
        )
    return cluster


def _target(recovery: Recovery, until: datetime | None) -> dict[str, str]:
    """Settings of PostgreSQL; without any it goes to the end of the newest timeline."""
    if until is None:
        return {}
    return {
        "recovery_target_time": until.isoformat(sep=" "),
        "recovery_target_timeline": recovery.timeline(until),
    }


def drill(private_key: Path) -> list[str]:
    """Restore the newest backup into a scratch folder; what is wrong with it, if anything is."""
    folder = place()
    copy_journal(folder)
    backup = next(iter(_backups_before(folder, None)))
    say(f"Trying the backup of {in_words(backup.at)}.")
    # Where the server's account may enter: /tmp may be memory.
    own = not os.environ.get("DATABASE_URL")
    home = locate(default_data_dir(), settle=True).home if own else Path("/var/tmp")
    with scratch(home / "drill") as trial, scratch(trial / "data") as data:
        trial.chmod(0o755)  # the server's account must come through
        recovery = Recovery(folder, backup, data, private_key)
        try:
            findings = list(_trial(recovery, trial / "site"))
        except (Stopped, psycopg2.Error) as error:
            findings = [str(error).strip()]
    backup.note_drill(findings)
    return findings


def _trial(recovery: Recovery, site: Path) -> Iterator[str]:
    recovery.unpack()
    point = recovery.backup.facts["restore_point"]
    # On the backup's own timeline: a restore to before it may have begun another since.
    with recovery.running(recovery_target_name=point, recovery_target_timeline="current"):
        step("Comparing rows and checksums")
        with recovery.cursor() as cursor:
            cursor.execute("BEGIN")
            found = fingerprint.of(cursor)
            cursor.execute("COMMIT")
        yield from fingerprint.differences(recovery.backup.facts["tables"], found)
        yield from _restore_scans(recovery, site / "scans")
        _erase_again(recovery, site)


def _refuse_what_is_there(site: Path, data: Path) -> None:
    if data == locate(site).data and status(site) is not None:
        raise Stopped("The site's PostgreSQL is running: ./run stop.")
    if data.exists() and any(data.iterdir()):
        raise Stopped(f"{data} is there: move it away first. Nothing is overwritten.")
    if data.exists():
        data.rmdir()
    if any((site / "scans").glob("*")):
        raise Stopped(f"{site / 'scans'} has scans: move them away first. Nothing is overwritten.")


def _backups_before(folder: BackupFolder, until: datetime | None) -> list[Backup]:
    """The newest first; there is one."""
    found = [each for each in folder.backups() if until is None or each.at <= until]
    if not found:
        raise Stopped(
            f"There is no backup from before {in_words(until)}."
            if until
            else f"There is no backup in {folder.path}."
        )
    return found


def _leading_to(
    until: datetime | None, found: list[Backup], folder: BackupFolder, private_key: Path
) -> Backup:
    """The newest of these backups from which the log leads to `until`.

    After a restore to an earlier moment, backups made between that moment and the restore lead
    only to what was given up.
    """
    cluster = found[0].facts["cluster"]
    begun = folder.timelines(cluster, until or datetime.now(UTC))
    if not begun:
        return found[0]
    history = folder.wal(cluster) / f"{max(begun)}.history.gz.age"
    left = timelines.left_at(gzip.decompress(ciphers.decrypt(history, private_key)).decode())
    leading = (each for each in found if timelines.leads_on(each.facts["last_segment"], left))
    return next(leading, found[0])


def _restore_scans(recovery: Recovery, target: Path) -> list[str]:
    """Decrypt each scan that the database names; a sentence for each that is missing or damaged."""
    step("Decrypting scans")
    with recovery.cursor() as cursor:
        cursor.execute("SELECT name, digest FROM applications_scannedpage")
        pages = cursor.fetchall()
    target.mkdir(mode=0o700, parents=True)
    owner = default_data_dir().stat()  # the site's account, where root restores
    os.chown(target, owner.st_uid, owner.st_gid)
    findings = []
    for name, digest in pages:
        stored = recovery.folder.stored_scan(name)
        try:
            picture = ciphers.decrypt(stored, recovery.private_key) if stored else b""
        except Stopped:
            picture = b""
        if hashlib.sha256(picture).hexdigest() == digest:
            (target / name).write_bytes(picture)
            (target / name).chmod(0o600)
            os.chown(target / name, owner.st_uid, owner.st_gid)
        else:
            findings.append(f"Scan {name} is {'damaged' if stored else 'missing'}.")
    return findings


def _erase_again(recovery: Recovery, site: Path) -> list[str]:
    """Erase whom the journal names; a sentence for each who could not be erased."""
    step("Erasing again whoever was erased since")
    erased = erasure_journal.read(recovery.folder.journal)
    with recovery.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM applications_application"
            " WHERE reference = ANY(%s) AND erased_at IS NULL",
            [list(erased)],
        )
        if cursor.fetchone() == (0,):
            return []
    site_role = _site_role()
    # The backup may be of an earlier version.
    recovery.manage(site, site_role, "migrate", "--verbosity", "0")
    answer = recovery.manage(site, site_role, "erase_again", str(recovery.folder.journal))
    outcome = json.loads(answer)
    recovery.forget_old_rows()
    say(f"Erased again: {outcome['erased']}.")
    return [f"{reference} is not erased: {why}" for reference, why in outcome["refused"].items()]


def _site_role() -> str:
    given = os.environ.get("DATABASE_URL")
    return env.database(given)["USER"] if given else postgres_roles.SITE

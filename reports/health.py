"""The site's health for its administrators: what runs, what is full, what is old. Nobody's data."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timesince import timesince

from applications.duplicates.queries import pairs_to_compare
from applications.translations.queries import written_answers
from core import backups, erasure_journal
from core.backup_folder import Backup
from core.languages import ENGLISH
from core.models import JobRun
from core.pills import Icon, Pill, Tone
from reports.mail import mail_waiting
from reports.queries import waiting

GOOD = Pill("Good", Tone.GOOD, Icon.CHECK)
LOOK = Pill("Look at it", Tone.WARN, Icon.ALERT)
BROKEN = Pill("Broken", Tone.ALERT, Icon.ALERT)
UNKNOWN = Pill("Not set up")

BACKUP_LATE_AFTER = timedelta(hours=26)  # one is made each night
DRILL_LATE_AFTER = timedelta(days=35)  # one is made each month
WORKER_LATE_AFTER = timedelta(minutes=10)
MAIL_LATE_AFTER = timedelta(hours=1)
QUEUE_LATE_AFTER = timedelta(days=14)
FEW_FAILURES = 3
LITTLE_ROOM, NO_ROOM = 0.10, 0.03  # of a disk
CERTIFICATE_SOON, CERTIFICATE_LATE = timedelta(days=21), timedelta(days=7)
CLOCKS_APART = timedelta(seconds=2)
PATIENCE = 2  # seconds for our own address to answer
SYNCHRONIZED = Path("/run/systemd/timesync/synchronized")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, and what to do where it is not well."""

    what: str
    words: str
    pill: Pill = GOOD
    advice: str = ""


def findings() -> list[Finding]:
    """Everything, in the order of the page."""
    return [finding for check in _CHECKS for finding in check()]


def _backups() -> Iterator[Finding]:
    found = backups.folder()
    if found is None:
        words = "No backups are made. If this machine breaks, everything is lost."
        pill = UNKNOWN if settings.DEMO else BROKEN
        yield Finding("Backup", words, pill, "Set BACKUP_DIR: see Backups in docs/operations.md.")
        return
    made = found.backups()
    if not made:
        advice = "systemctl start design-group-backup makes one."
        yield Finding("Backup", "None yet.", BROKEN, advice)
        return
    yield _age_of(made[0])
    yield _last_drill(made)
    yield from _journals()


def _age_of(newest: Backup) -> Finding:
    is_late = timezone.now() - newest.at > BACKUP_LATE_AFTER
    words = f"The newest verified one is from {_ago(newest.at)}."
    advice = "Did the nightly backup fail? Its log says why: journalctl -u design-group-backup."
    return Finding("Backup", words, BROKEN if is_late else GOOD, advice if is_late else "")


def _last_drill(made: list[Backup]) -> Finding:
    drills = [drill for backup in made if (drill := backup.drill)]
    what = "Trial restore"
    if not drills:
        advice = "./run drill --key FILE restores it as a trial."
        return Finding(what, "No backup was ever restored as a trial.", LOOK, advice)
    last = max(drills, key=lambda drill: drill.at)
    if last.findings:
        words = f"It failed {_ago(last.at)}: {last.findings[0]}"
        return Finding(what, words, BROKEN, "Make a new backup now, and try that one.")
    is_late = timezone.now() - last.at > DRILL_LATE_AFTER
    words = f"A backup was restored as a trial {_ago(last.at)}, and was whole."
    return Finding(what, words, LOOK if is_late else GOOD, "Try again." if is_late else "")


def _journals() -> Iterator[Finding]:
    site, *others = (erasure_journal.read(journal) for journal in settings.ERASURE_JOURNALS)
    missing = sum(len(site.keys() - other.keys()) for other in others)
    if missing:
        words = f"{missing} erasures are missing from the journal with the backups."
        yield Finding("Erasures", words, BROKEN, "Is BACKUP_DIR writable for the worker?")


def _archive() -> Iterator[Finding]:
    what = "Archive of changes"
    with connection.cursor() as cursor:
        cursor.execute("SHOW archive_mode")
        if cursor.fetchone() == ("off",):
            if backups.folder() is not None:
                words = "PostgreSQL archives nothing: what came since the last backup can be lost."
                advice = "Step 6 of docs/operations.md: copy design-group.conf, restart PostgreSQL."
                yield Finding(what, words, BROKEN, advice)
            return
        cursor.execute(
            "SELECT last_archived_time,"
            " last_failed_time > COALESCE(last_archived_time, '-infinity') FROM pg_stat_archiver"
        )
        at, is_failing = cursor.fetchone()
    if is_failing:
        words = "PostgreSQL cannot archive what changes; it keeps it, and its disk fills."
        yield Finding(what, words, BROKEN, "Is there room in BACKUP_DIR?")
    elif at:
        yield Finding(what, f"The newest part is from {_ago(at)}.")


def _worker() -> Iterator[Finding]:
    runs = {run.name: run for run in JobRun.objects.all()}
    newest = max((run.succeeded_at for run in runs.values() if run.succeeded_at), default=None)
    start = "Start it: systemctl restart design-group-worker."
    if newest is None:
        yield Finding("Worker", "It has never run.", LOOK, start)
    elif timezone.now() - newest > WORKER_LATE_AFTER:
        words = f"Its last job was {_ago(newest)}: no mail leaves."
        yield Finding("Worker", words, BROKEN, start)
    else:
        yield Finding("Worker", f"It did its last job {_ago(newest)}.")
    for run in runs.values():
        if run.failures:
            words = f"It failed {run.failures} times in a row: {run.last_error}."
            pill = BROKEN if run.failures > FEW_FAILURES else LOOK
            advice = "It is tried again by itself; the log has the place in the code."
            yield Finding(f"Job “{run.name}”", words, pill, advice)


def _mail() -> Iterator[Finding]:
    mail = mail_waiting()
    waits = f"{mail.waiting} wait to be sent" + (
        f", since {_ago(mail.since)}" if mail.since else ""
    )
    is_late = mail.since is not None and timezone.now() - mail.since > MAIL_LATE_AFTER
    pill = BROKEN if is_late else LOOK if mail.failing else GOOD
    advice = "./run manage send_test_mail you@example.org tries it." if pill != GOOD else ""
    yield Finding("Mail", f"{waits}; {mail.failing} failed and are tried again.", pill, advice)


def _disks() -> Iterator[Finding]:
    places = {"the site’s files": settings.DATA_DIR, "backups": settings.BACKUP_DIR}
    for name, folder in places.items():
        if folder is None or not folder.exists():
            continue
        disk = shutil.disk_usage(folder)
        share = disk.free / disk.total
        pill = BROKEN if share < NO_ROOM else LOOK if share < LITTLE_ROOM else GOOD
        words = f"{disk.free / 1e9:,.1f} GB of {disk.total / 1e9:,.0f} GB are free."
        advice = "See “The disk is full” in docs/operations.md." if pill != GOOD else ""
        yield Finding(f"Disk of {name}", words, pill, advice)


def _certificate() -> Iterator[Finding]:
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https":
        words = "None: the demo is plain http on its own machine."
        yield Finding("Certificate", words, UNKNOWN)
        return
    key = f"certificate-{address.netloc}"
    ends = cache.get_or_set(key, lambda: _ends(address.hostname or "", address.port or 443), 600)
    if isinstance(ends, str):
        advice = "Does the name lead here, and does the proxy run? systemctl status nginx."
        yield Finding("Certificate", ends, BROKEN, advice)
        return
    left = ends - timezone.now()
    pill = BROKEN if left < CERTIFICATE_LATE else LOOK if left < CERTIFICATE_SOON else GOOD
    advice = "It should have renewed itself: certbot renew says why not." if pill != GOOD else ""
    yield Finding("Certificate", f"Good until {ends:%B %-d, %Y}.", pill, advice)


def _ends(host: str, port: int) -> datetime | str:
    """When the certificate that visitors get ends, or what is wrong with it."""
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as link,
            ssl.create_default_context().wrap_socket(link, server_hostname=host) as secure,
        ):
            text = secure.getpeercert()["notAfter"]
            return datetime.fromtimestamp(ssl.cert_time_to_seconds(text), UTC)
    except ssl.SSLCertVerificationError as error:
        return f"Browsers refuse it: {error.verify_message}."
    except OSError as error:
        return f"{host} does not answer: {type(error).__name__}."


def _clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - timezone.now())
    words = f"{timezone.localtime():%B %-d, %Y, %-I:%M:%S %p} ({settings.TIME_ZONE})."
    if apart > CLOCKS_APART:
        words += f" The database’s clock is {apart.total_seconds():.0f} seconds apart."
        yield Finding("Clock", words, BROKEN, "Deadlines go by it: timedatectl set-ntp true.")
    elif SYNCHRONIZED.parent.exists() and not SYNCHRONIZED.exists():
        yield Finding("Clock", words, LOOK, "Nothing sets it: timedatectl set-ntp true.")
    else:
        yield Finding("Clock", words)


_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _backups,
    _archive,
    _worker,
    _mail,
    _disks,
    _certificate,
    _clock,
)


def configuration() -> list[tuple[str, str]]:
    """The settings that differ from place to place, without secrets."""
    mail = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if settings.EMAIL_HOST else "a folder"
    encrypted = ", encrypted" if settings.EMAIL_USE_TLS else ""
    return [
        ("Site", settings.SITE_URL),
        ("Host names", ", ".join(settings.ALLOWED_HOSTS)),
        ("Demo", "yes: passwords are enough, accounts are known" if settings.DEMO else "no"),
        ("Second step at the sign-in", "yes" if settings.SECOND_STEP_REQUIRED else "no"),
        ("Mail goes to", f"{mail}{encrypted}"),
        ("Mail comes from", settings.DEFAULT_FROM_EMAIL),
        ("Proxies that are believed", str(settings.TRUSTED_PROXIES)),
        ("Files", str(settings.DATA_DIR)),
        ("Backups", str(settings.BACKUP_DIR or "none")),
        ("Database role owns its tables", "yes" if _owns_tables() else "no"),
        ("Gunicorn workers", os.environ.get("WEB_CONCURRENCY", "1")),
    ]


def queues() -> Iterator[Finding]:
    """What waits for people. Today tells those who do it; this tells when nobody does."""
    answers = written_answers().exclude(language=ENGLISH.code).filter(translation_status=None)
    yield _queue("Answers to translate", answers, "revision__application__received_at")
    yield _queue("Pairs to compare", pairs_to_compare(), "second__received_at")


def _queue(what: str, rows: QuerySet, since: str) -> Finding:
    count, oldest = waiting(rows, since)
    if oldest is None:
        return Finding(what, "None waits.")
    is_late = timezone.now() - oldest > QUEUE_LATE_AFTER
    words = f"{count} waiting, the oldest received {_ago(oldest)}."
    advice = "Does somebody have the role for it? See Accounts." if is_late else ""
    return Finding(what, words, LOOK if is_late else GOOD, advice)


def _owns_tables() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public'"
            " AND tableowner = current_user)"
        )
        return cursor.fetchone()[0]


def _ago(moment: datetime) -> str:
    """ "3 hours ago"."""
    if timezone.now() - moment < timedelta(minutes=1):
        return "less than a minute ago"
    return f"{timesince(moment, depth=1)} ago"

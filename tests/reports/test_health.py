"""The page about health: what is late, full or broken is said, to administrators only."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application
from core.backup_folder import BackupFolder
from core.models import JobRun
from reports import health
from tests.factories.applications import apply


def words_on(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def state_of(what: str) -> tuple[str, str]:
    (found,) = [each for each in health.findings() if each.what == what]
    return found.pill.words, found.words


@pytest.fixture
def folder(settings, tmp_path) -> BackupFolder:
    found = BackupFolder(tmp_path / "backups")
    found.path.mkdir()
    found.recipients.write_text("a key")
    settings.BACKUP_DIR = found.path
    settings.ERASURE_JOURNALS = [tmp_path / "erasures.journal", found.journal]
    return found


def backed_up(folder: BackupFolder, ago: timedelta) -> None:
    at = timezone.now() - ago
    made = folder.path / f"{at:%Y%m%dT%H%M%SZ}"
    made.mkdir()
    (made / "backup.json").write_text(json.dumps({"restore_point_at": at.isoformat()}))


@pytest.mark.django_db
def test_backup_that_is_late_is_on_today_and_on_the_page(client, cast, folder) -> None:
    client.force_login(cast.administrator)
    assert "Backup: it needs you" in words_on(client, "/staff/")  # there is none
    backed_up(folder, timedelta(hours=30))
    assert state_of("Backup")[0] == "Broken"
    assert "The newest verified one is from 1\xa0day ago" in words_on(client, "/staff/health/")
    assert "Backup: it needs you" in words_on(client, "/staff/")
    backed_up(folder, timedelta(hours=2))
    assert "Backup: it needs you" not in words_on(client, "/staff/")
    assert "the newest verified one is from 2\xa0hours ago" in words_on(client, "/staff/")


@pytest.mark.django_db
def test_backup_whose_trial_failed_is_broken(folder) -> None:
    backed_up(folder, timedelta(hours=2))
    assert state_of("Trial restore")[0] == "Look at it"
    (backup,) = folder.backups()
    backup.note_drill([])
    assert state_of("Trial restore")[0] == "Good"
    backup.note_drill(["Scan a1 is damaged."])
    assert state_of("Trial restore")[0] == "Broken"


@pytest.mark.django_db
def test_database_that_does_not_archive_is_broken_where_there_are_backups(folder) -> None:
    assert state_of("Archive of changes")[0] == "Broken"


@pytest.mark.django_db
def test_job_that_fails_is_named_without_what_it_was_about() -> None:
    JobRun.objects.create(name="send mail", succeeded_at=timezone.now())
    JobRun.objects.create(name="find duplicates", failures=9, last_error="ValueError")
    assert state_of("Worker")[0] == "Good"
    assert state_of("Job “find duplicates”") == (
        "Broken",
        "It failed 9 times in a row: ValueError.",
    )
    JobRun.objects.update(succeeded_at=timezone.now() - timedelta(minutes=11))
    assert state_of("Worker")[0] == "Broken"


@pytest.mark.django_db
def test_erasure_missing_from_the_backups_is_broken(folder, settings) -> None:
    backed_up(folder, timedelta(hours=2))
    settings.ERASURE_JOURNALS[0].write_text("2026-11-28T20:05:00+00:00 BOS-1\n")
    assert state_of("Erasures")[0] == "Broken"


@pytest.mark.django_db
def test_disk_that_is_full_is_broken(monkeypatch) -> None:
    usage = health.shutil.disk_usage("/")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _path: usage._replace(free=0))
    assert state_of("Disk of the site’s files")[0] == "Broken"


@pytest.mark.django_db
def test_queue_that_nobody_works_on_is_said_with_its_age(client, cast, call) -> None:
    client.force_login(cast.administrator)
    assert "None waits." in words_on(client, "/staff/health/")
    in_spanish = {"why-join": "Porque vivo aquí desde hace veinte años."}
    application = apply(call, language="es", questions=in_spanish)
    received = timezone.now() - timedelta(days=15)
    Application.objects.filter(pk=application.pk).update(received_at=received)
    found = {each.what: each for each in health.queues()}
    assert found["Answers to translate"].pill == health.LOOK
    assert "the oldest received 2\xa0weeks ago" in words_on(client, "/staff/health/")
    assert found["Pairs to compare"].pill == health.GOOD


@pytest.mark.django_db
def test_health_page_shows_no_secret(client, cast, settings) -> None:
    settings.EMAIL_HOST_PASSWORD = "Zq-SECRET"
    client.force_login(cast.administrator)
    page = words_on(client, "/staff/health/")
    for secret in (settings.SECRET_KEY, settings.EMAIL_HOST_PASSWORD, settings.CODE_KEY):
        assert secret not in page

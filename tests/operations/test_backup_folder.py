"""The folder of backups: what PostgreSQL and the worker put there, and read from there."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.local_postgres import ROOT
from core import erasure_journal
from core.backup_folder import BackupFolder
from operations import ciphers
from operations.errors import Stopped

CLUSTER = 7713320469108505967
SEGMENT = b"what changed since" * 1000


@pytest.fixture
def key(tmp_path) -> Path:
    return tmp_path / "private_key"


@pytest.fixture
def folder(tmp_path, key) -> BackupFolder:
    found = BackupFolder(tmp_path / "backups")
    found.path.mkdir()
    found.recipients.write_text(ciphers.make_keys(key))
    return found


@pytest.fixture
def cluster(tmp_path) -> Path:
    """As much of a data folder as the archive looks at."""
    data = tmp_path / "data"
    (data / "global").mkdir(parents=True)
    (data / "global" / "pg_control").write_bytes(CLUSTER.to_bytes(8, "little") + b"more")
    (data / "segment").write_bytes(SEGMENT)
    return data


def archive(folder: BackupFolder, cluster: Path) -> int:
    program = [
        ROOT / "operations" / "archive_wal",
        folder.path,
        "segment",
        "000000010000000000000001",
    ]
    return subprocess.run(program, cwd=cluster, capture_output=True).returncode


def fetch(folder: BackupFolder, key: Path, name: str, target: Path) -> int:
    program = [ROOT / "operations" / "fetch_wal", folder.wal(str(CLUSTER)), key, name, target]
    return subprocess.run(program, capture_output=True).returncode


def test_segment_is_archived_encrypted_and_comes_back(folder, cluster, key, tmp_path) -> None:
    assert archive(folder, cluster) == 0
    (stored,) = folder.wal(str(CLUSTER)).glob("*.age")
    assert SEGMENT[:20] not in stored.read_bytes()
    assert fetch(folder, key, "000000010000000000000001", tmp_path / "fetched") == 0
    assert (tmp_path / "fetched").read_bytes() == SEGMENT


def test_segment_archived_twice_is_the_same_or_refused(folder, cluster) -> None:
    assert archive(folder, cluster) == archive(folder, cluster) == 0
    (cluster / "segment").write_bytes(b"of another server")
    assert archive(folder, cluster) == 1


def test_segment_that_cannot_be_encrypted_is_kept_by_postgresql(folder, cluster) -> None:
    folder.recipients.write_text("no key")
    assert archive(folder, cluster) != 0
    assert not list(folder.wal(str(CLUSTER)).glob("*.age*"))


def test_segment_that_is_damaged_stops_a_recovery_and_a_missing_one_ends_it(
    folder, cluster, key, tmp_path
) -> None:
    archive(folder, cluster)
    (stored,) = folder.wal(str(CLUSTER)).glob("*.age")
    stored.write_bytes(stored.read_bytes()[:-1])
    assert fetch(folder, key, "000000010000000000000001", tmp_path / "fetched") > 125
    assert fetch(folder, key, "000000010000000000000002", tmp_path / "fetched") == 1


def test_scan_is_copied_once_and_its_copy_outlives_it(folder, key, tmp_path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    (scans / "a1").write_bytes(b"a page")
    assert [folder.copy_scans(scans), folder.copy_scans(scans)] == [1, 0]
    (scans / "a1").unlink()
    assert folder.copy_scans(scans) == 0
    copy = folder.stored_scan("a1")
    assert copy.name == f"a1.age.gone-{datetime.now(UTC):%Y%m%d}"
    assert ciphers.decrypt(copy, key) == b"a page"


def test_folder_packed_comes_back_and_a_damaged_one_is_refused(folder, key, tmp_path) -> None:
    (tmp_path / "data" / "inner").mkdir(parents=True)
    (tmp_path / "data" / "inner" / "file").write_bytes(SEGMENT)
    packed = tmp_path / "packed"
    ciphers.pack(tmp_path / "data", packed, folder.recipients)
    ciphers.unpack(packed, tmp_path / "out", key)
    assert (tmp_path / "out" / "inner" / "file").read_bytes() == SEGMENT
    for damaged in (packed.read_bytes()[:-1], packed.read_bytes()[:-20] + bytes(20)):
        packed.write_bytes(damaged)
        with pytest.raises(Stopped):
            ciphers.unpack(packed, tmp_path / "again", key)


def test_folder_packed_for_another_key_stays_shut(folder, tmp_path) -> None:
    ciphers.make_keys(tmp_path / "another")
    ciphers.pack(folder.path, tmp_path / "packed", folder.recipients)
    with pytest.raises(Stopped, match="no identity matched"):
        ciphers.unpack(tmp_path / "packed", tmp_path / "out", tmp_path / "another")


def test_journal_of_erasures_names_each_person_once(tmp_path) -> None:
    journal, at = tmp_path / "erasures.journal", datetime(2026, 11, 28, 20, 5, tzinfo=UTC)
    assert erasure_journal.add_missing(journal, [("BOS-1", at)]) == 1
    assert erasure_journal.add_missing(journal, [("BOS-1", at), ("BOS-2", at)]) == 1
    assert journal.read_text().splitlines() == [
        f"{at.isoformat()} BOS-1",
        f"{at.isoformat()} BOS-2",
    ]
    assert erasure_journal.read(journal, tmp_path / "missing") == {"BOS-1": at, "BOS-2": at}


def test_journal_of_erasures_outlives_a_line_that_a_power_cut_broke_off(tmp_path) -> None:
    journal, at = tmp_path / "erasures.journal", datetime(2026, 11, 28, 20, 5, tzinfo=UTC)
    journal.write_text(f"{at.isoformat()} BOS-1\n2026-11-28T20")
    assert erasure_journal.read(journal) == {"BOS-1": at}
    erasure_journal.add_missing(journal, [("BOS-1", at), ("BOS-2", at)])
    assert erasure_journal.read(journal) == {"BOS-1": at, "BOS-2": at}


def test_timeline_counts_from_when_a_restore_began_it(folder) -> None:
    wal = folder.wal(str(CLUSTER))
    wal.mkdir(parents=True)
    for number, began in (("00000002", 100), ("00000003", 200)):
        history = wal / f"{number}.history.gz.age"
        history.touch()
        os.utime(history, (began, began))
    at = datetime.fromtimestamp(150, UTC)
    assert folder.timelines(str(CLUSTER), at) == ["00000002"]

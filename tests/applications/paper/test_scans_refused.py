"""Scans that cannot be kept: in clear words, with nothing left behind."""

import io
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from applications.models import Application, ScannedPage
from bench import figures
from core import uploads
from tests.factories import desk
from tests.factories.scans import named, pdf, send
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def application(call, cast, settings, tmp_path) -> Application:
    settings.SCAN_DIR = tmp_path / "scans"
    return desk.typed_in(call, cast.clerk)


def huge() -> bytes:
    """A picture of 20,000 by 20,000 pixels that is a few kilobytes as a file."""
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG", compress_level=9)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "not a PDF, JPEG or PNG"),
        (HTML, "not a PDF, JPEG or PNG"),
        (b"GIF89a" + b"\0" * 50, "not a PDF, JPEG or PNG"),
        (b"", "empty"),
        (b"%PDF-1.7 nothing more", "damaged"),
        (desk.picture()[:200], "damaged"),
        (huge(), "too large to open"),
        (pdf(41), "more than 40 pages"),
    ],
    ids=["text", "html", "gif", "empty", "no pdf", "cut", "bomb", "pages"],
)
def test_scan_that_no_scanner_makes_is_refused(application, cast, content, words) -> None:
    answer = send(signed_in(cast.clerk), application, named(content))
    assert words in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not ScannedPage.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["<img src=x onerror=alert(1)>.pdf", "a:b.pdf", 'x"y.pdf', "..%2f..\\evil.pdf", "a|b.pdf"],
)
def test_scan_with_an_odd_name_is_refused(application, cast, name) -> None:
    page = send(signed_in(cast.clerk), application, named(desk.picture(), name)).content.decode()
    assert "has signs that no scanner writes" in page
    assert "onerror=" not in page
    assert not ScannedPage.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "/etc/cron.d/x.pdf", "C:\\scans\\x.pdf", "a&#47;b.pdf"]
)
def test_scan_with_a_path_in_its_name_is_refused(application, cast, name, tmp_path) -> None:
    """Written out as bytes: clients, Django's own among them, send only the last part."""
    client = signed_in(cast.clerk)
    body = (
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n'
        b"Content-Type: image/png\r\n\r\n%s\r\n--b--\r\n"
    ) % (name.encode(), desk.picture())
    answer = client.generic(
        "POST",
        f"/staff/paper/{application.reference}/scan/",
        body,
        content_type="multipart/form-data; boundary=b",
    )
    assert "has signs that no scanner writes" in client.get(answer.url).content.decode()
    assert not ScannedPage.objects.exists()
    assert not list(tmp_path.rglob("*passwd*"))


def test_scan_that_is_too_large_is_refused(application, cast, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    noise = desk.picture() + os.urandom(200_000)
    page = send(signed_in(cast.clerk), application, named(noise)).content.decode()
    assert "This file is too large" in page and "Choose a file" not in page
    assert not ScannedPage.objects.exists()


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of 200 kB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def noise() -> SimpleUploadedFile:
    """A scan that is larger than a small disk, also when it is drawn."""
    file = io.BytesIO()
    Image.frombytes("RGB", (1200, 1000), os.urandom(3_600_000)).save(file, "PNG")
    return named(file.getvalue())


@pytest.mark.parametrize("full", ["scans", "uploads"])
def test_scan_on_a_full_disk_says_so_and_is_kept_once_there_is_room(
    application, cast, settings, small_disk, monkeypatch, caplog, full
) -> None:
    client, scans = signed_in(cast.clerk), settings.SCAN_DIR
    with monkeypatch.context() as changed:
        if full == "scans":
            settings.SCAN_DIR = small_disk
        else:
            changed.setattr(tempfile, "tempdir", str(small_disk))
        page = send(client, application, noise()).content.decode()
    assert "there is no room left on our disk. Your file is fine." in page
    assert "Choose a file" not in page
    assert f"no room left in {small_disk}" in caplog.text
    left = [*ScannedPage.objects.all(), *small_disk.iterdir()]
    assert left == []
    settings.SCAN_DIR = scans
    assert "Pages added" in send(client, application, noise()).content.decode()
    if os.environ.get("WRITE_FIGURES"):
        write_figures(len(left), ScannedPage.objects.count())
    assert ScannedPage.objects.count() == 1


def write_figures(left: int, kept: int) -> None:
    said = "There is no room left on our disk. Your file is fine."
    figures.write(
        "A full disk while a scan arrives",
        "WRITE_FIGURES=1 ./run test tests/applications/paper/test_scans_refused.py",
        ("figure", "seen", "limit"),
        [
            ("R13 said to the clerk, and a line in the log", said, "a plain sentence"),
            ("R13 rows or files left behind", left, 0),
            ("R13 the same scan sent once there is room, kept", kept, 1),
        ],
    )

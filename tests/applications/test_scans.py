"""Scans: drawn anew, kept apart, shown to few; what no scanner makes is refused in clear words."""

import io
import os
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from applications.actions.scans import remove_page, sweep_scans
from applications.models import Application, ScannedPage
from core import pictures, uploads
from core.models import AccessEvent, User
from tests.factories import desk
from tests.factories.applications import apply

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def application(call, cast, settings, tmp_path) -> Application:
    settings.SCAN_DIR = tmp_path / "scans"
    return desk.typed_in(call, cast.clerk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, application: Application, *files: SimpleUploadedFile):
    return client.post(f"/staff/paper/{application.reference}/scan/", {"files": list(files)})


def named(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(pages: int = 2) -> bytes:
    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(612, 792)
    document.save(file)
    return file.getvalue()


def huge() -> bytes:
    """A picture of 20,000 by 20,000 pixels that is a few kilobytes as a file."""
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG", compress_level=9)
    return file.getvalue()


def with_zip_behind(picture: bytes) -> bytes:
    file = io.BytesIO(picture)
    file.seek(0, os.SEEK_END)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("evil.js", "alert(1)")
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
    "content",
    [
        desk.picture() + HTML,
        desk.picture("JPEG") + b"%PDF-1.4" + HTML,
        with_zip_behind(desk.picture()),
        pdf() + HTML,
        b"Scanned at City Hall\r\n" + pdf(),
        b"\0" * 1000 + pdf(),
        pdf().replace(b"%%EOF", b"% <body><script>alert(1)</script>\n%%EOF"),
    ],
    ids=["png+html", "jpeg+pdf", "png+zip", "pdf+html", "words+pdf", "nothing+pdf", "pdf+note"],
)
def test_scan_with_something_beside_it_is_kept_without_that(application, cast, content) -> None:
    assert send(signed_in(cast.clerk), application, named(content)).status_code == 302
    kept = pictures.open_kept(ScannedPage.objects.get().name).read()
    assert not any(each in kept for each in (b"%PDF", b"script", b"evil.js", b"City Hall"))


def darkest(name: str) -> int:
    """0 is black, 255 is white: what is drawn on a page at all."""
    return Image.open(pictures.open_kept(name)).convert("L").getextrema()[0]


def test_scan_of_a_form_that_was_filled_in_shows_what_was_typed(application, cast) -> None:
    filled = (Path(__file__).parent.parent / "data" / "filled_in.pdf").read_bytes()
    send(signed_in(cast.clerk), application, named(filled))
    assert darkest(ScannedPage.objects.get().name) < 100


@pytest.mark.parametrize("dark", [0, 20_000])
def test_scan_in_many_grays_keeps_what_is_dark(application, cast, dark) -> None:
    half, file = dark.to_bytes(2, "little") * 60 * 40, io.BytesIO()
    Image.frombytes("I;16", (60, 80), half + b"\xff\xff" * 60 * 40).save(file, "PNG")
    send(signed_in(cast.clerk), application, named(file.getvalue()))
    page = ScannedPage.objects.get()
    assert abs(darkest(page.name) - dark // 256) < 8
    assert Image.open(pictures.open_kept(page.name)).convert("L").getpixel((55, 75)) > 245


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
    answer = client.generic("POST", f"/staff/paper/{application.reference}/scan/", body,
                            content_type="multipart/form-data; boundary=b")  # fmt: skip
    assert "has signs that no scanner writes" in answer.content.decode()
    assert not ScannedPage.objects.exists()
    assert not list(tmp_path.rglob("*passwd*"))


def test_scan_that_is_too_large_is_refused(application, cast, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    noise = desk.picture() + os.urandom(200_000)
    page = send(signed_in(cast.clerk), application, named(noise)).content.decode()
    assert "This file is too large" in page
    assert not ScannedPage.objects.exists()


@pytest.mark.parametrize(
    ("content", "pages"),
    [(desk.picture(), 1), (desk.picture("JPEG"), 1), (pdf(3), 1)],
    ids=["png", "jpeg", "pdf"],
)
def test_scan_is_drawn_anew_and_kept(application, cast, settings, content, pages) -> None:
    client = signed_in(cast.clerk)
    assert send(client, application, named(content, "scan 1.bin")).status_code == 302
    assert ScannedPage.objects.count() == pages, "three empty pages are one picture"
    page = ScannedPage.objects.first()
    path = settings.SCAN_DIR / page.name
    assert Image.open(path).format == "JPEG"
    assert path.read_bytes() != content
    assert path.stat().st_mode & 0o077 == 0 and settings.SCAN_DIR.stat().st_mode & 0o077 == 0
    assert not path.is_relative_to(settings.STATIC_ROOT)


def test_scan_loses_where_a_photo_was_taken(application, cast) -> None:
    photo, file = Image.new("RGB", (50, 80), "white"), io.BytesIO()
    exif = photo.getexif()
    exif[0x8825] = {1: "N", 2: (42.0, 21.0, 37.0)}
    exif[0x0112] = 6  # lies on its side
    photo.save(file, "JPEG", exif=exif)
    send(signed_in(cast.clerk), application, named(file.getvalue(), "photo.jpg"))
    page = ScannedPage.objects.get()
    assert (page.width, page.height) == (80, 50), "turned upright"
    assert not Image.open(pictures.open_kept(page.name)).getexif()


def test_scan_sent_twice_is_kept_once(application, cast) -> None:
    client = signed_in(cast.clerk)
    for _ in range(2):
        send(client, application, named(desk.picture()), named(desk.picture(words="2. No")))
    assert ScannedPage.objects.count() == 2


def test_scan_is_shown_in_a_sandbox_and_that_is_on_record(application, cast) -> None:
    page = desk.scanned(application, cast.clerk)
    address = f"/staff/paper/{application.reference}/scan/{page.pk}/"
    answer = signed_in(cast.coordinator).get(address)
    assert Image.open(io.BytesIO(answer.getvalue())).format == "JPEG"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'inline; filename="page-{page.pk}.jpg"'
    assert "no-store" in answer.headers["Cache-Control"]
    event = AccessEvent.objects.get(what=AccessEvent.What.SCAN)
    assert (event.by, event.object_id) == (cast.coordinator, application.pk)
    assert event.query == f"page={page.pk}"
    for other in (cast.reviewer, cast.finance, cast.auditor, cast.administrator):
        assert signed_in(other).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_scan_opens_for_the_coordinator_from_the_applications_page(application, cast) -> None:
    client = signed_in(cast.coordinator)
    at = f"/staff/paper/{application.reference}/scan"
    detail = f"/staff/applications/{application.reference}/"
    assert f"{at}/open/" not in client.get(detail).content.decode(), "there is none"
    page = desk.scanned(application, cast.clerk)
    assert f"{at}/open/" in client.get(detail).content.decode()
    opened = client.get(f"{at}/open/").content.decode()
    assert f"{at}/{page.pk}/" in opened and "add a scan" not in opened
    assert detail in signed_in(cast.coordinator).get(f"{at}/open/").content.decode()


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
    assert f"no room left in {small_disk}" in caplog.text
    assert not ScannedPage.objects.exists() and not list(small_disk.iterdir())
    settings.SCAN_DIR = scans
    assert send(client, application, noise()).status_code == 302
    assert ScannedPage.objects.count() == 1


def test_scan_under_another_reference_is_not_found(application, cast, call) -> None:
    page = desk.scanned(application, cast.clerk)
    other = apply(call)
    address = f"/staff/paper/{other.reference}/scan/{page.pk}/"
    assert signed_in(cast.clerk).get(address).status_code == 404


@pytest.mark.parametrize(
    "changes", [{"name": "../../settings.py"}, {"name": "A" * 32}, {"size_bytes": 0}]
)
def test_scanned_page_that_breaks_a_rule_is_refused_by_the_database(
    application, cast, changes
) -> None:
    desk.scanned(application, cast.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScannedPage.objects.update(**changes)


def test_scan_is_erased_with_its_row(
    application, cast, settings, django_capture_on_commit_callbacks
) -> None:
    page = desk.scanned(application, cast.clerk)
    path = Path(settings.SCAN_DIR) / page.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_page(by=cast.clerk, page=page)
    assert not path.exists()
    assert not ScannedPage.objects.exists()


def test_scan_whose_row_is_gone_is_swept_and_others_stay(application, cast, settings) -> None:
    page = desk.scanned(application, cast.clerk)
    loose = settings.SCAN_DIR / ("0" * 32)
    young = settings.SCAN_DIR / ("1" * 32)
    for path in (loose, young):
        path.write_bytes(b"x")
    for path in (loose, settings.SCAN_DIR / page.name):
        os.utime(path, (time.time() - 7200,) * 2)
    assert sweep_scans(by=None) == 1
    assert not loose.exists()
    assert young.exists(), "it may belong to an upload that is under way"
    assert (settings.SCAN_DIR / page.name).exists()

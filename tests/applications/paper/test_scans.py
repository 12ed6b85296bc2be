"""Scans: rendered as images, stored apart, shown to few; other files are refused clearly."""

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from applications.models import Application, ScannedPage
from applications.paper.actions.scans import delete_orphan_scans, remove_page
from core import pictures
from core.models import AccessEvent
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.scans import named, pdf, send
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def application(call, cast, settings, tmp_path) -> Application:
    settings.SCAN_DIR = tmp_path / "scans"
    return desk.typed_in(call, cast.clerk)


def with_zip_behind(picture: bytes) -> bytes:
    file = io.BytesIO(picture)
    file.seek(0, os.SEEK_END)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("evil.js", "alert(1)")
    return file.getvalue()


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
    assert (
        "Pages added" in send(signed_in(cast.clerk), application, named(content)).content.decode()
    )
    kept = pictures.open_stored(ScannedPage.objects.get().name).read()
    assert not any(each in kept for each in (b"%PDF", b"script", b"evil.js", b"City Hall"))


def darkest(name: str) -> int:
    """0 is black, 255 is white: what is drawn on a page at all."""
    return Image.open(pictures.open_stored(name)).convert("L").getextrema()[0]


def test_scan_of_a_form_that_was_filled_in_shows_what_was_typed(application, cast) -> None:
    filled = (Path(__file__).parents[2] / "data" / "filled_in.pdf").read_bytes()
    send(signed_in(cast.clerk), application, named(filled))
    assert darkest(ScannedPage.objects.get().name) < 100


@pytest.mark.parametrize("dark", [0, 20_000])
def test_scan_in_many_grays_keeps_what_is_dark(application, cast, dark) -> None:
    half, file = dark.to_bytes(2, "little") * 60 * 40, io.BytesIO()
    Image.frombytes("I;16", (60, 80), half + b"\xff\xff" * 60 * 40).save(file, "PNG")
    send(signed_in(cast.clerk), application, named(file.getvalue()))
    page = ScannedPage.objects.get()
    assert abs(darkest(page.name) - dark // 256) < 8
    assert Image.open(pictures.open_stored(page.name)).convert("L").getpixel((55, 75)) > 245


@pytest.mark.parametrize(
    ("content", "pages"),
    [(desk.picture(), 1), (desk.picture("JPEG"), 1), (pdf(3), 1)],
    ids=["png", "jpeg", "pdf"],
)
def test_scan_is_drawn_anew_and_kept(application, cast, settings, content, pages) -> None:
    client = signed_in(cast.clerk)
    assert "Pages added" in send(client, application, named(content, "scan 1.bin")).content.decode()
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
    assert not Image.open(pictures.open_stored(page.name)).getexif()


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
    assert delete_orphan_scans(by=None) == 1
    assert not loose.exists()
    assert young.exists(), "it may belong to an upload that is under way"
    assert (settings.SCAN_DIR / page.name).exists()

"""Scans as clerks send them."""

import io

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application


def send(client: Client, application: Application, *files: SimpleUploadedFile):
    """Upload files; the page that says what became of them."""
    sent = {"files": list(files)}
    return client.post(f"/staff/paper/{application.reference}/scan/", sent, follow=True)


def named(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(pages: int = 2) -> bytes:
    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        document.new_page(612, 792)
    document.save(file)
    return file.getvalue()

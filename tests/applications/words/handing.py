"""Files of answers as a vendor gets them and sends them back."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from applications.models import Answer, HandOut
from tests.factories.words import OF_WORDS, XLSX, row_of, saved

VENDOR = "Lingua Ltd."


def address(hand_out: HandOut, page: str = "") -> str:
    return f"/staff/translations/files/{hand_out.pk}/{page}"


def sent(client: Client, hand_out: HandOut) -> Workbook:
    """The file as the vendor opens it."""
    answer = client.get(address(hand_out, "file/"))
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def write(book: Workbook, answer: Answer, words: str) -> None:
    book.active.cell(row_of(book, f"answer-{answer.pk}/text"), OF_WORDS).value = words


def bring(client: Client, hand_out: HandOut, book: Workbook):
    file = SimpleUploadedFile("back.xlsx", saved(book), XLSX)
    return client.post(address(hand_out), {"file": file}, follow=True)


def save(client: Client, page, **typed: str):
    form = {"seal": page.context["verdict"].seal} | typed
    return client.post(page.redirect_chain[-1][0], form, follow=True)


def faults(page) -> list[str]:
    return [fault for each in page.context["verdict"].faulty for fault in each.faults]

"""Finance reads a spreadsheet: sees every row, chooses, records, and finds what came of it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from core.models import AccessEvent
from stipends.enums import StipendStatus
from stipends.models import PaymentFile
from tests.factories.applications import apply
from tests.factories.offering import PAYEE
from tests.factories.paying import status_of
from tests.factories.payment_files import HEADINGS, of_rows, workbook
from tests.factories.staff import signed_in
from tests.factories.story import approved

FILES = "/staff/payments/files/"


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


def upload(client: Client, call, content: bytes, name: str = "run.xlsx"):
    sent = {"file": SimpleUploadedFile(name, content), "method": "check_by_mail"}
    return client.post(f"{FILES}?call={call.slug}", sent)


def page_of(client: Client, file: PaymentFile) -> str:
    return client.get(f"{FILES}{file.pk}/").content.decode()


@pytest.mark.django_db
def test_file_is_read_shown_and_recorded(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    reference = part.agreement.decision.application.reference
    rows = [
        HEADINGS,
        (reference, "", part.amount_cents / 100, "118826", timezone.localdate()),
        ("CDG-ZZZZ-ZZZZ", "", 600, "118827", timezone.localdate()),
        ("Total", "", part.amount_cents / 100 + 700, "", ""),
    ]
    answer = upload(finance, call, workbook(rows))
    file = PaymentFile.objects.get()
    assert answer.headers["Location"] == f"{FILES}{file.pk}/"
    page = page_of(finance, file)
    for words in ("Nothing is recorded yet", "Unmatched", "Is a row missing?", "Record 1 payment"):
        assert words in " ".join(page.split())
    assert page.index("Unmatched") < page.index("Record 1 payment")
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    refused = finance.post(f"{FILES}{file.pk}/", {"seen": seen}, follow=True)
    assert "Say that these rows are left out" in refused.content.decode()
    assert status_of(part) == StipendStatus.APPROVED
    done = finance.post(f"{FILES}{file.pk}/", {"seen": seen, "leaves_out": "on"}, follow=True)
    assert "Recorded: 1 payment." in done.content.decode()
    assert "118826" in done.content.decode()
    assert status_of(part) == StipendStatus.PAID


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 x", "This is a PDF"),
        (b"Name,City\nAna,Boston\n", "headings that we look for"),
        (b"Reference,Amount,Check number,Date\n", "nothing below the headings"),
        (b"Reference,Amount,Check number,Date\nTotal,5,,\n", "no payment below the headings"),
    ],
)
def test_wrong_file_is_refused_in_words(call, cast, finance, content, says) -> None:
    upload(finance, call, content, "run.csv")
    assert says in finance.get(f"{FILES}?call={call.slug}").content.decode()
    assert not PaymentFile.objects.exists()


@pytest.mark.django_db
def test_run_goes_out_with_names_on_the_access_log_and_comes_back(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    answer = finance.post("/staff/payments/run/", {"call": call.slug})
    book = load_workbook(io.BytesIO(b"".join(answer)))
    sheet = book.active
    assert sheet["C2"].value == PAYEE.legal_name
    application = part.agreement.decision.application
    event = AccessEvent.objects.get(what=AccessEvent.What.CONTACT, by=cast.finance)
    assert event.object_id == application.pk
    sheet["H2"], sheet["I2"] = "118826", timezone.localdate()
    filled = io.BytesIO()
    book.save(filled)
    upload(finance, call, filled.getvalue())
    file = PaymentFile.objects.get()
    assert "Record 1 payment" in " ".join(page_of(finance, file).split())
    assert PAYEE.legal_name not in str(file.rows)


@pytest.mark.django_db
def test_dropped_file_says_so(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    reference = part.agreement.decision.application.reference
    file = of_rows(call, cast.finance, (reference, "", 1, "1", timezone.localdate()))
    finance.post(f"{FILES}{file.pk}/drop/")
    assert "No payment was recorded." in page_of(finance, file)
    assert finance.post(f"{FILES}{file.pk}/", {"seen": ""}, follow=True).status_code == 200
    assert status_of(part) == StipendStatus.APPROVED

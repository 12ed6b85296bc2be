"""A year's payments by payee, for the tax office."""

import io
from datetime import date

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from core.models import AccessEvent
from stipends.actions.agree import pay_back
from stipends.actions.approve import approve_stipend
from stipends.actions.threshold import note_threshold
from stipends.enums import InstallmentKind
from stipends.models import LedgerEntry, TaxThreshold
from stipends.year_end import payees_in, threshold_of
from tests.factories.applications import apply
from tests.factories.paying import check, paid, returned
from tests.factories.story import approved


@pytest.mark.django_db
def test_thresholds_are_600_through_2025_and_2000_from_2026(call, cast) -> None:
    assert [threshold_of(year).amount_cents for year in (2021, 2025, 2026, 2030)] == [
        60000,
        60000,
        200000,
        200000,
    ]
    note_threshold(by=cast.finance, year=2027, amount_cents=205000, source="IRS, for 2027")
    assert [threshold_of(year).amount_cents for year in (2026, 2027, 2028)] == [
        200000,
        205000,
        205000,
    ]


@pytest.mark.django_db
def test_database_never_rewrites_a_threshold(call) -> None:
    with pytest.raises(DatabaseError, match="Cannot update|permission denied"):
        TaxThreshold.objects.update(amount_cents=1)


@pytest.mark.django_db
def test_sum_of_a_year_is_what_arrived_and_no_reimbursement(call, cast) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    paid(one, cast)
    paid(other, cast, check("2"))
    returned(other, cast)
    back = pay_back(
        by=cast.coordinator,
        seat=one.agreement.seat,
        kind=InstallmentKind.CHILDCARE,
        amount_cents=4550,
    )
    approve_stipend(by=cast.coordinator, installment=back, despite=["unchecked"])
    paid(back, cast, check("3"))
    (payee,) = payees_in(timezone.localdate().year)
    assert payee.cents == one.amount_cents
    arrived = LedgerEntry.objects.raw(
        "SELECT 1 AS id, sum(e.amount_cents) AS cents FROM stipends_ledgerentry e"
        " JOIN stipends_installment i ON i.id = e.installment_id"
        " WHERE i.kind = 'stipend' AND e.kind IN ('paid', 'reissued')"
        " AND NOT EXISTS (SELECT FROM stipends_ledgerentry n WHERE n.installment_id = i.id"
        " AND n.id > e.id AND n.kind IN ('returned', 'failed', 'paid', 'reissued'))"
    )[0]
    assert payee.cents == arrived.cents
    assert payees_in(timezone.localdate().year - 1) == []


@pytest.mark.django_db
def test_page_and_file_say_the_same(call, cast) -> None:
    part = approved(apply(call), cast).installment
    paid(part, cast)
    client = Client()
    client.force_login(cast.finance)
    page = client.get("/staff/payments/year/").content.decode()
    assert "at least this much, from here" in page
    reference = part.agreement.decision.application.reference
    assert reference in page
    content = b"".join(client.post("/staff/payments/year/file/"))
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert rows[1][0] == reference
    assert rows[1][3] == part.amount_cents / 100
    event = AccessEvent.objects.get(what=AccessEvent.What.EXPORT)
    assert (event.by, event.count) == (cast.finance, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["21", "9999", "x", "２０２６"])
def test_year_that_is_none_is_not_found(call, cast, year) -> None:
    client = Client()
    client.force_login(cast.finance)
    assert client.get("/staff/payments/year/", {"year": year}).status_code == 404


@pytest.mark.django_db
def test_threshold_is_typed_in_on_the_page(call, cast) -> None:
    client = Client()
    client.force_login(cast.finance)
    client.post(
        "/staff/payments/year/threshold/",
        {"year": "2027", "amount_cents": "$2,050", "source": "IRS, for 2027"},
    )
    noted = TaxThreshold.objects.get(year=2027)
    assert (noted.amount_cents, noted.noted_by) == (205000, cast.finance)
    assert noted.noted_at.date() >= date(2026, 1, 1)

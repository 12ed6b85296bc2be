"""A row that pays again what came back says so, before it is recorded and afterwards."""

import pytest
from django.test import Client
from django.utils import timezone

from stipends.actions.agree import divide_agreement
from stipends.actions.approve import approve_stipend
from stipends.enums import Cause, Fit
from stipends.models import Installment, PaymentFile
from tests.factories.applications import apply
from tests.factories.paying import check, halves, paid, returned, second_finance
from tests.factories.payment_files import fits, of_rows, recorded
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


def row(part: Installment, number: str) -> tuple:
    reference = part.agreement.decision.application.reference
    return (reference, "", part.amount_cents / 100, number, timezone.localdate())


def page_of(finance: Client, file: PaymentFile) -> str:
    return " ".join(finance.get(f"/staff/payments/files/{file.pk}/").content.decode().split())


def on_its_day(number: str) -> str:
    today = timezone.localdate()
    return f"check {number} of {today:%b} {today.day}, {today.year}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cause", "became"),
    [
        (Cause.ADDRESS, "came back"),
        (Cause.LOST, "never arrived"),
        (Cause.MISTAKE, "was marked by mistake"),
    ],
)
def test_row_says_what_it_pays_again(call, cast, cause, became) -> None:
    first, back = (approved(apply(call), cast).installment for _ in range(2))
    paid(back, cast, check("1042"))
    returned(back, cast, cause)
    file = of_rows(call, cast.finance, row(first, "1043"), row(back, "1044"))
    plain, again = fits(file, second_finance(cast))
    assert (plain.fit, plain.words, again.fit) == (Fit.MATCHED, "", Fit.MATCHED)
    assert again.words == f"Pays again: {on_its_day('1042')} {became}."


@pytest.mark.django_db
def test_pages_of_a_file_count_what_is_paid_again(call, cast, finance) -> None:
    first, back = (approved(apply(call), cast).installment for _ in range(2))
    paid(back, cast, check("1042"))
    returned(back, cast)
    file = of_rows(call, cast.finance, row(first, "1043"), row(back, "1044"))
    page = page_of(finance, file)
    assert page.count("Pays again:") == 1
    assert "1 pays again what came back or never arrived, $1,200." in page
    recorded(file, cast.finance)
    page = page_of(finance, file)
    assert "2 payments, $2,400; 1 pays again what came back or never arrived." in page
    assert page.count("<small>Paid again</small>") == 1


@pytest.mark.django_db
def test_file_without_such_a_row_speaks_of_none(call, cast, finance) -> None:
    file = of_rows(call, cast.finance, row(approved(apply(call), cast).installment, "1043"))
    assert "again" not in page_of(finance, file).partition("<main")[2].partition("</main")[0]
    recorded(file, cast.finance)
    assert "again" not in page_of(finance, file).partition("<main")[2].partition("</main")[0]


@pytest.mark.django_db
def test_choice_between_two_parts_says_which_came_back(call, cast, finance) -> None:
    part = seated(apply(call), cast)
    agreement = part.agreement
    divide_agreement(by=cast.coordinator, agreement=agreement, parts=halves(part), seen=[part.pk])
    first, second = agreement.installments.all()
    for each in (first, second):
        approve_stipend(by=cast.coordinator, installment=each, despite=["unchecked"])
    paid(first, cast, check("1042"))
    returned(first, cast)
    page = page_of(finance, of_rows(call, cast.finance, row(first, "1044")))
    assert page.count("Pays again:") == 1 and f"{on_its_day('1042')} came back" in page


@pytest.mark.django_db
def test_marking_by_hand_says_so_too(call, cast, finance) -> None:
    first, back = (approved(apply(call), cast).installment for _ in range(2))
    paid(back, cast, check("1042"))
    returned(back, cast)
    given = {"part": [first.pk, back.pk]}
    page = finance.post("/staff/payments/mark/", given, follow=True).content.decode()
    assert page.count("Pays again:") == 1
    page = finance.get(f"/staff/payments/{back.pk}/").content.decode()
    assert f"Pays again: {on_its_day('1042')} came back." in page

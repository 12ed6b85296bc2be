"""What is wrong is said once, beside the box that it is about; what is printed says what it is."""

import pytest
from django.test import Client
from django.utils import timezone

from stipends.forms import PartsForm
from tests.factories.applications import apply
from tests.factories.paying import check, paid, status_of
from tests.factories.payment_files import of_rows, recorded
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated
from tests.messages import said

MARK = "/staff/payments/mark/"


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


def typed(part, number: str) -> dict:
    prefix = f"part-{part.pk}"
    return {
        f"{prefix}-seen": part.entries.latest("pk").pk,
        f"{prefix}-method": "check_by_mail",
        f"{prefix}-number": number,
        f"{prefix}-day": timezone.localdate(),
    }


@pytest.mark.parametrize(
    ("box", "sent"),
    [
        ("due_on_1", {"amount_1": "600", "due_on_1": "soon"}),
        ("due_on_1", {"amount_1": "600", "due_on_1": "9999-01-01"}),
        ("note", {"way": "phone", "note": "Their number is 123-45-6789."}),
    ],
)
def test_box_has_one_error(box, sent) -> None:
    form = PartsForm(sent)
    assert len(form.errors[box]) == 1


@pytest.mark.django_db
def test_what_may_be_a_slip_in_one_of_many_stands_beside_its_tick(call, cast, finance) -> None:
    one, other, first = (approved(apply(call), cast).installment for _ in range(3))
    paid(first, cast, check("7"))
    sent = {"step": "paid", "part": [one.pk, other.pk]} | typed(one, "7") | typed(other, "8")
    page = finance.post(MARK, sent, follow=True)
    text = page.content.decode()
    assert said(page) == "" and "some were refused" not in text
    assert text.count("has this number too. Is that right?") == 2, "in the summary, and beside it"
    assert "Nothing is marked paid yet." in text and text.count("Please check this page") == 1
    reference = one.agreement.decision.application.reference
    assert f"{reference}, 1 of 1:" in text
    done = finance.post(MARK, sent | {f"part-{one.pk}-despite": "same_number"}, follow=True)
    assert said(done) == "2 are marked paid." and status_of(one) == "paid"


@pytest.mark.django_db
def test_two_rows_with_errors_have_one_summary(call, cast, finance) -> None:
    parts = [approved(apply(call), cast).installment for _ in range(2)]
    sent = {"step": "paid", "part": [part.pk for part in parts]}
    for part in parts:
        sent |= typed(part, "")
    text = finance.post(MARK, sent, follow=True).content.decode()
    assert text.count("Please check this page") == 1
    sent = {"step": "paid", "part": parts[0].pk} | typed(parts[0], "1")
    assert said(finance.post(MARK, sent, follow=True)) == "1 is marked paid."


@pytest.mark.django_db
def test_what_is_printed_says_what_when_and_by_whom(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    day = f"{timezone.localdate():%B %-d, %Y}"
    file = of_rows(
        call,
        cast.finance,
        (part.agreement.decision.application.reference, "", 1200, "7", timezone.localdate()),
    )
    recorded(file, cast.finance)
    for path, what in (
        (f"/staff/payments/?call={call.slug}&show=way", "On its way"),
        (f"/staff/payments/files/{file.pk}/", "Payments read from a spreadsheet"),
        ("/staff/payments/year/", "Payments by payee"),
    ):
        text = " ".join(finance.get(path).content.decode().split())
        printed = text.partition('class="on-paper"')[2].partition("</p>")[0]
        assert what in printed and f"Printed {day}" in printed and str(cast.finance) in printed
    sheet = finance.post("/staff/payments/payees/", {"part": part.pk}, follow=True)
    assert 'class="on-paper"' in sheet.content.decode()


@pytest.mark.django_db
def test_smaller_stipend_is_asked_about_once(call, cast) -> None:
    part = seated(apply(call), cast)
    sent = {"seen": part.pk, "amount_1": "700", "due_on_1": part.due_on}
    path = f"/staff/stipends/{part.agreement_id}/divide/"
    text = signed_in(cast.coordinator).post(path, sent, follow=True).content.decode()
    assert text.count("Is that right?") == 2, "in the summary, and beside its tick"

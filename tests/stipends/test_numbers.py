"""What looks like a Social Security number is kept nowhere, and a check has a real number."""

import pytest
from django.test import Client
from django.utils import timezone, translation

from selection.offers.forms import AcceptForm, PayeeCorrectForm
from selection.offers.forms import RecordForm as AnswerForm
from stipends.actions.agree import decline_stipend
from stipends.actions.approve import void_stipend
from stipends.actions.budget import ask_for_more
from stipends.actions.follow_up import correct_payment
from stipends.check_numbers import fault_of
from stipends.enums import Fit
from stipends.forms import AskedForm, CorrectForm, FirstPayBackForm, MoreMoneyForm, WhyForm
from stipends.parts import Asked
from tests.factories.applications import apply
from tests.factories.paying import check, paid, status_of
from tests.factories.payment_files import fits, of_rows
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated
from tests.refusals import refuses

SPELLINGS = ["123-45-6789", "123 45 6789", "123456789"]


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (CorrectForm, "reason"),
        (WhyForm, "reason"),
        (MoreMoneyForm, "reason"),
        (AskedForm, "note"),
        (FirstPayBackForm, "legal_name"),
        (PayeeCorrectForm, "legal_name"),
        (PayeeCorrectForm, "reason"),
        (AnswerForm, "legal_name"),
        (AnswerForm, "note"),
        (AcceptForm, "legal_name"),
    ],
)
def test_no_box_of_money_takes_a_tax_number(kind, field) -> None:
    with translation.override("en"):
        for number in SPELLINGS:
            form = kind({field: f"Ana {number}."})
            assert form.has_error(field, "tax_number"), number
        assert not kind({field: "Ana Silva, 10442"}).has_error(field)


@pytest.mark.django_db
@pytest.mark.parametrize("number", SPELLINGS)
def test_no_action_keeps_a_tax_number(call, cast, number) -> None:
    words = f"It is {number}."
    part, other = approved(apply(call), cast).installment, seated(apply(call), cast)
    paid(part, cast)
    with refuses("tax_number"):
        correct_payment(by=cast.finance, installment=part, payment=check("2"), reason=words)
    with refuses("tax_number"):
        void_stipend(by=cast.coordinator, installment=other, reason=words)
    with refuses("tax_number"):
        ask_for_more(by=cast.coordinator, call=call, amount_cents=1, reason=words)
    asked = Asked("phone", words)
    with refuses("tax_number"):
        decline_stipend(by=cast.coordinator, agreement=other.agreement, asked=asked)


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 1, 3, 4])
def test_row_of_a_file_says_so_and_never_repeats_it(call, cast, place) -> None:
    part = approved(apply(call), cast).installment
    reference = part.agreement.decision.application.reference
    row = [reference, "V-1", "1200", "10442", timezone.localdate()]
    row[place] = SPELLINGS[0]
    file = of_rows(call, cast.finance, row)
    (judged,) = fits(file, cast.finance)
    assert judged.fit == Fit.UNREADABLE and "looks like a Social Security" in judged.words
    assert SPELLINGS[0] not in str(file.rows) + judged.words


@pytest.mark.parametrize("number", ["0", "-1", "000", "check", "+7", "\u2212 5", *SPELLINGS[:2]])
def test_number_of_no_check(number) -> None:
    assert fault_of(number)


@pytest.mark.parametrize(
    "number", ["1", "0010", "V-2027-014", "EFT 000012345678", "10442-2021", SPELLINGS[2]]
)
def test_number_that_a_check_can_have(number) -> None:
    assert not fault_of(number)


@pytest.mark.django_db
def test_number_of_no_check_is_refused_on_a_page_and_in_a_file(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    typed = {"seen": part.entries.get().pk, "method": "check_by_mail", "day": timezone.localdate()}
    page = finance.post(f"/staff/payments/{part.pk}/pay/", typed | {"number": "-1"}, follow=True)
    assert "at least one digit that is not 0" in page.content.decode()
    with refuses("no_number"):
        paid(part, cast, check("0"))
    reference = part.agreement.decision.application.reference
    row = [reference, "", "1200", "0", timezone.localdate()]
    assert fits(of_rows(call, cast.finance, row), cast.finance)[0].fit == Fit.UNREADABLE
    assert status_of(part) == "approved"

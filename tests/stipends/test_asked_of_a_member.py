"""A member never reads that there is nothing to do beside what they are asked for."""

import pytest
from django.test import Client
from django.utils import timezone

from core.models import OutgoingMail
from selection.enums import PayBy
from selection.models import Acceptance
from stipends.actions.agree import pay_back
from stipends.actions.approve import approve_stipend
from stipends.actions.payee import note_payee
from stipends.enums import Cause, InstallmentKind, TaxForm
from stipends.models import Installment
from tests.applications.form.my_application import code_of, find
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.paying import check, paid, returned
from tests.factories.story import seated

NOTHING = "You do not have to do anything."
NO_FORM = "We do not have your tax form W-9 yet."
NO_ADDRESS = "We do not have your address."


def owner_of(part: Installment) -> Client:
    application, browser = part.agreement.decision.application, Client()
    closed(application.call)
    find(browser, application.call, application.reference, code_of(application))
    return browser


def page(owner: Client, part: Installment) -> str:
    slug = part.agreement.decision.application.call.slug
    return owner.get(f"/en/{slug}/mine/status/", follow=True).content.decode()


def form_came(part: Installment, cast) -> None:
    note_payee(
        by=cast.finance,
        agreement=part.agreement,
        tax_form=TaxForm.W9,
        tax_form_on=timezone.localdate(),
        payee_number="",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("has_address", [True, False])
def test_nothing_to_do_is_said_only_where_nothing_is_asked(call, cast, has_address) -> None:
    home = {"street": "60 Example St" if has_address else ""}
    part = seated(apply(call, home=home), cast)
    Acceptance.objects.update(pay_by=PayBy.MAIL)
    pay_back(
        by=cast.coordinator,
        seat=part.agreement.seat,
        kind=InstallmentKind.TRANSPORT,
        amount_cents=700,
    )
    owner = owner_of(part)
    text = page(owner, part)
    assert NO_FORM in text and NOTHING not in text
    form_came(part, cast)
    text = page(owner, part)
    assert NO_FORM not in text and (NOTHING in text) is has_address


@pytest.mark.django_db
def test_new_payment_is_prepared_and_the_form_is_asked_for(call, cast) -> None:
    part = seated(apply(call), cast)
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    paid(part, cast, check("1"))
    returned(part, cast, Cause.LOST)
    owner = owner_of(part)
    mail = OutgoingMail.objects.latest("pk").body
    for text in (page(owner, part), mail):
        assert "We are preparing a new one." in text and NO_FORM in text and NOTHING not in text
    form_came(part, cast)
    text = page(owner, part)
    assert "We are preparing a new one." in text and NOTHING in text


@pytest.mark.django_db
def test_address_is_asked_for_as_long_as_a_check_is_in_the_mail_without_one(call, cast) -> None:
    part = seated(apply(call, home={"street": ""}), cast)
    Acceptance.objects.update(pay_by=PayBy.MAIL)
    owner = owner_of(part)
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    paid(part, cast)
    text = page(owner, part)
    assert "We sent you a check by mail" in text and NO_ADDRESS in text
    assert "your check goes by mail" not in text.lower()

"""What is paid back is asked about where it may be a slip; finance’s desk opens where work is."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stipends.actions.agree import pay_back
from stipends.enums import InstallmentKind
from stipends.models import Agreement
from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated
from tests.refusals import refuses

MUCH, TWICE = "The amount is right", "It is another one, with a receipt of its own"


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


def add(client: Client, agreement: Agreement, amount: str, *despite: str) -> str:
    path = f"/staff/stipends/{agreement.pk}/"
    shown = client.get(path).content.decode().partition("pay-back/")[2]
    seen = re.search(r'name="seen" value="([^"]*)"', shown)[1]
    sent = {"kind": "transport", "amount_cents": amount, "seen": seen, "despite": despite}
    return client.post(f"{path}pay-back/", sent, follow=True).content.decode()


def paid_back(agreement: Agreement) -> int:
    return agreement.installments.filter(kind=InstallmentKind.TRANSPORT).count()


@pytest.mark.django_db
def test_second_refund_like_the_first_is_asked_about(call, cast, coordinator) -> None:
    agreement = seated(apply(call), cast).agreement
    assert TWICE not in add(coordinator, agreement, "12")
    page = add(coordinator, agreement, "12")
    assert TWICE in page and MUCH not in page and paid_back(agreement) == 1
    with refuses("not_confirmed"):
        pay_back(
            by=cast.coordinator,
            seat=agreement.seat,
            kind=InstallmentKind.TRANSPORT,
            amount_cents=1200,
            despite=["much"],
        )
    add(coordinator, agreement, "12", "twice")
    add(coordinator, agreement, "13")
    assert paid_back(agreement) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "says"), [("300.01", "the usual $300"), ("99000", "the call has left")]
)
def test_large_refund_is_asked_about(call, cast, coordinator, amount, says) -> None:
    agreement = seated(apply(call), cast).agreement
    page = add(coordinator, agreement, amount)
    assert says in page and MUCH in page and TWICE not in page and not paid_back(agreement)
    add(coordinator, agreement, amount, "much")
    assert paid_back(agreement) == 1


@pytest.mark.django_db
def test_desk_opens_the_call_with_something_to_pay(call, cast) -> None:
    finance = signed_in(cast.finance)
    newer = second_call(call, opens_at=call.opens_at - timedelta(days=1))
    shown = finance.get("/staff/payments/").context["call"]
    other = newer if shown == call else call
    part = approved(apply(other), cast).installment
    page = finance.get("/staff/payments/")
    assert page.context["call"] == other
    assert f"/staff/payments/{part.pk}/" in page.content.decode()
    assert finance.get("/staff/payments/", {"call": shown.slug}).context["call"] == shown


@pytest.mark.django_db
def test_same_refund_of_another_day_is_asked_about_for_a_month(call, cast, coordinator) -> None:
    agreement = seated(apply(call), cast).agreement
    add(coordinator, agreement, "12")
    added = agreement.installments.filter(kind=InstallmentKind.TRANSPORT)
    added.update(due_on=timezone.localdate() - timedelta(days=5))
    page = add(coordinator, agreement, "12")
    assert TWICE in page and "was added on" in page and paid_back(agreement) == 1
    added.update(due_on=timezone.localdate() - timedelta(days=40))
    add(coordinator, agreement, "12")
    assert paid_back(agreement) == 2


@pytest.mark.django_db
def test_amount_is_asked_for_in_all(call, cast, coordinator) -> None:
    agreement = seated(apply(call), cast).agreement
    page = coordinator.get(f"/staff/stipends/{agreement.pk}/").content.decode()
    assert "How much in all, in dollars" in page and "not how much a meeting" in page

"""Whom to pay is corrected by a coordinator, with a reason, and finance sees the new name."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from core.models import AccessEvent
from selection.enums import OfferStepKind, PayBy
from selection.models import Acceptance, Offer, OfferStep
from selection.offers.actions.whom_to_pay import correct_whom_to_pay
from stipends.actions.approve import approve_stipend
from stipends.models import Installment
from tests.factories.applications import apply
from tests.factories.offering import offered
from tests.factories.paying import paid, returned
from tests.factories.staff import signed_in
from tests.factories.story import seated
from tests.refusals import refuses


@pytest.fixture
def part(call, cast) -> Installment:
    """Of a member whose legal name is Wideline Jean-Baptiste, paid by mail."""
    return seated(apply(call), cast)


@pytest.fixture
def offer(part) -> Offer:
    return part.agreement.seat.offer


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


def sheet(finance: Client, part: Installment) -> str:
    return finance.post("/staff/payments/payees/", {"part": part.pk}, follow=True).content.decode()


def correct(client: Client, offer: Offer, **changes: str) -> str:
    """The page that answers; the name is corrected unless `changes` say otherwise."""
    given = {"legal_name": "Widline Jean Baptiste", "pay_by": "mail", "reason": "As on the W-9."}
    address = f"/staff/offers/{offer.pk}/payee/correct/"
    answer = client.post(address, {"seen": "0"} | given | changes, follow=True)
    return answer.content.decode()


@pytest.mark.django_db
def test_coordinator_corrects_the_name_and_finance_sees_the_new_one(
    cast, part, offer, finance
) -> None:
    coordinator = signed_in(cast.coordinator)
    shown = coordinator.post(f"/staff/offers/{offer.pk}/payee/", follow=True).content.decode()
    assert 'value="Wideline Jean-Baptiste"' in shown
    page = correct(coordinator, offer)
    assert "Finance sees it from now on" in page
    assert "As on the W-9." in page, "the reason stands with the offer"
    seen = sheet(finance, part)
    assert "Widline Jean Baptiste" in seen and "Wideline" not in seen
    step = OfferStep.objects.get(offer=offer, kind=OfferStepKind.PAYEE_CORRECTED)
    assert (step.staff, step.reason) == (cast.coordinator, "As on the W-9.")
    who = {event.by for event in AccessEvent.objects.filter(query="whom to pay")}
    assert who == {cast.coordinator, cast.finance}


@pytest.mark.django_db
def test_history_says_that_the_name_changed_and_never_the_name(cast, part, offer) -> None:
    correct(signed_in(cast.coordinator), offer)
    auditor = signed_in(cast.auditor)
    reference = part.agreement.decision.application.reference
    page = auditor.get("/staff/history/", {"q": reference}).content.decode()
    assert "Corrected whom to pay" in page
    assert "Jean" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "Say why."),
        ({"legal_name": ""}, "Ask for the legal name."),
        ({"legal_name": "Wideline Jean-Baptiste"}, "This is what is noted already."),
        ({"seen": "9"}, "Somebody else corrected it"),
    ],
)
def test_nothing_is_corrected_without_a_reason_or_a_change(cast, offer, changes, words) -> None:
    page = correct(signed_in(cast.coordinator), offer, **changes)
    assert words in page
    assert Acceptance.objects.get(offer=offer).legal_name == "Wideline Jean-Baptiste"


@pytest.mark.django_db
def test_only_who_looks_after_members_corrects_it(call, cast, offer) -> None:
    given = {"legal_name": "A", "pay_by": PayBy.MAIL, "reason": "So.", "seen": 0}
    with pytest.raises(PermissionDenied):
        correct_whom_to_pay(by=cast.finance, offer=offer, **given)
    (other,) = offered(cast, apply(call))
    with refuses("nobody_known"):
        correct_whom_to_pay(by=cast.coordinator, offer=other, **given)
    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        OfferStep.objects.create(offer=offer, kind="payee_corrected", staff=cast.coordinator)


@pytest.mark.django_db
def test_finance_is_told_of_a_name_that_changed_since_it_was_approved(
    cast, part, offer, finance
) -> None:
    """Before it is paid: open the sheet again. After: what the bank may refuse."""
    coordinator = signed_in(cast.coordinator)
    address = f"/staff/payments/{part.pk}/"
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    assert "corrected" not in finance.get(address).content.decode()
    page = correct(coordinator, offer)
    assert "1 part is with finance" in page
    assert "open the payee sheet again" in finance.get(address).content.decode()
    desk = finance.get("/staff/payments/", {"call": part.agreement.decision.application.call.slug})
    assert "Payee corrected" in desk.content.decode()
    paid(part, cast)
    assert "corrected" not in finance.get(address).content.decode()
    step = OfferStep.objects.filter(offer=offer).latest("pk").pk
    page = correct(coordinator, offer, legal_name="W. Jean Baptiste", seen=str(step))
    assert "10442" in page, "which check went out in the name as it was"
    assert "10442 went out before" in finance.get(address).content.decode()
    returned(part, cast)
    assert "open the payee sheet again" in finance.get(address).content.decode()

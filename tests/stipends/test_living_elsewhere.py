"""A member who is found to live elsewhere is paid nothing before that is settled."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applications.models import Application
from applications.records.actions.check_residency import check_residency
from stipends.actions.approve import approve_stipend
from stipends.actions.pay import pay_stipend
from stipends.enums import EntryKind, Method
from stipends.models import LedgerEntry
from stipends.parts import Payment
from tests.factories.applications import apply
from tests.factories.paying import check
from tests.factories.paying import paid as pay
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated
from tests.messages import said
from tests.refusals import refuses

STIPENDS, PAYMENTS, TODAY = "/staff/stipends/", "/staff/payments/", "/staff/"
APPROVE = f"{STIPENDS}approve/"
DECISIONS = "/staff/decisions/"
BEFORE = "Members found to live elsewhere"


def found(application: Application, cast, status: str = "not_a_resident", seen: int = 0) -> None:
    check_residency(
        by=cast.coordinator, application=application, status=status, reason="Seen.", seen=seen
    )


def paid(days_ago: int) -> Payment:
    return check(day=timezone.localdate() - timedelta(days=days_ago))


@pytest.fixture
def application(call) -> Application:
    return apply(call)


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.mark.django_db
def test_stipend_is_not_approved_until_it_is_settled(application, cast) -> None:
    part = seated(application, cast)
    found(application, cast)
    with refuses("lives_elsewhere"):
        approve_stipend(by=cast.coordinator, installment=part)
    assert not LedgerEntry.objects.exists()
    found(application, cast, "verified", seen=1)
    assert approve_stipend(by=cast.coordinator, installment=part)


@pytest.mark.django_db
def test_payment_waits_but_one_from_before_is_noted(application, cast) -> None:
    approval = approved(application, cast)
    found(application, cast)
    given = {"by": cast.finance, "installment": approval.installment}
    with refuses("lives_elsewhere"):
        pay_stipend(**given, payment=paid(days_ago=0))
    assert pay_stipend(**given, payment=paid(days_ago=2))


@pytest.mark.django_db
def test_database_lets_nobody_approve_or_pay_meanwhile(application, cast) -> None:
    part = seated(application, cast)
    other = approved(apply(application.call), cast)
    found(application, cast)
    found(other.installment.agreement.decision.application, cast)
    approval = LedgerEntry(
        installment=part,
        kind=EntryKind.APPROVED,
        status=EntryKind.APPROVED,
        amount_cents=120_000,
        by=cast.coordinator,
    )
    payment = LedgerEntry(
        installment=other.installment,
        kind=EntryKind.PAID,
        status=EntryKind.PAID,
        amount_cents=120_000,
        by=cast.finance,
        approved_by=other.by,
        follows=other,
        method=Method.CHECK_BY_MAIL,
        number="10442",
        day=timezone.now().date(),  # in UTC, as the database counts days
    )
    for row in (approval, payment):
        with pytest.raises(IntegrityError, match="lives elsewhere"), transaction.atomic():
            row.save()


@pytest.mark.django_db
def test_pages_of_stipends_say_what_waits(application, cast, coordinator) -> None:
    part = seated(application, cast)
    found(application, cast)
    page = coordinator.get(STIPENDS).content.decode()
    assert "Not a resident" in page and 'name="part"' not in page
    assert f'href="/staff/applications/{application}/">Settle' in page
    answer = coordinator.post(APPROVE, {"part": part.pk, "step": "approve"}, follow=True)
    assert f"{application} is found not to live in Boston." in said(answer)


@pytest.mark.django_db
def test_unchecked_residency_is_asked_about_once(application, cast, coordinator) -> None:
    part = seated(application, cast)
    assert "Residency not checked" in coordinator.get(STIPENDS).content.decode()
    asked = coordinator.post(APPROVE, {"part": part.pk}, follow=True)
    assert asked.redirect_chain and not LedgerEntry.objects.exists()
    assert f'name="despite" value="{part.pk}"' in asked.content.decode()
    sent = {"part": part.pk, "step": "approve"}
    told = said(coordinator.post(APPROVE, sent, follow=True))
    assert "Confirm that first" in told and not LedgerEntry.objects.exists()
    answer = coordinator.post(APPROVE, sent | {"despite": part.pk}, follow=True)
    assert f"The stipend of {application} is approved." in said(answer)
    assert LedgerEntry.objects.get().despite == ["unchecked"]
    assert "Approved although" in coordinator.get(STIPENDS).content.decode()
    assert coordinator.get(APPROVE).url == STIPENDS


@pytest.mark.django_db
def test_checked_residency_is_not_asked_about(application, cast, coordinator) -> None:
    part = seated(application, cast)
    found(application, cast, "verified")
    coordinator.post(APPROVE, {"part": part.pk})
    assert LedgerEntry.objects.get().despite == []


@pytest.mark.django_db
def test_database_wants_an_unchecked_residency_confirmed(application, cast) -> None:
    line = {"kind": EntryKind.APPROVED, "status": "approved", "amount_cents": 120_000}
    line["installment"] = seated(application, cast)
    with pytest.raises(IntegrityError, match="unchecked"), transaction.atomic():
        LedgerEntry.objects.create(**line, by=cast.coordinator)


@pytest.mark.django_db
def test_today_leads_to_all_of_several_and_to_nobody_else(call, cast, coordinator) -> None:
    one, other, usual = (apply(call) for _ in range(3))
    for application in (usual, one, other):
        seated(application, cast)
    for application in (one, other):
        found(application, cast)
    todo = coordinator.get(TODAY).context["todo"]
    (item,) = (item for item in todo.now if item.title == BEFORE)
    page = coordinator.get(item.url).content.decode()
    assert str(one) in page and str(other) in page and str(usual) not in page


@pytest.mark.django_db
def test_finance_is_told_not_to_pay(application, cast) -> None:
    approval = approved(application, cast)
    found(application, cast)
    finance = signed_in(cast.finance)
    page = finance.get(PAYMENTS).content.decode()
    assert "Do not pay" in page
    page = finance.get(f"{PAYMENTS}{approval.installment_id}/").content.decode()
    assert "Do not pay" in page


@pytest.mark.django_db
def test_what_was_paid_already_is_said(application, cast, coordinator) -> None:
    approval = approved(application, cast)
    pay(approval.installment, cast)
    found(application, cast)
    for path in (STIPENDS, f"/staff/applications/{application}/"):
        page = coordinator.get(path).content.decode()
        assert "Not a resident" in page and "aid already" in page
        assert "stipend waits" not in page


@pytest.mark.django_db
def test_stipend_that_was_approved_before_leads_to_what_keeps_it(
    application, cast, coordinator
) -> None:
    approved(application, cast)
    found(application, cast)
    page = coordinator.get(STIPENDS).content.decode()
    assert "Finance is told not to pay yet" in page
    assert f'href="/staff/applications/{application}/">Settle' in page


@pytest.mark.django_db
@pytest.mark.parametrize("decide", [seated, approved])
def test_today_asks_a_coordinator_to_settle_it(application, cast, coordinator, decide) -> None:
    decide(application, cast)
    before = coordinator.get(TODAY).context["todo"]
    assert BEFORE in [item.title for item in before.nothing]
    found(application, cast)
    todo = coordinator.get(TODAY).context["todo"]
    (item,) = (item for item in todo.now if item.title == BEFORE)
    assert (item.count, item.since.date()) == (1, timezone.now().date())
    about = f"/staff/applications/{application}/"
    assert item.url == about
    assert f'href="{about}">Settle' in coordinator.get(DECISIONS).content.decode()
    assert "Stipends to approve" not in [each.title for each in todo.now]
    due = signed_in(cast.finance).get(TODAY).context["todo"]
    assert "Stipends to pay" not in [each.title for each in due.now]


@pytest.mark.django_db
def test_residency_queue_says_who_is_a_member(application, cast, coordinator) -> None:
    apply(application.call)
    seated(application, cast)
    page = coordinator.get("/staff/residency/").content.decode()
    assert page.count("Chosen as a member") == 1

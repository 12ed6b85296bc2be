"""Approving and paying: two people, once, never changed."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from applications.enums import ResidencyStatus
from applications.form.actions.withdraw import withdraw_application
from applications.records.actions.check_residency import check_residency
from core.actions import Refused
from stipends import queries
from stipends.actions.approve import approve_stipend
from stipends.actions.pay import pay_stipend
from stipends.enums import EntryKind, Method, StipendStatus
from stipends.models import LedgerEntry
from tests.factories.applications import apply
from tests.factories.releasing import let_go, proposed_release
from tests.factories.story import approved, released
from tests.refusals import refuses

CHECK = {"method": Method.CHECK_BY_MAIL, "number": "10442", "paid_on": date(2026, 11, 20)}


def row(approval: LedgerEntry, **changes) -> LedgerEntry:
    """A payment as somebody would write it past the action."""
    given = {
        "agreement": approval.agreement,
        "kind": EntryKind.PAID,
        "amount_cents": approval.amount_cents,
        "approval": approval,
        **CHECK,
    }
    return LedgerEntry(**(given | changes))


@pytest.mark.django_db
def test_stipend_is_due_when_the_decision_stands(call, cast) -> None:
    application = apply(call)
    release = proposed_release(cast, application)
    assert queries.stipends() == []
    with refuses("not_due"):
        approve_stipend(by=cast.coordinator, decision=release.decisions.get())
    let_go(release, cast.second_coordinator)
    (stipend,) = queries.stipends()
    assert (stipend.status, stipend.amount_cents) == (StipendStatus.TO_APPROVE, 120_000)


@pytest.mark.django_db
def test_today_counts_the_stipends_that_their_pages_list(call, cast) -> None:
    """Due, approved, paid, and each of the first two of somebody who lives elsewhere."""
    due, waiting, withdrawn = (released(apply(call), cast) for _ in range(3))
    withdraw_application(by=cast.coordinator, application=withdrawn.application)
    approval, stopped, settled = (approved(apply(call), cast) for _ in range(3))
    pay_stipend(by=cast.finance, approval=settled, **CHECK)
    for decision in (waiting, stopped.agreement.decision):
        check_residency(
            by=cast.coordinator,
            application=decision.application,
            status=ResidencyStatus.NOT_A_RESIDENT,
            reason="Seen.",
            seen=0,
        )
    goes_on = [each for each in queries.stipends() if not each.waits]
    for asked, status in (
        (queries.to_approve(), StipendStatus.TO_APPROVE),
        (queries.to_pay(), StipendStatus.APPROVED),
    ):
        listed = {each.decision for each in goes_on if each.status == status}
        assert set(asked) == listed and len(listed) == 1
    assert queries.to_approve().get() == due
    assert queries.to_pay().get().approved_at == approval.at


@pytest.mark.django_db
def test_stipend_goes_from_approved_to_paid(call, cast) -> None:
    approval = approved(apply(call), cast)
    assert queries.stipends()[0].status == StipendStatus.APPROVED
    pay_stipend(by=cast.finance, approval=approval, **CHECK)
    (stipend,) = queries.stipends()
    assert stipend.status == StipendStatus.PAID
    assert (stipend.payment.number, stipend.payment.by) == ("10442", cast.finance)
    budget = queries.budget_of(call)
    assert (budget.approved_cents, budget.paid_cents) == (120_000, 120_000)
    assert budget.left_cents == 14 * 120_000


@pytest.mark.django_db
def test_approving_again_writes_nothing_new(call, cast) -> None:
    approval = approved(apply(call), cast)
    decision = approval.agreement.decision
    again = approve_stipend(by=cast.second_coordinator, decision=decision)
    assert again == approval
    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db
def test_paying_again_is_refused(call, cast) -> None:
    approval = approved(apply(call), cast)
    pay_stipend(by=cast.finance, approval=approval, **CHECK)
    with refuses("already_paid"):
        pay_stipend(by=cast.finance, approval=approval, **CHECK)
    with pytest.raises(IntegrityError):
        row(approval, by=cast.finance).save()


@pytest.mark.django_db
def test_approver_may_not_pay(call, cast) -> None:
    approval = approved(apply(call), cast)
    with refuses("approver_may_not_pay"):
        pay_stipend(by=cast.coordinator, approval=approval, **CHECK)
    with pytest.raises(IntegrityError, match="made by somebody else"):
        row(approval, by=cast.coordinator).save()


@pytest.mark.django_db
def test_payment_of_another_amount_is_refused_by_the_database(call, cast) -> None:
    approval = approved(apply(call), cast)
    with pytest.raises(IntegrityError, match="fits its approval"):
        row(approval, by=cast.finance, amount_cents=130_000).save()


@pytest.mark.django_db
def test_payment_without_a_number_is_refused_by_the_database(call, cast) -> None:
    approval = approved(apply(call), cast)
    with pytest.raises(IntegrityError, match="a_payment_says_how_when"):
        row(approval, by=cast.finance, number="").save()


@pytest.mark.django_db
def test_ledger_is_append_only(call, cast) -> None:
    approval = approved(apply(call), cast)
    for attempt in (approval.delete, approval.save):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            attempt()


@pytest.mark.django_db(transaction=True)
def test_two_people_paying_at_once_pay_once(call, cast) -> None:
    approval = approved(apply(call), cast)
    refused: list[Exception] = []
    start = threading.Barrier(4)

    def pay() -> None:
        start.wait()
        try:
            pay_stipend(by=cast.finance, approval=approval, **CHECK)
        except Refused as error:
            refused.append(error)
        connection.close()

    threads = [threading.Thread(target=pay) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LedgerEntry.objects.filter(kind=EntryKind.PAID).count() == 1
    assert len(refused) == 3

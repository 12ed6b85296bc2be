"""Approving and paying: two people, once, never changed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from applications.enums import ResidencyStatus
from applications.form.actions.withdraw import withdraw_application
from applications.records.actions.check_residency import check_residency
from core.actions import Refused, SomeRefused
from stipends import queries
from stipends.actions.approve import approve_stipend, reopen_stipend, void_stipend
from stipends.actions.follow_up import (
    correct_payment,
    note_cleared,
    note_payment_return,
    take_back_cleared,
)
from stipends.actions.pay import pay_stipend, pay_stipends
from stipends.budget import budget_of
from stipends.enums import Cause, EntryKind, Method, StipendStatus
from stipends.models import LedgerEntry
from tests.concurrency import at_once
from tests.factories.applications import apply
from tests.factories.paying import check, paid, paid_by_another, returned, second_finance, status_of
from tests.factories.story import approved, seated
from tests.refusals import refuses


def row(approval: LedgerEntry, **changes) -> LedgerEntry:
    """A payment as somebody would write it past the action."""
    given = {
        "installment": approval.installment,
        "kind": EntryKind.PAID,
        "status": StipendStatus.PAID,
        "amount_cents": approval.amount_cents,
        "follows": approval,
        "approved_by_id": approval.by_id,
        "method": Method.CHECK_BY_MAIL,
        "number": "10442",
        "day": timezone.now().date(),
    }
    return LedgerEntry(**(given | changes))


@pytest.mark.django_db
def test_today_counts_the_stipends_that_their_pages_list(call, cast) -> None:
    """Due, approved, paid, and each of the first two of somebody who lives elsewhere."""
    due, waiting, withdrawn = (seated(apply(call), cast) for _ in range(3))
    gone = withdrawn.agreement.decision.application
    withdraw_application(by=cast.coordinator, application=gone)
    approval, stopped, settled = (approved(apply(call), cast) for _ in range(3))
    paid(settled.installment, cast)
    for part in (waiting, stopped.installment):
        check_residency(
            by=cast.coordinator,
            application=part.agreement.decision.application,
            status=ResidencyStatus.NOT_A_RESIDENT,
            reason="Seen.",
            seen=0,
        )
    parts = queries.parts_in(call)
    can_be_approved = [part.installment for part in parts if part.can_be_approved]
    assert [*queries.to_approve()] == can_be_approved == [due]
    assert queries.to_pay().get().approved_at == approval.at
    to_pay = [part for part in parts if part.status == StipendStatus.APPROVED]
    assert [part.pk for part in to_pay if not part.waits_for_residency] == [approval.installment_id]


@pytest.mark.django_db
def test_stipend_goes_from_approved_to_paid_and_the_budget_follows(call, cast) -> None:
    part = seated(apply(call), cast)
    budget = budget_of(call)
    assert (budget.to_approve_cents, budget.left_cents) == (120_000, 14 * 120_000)
    approval = approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    assert status_of(part) == StipendStatus.APPROVED
    paid(part, cast)
    (stipend,) = queries.stipends()
    assert (stipend.status, stipend.paid_cents) == (StipendStatus.PAID, 120_000)
    (shown,) = stipend.parts
    assert (shown.payment.number, shown.recorded.by) == ("10442", cast.finance)
    assert (shown.approval, shown.days_to_money) == (approval, 0)
    budget = budget_of(call)
    assert (budget.approved_cents, budget.paid_cents) == (0, 120_000)
    assert budget.left_cents == 14 * 120_000


@pytest.mark.django_db
def test_approving_again_writes_nothing_new(call, cast) -> None:
    approval = approved(apply(call), cast)
    again = approve_stipend(by=cast.second_coordinator, installment=approval.installment)
    assert again == approval
    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db
def test_paying_again_is_refused(call, cast) -> None:
    approval = approved(apply(call), cast)
    paid(approval.installment, cast)
    with refuses("already_paid"):
        paid(approval.installment, cast)
    with pytest.raises(IntegrityError):
        row(approval, by=cast.finance).save()


@pytest.mark.django_db
def test_approver_may_not_pay(call, cast) -> None:
    cast.coordinator.groups.add(*cast.finance.groups.all())
    approval = approved(apply(call), cast)
    with refuses("approver_may_not_pay"):
        pay_stipend(by=cast.coordinator, installment=approval.installment, payment=check())
    with pytest.raises(IntegrityError, match="nobody_pays"), transaction.atomic():
        row(approval, by=cast.coordinator).save()
    with pytest.raises(IntegrityError, match="names who approved it"):
        row(approval, by=cast.coordinator, approved_by_id=cast.finance.pk).save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"amount_cents": 130_000}, "makes a move"),
        ({"number": ""}, "says_what_its_kind_needs"),
        ({"kind": EntryKind.REISSUED, "status": StipendStatus.REISSUED}, "makes a move"),
        ({"status": StipendStatus.CLEARED}, "makes a move"),
        ({"follows": None}, "makes a move"),
        ({"day": timezone.localdate() - timedelta(days=400)}, "older than the call"),
        ({"day": timezone.localdate() + timedelta(days=2)}, "was_paid"),
    ],
)
def test_database_refuses_a_payment_that_does_not_fit(call, cast, changes, says) -> None:
    approval = approved(apply(call), cast)
    with pytest.raises(IntegrityError, match=says):
        row(approval, by=cast.finance, **changes).save()


@pytest.mark.django_db
def test_ledger_is_append_only(call, cast) -> None:
    approval = approved(apply(call), cast)
    for attempt in (approval.delete, approval.save):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            attempt()


@pytest.mark.django_db
def test_what_came_back_is_paid_again_on_the_same_approval(call, cast) -> None:
    part = approved(apply(call), cast).installment
    paid(part, cast)
    returned(part, cast)
    assert status_of(part) == StipendStatus.RETURNED
    assert budget_of(call).returned_cents == 120_000
    with refuses("no_such_move"):
        note_cleared(by=cast.finance, installment=part, day=timezone.localdate())
    again = paid(part, cast, check("10443"))
    assert (again.kind, again.approved_by) == (EntryKind.REISSUED, cast.coordinator)
    returned(part, cast, Cause.LOST)
    assert status_of(part) == StipendStatus.FAILED
    paid_by_another(part, cast, "10444")
    note_cleared(by=cast.finance, installment=part, day=timezone.localdate())
    assert status_of(part) == StipendStatus.CLEARED
    assert queries.numbered("10442").get() == part


@pytest.mark.django_db
@pytest.mark.parametrize("cause", [Cause.MISTAKE, Cause.ADDRESS])
def test_what_has_cleared_is_paid_again_only_once_that_is_taken_back(call, cast, cause) -> None:
    part = approved(apply(call), cast).installment
    paid(part, cast)
    note_cleared(by=cast.finance, installment=part, day=timezone.localdate())
    with refuses("has_cleared"):
        returned(part, cast, cause)
    cleared = part.entries.latest("pk")
    back = {"kind": EntryKind.FAILED, "status": StipendStatus.FAILED, "cause": cause}
    empty = {"method": "", "number": "", "approved_by_id": None, "by": cast.finance}
    with pytest.raises(IntegrityError, match="makes a move"), transaction.atomic():
        row(cleared, **empty, **back).save()
    colleague = second_finance(cast)
    with refuses("no_reason"):
        take_back_cleared(by=colleague, installment=part, reason=" ")
    take_back_cleared(by=colleague, installment=part, reason="It was another check.")
    assert (status_of(part), budget_of(call).paid_cents) == (StipendStatus.PAID, 120_000)
    with refuses("no_such_move"):
        take_back_cleared(by=colleague, installment=part, reason="Twice.")
    returned(part, cast, cause)
    assert paid_by_another(part, cast, "10443").kind == EntryKind.REISSUED


@pytest.mark.django_db
def test_correction_is_a_line_of_its_own(call, cast) -> None:
    part = approved(apply(call), cast).installment
    line = paid(part, cast)
    with refuses("same"):
        correct_payment(by=cast.finance, installment=part, payment=check(), reason="Typing.")
    correct_payment(by=cast.finance, installment=part, payment=check("10449"), reason="Typing.")
    line.refresh_from_db()
    shown = queries.part_of(part.pk)
    assert (line.number, shown.payment.number) == ("10442", "10449")
    assert (shown.status, shown.recorded) == (StipendStatus.PAID, line)
    assert {*queries.numbered("10442")} == {*queries.numbered("10449")} == {part}


@pytest.mark.django_db
def test_voided_part_is_paid_to_nobody_until_it_is_opened_again(call, cast) -> None:
    part = approved(apply(call), cast).installment
    with refuses("no_reason"):
        void_stipend(by=cast.coordinator, installment=part, reason=" ")
    void_stipend(by=cast.coordinator, installment=part, reason="A mistake.")
    with refuses("no_such_move"):
        paid(part, cast)
    assert budget_of(call).committed_cents == 0
    reopen_stipend(by=cast.coordinator, installment=part, reason="It was none.")
    assert status_of(part) == StipendStatus.TO_APPROVE
    approve_stipend(by=cast.second_coordinator, installment=part, despite=["unchecked"])
    assert paid(part, cast).approved_by == cast.second_coordinator
    with refuses("no_such_move"):
        void_stipend(by=cast.coordinator, installment=part, reason="Too late.")


@pytest.mark.django_db
def test_day_before_the_call_in_the_future_or_before_paying_is_refused(call, cast) -> None:
    part = approved(apply(call), cast).installment
    today = timezone.localdate()
    opened = timezone.localdate(call.opens_at)
    for day, code in (
        (today + timedelta(days=1), "in_future"),
        (opened - timedelta(days=1), "before_the_call"),
    ):
        with refuses(code):
            paid(part, cast, check(day=day))
    paid(part, cast)
    with refuses("before_paying"):
        note_payment_return(
            by=cast.finance,
            installment=part,
            cause=Cause.ADDRESS,
            day=today - timedelta(days=1),
        )


@pytest.mark.django_db
def test_page_that_is_older_than_the_last_line_writes_nothing(call, cast) -> None:
    part = approved(apply(call), cast).installment
    seen = queries.part_of(part.pk).seen
    paid(part, cast)
    returned(part, cast)
    with refuses("changed_meanwhile"):
        pay_stipend(by=cast.finance, installment=part, payment=check(), seen=seen)
    with refuses("changed_meanwhile"):
        void_stipend(by=cast.coordinator, installment=part, reason="Gone.", seen=seen)
    assert status_of(part) == StipendStatus.RETURNED


@pytest.mark.django_db
def test_several_are_paid_together_or_none_of_them(call, cast) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    paid(other, cast)
    payments = {one: check("1"), other: check("2")}
    with pytest.raises(SomeRefused) as refused:
        pay_stipends(by=cast.finance, payments=payments, seen={})
    assert [part for part, _why in refused.value.refusals] == [other]
    assert status_of(one) == StipendStatus.APPROVED


@pytest.mark.django_db(transaction=True)
def test_two_people_paying_at_once_pay_once(call, cast) -> None:
    part = approved(apply(call), cast).installment

    def pay() -> str:
        try:
            return paid(part, cast).kind
        except Refused as refused:
            return refused.code

    assert sorted(at_once(pay)) == ["already_paid"] * 3 + ["paid"]
    assert LedgerEntry.objects.filter(kind=EntryKind.PAID).count() == 1

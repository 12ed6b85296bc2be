"""Agreements: on accepted seats, in parts, less, later or declined; and what is paid back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from selection.enums import PayBy, Presence
from selection.members.actions.meetings import cancel_meeting, note_attendance, set_meeting
from selection.members.queries import version_of
from selection.offers.actions.answer import Payee
from selection.offers.queries import payee_of
from stipends import queries
from stipends.actions.agree import decline_stipend, divide_agreement, make_agreements, pay_back
from stipends.actions.approve import approve_stipend, reopen_stipend, void_stipend
from stipends.actions.budget import agree_to_more, ask_for_more, drop_request
from stipends.actions.payee import note_payee
from stipends.budget import budget_of
from stipends.enums import InstallmentKind, StipendStatus, TaxForm
from stipends.models import Agreement, BudgetIncrease, Installment, LedgerEntry
from stipends.parts import Terms
from tests.factories.applications import apply
from tests.factories.offering import accepted, offered
from tests.factories.paying import halves, paid, status_of
from tests.factories.story import approved, seated
from tests.refusals import refuses


def ids(agreement: Agreement) -> list[int]:
    return [part.pk for part in agreement.installments.all()]


def approve(part: Installment, cast, by=None) -> None:
    approve_stipend(by=by or cast.coordinator, installment=part, despite=["unchecked"])


@pytest.mark.django_db
def test_accepting_with_the_stipend_makes_an_agreement_once(call, cast) -> None:
    with_it, without = offered(cast, apply(call), apply(call))
    seat = accepted(with_it)
    accepted(without, payee=None)
    assert [make_agreements(by=None) for _ in range(2)] == [1, 0]
    agreement = Agreement.objects.get()
    assert (agreement.seat, agreement.amount_cents) == (seat, call.stipend_cents)
    assert (agreement.notice_language, agreement.notice_at is None) == ("en", False)
    assert [part.due_on for part in agreement.installments.all()] == [seat.since]


@pytest.mark.django_db
def test_database_wants_a_seat_that_was_accepted_with_the_stipend(call, cast) -> None:
    one, other = offered(cast, apply(call), apply(call))
    seat = accepted(one, payee=None)
    for given in ({"seat": seat}, {"seat": None}):
        with pytest.raises(IntegrityError, match="hangs on a seat"), transaction.atomic():
            Agreement.objects.create(decision=one.decision, amount_cents=1, **given)
    with pytest.raises(IntegrityError, match="hangs on a seat"), transaction.atomic():
        Agreement.objects.create(decision=other.decision, seat=seat, amount_cents=1)


@pytest.mark.django_db
def test_parts_sum_to_the_agreement(call, cast) -> None:
    part = seated(apply(call), cast)
    agreement = part.agreement
    terms = [Terms(40_000, due_on=part.due_on), Terms(80_000, due_after_meetings=2)]
    divide_agreement(by=cast.coordinator, agreement=agreement, parts=terms, seen=[part.pk])
    assert [each.amount_cents for each in agreement.installments.all()] == [40_000, 80_000]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="sum to the agreement"), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(amount_cents=120_001)
        with pytest.raises(IntegrityError, match="sum to the agreement"), transaction.atomic():
            agreement.installments.first().delete()
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.django_db
def test_part_is_due_after_so_many_meetings(call, cast) -> None:
    part = seated(apply(call), cast)
    divide_agreement(
        by=cast.coordinator,
        agreement=part.agreement,
        parts=[Terms(120_000, due_after_meetings=1)],
        seen=[part.pk],
    )
    part = part.agreement.installments.get()
    with refuses("not_due"):
        approve(part, cast)
    begins_at = timezone.now() - timedelta(minutes=1)
    meeting = set_meeting(by=cast.coordinator, call=call, begins_at=begins_at, place="Here")
    seat = part.agreement.seat
    note_attendance(by=cast.coordinator, meeting=meeting, presences={seat.pk: Presence.EXCUSED})
    with refuses("not_due"):
        approve(part, cast)
    came = {"presences": {seat.pk: Presence.THERE}, "seen": {seat.pk: Presence.EXCUSED}}
    note_attendance(by=cast.coordinator, meeting=meeting, **came)
    with refuses("held"):
        seen = version_of(meeting)
        cancel_meeting(by=cast.coordinator, meeting=meeting, reason="A slip", seen=seen)
    approve(part, cast)


@pytest.mark.django_db
def test_part_may_be_less_and_later_but_no_more(call, cast) -> None:
    part = seated(apply(call), cast)
    later = timezone.localdate() + timedelta(days=30)
    given = {"by": cast.coordinator, "agreement": part.agreement}
    with refuses("too_much"):
        divide_agreement(**given, parts=[Terms(120_001, due_on=later)], seen=[part.pk])
    divide_agreement(**given, parts=[Terms(50_000, due_on=later)], seen=[part.pk])
    with refuses("changed_parts"):
        divide_agreement(**given, parts=halves(part), seen=[part.pk])
    part.agreement.refresh_from_db()
    assert part.agreement.amount_cents == 50_000
    with refuses("not_due"):
        approve(part.agreement.installments.get(), cast)


@pytest.mark.django_db
def test_approved_part_stands_when_the_others_change(call, cast) -> None:
    part = seated(apply(call), cast)
    given = {"by": cast.coordinator, "agreement": part.agreement}
    divide_agreement(**given, parts=halves(part), seen=[part.pk])
    first, second = part.agreement.installments.all()
    approve(first, cast)
    divide_agreement(**given, parts=[Terms(10_000, due_on=part.due_on)], seen=[first.pk, second.pk])
    assert [each.amount_cents for each in part.agreement.installments.all()] == [60_000, 10_000]
    with pytest.raises(IntegrityError, match="with a ledger line stands"):
        Installment.objects.filter(pk=first.pk).update(amount_cents=1)


@pytest.mark.django_db
def test_member_declines_what_nobody_has_approved(call, cast) -> None:
    part = seated(apply(call), cast)
    given = {"by": cast.coordinator, "agreement": part.agreement}
    divide_agreement(**given, parts=halves(part), seen=[part.pk])
    first, second = part.agreement.installments.all()
    approve(first, cast)
    assert decline_stipend(by=None, agreement=part.agreement) == 1
    assert [status_of(each) for each in (first, second)] == ["approved", "voided"]
    line = second.entries.get()
    assert (line.by, line.kind) == (None, "voided")


@pytest.mark.django_db
def test_what_was_voided_is_agreed_anew_and_not_twice(call, cast) -> None:
    part = seated(apply(call), cast)
    approve(part, cast)
    void_stipend(by=cast.coordinator, installment=part, reason="They want less.")
    given = {"by": cast.coordinator, "agreement": part.agreement, "seen": [part.pk]}
    with refuses("too_much"):
        divide_agreement(**given, parts=[Terms(120_001, due_on=part.due_on)])
    divide_agreement(**given, parts=[Terms(50_000, due_on=part.due_on)])
    with refuses("too_much"):
        reopen_stipend(by=cast.coordinator, installment=part, reason="All of it.")
    (stipend,) = queries.stipends()
    assert stipend.amount_cents == 50_000


@pytest.mark.django_db
def test_what_is_paid_back_is_apart_from_the_stipend(call, cast) -> None:
    seat = seated(apply(call), cast).agreement.seat
    part = pay_back(
        by=cast.coordinator, seat=seat, kind=InstallmentKind.CHILDCARE, amount_cents=4_550
    )
    approve(part, cast)
    paid(part, cast)
    budget = budget_of(call)
    assert (budget.paid_back.paid_cents, budget.paid_cents) == (4_550, 4_550)
    assert budget.committed_cents == call.stipend_cents + 4_550
    (stipend,) = queries.stipends()
    assert (stipend.amount_cents, stipend.paid_cents) == (call.stipend_cents, 0)


@pytest.mark.django_db
def test_what_is_paid_back_comes_from_the_money_of_the_call(call, cast) -> None:
    call.seats = 1
    call.save()
    seat = approved(apply(call), cast).installment.agreement.seat
    part = pay_back(by=cast.coordinator, seat=seat, kind=InstallmentKind.CHILDCARE, amount_cents=1)
    with refuses("over_budget"):
        approve(part, cast)
    with pytest.raises(IntegrityError, match="no more is approved"), transaction.atomic():
        LedgerEntry.objects.create(
            installment=part,
            kind="approved",
            status="approved",
            amount_cents=1,
            by=cast.coordinator,
            despite=["unchecked"],
        )
    increase = ask_for_more(by=cast.coordinator, call=call, amount_cents=1, reason="Childcare.")
    agree_to_more(by=cast.second_coordinator, increase=increase)
    approve(part, cast)
    assert budget_of(call).left_cents == 0


@pytest.mark.django_db
def test_nothing_is_paid_back_to_nobody_knows_whom(call, cast) -> None:
    (offer,) = offered(cast, apply(call))
    seat = accepted(offer, payee=None)
    with refuses("no_payee"):
        pay_back(by=cast.coordinator, seat=seat, kind=InstallmentKind.TRANSPORT, amount_cents=500)
    payee = Payee("Wideline Jean-Baptiste", PayBy.PICK_UP, language="")
    its = {"by": cast.coordinator, "seat": seat, "kind": InstallmentKind.TRANSPORT, "seen": []}
    part = pay_back(**its, amount_cents=500, payee=payee)
    assert payee_of(offer).legal_name == "Wideline Jean-Baptiste"
    with refuses("changed_parts"):  # the same page, sent again
        pay_back(**its, amount_cents=500, payee=payee)
    approve(part, cast)
    paid(part, cast)
    (stipend,) = queries.stipends()
    assert (stipend.amount_cents, stipend.paid_cents) == (0, 0)


@pytest.mark.django_db
def test_no_more_is_approved_than_the_call_has_until_two_people_agree(call, cast) -> None:
    call.seats = 1
    call.save()
    approved(apply(call), cast)
    call.seats = 2
    call.save()
    second = seated(apply(call), cast)
    call.seats = 1
    call.save()
    with refuses("over_budget"):
        approve(second, cast)
    increase = ask_for_more(
        by=cast.coordinator, call=call, amount_cents=120_000, reason="One was replaced."
    )
    with refuses("own_request"):
        agree_to_more(by=cast.coordinator, increase=increase)
    with refuses("waits"):
        ask_for_more(by=cast.coordinator, call=call, amount_cents=1, reason="More.")
    with refuses("over_budget"):
        approve(second, cast)
    agree_to_more(by=cast.second_coordinator, increase=increase)
    approve(second, cast)
    assert budget_of(call).left_cents == 0
    with refuses("changed_meanwhile"):
        drop_request(by=cast.coordinator, increase=increase)


@pytest.mark.django_db
def test_database_lets_nobody_approve_more_than_the_call_has(call, cast) -> None:
    part = seated(apply(call), cast)
    call.stipend_cents = 100
    call.save()
    line = {"kind": "approved", "status": "approved", "amount_cents": 120_000}
    with pytest.raises(IntegrityError, match="no more is approved"):
        part.entries.create(by=cast.coordinator, despite=["unchecked"], **line)


@pytest.mark.django_db
def test_request_for_more_money_is_taken_back(call, cast) -> None:
    more = ask_for_more(by=cast.coordinator, call=call, amount_cents=1, reason="So.")
    drop_request(by=cast.second_coordinator, increase=more)
    assert not BudgetIncrease.objects.exists()


@pytest.mark.django_db
def test_payee_has_a_tax_form_with_its_day_and_never_a_tax_number(call, cast) -> None:
    agreement, other = (seated(apply(call), cast).agreement for _ in range(2))
    today = timezone.localdate()
    given = {"by": cast.finance, "agreement": agreement}
    note_payee(**given, tax_form=TaxForm.W9, tax_form_on=today, payee_number="V-20418")
    for number, code in (("123-45-6789", "tax_number"), ("12 3456789", "tax_number")):
        with refuses(code):
            note_payee(**given, tax_form=TaxForm.W9, tax_form_on=today, payee_number=number)
    with refuses("taken"):
        note_payee(
            by=cast.finance,
            agreement=other,
            tax_form=TaxForm.FOREIGN,
            tax_form_on=today,
            payee_number="v-20418",
        )
    with refuses("no_day"):
        note_payee(**given, tax_form=TaxForm.FOREIGN, tax_form_on=None, payee_number="")
    agreement.refresh_from_db()
    assert (agreement.tax_form, agreement.payee_number) == ("w9", "V-20418")
    with pytest.raises(IntegrityError, match="is_no_tax_number"):
        Agreement.objects.filter(pk=other.pk).update(payee_number="987654321")


@pytest.mark.django_db
def test_member_without_a_tax_number_is_paid(call, cast) -> None:
    approval = approved(apply(call), cast)
    note_payee(
        by=cast.finance,
        agreement=approval.installment.agreement,
        tax_form=TaxForm.FOREIGN,
        tax_form_on=timezone.localdate(),
        payee_number="",
    )
    paid(approval.installment, cast)
    assert status_of(approval.installment) == StipendStatus.PAID

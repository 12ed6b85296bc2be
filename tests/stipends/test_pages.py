"""Staff pages of money: finance's desk, and the coordinator's."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import ContactLogEntry
from core.models import AccessEvent
from selection.offers.actions.leave import leave_seat
from stipends.actions.agree import divide_agreement
from stipends.actions.approve import approve_stipend
from stipends.models import Agreement, BudgetIncrease, Installment, LedgerEntry
from stipends.queries import part_of
from tests.factories.applications import apply
from tests.factories.letters import BY_PHONE
from tests.factories.offering import PAYEE, accepted, offered
from tests.factories.paying import halves, paid, returned, status_of
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated
from tests.messages import said

STIPENDS, PAYMENTS = "/staff/stipends/", "/staff/payments/"
APPROVE, MARK, SHEETS = f"{STIPENDS}approve/", f"{PAYMENTS}mark/", f"{PAYMENTS}payees/"


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


def text_of(client: Client, path: str, **query: str) -> str:
    return client.get(path, query, follow=True).content.decode()


def typed(part: Installment, number: str = "10442", **more: str) -> dict[str, str]:
    day = timezone.localdate().isoformat()
    seen = str(part_of(part.pk).seen)
    return {"method": "check_by_mail", "number": number, "day": day, "seen": seen, **more}


def row(part: Installment, number: str) -> dict[str, str]:
    return {f"part-{part.pk}-{name}": value for name, value in typed(part, number).items()}


@pytest.mark.django_db
def test_desk_shows_each_payment_where_it_is(call, cast, finance) -> None:
    to_pay, on_its_way, back = (approved(apply(call), cast).installment for _ in range(3))
    for part in (on_its_way, back):
        paid(part, cast)
    returned(back, cast)
    for show, part in (("due", to_pay), ("way", on_its_way), ("back", back)):
        text = text_of(finance, PAYMENTS, show=show)
        links = set(re.findall(r"/staff/payments/(\d+)/", text))
        assert links == {str(part.pk)}, show
    assert "Nothing waits for 7 days." in text_of(finance, PAYMENTS, show="late")
    assert finance.get(PAYMENTS, {"show": "other"}).status_code == 404


@pytest.mark.django_db
def test_payment_is_found_by_its_number_also_a_wrong_one(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    paid(part, cast)
    correct = typed(part, "10449", reason="A typing error.")
    done = finance.post(f"{PAYMENTS}{part.pk}/correct/", correct, follow=True)
    assert "Corrected." in said(done)
    for number in ("10442", "10449"):
        assert f"/staff/payments/{part.pk}/" in text_of(finance, PAYMENTS, number=number)
    assert "No payment has this number." in text_of(finance, PAYMENTS, number="1")


@pytest.mark.django_db
def test_payment_goes_all_the_way_on_its_page(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    page = f"{PAYMENTS}{part.pk}/"
    assert "No tax form is noted." in text_of(finance, page)
    assert "is marked paid" in said(finance.post(f"{page}pay/", typed(part), follow=True))
    back = typed(part) | {"cause": "address"}
    assert "It can be paid" in said(finance.post(f"{page}back/", back, follow=True))
    assert "Pay it again" in text_of(finance, page)
    finance.post(f"{page}pay/", typed(part, "10443"))
    assert "has cleared" in said(finance.post(f"{page}cleared/", typed(part), follow=True))
    assert [line.kind for line in part.entries.order_by("pk")] == [
        "approved",
        "paid",
        "returned",
        "reissued",
        "cleared",
    ]
    assert "Noted that" not in text_of(finance, page)


@pytest.mark.django_db
def test_stale_page_pays_nothing_and_keeps_what_was_typed(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    stale = typed(part, "NOT-AGAIN-7")
    paid(part, cast)
    returned(part, cast)
    answer = finance.post(f"{PAYMENTS}{part.pk}/pay/", stale, follow=True).content.decode()
    assert "somebody else was first" in answer and "NOT-AGAIN-7" in answer
    assert status_of(part) == "returned"


@pytest.mark.django_db
def test_payee_sheet_opens_by_a_button_and_each_opening_is_logged(call, cast, finance) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    for page in (PAYMENTS, f"{PAYMENTS}{one.pk}/"):
        assert PAYEE.legal_name not in text_of(finance, page)
    assert "Choose some payments first." in text_of(finance, SHEETS)
    assert not AccessEvent.objects.filter(query="whom to pay").exists()
    sheets = finance.post(SHEETS, {"part": [one.pk, other.pk]}, follow=True)
    assert sheets.content.decode().count(PAYEE.legal_name) == 2
    logged = AccessEvent.objects.filter(query="whom to pay", by=cast.finance)
    people = {part.agreement.decision.application_id for part in (one, other)}
    assert {event.object_id for event in logged} == people
    again = finance.get(sheets.redirect_chain[-1][0])
    assert again.status_code == 200, again.headers
    assert logged.all().count() == 4


@pytest.mark.django_db
def test_several_are_marked_paid_at_once_or_none(call, cast, finance) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    chosen = {"part": [one.pk, other.pk]}
    asked = finance.post(MARK, chosen, follow=True).content.decode()
    assert "Mark 2 paid, $2,400" in asked
    sent = chosen | {"step": "paid"} | row(one, "1") | row(other, "")
    wrong = finance.post(MARK, sent, follow=True).content.decode()
    assert "Enter the number on the check or voucher." in wrong and 'value="1"' in wrong
    stale = chosen | {"step": "paid"} | row(one, "1") | row(other, "2")
    paid(other, cast)
    refused = finance.post(MARK, stale, follow=True)
    assert "was paid before" in said(refused) and status_of(one) == "approved"
    third = approved(apply(call), cast).installment
    sent = {"part": [one.pk, third.pk], "step": "paid"} | row(one, "1") | row(third, "3")
    assert "2 are marked paid." in said(finance.post(MARK, sent, follow=True))


@pytest.mark.django_db
def test_tax_form_and_payee_number_are_noted(call, cast, finance) -> None:
    part = approved(apply(call), cast).installment
    note, day = f"{PAYMENTS}{part.pk}/payee/", timezone.localdate().isoformat()
    sent = {"tax_form": "w9", "tax_form_on": day, "payee_number": "V-20418"}
    assert "It is noted." in said(finance.post(note, sent, follow=True))
    assert "V-20418" in text_of(finance, PAYMENTS)
    wrong = finance.post(note, sent | {"payee_number": "123-45-6789"}, follow=True)
    assert "This looks like a Social Security or tax number." in wrong.content.decode()
    assert Agreement.objects.get().payee_number == "V-20418"


@pytest.mark.django_db
def test_many_are_approved_beside_the_budget(call, cast, coordinator) -> None:
    one, other = (seated(apply(call), cast) for _ in range(2))
    text = text_of(coordinator, STIPENDS)
    assert "Promised in all" in text and "$2,400" in text
    asked = coordinator.post(APPROVE, {"part": [one.pk, other.pk]}, follow=True)
    assert "Approve $2,400 all the same" in asked.content.decode()
    sent = {"part": [one.pk, other.pk], "step": "approve", "despite": [one.pk]}
    refused = coordinator.post(APPROVE, sent, follow=True)
    assert "Nothing is approved" in said(refused) and not LedgerEntry.objects.exists()
    done = coordinator.post(APPROVE, sent | {"despite": [one.pk, other.pk]}, follow=True)
    assert "2 are approved." in said(done)


@pytest.mark.django_db
def test_who_wants_no_stipend_is_paid_back(call, cast, coordinator, finance) -> None:
    (offer,) = offered(cast, apply(call))
    seat = accepted(offer, payee=None)
    page = f"{STIPENDS}seats/{seat.pk}/pay-back/"
    for start in (STIPENDS, f"/staff/applications/{offer.decision.application.reference}/"):
        assert page in coordinator.get(start).content.decode()
    sent = {"kind": "childcare", "amount_cents": "45.50"}
    asked = coordinator.post(page, sent, follow=True).content.decode()
    assert "Ask for the legal name." in asked and 'value="45.50"' in asked
    sent |= {"legal_name": "Wideline Jean-Baptiste", "pay_by": "mail"}
    done = coordinator.post(page, sent, follow=True)
    assert "It waits for approval." in said(done) and "$45.50" in done.content.decode()
    part = Installment.objects.get()
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    sheet = finance.post(f"{PAYMENTS}payees/", {"part": part.pk}, follow=True)
    assert "Wideline Jean-Baptiste" in sheet.content.decode()


@pytest.mark.django_db
def test_parts_are_changed_voided_and_opened_again(call, cast, coordinator) -> None:
    part = seated(apply(call), cast)
    page = f"{STIPENDS}{part.agreement_id}/"
    day = part.due_on.isoformat()
    sent = {
        "seen": str(part.pk),
        "amount_1": "$600",
        "due_on_1": day,
        "amount_2": "600.00",
        "meetings_2": "2",
    }
    wrong = coordinator.post(f"{page}divide/", sent | {"due_on_1": ""}, follow=True)
    assert "Say when it is due" in wrong.content.decode()
    assert "are changed" in said(coordinator.post(f"{page}divide/", sent, follow=True))
    first, second = part.agreement.installments.all()
    assert (second.amount_cents, second.due_after_meetings) == (60_000, 2)
    void = f"{STIPENDS}part/{first.pk}/void/"
    assert "Say why." in coordinator.post(void, {"seen": 0}, follow=True).content.decode()
    coordinator.post(void, {"seen": 0, "reason": "They moved."})
    assert status_of(first) == "voided"
    seen = part_of(first.pk).seen
    coordinator.post(f"{STIPENDS}part/{first.pk}/open/", {"seen": seen, "reason": "Back."})
    assert status_of(first) == "to_approve"
    told = {"way": "phone", "note": "Wants it to go to somebody else."}
    silent = coordinator.post(f"{page}decline/", follow=True).content.decode()
    assert "Say in a few words what was said." in silent and status_of(first) == "to_approve"
    assert "2 parts voided." in said(coordinator.post(f"{page}decline/", told, follow=True))
    assert ContactLogEntry.objects.get().note == told["note"]
    there = " ".join(str(each.pk) for each in part.agreement.installments.all())
    back = {"kind": "childcare", "amount_cents": "45.50", "seen": there}
    coordinator.post(f"{page}pay-back/", back)
    assert part.agreement.installments.get(kind="childcare").amount_cents == 4_550
    assert "They moved." in text_of(coordinator, page)


@pytest.mark.django_db
def test_less_or_later_is_noted_as_it_was_asked_for(call, cast, coordinator) -> None:
    part = seated(apply(call), cast)
    page = f"{STIPENDS}{part.agreement_id}/"
    day = (part.due_on + timedelta(days=60)).isoformat()
    sent = {"seen": part.pk, "amount_1": "700", "due_on_1": day, "way": "phone"}
    wrong = coordinator.post(f"{page}divide/", sent, follow=True).content.decode()
    assert "Say in a few words what was said." in wrong and 'value="700"' in wrong
    coordinator.post(
        f"{page}divide/", sent | {"note": "Less, after the new year.", "despite": "less"}
    )
    entry = ContactLogEntry.objects.get()
    assert (entry.way, entry.note) == ("phone", "Less, after the new year.")
    assert "<b>$700</b> agreed" in text_of(coordinator, page)


@pytest.mark.django_db
def test_who_has_no_email_stands_on_a_list_of_their_own(call, cast, coordinator, finance) -> None:
    approved(apply(call), cast)
    approved(apply(call, contact=BY_PHONE), cast)
    text = text_of(coordinator, STIPENDS)
    assert "No email reaches them" in text and text.count("Open the letter") == 1
    assert "No email reaches 1 of these members" in text_of(finance, PAYMENTS)


@pytest.mark.django_db
def test_more_money_is_asked_for_by_one_and_agreed_by_another(call, cast, coordinator) -> None:
    ask = f"{STIPENDS}more/?call={call.slug}"
    assert "Enter how much more." in coordinator.post(ask, {}, follow=True).content.decode()
    coordinator.post(ask, {"amount_cents": "1,200", "reason": "One was replaced."})
    increase = BudgetIncrease.objects.get()
    agree = f"{STIPENDS}more/{increase.pk}/agree/"
    assert agree not in text_of(coordinator, STIPENDS)
    assert "somebody else agrees" in said(coordinator.post(agree, follow=True))
    second = signed_in(cast.second_coordinator)
    assert "More money for stipends" in second.get("/staff/").content.decode()
    second.post(agree)
    assert "as two people agreed" in text_of(coordinator, STIPENDS)


@pytest.mark.django_db
def test_days_to_money_and_who_waits_longest_are_said(call, cast, coordinator, finance) -> None:
    part = approved(apply(call), cast).installment
    longest = f"{part.agreement.decision.application} waits longest: since today."
    assert longest in text_of(finance, "/staff/")
    paid(part, cast)
    assert "half within <b>0 days</b>" in text_of(coordinator, STIPENDS)


@pytest.mark.django_db
def test_part_of_who_left_before_it_was_due_is_not_approved(call, cast, coordinator) -> None:
    part = seated(apply(call), cast)
    first, second = halves(part)
    later = type(second)(second.amount_cents, due_on=part.due_on + timedelta(days=1))
    divide_agreement(
        by=cast.coordinator, agreement=part.agreement, parts=[first, later], seen=[part.pk]
    )
    leave_seat(by=cast.coordinator, seat=part.agreement.seat, last_day=part.due_on, reason="Moved.")
    one, other = part.agreement.installments.all()
    approve_stipend(by=cast.coordinator, installment=one, despite=["unchecked"])
    assert [part_of(each.pk).is_due for each in (one, other)] == [True, False]
    assert "Not due yet" in text_of(coordinator, STIPENDS)

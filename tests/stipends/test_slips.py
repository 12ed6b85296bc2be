"""Slips of a hand in money: pointed out, or without effect."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from openpyxl import load_workbook

from core import phrases
from core.models import AccessEvent
from stipends.actions.agree import divide_agreement
from stipends.actions.approve import approve_stipend, void_stipend
from stipends.actions.payee import note_payee
from stipends.actions.threshold import note_threshold
from stipends.enums import Fit, InstallmentKind, TaxForm
from stipends.files.actions.record import drop_file
from stipends.queries import part_of
from stipends.told import told
from stipends.year_end import threshold_of
from tests.factories.applications import apply
from tests.factories.calls import redated, second_call
from tests.factories.paying import check, halves, paid, returned
from tests.factories.payment_files import of_rows, verdicts
from tests.factories.staff import signed_in
from tests.factories.story import approved, seated
from tests.messages import said
from tests.refusals import refuses

LONG_AGO = timedelta(days=40)


@pytest.fixture
def finance(cast) -> Client:
    return signed_in(cast.finance)


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def opened_long_ago(call):
    return redated(call, opens_at=call.opens_at - 2 * LONG_AGO, closes_at=call.closes_at)


def form_in(page: str, ending: str) -> str:
    """The form whose action ends so."""
    return re.search(rf'<form[^>]*{ending}".*?</form>', page, re.DOTALL)[0]


@pytest.mark.django_db
def test_each_form_of_a_payment_starts_with_what_it_asks_for(
    opened_long_ago, cast, finance
) -> None:
    part = approved(apply(opened_long_ago), cast).installment
    paid(part, cast, check("10442", timezone.localdate() - LONG_AGO))
    page = finance.get(f"/staff/payments/{part.pk}/").content.decode()
    today, then = (f'value="{day}"' for day in (timezone.localdate(), check().day - LONG_AGO))
    assert today in form_in(page, "cleared/") and today in form_in(page, "back/")
    correct = form_in(page, "correct/")
    assert then in correct and 'value="10442"' in correct


@pytest.mark.django_db
def test_number_of_somebody_elses_check_is_pointed_out(call, cast, finance) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    paid(one, cast, check("a77"))
    page = finance.get(f"/staff/payments/{one.pk}/").content.decode()
    assert "has this number too" not in page
    paid(other, cast, check("A77"))
    page = finance.get(f"/staff/payments/{other.pk}/").content.decode()
    assert f"{one.agreement.decision.application.reference} has this number too" in page
    returned(one, cast)
    page = finance.get(f"/staff/payments/{other.pk}/").content.decode()
    assert "has this number too" not in page, "it came back, and may be paid again"


@pytest.mark.django_db
def test_check_from_before_its_approval_is_pointed_out(opened_long_ago, cast, finance) -> None:
    part = approved(apply(opened_long_ago), cast).installment
    paid(part, cast, check(day=timezone.localdate() - LONG_AGO))
    page = finance.get(f"/staff/payments/{part.pk}/").content.decode()
    assert "before it was approved" in page


@pytest.mark.django_db
def test_file_records_no_number_that_somebody_else_has(call, cast) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    paid(one, cast, check("a77"))
    reference = other.agreement.decision.application.reference
    row = [reference, "", other.amount_cents / 100, "A77", timezone.localdate()]
    file = of_rows(call, cast.finance, row)
    assert verdicts(file, cast.finance) == [Fit.REFUSED]
    drop_file(by=cast.finance, file=file)
    row[3] = "A78"
    assert verdicts(of_rows(call, cast.finance, row), cast.finance) == [Fit.MATCHED]


@pytest.mark.django_db
def test_a_page_that_is_sent_again_pays_nothing_back_twice(call, cast, coordinator) -> None:
    agreement = seated(apply(call), cast).agreement
    path = f"/staff/stipends/{agreement.pk}/"
    sent = {"kind": "transport", "amount_cents": "12"}
    form = form_in(coordinator.get(path).content.decode(), "pay-back/")
    sent["seen"] = re.search(r'name="seen" value="([^"]*)"', form)[1]
    for _ in range(2):
        page = coordinator.post(f"{path}pay-back/", sent, follow=True).content.decode()
    assert agreement.installments.filter(kind=InstallmentKind.TRANSPORT).count() == 1
    assert "changed meanwhile" in page


@pytest.mark.django_db
def test_settled_threshold_stands_and_a_typed_one_can_be_typed_again(call, cast) -> None:
    for year in (2021, 2026):
        with refuses("settled"):
            note_threshold(by=cast.finance, year=year, amount_cents=500, source="A slip")
    for cents in (500, 205_000):
        note_threshold(by=cast.finance, year=2027, amount_cents=cents, source="IRS, for 2027")
    assert [threshold_of(year).amount_cents for year in (2026, 2027)] == [200_000, 205_000]


@pytest.mark.django_db
def test_run_has_what_came_back_and_is_noted_as_what_left(call, cast, finance) -> None:
    first, back = (approved(apply(call), cast).installment for _ in range(2))
    paid(back, cast)
    returned(back, cast)
    content = b"".join(finance.post("/staff/payments/run/", {"call": call.slug}))
    both = {part.agreement.decision.application.reference for part in (first, back)}
    assert {row[0] for row in load_workbook(io.BytesIO(content)).active.values} >= both
    left = AccessEvent.objects.get(what=AccessEvent.What.EXPORT)
    assert (left.by, left.count) == (cast.finance, 2)
    assert AccessEvent.objects.filter(what=AccessEvent.What.CONTACT).count() == 2


@pytest.mark.django_db
def test_today_leads_to_the_call_with_the_work(call, cast, finance, coordinator) -> None:
    second_call(call, opens_at=call.opens_at - timedelta(days=1))
    seated(apply(call), cast)
    approved(apply(call), cast)
    back = approved(apply(call), cast).installment
    paid(back, cast)
    returned(back, cast)
    for client, words in ((finance, ["Pay", "Pay again"]), (coordinator, ["Approve", "Look"])):
        page = client.get("/staff/").content.decode()
        links = re.findall(r'href="(/staff/(?:payments|stipends)/\?[^"]*call=[^"]*)"', page)
        assert sum(f"call={call.slug}" in link for link in links) >= len(words), links


@pytest.mark.django_db
def test_letter_is_in_the_language_of_their_mail(call, cast, coordinator) -> None:
    """Though staff recorded their answer in English."""
    agreement = seated(apply(call, support={"reads": "es"}), cast).agreement
    assert agreement.notice_language == "en"
    page = coordinator.post(f"/staff/stipends/{agreement.pk}/letter/", follow=True)
    page = page.content.decode()
    assert "estipendio" in page
    words = page.partition('class="letter-words"')[2]
    with translation.override("es"):
        assert phrases.day(timezone.localdate()) in words
    assert call.mail_address.splitlines()[0] in page and "data-print" in page


@pytest.mark.django_db
def test_approving_says_how_many_are_new(call, cast, coordinator) -> None:
    before, now = seated(apply(call), cast), seated(apply(call), cast)
    approve_stipend(by=cast.coordinator, installment=before, despite=["unchecked"])
    page = coordinator.post(
        "/staff/stipends/approve/",
        {"part": [before.pk, now.pk], "step": "1", "despite": [before.pk, now.pk]},
        follow=True,
    )
    assert "1 is approved." in said(page)


@pytest.mark.django_db
def test_who_has_no_email_is_told_that_a_check_came_back(call, cast, coordinator) -> None:
    by_post = {"email": "", "phone": "617-555-0100", "preferred_way": "phone"}
    reached, unreached = (
        approved(apply(call, **changes), cast).installment for changes in ({}, {"contact": by_post})
    )
    for number, part in enumerate((reached, unreached), 1):
        paid(part, cast, check(str(number)))
        returned(part, cast)
    assert "1 of them has no email" in coordinator.get("/staff/").content.decode()
    page = coordinator.get("/staff/stipends/", {"call": call.slug}).content.decode()
    back = re.search(r'id="came-back".*?</table>', page, re.DOTALL)[0]
    assert back.count("No email") == 1
    assert back.index(unreached.agreement.decision.application.reference) < back.index("No email")


@pytest.mark.django_db
def test_parts_are_counted_without_those_that_are_not_paid(call, cast, coordinator) -> None:
    """Who declines the second of two has one part, and no page calls it "1 of 2"."""
    part = seated(apply(call), cast)
    agreement = part.agreement
    divide_agreement(by=cast.coordinator, agreement=agreement, parts=halves(part), seen=[part.pk])
    first, second = agreement.installments.all()
    void_stipend(by=cast.coordinator, installment=first, reason="They want less.")
    assert [part_of(each.pk).words for each in (first, second)] == ["voided part", "1 of 1"]
    with translation.override("en"):
        assert [told(part_of(each.pk)).name for each in (first, second)] == ["", ""]
    page = coordinator.get(f"/staff/stipends/{agreement.pk}/").content.decode()
    assert "1 of 1" in page and "of 2" not in page


@pytest.mark.django_db
def test_form_of_parts_shows_those_there_are_and_one_more(call, cast, coordinator) -> None:
    part = seated(apply(call), cast)
    address = f"/staff/stipends/{part.agreement.pk}/"
    form = coordinator.get(address).context["parts_form"]
    assert (len(form.rows), len(form.more_rows)) == (2, 4)
    typed = {"seen": str(part.pk), "amount_1": "100", "due_on_1": "2099-01-01", "amount_4": "200"}
    page = coordinator.post(f"{address}divide/", typed, follow=True)
    assert (
        len(page.context["parts_form"].rows),
        "Say when it is due" in page.content.decode(),
    ) == (
        5,
        True,
    )


@pytest.mark.django_db
def test_marking_many_offers_no_fields_of_what_is_paid_meanwhile(call, cast, finance) -> None:
    open_one, gone = (approved(apply(call), cast).installment for _ in range(2))
    page = finance.post("/staff/payments/mark/", {"part": [open_one.pk, gone.pk]})
    paid(gone, cast)
    text = finance.get(page.url).content.decode()
    assert f"part-{open_one.pk}-number" in text and f"part-{gone.pk}-number" not in text
    assert "is paid now: it is left out here" in text and "Mark 1 paid" in text
    paid(open_one, cast)
    text = finance.get(page.url).content.decode()
    assert "Nothing left to mark" in text and '<input type="hidden" name="step"' not in text


@pytest.mark.django_db
def test_nobody_reads_that_nothing_is_to_do_beside_a_form_to_send(call, cast) -> None:
    part = seated(apply(call), cast)
    with translation.override("en"):
        assert told(part_of(part.pk)).words == "We are preparing your payment."
        note_payee(
            by=cast.finance,
            agreement=part.agreement,
            tax_form=TaxForm.W9,
            tax_form_on=timezone.localdate(),
            payee_number="",
        )
        assert "You do not have to do anything." in told(part_of(part.pk)).words

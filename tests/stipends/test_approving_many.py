"""Approving many: what was ticked stays ticked, and who was second reads who was first."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.form.actions.withdraw import withdraw_application
from applications.records.actions.check_residency import check_residency
from stipends.actions.agree import divide_agreement
from stipends.actions.approve import approve_stipend, void_stipend
from stipends.models import Installment
from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.paying import halves, paid, status_of
from tests.factories.staff import signed_in
from tests.factories.story import seated
from tests.messages import said

APPROVE = "/staff/stipends/approve/"


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def parts(call, cast) -> list[Installment]:
    return [seated(apply(call), cast) for _ in range(3)]


def sent(*parts: Installment) -> dict:
    keys = [part.pk for part in parts]
    return {"part": keys, "despite": keys, "step": "approve"}


def approve(by, *parts: Installment) -> None:
    for part in parts:
        approve_stipend(by=by, installment=part, despite=["unchecked"])


def reference(part: Installment) -> str:
    return part.agreement.decision.application.reference


@pytest.mark.django_db
def test_ticks_stay_where_one_of_many_is_refused(parts, cast, coordinator) -> None:
    good, gone, other = parts
    application = gone.agreement.decision.application
    withdraw_application(by=cast.coordinator, application=application)
    page = coordinator.post(APPROVE, sent(good, gone), follow=True)
    assert "withdrew: nothing more is due" in said(page) and status_of(good) == "to_approve"
    text = page.content.decode()
    ticks = {
        part.pk: "checked" in text.partition(f'name="part" value="{part.pk}"')[2].partition(">")[0]
        for part in (good, other)
    }
    assert ticks == {good.pk: True, other.pk: False}


@pytest.mark.django_db
@pytest.mark.parametrize("is_paid", [False, True])
def test_second_window_reads_who_approved_meanwhile(parts, cast, coordinator, is_paid) -> None:
    approve(cast.second_coordinator, *parts[:2])
    if is_paid:
        paid(parts[0], cast)
    page = coordinator.post(APPROVE, sent(*parts[:2]), follow=True)
    first, second = sorted(map(reference, parts[:2]))
    by = cast.second_coordinator
    assert said(page) == f"{first} and {second} were approved meanwhile by {by}."
    page = coordinator.post(APPROVE, {"part": [parts[0].pk]}, follow=True)
    assert said(page) == f"{reference(parts[0])} was approved meanwhile by {by}."
    page = coordinator.post(APPROVE, sent(parts[1], parts[2]), follow=True)
    assert said(page).startswith("1 is approved.") and f"approved meanwhile by {by}" in said(page)
    assert status_of(parts[2]) == "approved"


@pytest.mark.django_db
def test_page_that_asks_leaves_out_what_was_done_meanwhile(parts, cast, coordinator) -> None:
    asked = coordinator.post(APPROVE, {"part": [part.pk for part in parts]}).url
    approve(cast.second_coordinator, parts[0])
    void_stipend(by=cast.second_coordinator, installment=parts[1], reason="A mistake.")
    text = " ".join(coordinator.get(asked).content.decode().split())
    assert f"approved meanwhile by {cast.second_coordinator}" in text and "voided meanwhile" in text
    assert "Approve $1,200 all the same" in text


def halved(part: Installment, cast) -> None:
    divide_agreement(
        by=cast.second_coordinator, agreement=part.agreement, parts=halves(part), seen=[part.pk]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("is_asked", [False, True])
def test_parts_that_were_divided_meanwhile_are_said_and_ticks_stay(
    parts, cast, coordinator, is_asked
) -> None:
    one, divided, _other = parts
    asked = coordinator.post(APPROVE, {"part": [one.pk, divided.pk]}).url
    halved(divided, cast)
    if is_asked:
        page = coordinator.get(asked, follow=True)
    else:
        page = coordinator.post(APPROVE, sent(one, divided), follow=True)
    assert f"The parts of {reference(divided)} were changed meanwhile" in said(page)
    assert status_of(one) == "to_approve"
    boxes = re.findall(r'name="part" value="(\d+)"[^>]*?( checked)?>', page.content.decode())
    assert {int(key): bool(tick) for key, tick in boxes} == {
        part.pk: part == one for each in parts for part in each.agreement.installments.all()
    }


@pytest.mark.django_db
def test_part_that_never_was_is_no_page(parts, coordinator) -> None:
    assert coordinator.post(APPROVE, {"part": [parts[0].pk, 10**8]}).status_code == 404


@pytest.mark.django_db
def test_page_says_what_the_chosen_ones_come_to(parts, coordinator) -> None:
    text = coordinator.get("/staff/stipends/").content.decode()
    assert text.count('data-cents="120000"') == 3 and "{number} chosen, {sum}" in text
    page = coordinator.post(APPROVE, sent(*parts[:2]), follow=True)
    assert said(page) == "2 are approved. Together: $2,400."


@pytest.mark.django_db
def test_today_leads_to_a_list_of_exactly_what_it_counts(call, parts, cast, coordinator) -> None:
    check_residency(
        by=cast.coordinator,
        application=parts[0].agreement.decision.application,
        status="not_a_resident",
        reason="Seen.",
        seen=0,
    )
    now = timezone.now()
    second = second_call(call, opens_at=now - timedelta(days=1))
    seated(apply(second), cast)
    todo = coordinator.get("/staff/").context["todo"]
    items = [item for item in todo.now if item.title.startswith("Stipends to approve")]
    assert sorted(item.count for item in items) == [1, 2]
    for item in items:
        page = coordinator.get(item.url)
        assert page.context["call"].title in item.title
        assert len(page.context["to_approve"]) == item.count
        assert page.content.decode().count('name="part"') == item.count

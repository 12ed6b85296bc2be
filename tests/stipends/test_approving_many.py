"""Approving many: what was ticked stays ticked, and who was second reads who was first."""

import pytest
from django.test import Client

from applications.form.actions.withdraw import withdraw_application
from stipends.actions.approve import approve_stipend, void_stipend
from stipends.models import Installment
from tests.factories.applications import apply
from tests.factories.paying import paid, status_of
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

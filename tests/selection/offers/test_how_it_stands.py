"""The page of an application says how its offer stands, and an ended offer leads on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from selection.enums import Caution
from selection.models import Release
from selection.offers.actions.answer import decline_offer
from selection.offers.actions.clock import lapse_offers
from selection.offers.actions.keep import take_back_offer
from selection.offers.actions.leave import leave_seat
from tests.factories.applications import apply
from tests.factories.offering import accepted, offered, overdue
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


@pytest.fixture
def offer(call, cast):
    (offer,) = offered(cast, apply(call))
    return offer


def stands(client, offer) -> str:
    """The line about the offer on the page of its application, and whether it leads there."""
    page = client.get(f"/staff/applications/{offer.decision.application}/").text
    line = page.partition('id="decision-title"')[2].partition("</section>")[0]
    assert f'"/staff/offers/{offer.pk}/"' in line
    return " ".join(line.split())


def test_open_offer_says_until_when_it_waits(client, offer) -> None:
    day = f"{offer.reply_by:%B} {offer.reply_by.day}, {offer.reply_by.year}"
    assert f"waits for an answer until {day}" in stands(client, offer)


def test_answers_are_said(client, cast, offer) -> None:
    seat = accepted(offer)
    line = stands(client, offer)
    assert f"seat {seat.number}" in line and "with the stipend" in line
    today = timezone.localdate()
    leave_seat(by=cast.coordinator, seat=seat, last_day=today, reason="Moved away.")
    assert "left the group" in stands(client, offer)


def test_mail_about_the_end_stands_among_the_letters(client, cast, offer) -> None:
    seat = accepted(offer)
    today = timezone.localdate()
    leave_seat(by=cast.coordinator, seat=seat, last_day=today, reason="Moved away.")
    page = client.get(f"/staff/applications/{offer.decision.application}/").text
    letters = page.partition('id="letters-title"')[2].partition("</section>")[0]
    assert "Left the seat, by email" in letters and "On its way" in letters


def test_seat_without_the_stipend_is_said(client, offer) -> None:
    accepted(offer, payee=None)
    assert "without the stipend" in stands(client, offer)


def test_ends_are_said(call, cast, client) -> None:
    declined, lapsed, back = offered(cast, *(apply(call) for _ in range(3)))
    decline_offer(by=None, offer=declined)
    take_back_offer(by=cast.coordinator, offer=back, reason="A slip.")
    overdue(lapsed, timezone.localdate() - timedelta(days=1))
    lapse_offers(by=None)
    assert "declined" in stands(client, declined)
    assert "no answer in time" in stands(client, lapsed)
    assert "taken back" in stands(client, back)


def test_lapsed_offer_leads_to_what_can_be_done(client, offer) -> None:
    overdue(offer, timezone.localdate() - timedelta(days=1))
    lapse_offers(by=None)
    page = client.get(f"/staff/offers/{offer.pk}/").text
    assert "Nothing is left to do here" not in page
    again = f"/staff/seats/replace/?call={offer.decision.application.call.slug}"
    assert f'"{again}"' in page
    again = f"{again}&again={offer.decision.application}"
    assert again.replace("&", "&amp;") in page
    form = client.get(again).context["form"]
    sent = {name: form.initial[name] for name in ("application", "reason")}
    assert sent["application"] == str(offer.decision.application)
    despite = [f"{offer.decision.application}:{each.value}" for each in Caution]
    client.post(again, {**sent, "despite": despite})
    draft = Release.objects.get(status="draft")
    assert draft.decisions.get(outcome="member").replaces == offer.decision

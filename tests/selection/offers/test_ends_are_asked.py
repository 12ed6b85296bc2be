"""Taking an offer back and leaving a seat are asked about first: who is told what, what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Application
from core.models import AccessEvent, OutgoingMail
from selection.models import Offer, Seat
from selection.offers.actions.answer import decline_offer
from selection.offers.actions.clock import make_offers
from stipends.actions.agree import divide_agreement, make_agreements
from stipends.models import Agreement
from stipends.parts import Terms
from tests.factories.applications import apply
from tests.factories.calls import asking
from tests.factories.offering import accepted, offered
from tests.factories.staff import signed_in

BY_POST = {"email": "", "post_address": "1 Elm St\nBoston MA", "preferred_way": "post"}


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


def names_on_record(shown: str, member: Application, query: str) -> bool:
    """Whether a page says whom it is about, and the access log that it did."""
    opened = AccessEvent.objects.filter(object_id=member.pk, query=query)
    return "Wideline Jean-Baptiste" in shown and opened.count() == 1


@pytest.mark.django_db
def test_offer_is_taken_back_on_a_page_that_says_what_follows(call, cast, client) -> None:
    member = apply(call, support={"reads": "es"})
    (offer,) = offered(cast, member)
    OutgoingMail.objects.all().delete()
    ask = f"/staff/offers/{offer.pk}/take-back/"
    page = client.get(f"/staff/offers/{offer.pk}/").content.decode()
    assert ask in page and f'action="{ask}' not in page, "nothing happens on the page of the offer"
    shown = client.get(ask).content.decode()
    assert member.reference in shown and "An email in Spanish goes to them at once" in shown
    assert names_on_record(shown, member, "take the offer back")
    unsure = client.post(ask, {"reason": "A seat less"}, follow=True).content.decode()
    assert "error-summary" in unsure and "A seat less" in unsure
    assert Offer.objects.get().is_open and not OutgoingMail.objects.exists()
    client.post(ask, {"reason": "A seat less", "is_sure": "on"})
    assert Offer.objects.get().status == "taken_back" and OutgoingMail.objects.count() == 1
    assert client.get(ask).status_code == 302


@pytest.mark.django_db
def test_somebody_leaves_on_a_page_that_says_what_follows(call, cast, client) -> None:
    member = apply(call, contact=BY_POST)
    (offer,) = offered(cast, member)
    seat = accepted(offer)
    make_agreements(by=None)
    agreement = Agreement.objects.get()
    later = timezone.localdate() + timedelta(days=40)
    terms = [Terms(40_000, due_on=seat.since), Terms(40_000, due_on=later), Terms(40_000, None, 3)]
    seen = [part.pk for part in agreement.installments.all()]
    divide_agreement(by=cast.coordinator, agreement=agreement, parts=terms, seen=seen)
    ask = f"/staff/seats/{seat.pk}/leave/"
    shown = " ".join(client.get(ask).content.decode().split())
    assert f"{member.reference} leaves seat {seat.number}" in shown
    assert names_on_record(shown, member, "who leaves")
    assert "No email reaches them: a letter waits for you to print it" in shown
    assert "it can still be approved" in shown
    assert "it is not paid any more" in shown
    assert "after 3 meetings, and they were at 0" in shown
    sent = {"last_day": timezone.localdate().isoformat(), "reason": "Moved away"}
    unsure = client.post(ask, sent, follow=True).content.decode()
    assert "error-summary" in unsure and Seat.objects.get().until is None
    client.post(ask, sent | {"is_sure": "on"})
    assert Seat.objects.get().until == timezone.localdate()


@pytest.mark.django_db
def test_what_is_open_about_a_reserve_is_read_before_they_are_chosen(call, cast, client) -> None:
    call = asking(call, seats=1)
    reserve = apply(call)
    (offer,) = offered(cast, apply(call), reserves=[reserve])
    decline_offer(by=None, offer=offer)
    make_offers(by=None)
    shown = client.get(f"/staff/seats/replace/?call={call.slug}")
    choices = dict(shown.context["form"].fields["application"].choices)
    assert "residency not checked" in choices[reserve.reference]
    (row,) = shown.context["line"]
    assert "unchecked" in row[2].cautions

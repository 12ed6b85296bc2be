"""Offers: made by the clock, answered once, and seats that one person holds."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from applications.form.actions.withdraw import withdraw_application
from core.actions import Refused
from core.models import OutgoingMail
from selection.enums import Caution, OfferStatus, OfferStepKind
from selection.models import Acceptance, Offer, OfferStep, Release, Seat
from selection.offers.actions.answer import accept_offer, ask_to_talk, decline_offer
from selection.offers.actions.clock import lapse_offers, make_offers, remind_of_offers
from selection.offers.actions.keep import extend_offer, take_back_offer
from selection.offers.actions.leave import leave_seat, vacate_withdrawn
from selection.offers.actions.replace import draft_replacement
from selection.offers.queries import offer_of, seats_held
from selection.queries import released_members, seated
from stipends.actions.agree import make_agreements
from stipends.queries import stipend_of
from tests.concurrency import at_once
from tests.factories.applications import apply
from tests.factories.offering import PAYEE, accepted, offered, overdue
from tests.factories.releasing import released_with
from tests.refusals import refuses


@pytest.fixture
def offer(call, cast) -> Offer:
    (offer,) = offered(cast, apply(call))
    OutgoingMail.objects.all().delete()
    return offer


def kinds(offer: Offer) -> list[str]:
    return [each.kind for each in OfferStep.objects.filter(offer=offer)]


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.django_db
def test_every_released_member_is_offered_a_seat_once_and_nobody_else(call, cast) -> None:
    member, reserve, other = apply(call), apply(call), apply(call)
    (offer,) = offered(cast, member, reserves=[reserve])
    assert make_offers(by=None) == 0 and Offer.objects.count() == 1
    assert (offer.status, kinds(offer)) == (OfferStatus.OPEN, [OfferStepKind.MADE])
    assert offer_of(reserve) is None and offer_of(other) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(decision=reserve.decisions.get(), reply_by=today())


@pytest.mark.django_db
def test_accepting_takes_a_seat_and_keeps_whom_to_pay_apart(offer) -> None:
    seat = accepted(offer)
    assert (seat.number, seat.since, seat.until) == (1, today(), None)
    given = Acceptance.objects.get()
    assert (given.legal_name, given.pay_by, given.language) == (PAYEE.legal_name, "mail", "en")
    (mail,) = OutgoingMail.objects.all()
    assert "You accepted the seat." in mail.body and PAYEE.legal_name not in mail.subject
    accept_offer(by=None, offer=offer, payee=PAYEE)
    assert kinds(offer) == ["made", "accepted"], "pressed twice"
    for change in (
        lambda: decline_offer(by=None, offer=offer),
        lambda: accept_offer(by=None, offer=offer, payee=None),
        lambda: ask_to_talk(by=None, offer=offer),
    ):
        with refuses("changed_meanwhile"):
            change()


@pytest.mark.django_db
def test_seat_without_the_stipend_asks_for_no_name_and_nothing_is_due(offer) -> None:
    accept_offer(by=None, offer=offer, payee=None)
    assert make_agreements(by=None) == 0
    assert not Acceptance.objects.exists()
    assert kinds(offer) == ["made", "accepted", "stipend_declined"]
    assert stipend_of(offer.decision.application) is None


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["declined", "lapsed", "taken_back"])
def test_offer_that_ended_frees_the_seat_and_stands(call, cast, offer, how) -> None:
    if how == "declined":
        decline_offer(by=None, offer=offer)
    elif how == "lapsed":
        overdue(offer, today(-1))
        lapse_offers(by=None)
    else:
        take_back_offer(by=cast.coordinator, offer=offer, reason="A seat less than we thought")
    offer.refresh_from_db()
    assert offer.status == how and not seated(call).exists() and not released_members().exists()
    assert OutgoingMail.objects.count() == 1, "they are told"
    with refuses("changed_meanwhile"):
        accept_offer(by=None, offer=offer, payee=PAYEE)
    with pytest.raises(DatabaseError), transaction.atomic():
        Offer.objects.update(status=OfferStatus.OPEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferStep.objects.create(offer=offer, kind=OfferStepKind.ACCEPTED)


@pytest.mark.django_db
def test_clock_reminds_once_for_each_last_day_and_ends_the_day_after(cast, offer) -> None:
    assert remind_of_offers(by=None) == 0, "the letter has just gone"
    Offer.objects.update(made_at=timezone.now() - timedelta(days=9))
    overdue(offer, today(2))
    assert [remind_of_offers(by=None) for _ in range(2)] == [1, 0]
    overdue(offer, today())
    assert lapse_offers(by=None) == 0, "the last day counts"
    extend_offer(by=cast.coordinator, offer=offer, reply_by=today(3), reason="Ill", seen=today())
    assert remind_of_offers(by=None) == 1
    with refuses("not_later"):
        extend_offer(by=cast.coordinator, offer=offer, reply_by=today(3), reason="", seen=today(3))
    with refuses("changed_meanwhile"):
        extend_offer(by=cast.coordinator, offer=offer, reply_by=today(9), reason="", seen=today())
    reminder, more_time, again = OutgoingMail.objects.order_by("pk")
    assert "To accept, decline or talk with us first" in reminder.body and reminder.holds_secret
    assert "You have more time" in more_time.subject and again.subject == reminder.subject


@pytest.mark.django_db
def test_leaving_frees_the_seat_for_the_next_person(call, cast) -> None:
    first, second = apply(call), apply(call)
    offers = offered(cast, first, second)
    seat = accepted(offers[0])
    with refuses("before_sitting"):
        leave_seat(by=cast.coordinator, seat=seat, last_day=today(-1), reason="Moved away")
    with refuses("in_future"):
        leave_seat(by=cast.coordinator, seat=seat, last_day=today(1), reason="Moved away")
    OutgoingMail.objects.all().delete()
    leave_seat(by=cast.coordinator, seat=seat, last_day=today(), reason="Moved away")
    (mail,) = OutgoingMail.objects.all()
    assert "You are no longer a member of the group" in mail.body and "Moved away" not in mail.body
    with refuses("changed_meanwhile"):
        leave_seat(by=cast.coordinator, seat=seat, last_day=today(), reason="Moved away")
    assert accepted(offers[1]).number == seat.number
    assert [each.offer for each in seats_held(call)] == [offers[1]]


@pytest.mark.django_db
def test_whoever_withdraws_holds_no_seat_any_more(call, offer) -> None:
    accepted(offer)
    withdraw_application(by=None, application=offer.decision.application)
    assert not seats_held(call).exists(), "at once"
    assert [vacate_withdrawn(by=None) for _ in range(2)] == [1, 0]
    offer.refresh_from_db()
    assert offer.status == OfferStatus.LEFT and kinds(offer)[-1] == "vacated"


@pytest.mark.django_db
def test_database_holds_the_seats(call, offer) -> None:
    seat = accepted(offer)
    most = call.seats
    for change in ({"number": most + 1}, {"number": 0}, {"until": today(-1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.filter(pk=seat.pk).update(**change)


@pytest.mark.django_db
def test_two_people_never_hold_one_seat_at_a_time(call, cast) -> None:
    seats = [accepted(each) for each in offered(cast, apply(call), apply(call))]
    assert [each.number for each in seats] == [1, 2]
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seats[1].pk).update(number=1)


def _tried(do) -> str:
    try:
        do()
    except Refused:
        return "told"
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_the_same_moment_one_is_stored(call, cast) -> None:
    (offer,) = offered(cast, apply(call))
    ways = iter([lambda: accept_offer(by=None, offer=offer, payee=PAYEE)] * 2)
    more = iter([lambda: decline_offer(by=None, offer=offer)] * 2)
    tries = [next(ways), next(more), next(ways), next(more)]
    assert sorted(at_once(lambda: _tried(tries.pop()))).count("told") == 2
    answered = OfferStep.objects.filter(offer=offer, kind__in=["accepted", "declined"])
    assert answered.count() == 1
    assert Seat.objects.count() == answered.filter(kind="accepted").count()


@pytest.mark.django_db(transaction=True)
def test_of_an_answer_and_the_clock_at_the_same_moment_one_wins(call, cast) -> None:
    (offer,) = offered(cast, apply(call))
    overdue(offer, today(-1))
    tries = [lambda: accept_offer(by=None, offer=offer, payee=PAYEE)] * 2
    tries += [lambda: lapse_offers(by=None)] * 2
    done = at_once(lambda: _tried(tries.pop()))
    offer.refresh_from_db()
    assert offer.status in (OfferStatus.ACCEPTED, OfferStatus.LAPSED)
    assert done.count("told") == 2 * (offer.status == OfferStatus.LAPSED)
    assert Seat.objects.count() == (offer.status == OfferStatus.ACCEPTED)


@pytest.mark.django_db(transaction=True)
def test_offers_are_made_once_by_two_workers(call, cast) -> None:
    released_with(cast, apply(call), apply(call))
    assert sum(at_once(lambda: make_offers(by=None))) == 2
    assert OfferStep.objects.count() == Offer.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_several_replacements_for_a_seat_at_the_same_moment_one_is_drafted(call, cast) -> None:
    first, second = apply(call), apply(call)
    (offer,) = offered(cast, apply(call), reserves=[first, second])
    decline_offer(by=None, offer=offer)
    people = [first, second] * 2

    def attempt() -> str:
        application = people.pop()
        return _tried(
            lambda: draft_replacement(
                by=cast.coordinator,
                call=call,
                application=application,
                reason="Next",
                despite=list(Caution),
            )
        )

    assert sorted(at_once(attempt)) == ["done", "told", "told", "told"]
    assert Release.objects.filter(status="draft").count() == 1

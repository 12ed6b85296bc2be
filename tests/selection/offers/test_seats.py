"""Staff pages of offers and seats: answers for who called, leaving, and who steps in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import ContactLogEntry
from core.mail import send_waiting
from core.models import AccessEvent, OutgoingMail
from selection.actions.locks import set_lock
from selection.enums import LockKind, Outcome, PayBy
from selection.letter_enums import ReturnReason
from selection.letters.actions.follow_up import note_return
from selection.models import Acceptance, Decision, Letter, Release
from selection.offers.actions.answer import Payee, decline_offer
from selection.offers.actions.clock import lapse_offers, make_offers
from selection.offers.actions.leave import leave_seat
from selection.offers.actions.replace import draft_replacement
from selection.offers.queries import callers_of, offer_of
from selection.offers.replacing import replacements_for
from selection.releases.actions.propose import propose_release
from tests.factories.applications import apply
from tests.factories.board import pool_with_scores, put_on_board, three_seats
from tests.factories.calls import asking
from tests.factories.letters import send_letters
from tests.factories.offering import accepted, offered, overdue
from tests.factories.releasing import let_go
from tests.factories.staff import signed_in
from tests.refusals import refuses

NO_EMAIL = {"email": "", "phone": "617-555-0101", "preferred_way": "phone"}
LEFT = {"reason": "Moved away", "is_sure": "on"}
SAID = {"way": "phone", "note": "Her daughter translated."}


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


@pytest.mark.django_db
def test_somebody_without_email_is_called_and_their_answer_recorded(call, cast, client) -> None:
    (offer,) = offered(cast, apply(call, contact=NO_EMAIL))
    page = f"/staff/offers/{offer.pk}/"
    text = client.get(f"/staff/offers/?call={call.slug}").content.decode()
    assert "To be called" in text and page in text
    assert "People to call about a seat" in client.get("/staff/").content.decode()
    assert client.get(page).status_code == 200
    assert AccessEvent.objects.filter(query="offer").count() == 1
    again = timezone.localdate() + timedelta(days=2)
    client.post(f"{page}call/", {"outcome": "no_answer", "call_on": again.isoformat()})
    assert [each.is_due for each in callers_of(call)] == [False], "put off"
    wrong = client.post(f"{page}record/", SAID | {"answer": "accept"}, follow=True)
    assert "Ask for the legal name." in wrong.content.decode()
    sent = SAID | {"answer": "accept", "legal_name": "Ana Ruiz", "pay_by": "mail"}
    sent["was_told"] = "on"
    assert client.post(f"{page}record/", sent).url == page
    assert Acceptance.objects.get().legal_name == "Ana Ruiz"
    log = ContactLogEntry.objects.order_by("pk").values_list("outcome", "topic")
    assert list(log) == [("no_answer", "offer"), ("they_wrote", "offer")]
    assert not OutgoingMail.objects.filter(subject__contains="seat").exists()
    late = client.post(f"{page}record/", SAID | {"answer": "decline"}, follow=True)
    assert "answered or has ended meanwhile" in late.content.decode()


@pytest.mark.django_db
def test_callers_see_the_language_and_nobody_who_has_answered(call, cast, client) -> None:
    asks = {"reads": "es", "needs_interpreter": True}
    member = apply(call, contact=NO_EMAIL, support=asks)
    apply(call)
    (offer,) = offered(cast, member)
    send_letters(offer.decision.release, cast.coordinator)
    callers = f"/staff/letters/untold/?call={call.slug}"
    listed = client.get(callers).text
    assert member.reference in listed and "wants an interpreter" in listed
    page = client.get(f"/staff/offers/{offer.pk}/").text
    assert "Interpreter" in page
    assert "Antes de aceptar: dinero" in page and "Before you accept: money" in page
    accepted(offer, by=cast.coordinator)
    assert member.reference not in client.get(callers).text


@pytest.mark.django_db
def test_seat_of_who_leaves_goes_to_the_first_reserve_by_two_people(call, cast, client) -> None:
    member, reserve, second = apply(call), apply(call), apply(call)
    (offer,) = offered(cast, member, reserves=[reserve, second])
    seat = accepted(offer)
    sent = LEFT | {"last_day": timezone.localdate().isoformat()}
    answer = client.post(f"/staff/seats/{seat.pk}/leave/", sent)
    page = client.get(answer.url)
    assert page.context["found"].candidates[0].application == reserve
    despite = re.findall(r'name="despite" value="([^"]*)"', page.content.decode())
    chosen = {"application": reserve.reference, "reason": "First of the reserves."}
    drafted = client.post(answer.url, chosen | {"despite": despite})
    release = Release.objects.get(status="draft")
    assert drafted.url == f"/staff/decisions/{release.pk}/"
    again = client.post(answer.url, chosen | {"application": second.reference}, follow=True)
    assert "is open. Finish it first" in again.content.decode(), "one seat is given once"
    assert Release.objects.filter(status="draft").count() == 1
    propose_release(by=cast.coordinator, release=release)
    release.refresh_from_db()
    let_go(release, cast.second_coordinator)
    make_offers(by=None)
    decision = Decision.objects.get(release=release)
    assert decision.replaces.outcome == Outcome.RESERVE
    assert accepted(offer_of(reserve)).number == seat.number


@pytest.mark.django_db
def test_reserves_are_asked_and_answer_on_their_own_page(call, cast, client) -> None:
    reserve, by_phone = apply(call), apply(call, contact=NO_EMAIL)
    (offer,) = offered(cast, apply(call), reserves=[reserve, by_phone])
    decline_offer(by=None, offer=offer)
    OutgoingMail.objects.all().delete()
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    sent = {"call": call.slug, "seen": "0", "answer_by": day}
    for _ in range(2):
        client.post("/staff/seats/reserves/", sent)
    (mail,) = OutgoingMail.objects.all()
    assert "Do you still want to take part?" in mail.subject
    reserve.still_available_at = timezone.now()
    reserve.save()
    page = client.get(f"/staff/seats/replace/?call={call.slug}")
    assert [said for _decision, said, _mails in page.context["line"]] == [True, False]
    assert page.context["to_call"] == [by_phone.pk]


@pytest.mark.django_db
def test_nobody_is_proposed_while_every_seat_is_held_or_offered(call, cast) -> None:
    call = asking(call, seats=1)
    reserve = apply(call)
    offered(cast, apply(call), reserves=[reserve])
    with refuses("no_seat_left"):
        draft_replacement(by=cast.coordinator, call=call, application=reserve, reason="Next")


@pytest.mark.django_db
def test_member_whose_letter_came_back_is_called(call, cast, client, mailbox) -> None:
    (offer,) = offered(cast, apply(call))
    send_letters(offer.decision.release, cast.coordinator)
    send_waiting()
    assert callers_of(call) == []
    note_return(by=cast.coordinator, letter=Letter.objects.get(), reason=ReturnReason.UNKNOWN)
    assert [each.offer for each in callers_of(call)] == [offer]
    page = client.get(f"/staff/offers/?call={call.slug}").content.decode()
    assert "No letter reached them" in page
    assert "People to call about a seat" in client.get("/staff/").content.decode()


@pytest.mark.django_db
def test_whom_to_pay_is_shown_only_when_asked_for_and_logged(call, cast, client) -> None:
    (offer,) = offered(cast, apply(call))
    accepted(offer, payee=Payee("CANARY Ñandú", PayBy.PICK_UP, "es"))
    page = f"/staff/offers/{offer.pk}/"
    assert "CANARY" not in client.get(page).content.decode()
    assert not AccessEvent.objects.filter(query="whom to pay").exists()
    assert client.get(f"{page}payee/").url == page, "an address alone opens nothing"
    shown = client.post(f"{page}payee/", follow=True).content.decode()
    assert "CANARY Ñandú" in shown and "A check that they pick up" in shown
    event = AccessEvent.objects.get(query="whom to pay")
    assert (event.object_id, event.by) == (offer.decision.application_id, cast.coordinator)


@pytest.mark.django_db
def test_who_leaves_and_has_no_email_gets_a_letter_on_paper_and_counts_as_told_by_hand(
    call, cast, client
) -> None:
    by_post = {"email": "", "post_address": "1 Elm St\nBoston MA", "preferred_way": "post"}
    told, paper = apply(call), apply(call, contact=by_post, support={"reads": "es"})
    by_mail, by_letter = offered(cast, told, paper)
    for offer in (by_mail, by_letter):
        seat = accepted(offer, payee=None)
        sent = LEFT | {"last_day": seat.since.isoformat()}
        page = client.post(f"/staff/seats/{seat.pk}/leave/", sent, follow=True).content.decode()
        assert ("their letter waits under Offers" in page) == (offer == by_letter)
    assert [each.offer for each in callers_of(call)] == [by_letter]
    assert (
        f"/staff/offers/{by_letter.pk}/letter/"
        in client.get(f"/staff/offers/{by_letter.pk}/").content.decode()
    )
    letter = client.get(f"/staff/offers/{by_letter.pk}/letter/").content.decode()
    assert "ya no es miembro del grupo" in letter and "1 Elm St" in letter
    assert AccessEvent.objects.filter(query="letter about the end of an offer").count() == 1
    for _ in range(2):
        client.post(f"/staff/offers/{by_letter.pk}/told/")
    assert callers_of(call) == []
    assert by_letter.steps.filter(kind="told").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("minimum", [2, 3])
def test_where_nobody_alone_keeps_every_target_the_fewest_changes_are_named(
    call, cast, client, minimum
) -> None:
    """Two from Roxbury are asked for, and one seat is free: an offer would have to go, too."""
    people = pool_with_scores(call, cast)
    three_seats(call, minimum)
    sits, _waits, declined = offered(cast, *people[:3])
    accepted(sits)
    decline_offer(by=None, offer=declined)
    page = client.get(f"/staff/seats/replace/?call={call.slug}")
    found, text = page.context["found"], page.content.decode()
    assert found.best is None
    if minimum == 2:
        assert {*found.changes.into} == {*people[4:]} and found.changes.out == [people[1]]
        assert "The fewest changes that keep every target" in text
    else:  # there are only two, and one seat
        assert found.changes is None and "No change keeps every target" in text
        (joins,) = found.least.into
        assert joins in people[4:] and joins in [each.application for each in found.candidates]
        assert found.least.targets == ["“Roxbury, Mission Hill” at least 1, not 3"]
        assert "The least that would be loosened:" in text


@pytest.mark.django_db
def test_no_offer_of_who_is_locked_in_is_taken_back(call, cast) -> None:
    people = pool_with_scores(call, cast)
    three_seats(call, 2)
    given = {"kind": LockKind.IN, "reason": "Nobody else speaks for people without a home."}
    put_on_board(cast.coordinator, *people[:3])
    set_lock(by=cast.coordinator, application=people[1], **given)
    sits, _waits, declined = offered(cast, *people[:3])
    accepted(sits)
    decline_offer(by=None, offer=declined)
    found = replacements_for(call)
    assert found.changes is None and not found.is_possible


@pytest.mark.django_db
def test_fewest_changes_are_asked_for_once_until_something_changes(call, cast, monkeypatch) -> None:
    people = pool_with_scores(call, cast)
    three_seats(call, 2)
    sits, _waits, declined = offered(cast, *people[:3])
    accepted(sits)
    decline_offer(by=None, offer=declined)
    first = replacements_for(call).changes
    assert first
    monkeypatch.setattr("selection.asking.SOLVER", ["/a/program/that/is/not/there"])
    assert replacements_for(call).changes == first
    given = {"kind": LockKind.OUT, "reason": "Moves away."}
    set_lock(by=cast.coordinator, application=people[5], **given)
    assert replacements_for(call).changes is None, "asked again, and not answered"


@pytest.mark.django_db
def test_who_left_declined_or_did_not_answer_is_not_proposed(call, cast) -> None:
    """Scores alone would put them first again."""
    people = pool_with_scores(call, cast)
    three_seats(call)
    left, declined, silent = offered(cast, *people[:3])
    seat = accepted(left)
    leave_seat(by=cast.coordinator, seat=seat, last_day=seat.since, reason="Moved away")
    decline_offer(by=None, offer=declined)
    overdue(silent, timezone.localdate() - timedelta(days=1))
    lapse_offers(by=None)
    proposed = [each.application for each in replacements_for(call).candidates]
    assert proposed and not {*people[:3]} & {*proposed}


@pytest.mark.django_db
def test_replacement_confirms_only_what_the_page_showed(call, cast, client) -> None:
    """Applications of tests are read by nobody: that is unusual, and not to be confirmed unseen."""
    reserve = apply(call)
    (offer,) = offered(cast, apply(call), reserves=[reserve])
    decline_offer(by=None, offer=offer)
    with refuses("not_confirmed"):
        draft_replacement(by=cast.coordinator, call=call, application=reserve, reason="Next")
    assert not Release.objects.filter(status="draft").exists()
    page = client.get(f"/staff/seats/replace/?call={call.slug}").content.decode()
    shown = re.findall(r'name="despite" value="([^"]*)"', page)
    assert f"{reserve}:unread" in shown
    chosen = {"application": reserve.reference, "reason": "First of the reserves."}
    client.post(f"/staff/seats/replace/?call={call.slug}", chosen | {"despite": shown})
    assert Decision.objects.get(release__status="draft").despite

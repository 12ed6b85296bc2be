"""A letter that asks for an answer goes only while one is waited for, and by the day of now."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from core.languages import ENGLISH
from selection.enums import OfferStatus, Outcome
from selection.letter_enums import LetterChannel, ReturnReason
from selection.letters.actions.follow_up import mark_printed, note_return
from selection.letters.actions.let_go import send_again
from selection.letters.actions.texts import write_text
from selection.letters.printing import printed_of
from selection.letters.queries import letters_waiting, not_told, to_call, to_print
from selection.letters.queue import queue_of, standing_texts
from selection.models import Letter
from selection.offers.actions.answer import decline_offer
from selection.offers.actions.clock import lapse_offers
from selection.offers.actions.keep import extend_offer, take_back_offer
from tests.factories.letters import BY_POST, reader_of, send_letters
from tests.factories.offering import accepted, offered, overdue
from tests.factories.releasing import proposed_release, read_texts
from tests.factories.staff import signed_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db
ENDS = {
    OfferStatus.ACCEPTED: lambda offer, _by: accepted(offer),
    OfferStatus.DECLINED: lambda offer, by: decline_offer(by=by, offer=offer),
    OfferStatus.TAKEN_BACK: lambda offer, by: take_back_offer(by=by, offer=offer, reason="Moved."),
}


@pytest.fixture
def member(call):
    return reader_of(call, "en", **BY_POST)


@pytest.mark.parametrize("status", ENDS)
def test_invitation_is_not_printed_once_the_offer_is_over(call, cast, member, status):
    (offer,) = offered(cast, member)
    (letter,) = send_letters(offer.decision.release, cast.coordinator)
    assert list(to_print(call)) == [letter]
    ENDS[status](offer, cast.coordinator)
    assert not to_print(call).exists()
    assert mark_printed(by=cast.coordinator, call=call, letters=[letter.pk]) == 0
    assert not not_told(call).exists(), "they know how it stands"


def test_letter_that_is_not_printed_any_more_does_not_read_as_if_it_waited(call, cast, member):
    (offer,) = offered(cast, member)
    send_letters(offer.decision.release, cast.coordinator)
    client, page = signed_in(cast.coordinator), f"/staff/applications/{member.reference}/"
    assert "To print<" in client.get(page).text
    overdue(offer, timezone.localdate() - timedelta(days=1))
    lapse_offers(by=None)
    for address in (page, f"/staff/letters/untold/?call={call.slug}"):
        shown = client.get(address).text
        assert "Not needed any more" in shown and "To print<" not in shown
    assert "Print it again" not in client.get(page).text


@pytest.mark.parametrize("status", ENDS)
def test_who_answered_before_the_letters_go_gets_no_invitation(call, cast, member, status):
    (offer,) = offered(cast, member)
    ENDS[status](offer, cast.coordinator)
    queue = queue_of(offer.decision.release)
    assert (queue.people, queue.over) == ([], 1)
    page = signed_in(cast.coordinator).get(f"/staff/letters/{offer.decision.release_id}/")
    assert "1 member answered already, or the offer" in page.content.decode()


def test_invitation_that_came_back_is_not_sent_again_once_they_answered(call, cast, member):
    (offer,) = offered(cast, member)
    (letter,) = send_letters(offer.decision.release, cast.coordinator)
    mark_printed(by=cast.coordinator, call=call, letters=[letter.pk])
    letter.refresh_from_db()
    note_return(by=cast.coordinator, letter=letter, reason=ReturnReason.UNKNOWN)
    accepted(offer)
    with refuses("offer_is_over"):
        send_again(by=cast.coordinator, decision=offer.decision, channel=LetterChannel.PRINT)


def test_who_did_not_answer_an_invitation_that_was_never_printed_is_called(call, cast, member):
    (offer,) = offered(cast, member)
    send_letters(offer.decision.release, cast.coordinator)
    overdue(offer, timezone.localdate() - timedelta(days=1))
    lapse_offers(by=None)
    assert not to_print(call).exists()
    assert [each.decision for each in to_call(call)] == [offer.decision]
    assert (letters_waiting(call).to_print, letters_waiting(call).to_call) == (0, 1)


def test_letter_says_the_last_day_that_counts_when_it_is_printed(call, cast, member):
    (offer,) = offered(cast, member)
    days = [offer.reply_by, *(timezone.localdate() + timedelta(days=each) for each in (20, 30))]
    (letter,) = send_letters(offer.decision.release, cast.coordinator)

    def more_time(seen, reply_by):
        given = {"reason": "Ill", "seen": seen, "reply_by": reply_by}
        extend_offer(by=cast.coordinator, offer=offer, **given)

    def printed():
        (shown,) = printed_of(Letter.objects.filter(pk=letter.pk))
        return [day for day in days if date_format(day) in shown.written.body]

    assert printed() == days[:1]
    more_time(*days[:2])
    assert printed() == days[1:2], "it was not printed yet"
    mark_printed(by=cast.coordinator, call=call, letters=[letter.pk])
    more_time(*days[1:])
    assert printed() == days[1:2], "as it went"


def test_queue_says_the_new_last_day_and_was_seen_otherwise(call, cast, member):
    (offer,) = offered(cast, member)
    seen = queue_of(offer.decision.release).digest
    later = timezone.localdate() + timedelta(days=20)
    given = {"reason": "Ill", "seen": offer.reply_by, "reply_by": later}
    extend_offer(by=cast.coordinator, offer=offer, **given)
    queue = queue_of(offer.decision.release)
    assert date_format(later) in queue.people[0].written.body and queue.digest != seen


def test_nobody_is_given_more_time_by_a_slip_of_the_year(call, cast, member):
    (offer,) = offered(cast, member)
    far = offer.reply_by + timedelta(days=365)
    with refuses("too_late"):
        extend_offer(
            by=cast.coordinator, offer=offer, reply_by=far, reason="Ill", seen=offer.reply_by
        )


def test_translation_is_read_again_once_the_english_below_it_changed(call, cast):
    spanish = reader_of(call, "es", email="ana@example.org")
    release = proposed_release(cast, spanish)
    read_texts(release, cast.second_coordinator)
    assert not queue_of(release, cast.second_coordinator).unread
    english = standing_texts(call)[Outcome.MEMBER, ENGLISH.code]
    body = f"{english.body}\n\nBring a friend."
    write_text(
        by=cast.coordinator,
        call=call,
        outcome=Outcome.MEMBER,
        language=ENGLISH,
        subject=english.subject,
        body=body,
        seen=english.version,
    )
    (text,) = queue_of(release, cast.second_coordinator).unread
    assert text.template.language == "es" and text.is_older
    address = f"/staff/letters/{release.pk}/{text.template.pk}/"
    client = signed_in(cast.second_coordinator)
    page = client.get(address)
    assert "The English was changed after this was translated" in page.content.decode()
    client.post(address, {"words": page.context["text"].digest})
    assert not queue_of(release, cast.second_coordinator).unread


def test_reason_of_another_reserve_is_not_kept(call, cast):
    first, second = reader_of(call, "en"), reader_of(call, "en")
    (offer,) = offered(cast, reader_of(call, "en"), reserves=[first, second])
    decline_offer(by=None, offer=offer)
    client = signed_in(cast.coordinator)
    address = f"/staff/seats/replace/?call={call.slug}"
    shown = client.get(address).context
    assert shown["form"].initial["application"] == first.reference
    given = {"application": second.reference, "reason": shown["form"].initial["reason"]}
    page = client.post(address, given, follow=True).content.decode()
    assert f"Say why {second.reference} comes before them." in page

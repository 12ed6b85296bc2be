"""Who has no answer yet: what is true now, after an address changed or a letter came back."""

import pytest

from applications.models import Contact
from core import mail
from selection.letters.actions.follow_up import mark_printed
from selection.letters.actions.let_go import send_again
from selection.letters.queries import letters_waiting
from selection.offers.actions.answer import accept_offer
from tests.factories.letters import (
    BY_PHONE,
    BY_POST,
    answered_by,
    decision_about,
    reader_of,
    send_letters,
)
from tests.factories.offering import PAYEE, offered
from tests.factories.staff import signed_in
from tests.messages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


@pytest.fixture
def by_phone(call, cast):
    """Nobody could write to them when the letters went."""
    person = reader_of(call, "es", **BY_PHONE)
    send_letters(answered_by(cast, person, reader_of(call, "en")), cast.coordinator)
    return person


def current_contact(application):
    return Contact.objects.filter(revision__application=application, revision__is_current=True)


def untold(client, call) -> str:
    return client.get(f"/staff/letters/untold/?call={call.slug}").text


def call_page(client, application) -> str:
    return client.get(f"/staff/letters/untold/{decision_about(application).pk}/").text


def test_new_mailing_address_leads_to_letting_the_letter_go(call, cast, client, by_phone):
    queue = f'"/staff/letters/{decision_about(by_phone).release_id}/"'
    assert "no email and no postal address" in untold(client, call)
    assert letters_waiting(call).to_call == 1
    current_contact(by_phone).update(post_address="60 Example St\nBoston, MA 02126")
    page = untold(client, call)
    assert "no email and no postal address" not in page
    assert "can be written to now, by paper" in page and queue in page
    assert queue in call_page(client, by_phone)
    waiting = letters_waiting(call)
    assert (waiting.to_let_go, waiting.to_call) == (1, 0)


def test_only_a_home_is_not_used_for_mail_and_says_so(call, cast, client, by_phone):
    current_contact(by_phone).update(street="1 Example St")
    assert "home is not used for mail" in untold(client, call)
    page = call_page(client, by_phone)
    assert "home is not used for mail" in page
    assert f"/staff/applications/{by_phone}/contact/" in page


def came_back(client, call, reference: str, channel: str = "print") -> str:
    sent = {"reference": reference, "channel": channel, "reason": "moved"}
    return said(client.post(f"/staff/letters/?call={call.slug}", sent, follow=True))


@pytest.fixture
def on_paper(call, cast):
    (offer,) = offered(cast, reader_of(call, "en", **BY_POST))
    (letter,) = send_letters(offer.decision.release, cast.coordinator)
    letter.printed_by, letter.printed_at = cast.coordinator, letter.let_go_at
    letter.save()
    return offer


def test_a_letter_that_came_back_is_found_by_a_reference_with_spaces(call, client, on_paper):
    reference = on_paper.decision.application.reference.lower().replace("-", " ")
    assert "stands on the list to call" in came_back(client, call, reference)


def test_who_has_answered_does_not_stand_on_the_list_to_call(call, client, on_paper):
    accept_offer(by=None, offer=on_paper, payee=PAYEE)
    words = came_back(client, call, on_paper.decision.application.reference)
    assert "has answered the offer" in words and "list to call" not in words


def test_who_was_told_another_way_needs_no_call(call, cast, client):
    person = reader_of(call, "en", email="lee@example.org", post_address=BY_POST["post_address"])
    (letter,) = send_letters(answered_by(cast, person), cast.coordinator)
    mail.send_waiting()
    paper = send_again(by=cast.coordinator, decision=letter.decision, channel="print")
    mark_printed(by=cast.coordinator, call=call, letters=[paper.pk])
    words = came_back(client, call, person.reference, channel="mail")
    assert "was told another way" in words and "list to call" not in words

"""Staff pages of letters: the queue that is read first, the words, and who is called."""

import pytest

from core.models import AccessEvent
from selection.letters.queries import not_told
from selection.models import Letter, LetterTemplate
from selection.offers.actions.clock import make_offers
from selection.offers.queries import offer_of
from tests.factories.letters import BY_PHONE, answered_by, decision_about, reader_of, send_letters
from tests.factories.staff import signed_in
from tests.messages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


@pytest.fixture
def spanish(call):
    return reader_of(call, "es", email="ana@example.org", full_name="Ana Souza")


def sent_as_shown(page) -> dict[str, object]:
    """What the page's form holds before somebody types."""
    return {field.html_name: field.value() or "" for field in page.context["form"]}


def test_queue_has_its_button_once_each_text_was_read(call, cast, client, spanish):
    release = answered_by(cast, spanish)
    queue = f"/staff/letters/{release.pk}/"
    page = client.get(queue).text
    assert "is not read yet" in page and "Let 1" not in page
    address = f"{queue}{LetterTemplate.objects.get(outcome='member', language='es').pk}/"
    text = client.get(address)
    assert "Hola, Ana Souza:" in text.text and "Hello Ana Souza," in text.text
    assert AccessEvent.objects.filter(object_id=spanish.pk, what="contact").exists()
    assert "Let 1" not in client.get(queue).text, "to open it is not to read it"
    stale = client.post(address, {"words": "1 2"}, follow=True)
    assert "Read them again" in said(stale) and "Let 1" not in client.get(queue).text
    assert client.post(address, {"words": text.context["text"].digest}).url == queue
    page = client.get(queue)
    assert "Let 1\n" in page.text
    answer = client.post(queue, {"digest": page.context["queue"].digest}, follow=True)
    assert "Let go: 1 by email, within minutes." in said(answer)
    assert "All letters of this release have gone." in answer.text


def test_english_read_below_a_translation_is_not_the_next_text(call, cast, client, spanish):
    english = reader_of(call, "en", email="bo@example.org", full_name="Bo Lee")
    release = answered_by(cast, spanish, english)
    queue = f"/staff/letters/{release.pk}/"
    texts = LetterTemplate.objects.filter(outcome="member")
    address = f"{queue}{texts.get(language='es').pk}/"
    page = client.get(address)
    assert "It is the last one." in page.text
    answer = client.post(address, {"words": page.context["text"].digest}, follow=True)
    assert answer.redirect_chain[-1][0] == queue and "You have read every text." in said(answer)
    assert "Let 2\n" in client.get(queue).text


def test_queue_that_was_seen_otherwise_lets_nothing_go(call, cast, client, spanish):
    release = answered_by(cast, spanish)
    queue = f"/staff/letters/{release.pk}/"
    answer = client.post(queue, {"digest": "x" * 64}, follow=True)
    assert not Letter.objects.exists() and "Let go" not in said(answer)


def test_words_are_edited_beside_the_english_and_previewed(call, cast, client, spanish):
    edit = f"/staff/letters/texts/not_chosen/es/?call={call.slug}"
    page = client.get(edit)
    assert "You were not chosen this time." in page.text
    sent = sent_as_shown(page)
    wrong = client.post(edit, {**sent, "body": f"{sent['body']}\n\n{{stipend}}"}, follow=True)
    assert "{stipend}" in wrong.text and LetterTemplate.objects.filter(version=2).count() == 0
    client.post(edit, {**sent, "body": f"{sent['body']}\n\nGracias."})
    assert LetterTemplate.objects.get(version=2).body.endswith("Gracias.")
    stale = client.post(edit, {**sent, "body": f"{sent['body']}\n\nOtra."}, follow=True)
    assert "Otra." in stale.text, "what was typed is kept"
    assert LetterTemplate.objects.filter(version__gt=1).count() == 1
    preview = client.get(f"/staff/letters/texts/not_chosen/es/preview/?call={call.slug}").text
    assert "Hola, Ana Souza:" in preview and "Gracias." in preview


def test_whom_no_letter_reaches_is_called_and_then_told(call, cast, client):
    by_phone = reader_of(call, "es", **BY_PHONE)
    release = answered_by(cast, by_phone, reader_of(call, "en"))
    send_letters(release, cast.coordinator)
    listed = client.get(f"/staff/letters/untold/?call={call.slug}").text
    address = f"/staff/letters/untold/{decision_about(by_phone).pk}/"
    assert address in listed
    page = client.get(address)
    assert "617-555-0142" in page.text and "Le invitamos" in page.text
    assert "Record their answer" not in page.text, "nothing is offered yet"
    make_offers(by=None)
    page = client.get(address)
    assert f'"/staff/offers/{offer_of(by_phone).pk}/"' in page.text
    call_made = {"way": "phone", "outcome": "spoke", "note": ""}
    client.post(address, {**sent_as_shown(page), **call_made})
    assert not not_told(call).filter(application=by_phone).exists()
    assert address not in client.get(f"/staff/letters/untold/?call={call.slug}").text

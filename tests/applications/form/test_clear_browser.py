"""Leaving a shared computer: what is deleted, what is only forgotten, and what the page says."""

import pytest
from django.test import Client

from applications.models import Application, Draft
from tests.applications.form.my_application import code_of, find
from tests.applications.form.steps import fill_in, post

pytestmark = pytest.mark.django_db


def cookie(client: Client, call):
    return client.cookies[f"draft-{call.slug}"]


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_deleting_asks_once_and_then_says_that_nothing_is_left(client, call) -> None:
    fill_in(client, call)
    clear = f"/en/{call.slug}/apply/clear/"
    assert "Delete your saved answers?" in text(client, clear)
    assert Draft.objects.exists(), "asking deletes nothing"
    answer = client.post(clear)
    assert not Draft.objects.exists()
    assert cookie(client, call).value == ""
    page = text(client, answer.url)
    assert "Nothing of yours is left on this computer" in page
    assert "Your saved answers are deleted" in page
    assert client.get(f"/en/{call.slug}/apply/contact/").status_code == 302


def test_deleting_from_a_step_keeps_what_was_typed_until_it_is_sure(client, call) -> None:
    fill_in(client, call, until="contact")
    answer = post(client, call, "contact", full_name="Tenzin", clear="")
    assert "Delete your saved answers?" in text(client, answer.url)
    kept = f'href="/en/{call.slug}/apply/contact/"'
    assert kept in text(client, answer.url)
    assert 'value="Tenzin"' in text(client, f"/en/{call.slug}/apply/contact/")


def test_deleting_a_correction_says_that_what_was_sent_stays(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    client.post(f"/en/{call.slug}/mine/correct/")
    assert "What you sent before stays as it is" in text(client, f"/en/{call.slug}/apply/clear/")
    client.post(f"/en/{call.slug}/apply/clear/")
    assert not Draft.objects.exists()
    assert Application.objects.count() == 1


def test_forgetting_deletes_nothing_and_says_so(client, call) -> None:
    fill_in(client, call)
    draft = Draft.objects.get()
    forget = f"/en/{call.slug}/mine/forget/"
    assert "Clear my details from this browser" in text(client, forget)
    answer = client.post(forget)
    assert cookie(client, call).value == ""
    page = text(client, answer.url)
    assert "Nothing of yours is left on this computer" in page
    assert "still with us" in page
    assert client.get(f"/en/{call.slug}/apply/contact/").status_code == 302
    assert find(client, call, draft.reference, code_of(draft)).status_code == 302


def test_what_was_sent_is_held_until_the_browser_closes(client, call) -> None:
    fill_in(client, call)
    assert cookie(client, call)["max-age"], "an unfinished one is kept for those who come back"
    post(client, call, "check", agrees="on")
    text(client, f"/en/{call.slug}/apply/receipt/")
    assert cookie(client, call)["max-age"] == ""
    other = Client()
    sent = Application.objects.get()
    find(other, call, sent.reference, code_of(sent))
    assert cookie(other, call)["max-age"] == ""
    other.post(f"/en/{call.slug}/mine/correct/")
    assert cookie(other, call)["max-age"] == "", "nor its correction"
    post(other, call, "eligibility", lives_in_city="not_sure")
    assert cookie(other, call)["max-age"] == ""


def test_call_page_and_first_step_say_what_was_sent(client, call) -> None:
    pages = (f"/en/{call.slug}/", f"/en/{call.slug}/apply/eligibility/")
    fill_in(client, call)
    for page in pages:
        assert "You sent" not in text_of(client, page)
    post(client, call, "check", agrees="on")
    reference = Application.objects.get().reference
    for page in pages:
        assert f"You sent {reference}" in text_of(client, page), page
        assert f'href="/en/{call.slug}/mine/status/"' in text_of(client, page)
        assert reference not in text_of(Client(), page)
    client.post(f"/en/{call.slug}/mine/correct/")
    assert f"You sent {reference}" in text_of(client, pages[0])
    client.post(f"/en/{call.slug}/mine/withdraw/")
    for page in pages:
        assert "You sent" not in text_of(client, page), "whoever withdrew may apply again"


def test_call_page_no_longer_says_what_was_sent_once_it_is_cleared(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    client.post(f"/en/{call.slug}/mine/forget/")
    assert "You sent" not in text_of(client, f"/en/{call.slug}/")


def test_call_page_that_names_what_was_sent_is_in_no_browsers_memory(client, call) -> None:
    """Else Back shows it again, after clearing, to whoever sits there next."""
    page = f"/en/{call.slug}/"
    fill_in(client, call)
    assert "no-store" in client.get(page).headers["Cache-Control"]
    post(client, call, "check", agrees="on")
    assert "no-store" in client.get(page).headers["Cache-Control"]


def test_page_before_deleting_says_afterwards_that_nothing_is_left_and_no_more(
    client, call
) -> None:
    fill_in(client, call)
    clear = f"/en/{call.slug}/apply/clear/"
    assert "Your saved answers are deleted." in text(client, client.post(clear).url)
    again = text(client, clear)
    assert "Nothing of yours is left on this computer" in again
    assert "still with us" not in again and "are deleted" not in again


def test_correction_that_waits_says_that_what_was_sent_stays(client, call) -> None:
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    client.post(f"/en/{call.slug}/mine/correct/")
    post(client, call, "home", neighborhood="mattapan")
    page = text(client, f"/en/{call.slug}/apply/later/")
    assert "Your first application stays as it is until you send your correction." in page
    assert "Your answers are not sent yet" not in page
    assert "Date we will delete your answers" not in page and "Delete my correction" in page


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()

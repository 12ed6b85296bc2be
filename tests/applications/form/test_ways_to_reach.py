"""How should we reach you: only a way that is ticked is asked for, judged and kept."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from applications.models import Contact, Draft
from core.models import OutgoingMail
from tests.applications.form.steps import fill_in, judged, post
from tests.journeys.visitor import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(call) -> Client:
    client = Client()
    fill_in(client, call, until="contact")
    return client


def send(client: Client, call, **given: Any) -> str:
    """The page that comes back; "" where it went on."""
    answer = post(client, call, "contact", **{"chosen_name": "Mo", "confirmed": "", **given})
    return unescape(judged(client, answer).html) if "judged" in answer.url else ""


def saved() -> dict[str, Any]:
    return Draft.objects.get().answers["contact"]


@pytest.mark.parametrize(
    ("way", "field"),
    [
        ("email", "email"),
        ("phone", "phone"),
        ("post", "post_address"),
        ("trusted", "trusted_contact"),
    ],
)
def test_way_that_is_ticked_asks_for_its_field(client, call, way, field) -> None:
    page = send(client, call, ways=[way])
    assert "Fill this in, or take the tick away." in page
    assert f'href="#id_{field}"' in page
    assert send(client, call, ways=[way], **{field: "617-555-0101@example.org"}) == ""


def test_nothing_ticked_and_nothing_written_is_asked_for_one_way(client, call) -> None:
    page = send(client, call)
    assert "Give us one way to reach you" in page
    assert 'href="#id_ways_0"' in page


def test_what_is_written_counts_where_nothing_is_ticked(client, call) -> None:
    assert send(client, call, email="mo@example.org", phone="617-555-0101") == ""
    assert saved()["ways"] == ["email", "phone"]


def test_what_is_not_ticked_is_neither_judged_nor_kept_once_confirmed(client, call) -> None:
    given = {
        "ways": ["phone"],
        "phone": "617-555-0101",
        "email": "not an address",
        "may_text": "on",
    }
    page = send(client, call, **given)
    assert "You filled in “Email”, but you did not tick it. May we leave it out?" in page
    assert "Error:" not in page
    assert 'value="not an address"' in page, "nothing is lost before the answer"
    form = Page("", 200, page).form(with_field="phone")
    assert send(client, call, **given | {"confirmed": form.fields["confirmed"][0]}) == ""
    assert (saved()["email"], saved()["phone"], saved()["may_text"]) == ("", "617-555-0101", True)


def test_first_by_a_way_that_is_not_ticked_is_asked_about_once(client, call) -> None:
    given = {"ways": ["phone"], "phone": "617-555-0101", "preferred_way": "email"}
    page = send(client, call, **given)
    assert "You asked us to try “Email” first, but you did not tick it." in page
    assert send(client, call, **given | {"confirmed": "unticked:email"}) == ""
    assert saved()["preferred_way"] == ""
    assert (
        send(client, call, **given | {"ways": ["phone", "email"], "email": "m@example.org"}) == ""
    )
    assert saved()["preferred_way"] == "email"


def test_ways_are_open_again_when_the_page_is_opened_again(client, call) -> None:
    send(client, call, ways=["pick_up", "email"], email="mo@example.org", preferred_way="pick_up")
    page = client.get(f"/en/{call.slug}/apply/contact/").content.decode()
    fields = Page("", 200, page).form(with_field="email").fields
    assert fields["ways"] == ["email", "pick_up"]
    assert fields["preferred_way"] == ["pick_up"]


def test_pick_up_is_stored_with_the_application(client, call) -> None:
    fill_in(client, call)
    send(client, call, ways=["pick_up"])
    post(client, call, "check", agrees="on")
    contact = Contact.objects.get()
    assert contact.wants_pick_up
    assert (contact.email, contact.phone, contact.chosen_name) == ("", "", "Mo")


def test_address_that_may_be_a_slip_is_asked_about_once_and_never_refused(client, call) -> None:
    given = {"ways": ["email"], "email": "mo@gmial.com"}
    page = send(client, call, **given)
    assert "Did you mean “mo@gmail.com”?" in page
    assert "Error:" not in page
    assert 'href="#id_email"' in page, "a way to change it"
    form = Page("", 200, page).form(with_field="email")
    assert form.fields["email"] == ["mo@gmial.com"]
    assert send(client, call, **given, confirmed=form.fields["confirmed"][0]) == ""
    assert saved()["email"] == "mo@gmial.com"
    assert send(client, call, **given, **{"email-meant": "mo@gmail.com"}) == ""
    assert saved()["email"] == "mo@gmail.com", "the button beside takes what was meant"
    assert "Did you mean" in send(client, call, ways=["email"], email="mo@hotmial.com")


def test_person_whom_nobody_could_reach_is_asked_about_once(client, call) -> None:
    given = {"ways": ["trusted"], "trusted_contact": "my sister"}
    page = send(client, call, **given)
    assert "Can we reach this person or organization with what you wrote?" in page
    assert "Error:" not in page
    form = Page("", 200, page).form(with_field="trusted_contact")
    assert form.fields["trusted_contact"][0].strip() == "my sister"
    assert send(client, call, **given, confirmed=form.fields["confirmed"][0]) == ""
    for reachable in ("my sister, 617-555-0101", "Ana ana@example.org", "أختي ٦١٧"):
        assert send(client, call, ways=["trusted"], trusted_contact=reachable) == ""


@pytest.mark.parametrize("path", ["apply/later/", "mine/lost/"])
def test_link_asked_for_at_a_likely_slip_is_asked_about_first(client, call, path) -> None:
    url, typed = f"/en/{call.slug}/{path}", {"email": "mo@gmial.com", "confirmed": ""}
    asked = unescape(client.get(client.post(url, typed).url).content.decode())
    assert "Did you mean “mo@gmail.com”?" in asked
    assert not OutgoingMail.objects.exists()
    form = Page("", 200, asked).form(with_field="email")
    assert form.fields["email"] == ["mo@gmial.com"]
    typed["confirmed"] = form.fields["confirmed"][0]
    assert client.post(url, typed).url.endswith("?sent=1"), "asked once, never refused"


def test_saved_page_asks_about_the_address_that_reminders_go_to(client, call, settings) -> None:
    settings.LINKS_AN_HOUR = 1
    later = f"/en/{call.slug}/apply/later/"
    send(client, call, ways=["email"], email="mo@gmial.com", later="")
    saved = unescape(client.get(later).content.decode())
    assert "Did you mean “mo@gmail.com”?" in saved
    assert "autofocus" not in saved, "the code to write down comes first"
    given = {"email": "mo@gmial.com", "confirmed": "", "email-meant": "mo@gmail.com"}
    for _time in range(2):
        send(client, call, ways=["email"], email="mo@gmial.com", later="")
        assert client.post(later, given).url.endswith("?sent=1")
        assert Draft.objects.get().email == "mo@gmail.com", "also when no further link is sent"
    assert OutgoingMail.objects.get().to_address == "mo@gmail.com"
    assert "Did you mean" not in client.get(later).content.decode()


def test_saved_page_does_not_ask_what_was_answered(client, call) -> None:
    given = {"ways": ["email"], "email": "mo@gmial.com"}
    send(client, call, **given, confirmed="slip:mo@gmial.com")
    assert "Did you mean" not in client.get(f"/en/{call.slug}/apply/later/").content.decode()


@pytest.mark.parametrize("phone", ["617-555-01", "617 555 019", "12"])
def test_phone_without_all_its_digits_is_asked_for_again(client, call, phone) -> None:
    assert "Write all its digits, with the area code." in send(
        client, call, ways=["phone"], phone=phone
    )
    assert send(client, call, ways=["phone"], phone="+238 991 22 33") == ""


def test_address_typed_anew_is_taken_along_to_another_language_slip_or_not(client, call) -> None:
    fill_in(client, call, until="contact")
    send(client, call, ways=["email"], email="mo@gmial.com", later="")
    later = f"/en/{call.slug}/apply/later/"
    typed = {"email": "other@gmial.con", "confirmed": "", "other-language": ""}
    answer = client.post(f"/es/{call.slug}/apply/later/", typed)
    shown = Page(later, 200, client.get(answer.url).content.decode())
    assert shown.form(with_field="email").fields["email"] == ["other@gmial.con"]


def test_link_that_is_on_its_way_is_not_asked_about_again(client, call) -> None:
    fill_in(client, call, until="contact")
    send(client, call, ways=["email"], email="mo@gmial.com", later="")
    later = f"/en/{call.slug}/apply/later/"
    assert "Did you mean" in client.get(later).content.decode()
    sure = {"email": "mo@gmial.com", "confirmed": "slip:mo@gmial.com"}
    sent = client.get(client.post(later, sure).url).content.decode()
    assert "We are sending you the link" in sent and "Did you mean" not in sent
    again = client.get(later).content.decode()
    assert "We are sending you the link" not in again and "Did you mean" not in again

"""Links by e-mail: to what is saved, and to what was lost; and what no mail ever says."""

import pytest
from django.test import Client

from applications.models import Draft
from core.models import OutgoingMail
from tests.applications.form.my_application import leads_to, words
from tests.applications.form.steps import fill_in
from tests.factories.applications import apply


@pytest.mark.django_db
def test_link_by_email_is_in_the_language_of_the_page(client, call) -> None:
    fill_in(client, call, until="home")
    address = f"/es/{call.slug}/apply/later/"
    answer = client.post(address, {"email": "friend@example.org"})
    assert 'role="status"' in client.get(answer.url).content.decode()
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to_address, mail.language) == ("friend@example.org", "es")
    assert leads_to(mail.body, Draft.objects.get(), "es")
    assert "60 Example St" not in mail.body


@pytest.mark.django_db
def test_link_by_email_leaves_nobodys_mailbox_full(client, call) -> None:
    fill_in(client, call, until="home")
    answers = {
        client.post(f"/en/{call.slug}/apply/later/", {"email": email}).url
        for email in ("friend@example.org", "FRIEND@example.org") * 4
    }
    assert len(answers) == 1
    assert OutgoingMail.objects.count() == 3


@pytest.mark.django_db
def test_lost_code_is_answered_alike_and_only_the_owner_hears(call) -> None:
    sent = apply(call, contact={"email": "Wideline@example.org"}, support={"reads": "es"})
    fill_in(Client(), call)
    draft = Draft.objects.get()
    OutgoingMail.objects.all().delete()
    pages = []
    for email in ("wideline@EXAMPLE.org", "nobody@example.org"):
        browser = Client()
        answer = browser.post(f"/en/{call.slug}/mine/lost/", {"email": email})
        pages.append(words(browser.get(answer.url)))
    assert pages[0] == pages[1]
    assert "If we have an application or a draft with this address" in pages[0]
    mails = {mail.to_address: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"Wideline@example.org", "wideline@example.org"}
    assert leads_to(mails["Wideline@example.org"].body, sent, "es")
    assert mails["Wideline@example.org"].language == "es"
    assert leads_to(mails["wideline@example.org"].body, draft)


@pytest.mark.django_db
def test_lost_code_is_not_for_an_address_that_only_looks_alike(client, call) -> None:
    """ "ı" in capitals is "I", so the database takes one address for the other."""
    apply(call, contact={"email": "amal@mit.example"})
    fill_in(client, call)
    Draft.objects.update(answers={"contact": {"email": "amal@mit.example"}})
    OutgoingMail.objects.all().delete()
    client.post(f"/en/{call.slug}/mine/lost/", {"email": "amal@mıt.example"})
    assert not OutgoingMail.objects.exists()
    client.post(f"/en/{call.slug}/mine/lost/", {"email": "Amal@MIT.example"})
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db
def test_lost_code_follows_a_corrected_address_alone(client, call) -> None:
    application = apply(call)
    before = OutgoingMail.objects.count()
    application.revisions.update(is_current=False)
    client.post(f"/en/{call.slug}/mine/lost/", {"email": "wideline@example.org"})
    assert OutgoingMail.objects.count() == before


@pytest.mark.django_db
def test_lost_code_is_sent_three_times_an_hour(client, call) -> None:
    apply(call)
    OutgoingMail.objects.all().delete()
    asked = [
        client.post(f"/en/{call.slug}/mine/lost/", {"email": "wideline@example.org"})
        for _ in range(5)
    ]
    assert len({answer.url for answer in asked}) == 1
    assert OutgoingMail.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "greeting_name"),
    [
        ("http://evil.example", False),
        ("www.evil.example", False),
        ("evil.example/win", False),
        ("win@evil.example", False),
        ("J. R. O’Neill-Nguyễn", True),
        ("María José de la Cruz Núñez", True),
    ],
)
def test_name_in_a_mail_becomes_no_link(call, name, greeting_name) -> None:
    apply(call, contact={"full_name": name})
    (mail,) = OutgoingMail.objects.all()
    assert (name in mail.body) is greeting_name
    assert mail.body.startswith("Hello")

"""A new code, a withdrawal and an erasure end all earlier access at once."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from applications.form import codes
from applications.form.actions.correct import start_correction
from applications.form.actions.links import reissue_code
from applications.form.actions.withdraw import withdraw_application, withdraw_for_applicant
from applications.form.views import draft_cookie
from applications.models import Application, Draft, Revision
from applications.records.actions.erase import carry_out_erasure, request_erasure
from applications.records.records import traces_of
from core.models import OutgoingMail
from tests.applications.form.my_application import (
    NO_EMAIL,
    PAGES,
    code_of,
    find,
    link_to,
    not_found,
    words,
)
from tests.applications.form.steps import fill_in, post
from tests.factories.applications import apply

pytestmark = pytest.mark.django_db
SAID = ("60 Example St", "handcuffs", "Woman")  # by whoever sent it
BUTTONS = (
    "mine/correct/",
    "mine/correct/drop/",
    "mine/withdraw/",
    "mine/available/",
    "apply/clear/",
)


def new_code(application: Application, cast) -> None:
    reissue_code(by=cast.clerk, application=application)


def withdrawal(application: Application, cast) -> None:
    withdraw_application(by=None, application=application)


def withdrawal_by_staff(application: Application, cast) -> None:
    withdraw_for_applicant(
        by=cast.coordinator, application=application, asker="applicant", way="phone", note=""
    )


def erasure(application: Application, cast) -> None:
    if application.status != "withdrawn":
        withdraw_application(by=None, application=application)
    asked = request_erasure(
        by=cast.coordinator, application=application, asker="applicant", authorization="Memo 12"
    )
    rows = sum(count for _what, count in traces_of(application))
    carry_out_erasure(by=cast.second_coordinator, erasure=asked, expected_rows=rows)


def sent_here(client: Client, application: Application) -> None:
    """Nothing to do: this browser sent it."""


def by_code(client: Client, application: Application) -> None:
    assert find(client, application.call, application.reference, code_of(application)).url


def by_link(client: Client, application: Application) -> None:
    assert client.get(link_to(application)).url


def correcting(client: Client, application: Application) -> None:
    client.post(f"/en/{application.call.slug}/mine/correct/")


ENDS = (new_code, withdrawal, withdrawal_by_staff, erasure)
WAYS = (sent_here, by_code, by_link, correcting)


@pytest.fixture
def application(client, call) -> Application:
    """One that `client` has just sent."""
    fill_in(client, call)
    post(client, call, "check", agrees="on")
    return Application.objects.get()


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("way", WAYS)
def test_browser_let_in_before_is_out_at_once(
    client, application, cast, end: Callable, way: Callable
) -> None:
    way(client, application)
    end(application, cast)
    application.refresh_from_db()
    stored = Application.objects.values().get(), Revision.objects.count(), Draft.objects.count()
    for page in PAGES:
        answer = client.get(f"/en/{application.call.slug}/{page}", follow=True)
        text = answer.content.decode()
        assert not [words for words in SAID if words in text], page
        assert code_of(application) not in text, page
    for button in BUTTONS:
        client.post(f"/en/{application.call.slug}/{button}")
    post(client, application.call, "check", agrees="on")
    assert stored == (
        Application.objects.values().get(),
        Revision.objects.count(),
        Draft.objects.count(),
    )


@pytest.mark.parametrize("end", ENDS)
def test_link_mailed_before_opens_nothing(application, cast, end: Callable) -> None:
    link = link_to(application)
    end(application, cast)
    answer = Client().get(link)
    assert not answer.cookies and answer.status_code == 410


@pytest.mark.parametrize("end", ENDS)
def test_receipt_in_another_tab_shows_no_new_code(client, application, cast, end) -> None:
    receipt = f"/en/{application.call.slug}/apply/receipt/"
    assert code_of(application) in client.get(receipt).content.decode()
    end(application, cast)
    application.refresh_from_db()
    assert code_of(application) not in client.get(receipt, follow=True).content.decode()


def test_new_code_lets_in_again(client, application, cast) -> None:
    new_code(application, cast)
    application.refresh_from_db()
    by_code(client, application)
    page = client.get(f"/en/{application.call.slug}/mine/status/").content.decode()
    assert application.reference in page


def test_code_outlives_a_withdrawal(client, application, cast) -> None:
    code = code_of(application)
    withdrawal(application, cast)
    application.refresh_from_db()
    assert code_of(application) == code
    by_code(client, application)
    assert (
        "You have withdrawn"
        in client.get(f"/en/{application.call.slug}/mine/status/").content.decode()
    )


def test_code_ends_with_an_erasure(application, cast) -> None:
    code = code_of(application)
    erasure(application, cast)
    page = words(not_found(Client(), application.call, application.reference, code))
    assert "We cannot find" in page


def test_correction_begun_before_goes_on_with_the_new_code(client, application, cast) -> None:
    correction = start_correction(by=None, application=application, language="en")
    new_code(application, cast)
    application.refresh_from_db()
    by_code(client, application)
    correcting(client, application)
    assert Draft.objects.get() == correction
    assert (
        "60 Example St" in client.get(f"/en/{application.call.slug}/apply/check/").content.decode()
    )


def test_words_typed_in_a_browser_that_is_out_are_shown_to_be_copied(
    client, application, cast
) -> None:
    correcting(client, application)
    new_code(application, cast)
    answer = post(client, application.call, "questions", **{"why-join": "I waited for this."})
    assert answer.status_code == 410
    assert "I waited for this." in answer.content.decode()


def test_applicant_is_told_of_a_new_code_without_it(call, cast) -> None:
    application = apply(call, support={"reads": "es"})
    OutgoingMail.objects.all().delete()
    new_code(application, cast)
    application.refresh_from_db()
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to_address, mail.language) == ("wideline@example.org", "es")
    assert application.reference in mail.subject
    assert code_of(application) not in mail.body
    assert code_of(application).replace("-", "") not in mail.body
    assert f"/es/{call.slug}/mine/lost/" in mail.body
    assert codes.link_token(application.reference, 1)[-40:] not in mail.body
    assert f"/mine/{application.reference}/" not in mail.body, "no link that lets anybody in"


@pytest.mark.parametrize("contact", [NO_EMAIL, {"email": "maria@gmail,com"}])
def test_nobody_is_told_of_a_new_code_without_an_address(call, cast, contact) -> None:
    application = apply(call, contact=contact)
    OutgoingMail.objects.all().delete()
    new_code(application, cast)
    assert not OutgoingMail.objects.exists()


def test_link_that_is_too_old_offers_a_new_one_and_the_code_still_opens(
    client, application, monkeypatch
) -> None:
    link, now = link_to(application), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 91 * 24 * 60 * 60)
    answer = Client().get(link)
    assert (answer.status_code, bool(answer.cookies)) == (410, False)
    page = answer.content.decode()
    for way in ("mine/lost/", "mine/"):
        assert f'href="/en/{application.call.slug}/{way}"' in page
    by_code(Client(), application)


def test_browser_that_a_link_let_in_is_out_when_that_link_ends(
    client, application, monkeypatch
) -> None:
    day, now = 24 * 60 * 60, time.time()
    link, other = link_to(application), Client()
    by_code(client, application)

    def at_day(number: float) -> None:
        monkeypatch.setattr(time, "time", lambda: now + number * day)

    at_day(89)
    assert other.get(link).status_code == 302
    correcting(other, application)  # each of these writes the cookie anew
    post(other, application.call, "questions", **{"why-join": "I want to help."})
    at_day(89.9)
    for page in ("mine/status/", "apply/check/"):
        assert other.get(f"/en/{application.call.slug}/{page}").status_code == 200
    at_day(90.1)
    assert other.get(f"/en/{application.call.slug}/").content.count(b"You sent CDG") == 0
    for page in (*PAGES, "apply/questions/"):
        text = other.get(f"/en/{application.call.slug}/{page}", follow=True).content.decode()
        assert not [words for words in (*SAID, "I want to help") if words in text], page


def test_words_typed_when_the_link_ends_are_shown_to_be_copied(
    client, application, monkeypatch
) -> None:
    link, other, now = link_to(application), Client(), time.time()
    other.get(link)
    correcting(other, application)
    monkeypatch.setattr(time, "time", lambda: now + 91 * 24 * 60 * 60)
    monkeypatch.setattr(draft_cookie, "KEPT_FOR", timedelta(days=120))
    answer = post(other, application.call, "questions", **{"why-join": "I waited for this."})
    assert answer.status_code == 410
    assert "I waited for this." in answer.content.decode()
    assert Revision.objects.count() == 1 and Draft.objects.count() == 1


def test_old_link_leaves_the_browser_what_it_holds(client, application, cast) -> None:
    link = link_to(application)
    new_code(application, cast)
    application.refresh_from_db()
    by_code(client, application)
    assert client.get(link).status_code == 410
    assert client.get(f"/en/{application.call.slug}/mine/status/").status_code == 200

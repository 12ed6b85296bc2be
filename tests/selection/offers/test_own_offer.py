"""An applicant's own pages about an offer: no script, any language, nothing typed is lost."""

import pytest
from django.test import Client

from applications.form.actions.withdraw import withdraw_application
from applications.models import Application
from applications.records.actions.erase import carry_out_erasure, request_erasure
from applications.records.records import traces_of
from core.languages import ALL
from selection.enums import OfferStatus
from selection.models import Acceptance, Offer
from selection.offers.actions.answer import decline_offer
from tests.applications.form.my_application import code_of, find
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.offering import accepted, offered

NAME = "王小明 \u200eO’Neil-Ñandú"
TYPED = {"legal_name": NAME, "pay_by": "pick_up"}


@pytest.fixture
def offer(call, cast) -> Offer:
    (offer,) = offered(cast, apply(call))
    closed(call)
    return offer


@pytest.fixture
def owner(offer) -> Client:
    return owner_of(offer)


def owner_of(offer: Offer) -> Client:
    application = offer.decision.application
    browser = Client()
    find(browser, application.call, application.reference, code_of(application))
    return browser


def page_of(offer: Offer, end: str = "offer/", language: str = "en") -> str:
    return f"/{language}/{offer.decision.application.call.slug}/{end}"


def status_of(client: Client, offer: Offer, language: str = "en") -> str:
    return client.get(page_of(offer, "mine/status/", language)).content.decode()


@pytest.mark.django_db
def test_accepting_shows_what_money_may_change_first_and_asks_whom_to_pay(owner, offer) -> None:
    assert "Answer the offer" in status_of(owner, offer)
    assert page_of(offer, "offer/accept/") in owner.get(page_of(offer)).content.decode()
    page = owner.get(page_of(offer, "offer/accept/")).content.decode()
    assert page.index("SNAP") < page.index("Your legal name")
    wrong = owner.post(page_of(offer, "offer/accept/"), {"legal_name": NAME}).content.decode()
    assert "Choose how we should pay you." in wrong and NAME in wrong
    answer = owner.post(page_of(offer, "offer/accept/"), TYPED)
    assert answer.url == page_of(offer, "mine/status/#answer")
    assert owner.post(page_of(offer, "offer/accept/"), TYPED).url == answer.url, "pressed twice"
    text = status_of(owner, offer)
    assert "You accepted the seat. Thank you!" in text and "Answer the offer" not in text
    given = Acceptance.objects.get()
    assert (given.legal_name, given.pay_by) == (NAME, "pick_up")
    assert owner.get(page_of(offer)).url == page_of(offer, "mine/status/")


@pytest.mark.django_db
@pytest.mark.parametrize(("street", "is_asked"), [("", True), ("60 Example St", False)])
def test_whoever_gets_a_check_by_mail_is_asked_for_an_address(call, cast, street, is_asked) -> None:
    (offer,) = offered(cast, apply(call, home={"street": street}))
    closed(call)
    owner = owner_of(offer)
    owner.post(page_of(offer, "offer/accept/"), TYPED | {"pay_by": "mail"})
    text = status_of(owner, offer)
    assert "You accepted the seat." in text
    assert ("we do not have your address" in text) is is_asked


@pytest.mark.django_db
def test_other_language_keeps_the_name_and_stores_nothing(owner, offer) -> None:
    page = page_of(offer, "offer/accept/", "ar")
    text = owner.post(page, TYPED | {"other-language": ""}).content.decode()
    assert NAME in text and 'dir="rtl"' in text
    assert owner.post(page, TYPED | {"back": ""}).url == page_of(offer, "offer/", "ar")
    assert not Acceptance.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        ("accept-without", "accepted", "You accepted the seat without the stipend."),
        ("decline", "declined", "You declined the seat."),
        ("talk", "open", "You asked to talk with us first."),
    ],
)
def test_other_answers_are_one_button(owner, offer, answer, status, says) -> None:
    assert owner.get(page_of(offer, f"offer/{answer}/")).status_code == 200
    assert owner.post(page_of(offer, f"offer/{answer}/")).status_code == 302
    offer.refresh_from_db()
    assert offer.status == status and says in status_of(owner, offer)


@pytest.mark.django_db
def test_stale_page_says_how_it_stands(owner, offer) -> None:
    decline_offer(by=None, offer=offer)
    answer = owner.post(page_of(offer, "offer/accept/"), TYPED)
    text = owner.get(answer.url).content.decode()
    assert "was answered or has ended in the meantime" in text and "You declined" in text
    assert not Acceptance.objects.exists()


@pytest.mark.django_db
def test_without_access_the_code_is_asked_for_and_the_name_stands_to_copy(offer) -> None:
    for end in ("offer/", "offer/accept/"):
        assert Client().get(page_of(offer, end)).url == page_of(offer, "mine/")
    answer = Client().post(page_of(offer, "offer/accept/"), TYPED)
    assert answer.status_code == 410 and NAME in answer.content.decode()
    offer.refresh_from_db()
    assert offer.status == OfferStatus.OPEN


@pytest.mark.django_db
def test_reserve_and_whoever_is_not_chosen_read_that_and_have_nothing_to_answer(call, cast) -> None:
    reserve, other = apply(call), apply(call)
    offered(cast, apply(call), reserves=[reserve])
    closed(call)
    for application, words in (
        (reserve, "You are on the reserve list."),
        (other, "This time we cannot offer you a seat."),
    ):
        browser = Client()
        find(browser, call, application.reference, code_of(application))
        text = browser.get(f"/en/{call.slug}/mine/status/").content.decode()
        assert words in text
        assert ("I am still available" in text) == (application == reserve)
        assert browser.get(f"/en/{call.slug}/offer/").url == f"/en/{call.slug}/mine/status/"


@pytest.mark.django_db
def test_pages_are_in_every_language(owner, offer) -> None:
    titles = set()
    for language in ALL:
        for end in ("offer/", "offer/accept/", "offer/decline/", "offer/talk/"):
            assert owner.get(page_of(offer, end, language.code)).status_code == 200
        titles.add(str(owner.get(page_of(offer, "offer/", language.code)).content.decode()))
    assert len(titles) == len(ALL)


@pytest.mark.django_db
def test_erasing_blanks_the_name_and_keeps_that_they_sat(offer, cast) -> None:
    accepted(offer)
    application: Application = offer.decision.application
    withdraw_application(by=None, application=application)
    erasure = request_erasure(
        by=cast.coordinator, application=application, asker="applicant", authorization="Letter"
    )
    rows = sum(count for _what, count in traces_of(application))
    carry_out_erasure(by=cast.second_coordinator, erasure=erasure, expected_rows=rows)
    given = Acceptance.objects.get()
    assert (given.legal_name, given.pay_by) == ("", "") and given.erased_at

"""Five envelopes at the clerk's desk, typed in with the keyboard alone."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from applications.duplicates.actions.find_duplicates import find_duplicates
from applications.duplicates.queries import open_pairs
from applications.form import codes, queries
from applications.models import Application, Call, Contact, LateEntry, Revision, Support
from core.models import OutgoingMail
from tests.browser.inspection import watch as complaints_of
from tests.browser.paper_desk import (
    ADDRESS,
    NAME,
    Clerk,
    answers,
    envelope,
    inspect,
    person,
)
from tests.factories.calls import redated

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def closed(call: Call) -> Call:
    """The call, closed at this time two days ago."""
    now = timezone.now()
    return redated(call, opens_at=now - timedelta(days=20), closes_at=now - timedelta(days=2))


def slip_of(hand: Clerk) -> tuple[Application, str]:
    """The slip of what was saved last, by the link beside the words that it is saved."""
    application = Application.objects.latest("pk")
    hand.press(".message a[href$='/slip/']")
    slip = hand.page.locator(".slips").inner_text()
    assert application.reference in slip
    assert codes.private_code(application.reference, 0) in slip
    contact = Contact.objects.get(revision__application=application)
    assert contact.full_name not in slip
    inspect(hand.page)
    hand.press(".actions a:has-text('next one')")
    return application, slip


def one_late(hand: Clerk) -> Application:
    """Asked why, and kept for a coordinator."""
    envelope(hand, came=1, days_ago=1, language="en")
    person(hand, name=NAME, email="wideline@example.org", street=ADDRESS)
    answers(hand, reads="en", words="Somebody who listens should come first.")
    hand.send("Control+Enter")
    expect(hand.page.locator(".error-summary")).to_be_focused()
    expect(hand.page.locator("#id_contact-full_name")).to_have_value(NAME)
    hand.write("#id_envelope-late_reason", "The mail room had it since Monday.")
    hand.send("Control+Enter")
    late, slip = slip_of(hand)
    assert "Your application came in after the deadline" in slip
    assert LateEntry.objects.get().application == late
    return late


def one_twice(hand: Clerk, late: Application) -> Application:
    """The same person once more, in time: hinted at while typing, and left to be compared."""
    envelope(hand, came=2, days_ago=4, language="en")
    person(hand, name=NAME, email="wideline@example.org", street=ADDRESS)
    hint = hand.page.get_by_role("status").filter(has_text=late.reference)
    expect(hint).to_contain_text("same email, same name")
    answers(hand, reads="en", words="Somebody who listens should come first.")
    hand.send("Control+Enter")
    again, slip = slip_of(hand)
    assert "Your application came in on time." in slip
    assert Contact.objects.get(revision__application=again).zip_code == "02126"
    return again


def one_in_haitian_creole(hand: Clerk) -> Application:
    """Without email, the questions in the words of the paper."""
    envelope(hand, came=1, days_ago=5, language="ht")
    hand.reach(hand.page.locator("button[name=words]"))
    hand.page.keyboard.press("Enter")
    expect(hand.page.locator(".as-on-paper[lang=ht]").first).to_be_visible()
    person(hand, name="Frantz Désir", phone="617 555 0123", street="12 Example Ave")
    answers(hand, reads="ht", words="Mwen vle ede.")
    hand.send("Control+Enter")
    creole, slip = slip_of(hand)
    with translation.override("ht"):
        assert gettext("Your private code") in slip
    assert not OutgoingMail.objects.filter(body__contains=creole.reference).exists()
    assert Support.objects.get(revision__application=creole).reads == "ht"
    return creole


def one_in_chinese(hand: Clerk) -> Application:
    """In Traditional Chinese; "Save and next" keeps what the pile of envelopes shares."""
    envelope(hand, came=1, days_ago=6, language="zh-hant")
    person(hand, name="歐陽美玲", phone="617 555 0144", street="8 Example Pl")
    answers(hand, reads="zh-hant", words="我想幫忙。")
    hand.send("Control+Enter")
    expect(hand.page.locator("#id_envelope-language")).to_have_value("zh-hant")
    chinese, slip = slip_of(hand)
    with translation.override("zh-hant"):
        assert gettext("Your private code") in slip
    typed = Revision.objects.get(application=chinese).answers
    assert typed.filter(text="我想幫忙。").count() == 2
    return chinese


def one_without_an_address(hand: Clerk) -> Application:
    """The neighborhood too was left empty, and is stored so."""
    page = hand.page
    envelope(hand, came=3, days_ago=4, language="en")
    person(hand, name="Sam Rivers", phone="617 555 0155")
    answers(hand, reads="en", words="I know what it is like.")
    hand.access_key("p")
    expect(page.locator(".error-summary")).to_be_focused()
    hand.choose("input[name=left_empty][value=home-neighborhood]")
    inspect(page)
    hand.access_key("p")
    expect(page.locator("h1")).to_have_text("Saved. Here is the slip.")
    expect(page.get_by_role("button", name="Print the slip")).to_be_focused()
    application = Application.objects.latest("pk")
    revision = Revision.objects.get(application=application)
    assert revision.left_empty == ["home-neighborhood"]
    contact = Contact.objects.get(revision=revision)
    assert (contact.neighborhood, contact.street) == (None, "")
    return application


def test_five_papers_by_keyboard_alone_end_where_they_should(desk_of, closed, cast) -> None:
    hand = desk_of(cast.clerk)
    complaints = complaints_of(hand.page)
    expect(hand.page.locator("#id_envelope-channel_0")).to_be_focused()
    late = one_late(hand)
    again = one_twice(hand, late)
    others = (one_in_haitian_creole, one_in_chinese, one_without_an_address)
    in_time = [again, *(enter(hand) for enter in others)]
    standing = set(queries.eligible_applications())
    assert standing == set(in_time) and late not in standing, "the late one waits"
    assert {application.channel for application in standing} == {"mail", "in_person", "phone"}
    find_duplicates(by=None)
    [pair] = open_pairs()
    assert (pair.first, pair.second) == (late, again)
    # axe and the address of its style sheet: not the page's own
    assert [c for c in complaints if not re.search("inline style|404", c)] == []


def test_clerk_whose_session_ends_loses_nothing(desk_of, call, cast, live_server) -> None:
    hand = desk_of(cast.clerk)
    page = hand.page
    envelope(hand, came=1, days_ago=1, language="en")
    person(hand, name=NAME, phone="617 555 0101", street=ADDRESS)
    answers(hand, reads="en", words="Somebody who listens.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    hand.send("Control+Enter")
    expect(page.locator("h1")).to_have_text("You were signed out")
    inspect(page)
    client = Client()
    client.force_login(cast.clerk)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    hand.press("main form[data-once] button")
    expect(page.locator(".message")).to_contain_text("is saved")
    assert Contact.objects.get().full_name == NAME

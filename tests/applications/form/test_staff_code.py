"""A code that staff gave out opens all but the about-you answers: replaced, and never read."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applications.form.queries import current_revision
from applications.models import Application, Call, Draft, PaperEntry
from applications.models.representation import about_you_as_sent
from core.models import OutgoingMail
from tests.applications.form.my_application import PAGES
from tests.applications.form.staff_code import (
    OWN,
    TOLD,
    at,
    corrected,
    let_in,
    mailed,
    new_code,
    opened,
    reads_about_you,
    slip,
)
from tests.applications.form.steps import post
from tests.core.unreachable_database import database_down
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.canaries import ask_in_own_words

pytestmark = pytest.mark.django_db
STEP = "apply/about-you/"
SHOWN = (OWN, "Black or African American")  # by a page that shows what was answered
MAILED = "A link that we send to the email address"
ON_FILE, OTHER = "wideline@example.org", "other@example.org"


@pytest.fixture
def call(call) -> Call:
    """With a question about you that is answered in words."""
    ask_in_own_words(call)
    return call


@pytest.fixture
def application(call) -> Application:
    """One that was sent online."""
    return apply(call, **TOLD)


@pytest.fixture
def browser(clerk, application) -> Client:
    """Let in by a code that was given out at the counter."""
    new_code(clerk, application)
    return let_in(application)


def walk(browser: Client, call: Call) -> str:
    """All pages of what was sent, and of its correction, but the step with its choices."""
    status = browser.get(at(call, "mine/status/")).content.decode()
    browser.post(at(call, "mine/correct/"))
    others = [page for page in PAGES if page != STEP]
    pages = [browser.get(at(call, page), follow=True).content.decode() for page in others]
    return "".join([status, *pages])


def test_counter_code_opens_all_but_the_about_you_answers(browser, call) -> None:
    status = browser.get(at(call, "mine/status/")).content.decode()
    assert "60 Example St" in status and "Answered:" in status
    text = walk(browser, call)
    assert "Answered:" in browser.get(at(call, "apply/check/")).content.decode()
    assert not [words for words in SHOWN if words in text]
    step = browser.get(at(call, STEP)).content.decode()
    assert "You answered this page before" in step
    assert OWN not in step and "checked" not in step and "selected" not in step


def test_slip_of_a_paper_application_opens_no_more(call, clerk, cast) -> None:
    application = desk.typed_in(call, cast.clerk, **TOLD)
    assert reads_about_you(let_in(application), call), "before anybody saw the code"
    slip(clerk, application)
    text = walk(let_in(application), call)
    assert OWN not in text and "Answered:" in text


def test_address_that_a_clerk_typed_from_paper_gets_no_link_to_them(call, cast) -> None:
    desk.typed_in(call, cast.clerk, contact={"email": OTHER}, **TOLD)
    for browser in (opened(call, OTHER), mailed(call, OTHER)):
        text = walk(browser, call)
        assert OWN not in text and "Answered:" in text
        assert MAILED not in text, "no link does"


def test_address_that_the_sender_of_a_paper_typed_gets_the_link(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk, **TOLD)
    corrected(let_in(application), call, OTHER)
    assert reads_about_you(mailed(call, OTHER), call), "no staff saw that code"


def test_database_lets_no_address_from_paper_open_them(call, cast) -> None:
    revision = current_revision(apply(call))
    with pytest.raises(IntegrityError, match="opens no about-you"), transaction.atomic():
        PaperEntry.objects.create(revision=revision, entered_by=cast.clerk)


@pytest.mark.parametrize(("email", "is_said"), [(ON_FILE, True), (OTHER, False), ("", False)])
def test_page_says_that_a_mailed_link_opens_them_only_where_one_does(
    browser, application, call, email, is_said
) -> None:
    if email != ON_FILE:
        corrected(browser, call, email, phone="617-555-0101")
    assert (MAILED in browser.get(at(call, "mine/status/")).content.decode()) is is_said
    browser.post(at(call, "mine/correct/"))
    for page in ("apply/check/", STEP):
        assert (MAILED in browser.get(at(call, page)).content.decode()) is is_said


def test_code_that_no_staff_saw_opens_them(application, call) -> None:
    assert reads_about_you(let_in(application), call)


def test_mailed_link_opens_them_again_also_in_the_same_browser(browser, application, call) -> None:
    assert not reads_about_you(browser, call)
    assert reads_about_you(mailed(call, ON_FILE, browser), call)
    browser.post(at(call, "mine/correct/"))
    assert OWN in browser.get(at(call, "apply/check/")).content.decode()


def test_answers_are_replaced_and_not_read_then_either(browser, application, call) -> None:
    browser.post(at(call, "mine/correct/"))
    post(browser, call, "about-you", **{"in-your-own-words": "Zqnewwordxj", "gender": "man"})
    text = walk(browser, call)
    sent = browser.post(at(call, "apply/check/"), {"agrees": "on"}, follow=True)
    text += sent.content.decode() + walk(browser, call)
    text += browser.get(at(call, STEP)).content.decode()
    assert "Zqnewwordxj" not in text and OWN not in text
    about_you = about_you_as_sent(current_revision(application))
    assert (about_you["in-your-own-words"], about_you["gender"]) == ("Zqnewwordxj", "man")
    assert not about_you["race-ethnicity"], "one new answer takes the place of all"


def test_answers_stay_when_the_page_is_left_empty(browser, application, call) -> None:
    browser.post(at(call, "mine/correct/"))
    assert post(browser, call, "about-you").url == at(call, "apply/check/")
    browser.post(at(call, "apply/home/"), {"neighborhood": "roxbury"})
    post(browser, call, "check", agrees="on")
    revision = current_revision(application)
    assert revision.number == 2
    assert about_you_as_sent(revision)["in-your-own-words"] == OWN


def test_answers_typed_with_a_mistake_come_back_alone(browser, application, call) -> None:
    browser.post(at(call, "mine/correct/"))
    answer = post(browser, call, "about-you", **{"in-your-own-words": "w" * 999, "gender": "man"})
    page = answer.content.decode()
    assert "w" * 999 in page and OWN not in page


def test_address_written_with_a_staff_code_gets_no_link_to_them(browser, application, call) -> None:
    OutgoingMail.objects.all().delete()
    corrected(browser, call, OTHER)
    assert not reads_about_you(opened(call, OTHER), call), "the confirmation"
    assert not reads_about_you(mailed(call, OTHER), call), "a link that was asked for"
    corrected(mailed(call, OTHER), call, ON_FILE)
    assert reads_about_you(mailed(call, ON_FILE), call), "it was theirs before"


def test_link_to_a_correction_opens_no_more_than_its_writer(browser, application, call) -> None:
    browser.post(at(call, "mine/correct/"))
    for email, opens in ((OTHER, False), (ON_FILE, True)):
        browser.post(at(call, "apply/later/"), {"email": email})
        assert reads_about_you(opened(call, email), call) is opens


def test_address_put_into_a_correction_that_another_browser_sends_opens_nothing(
    browser, application, call
) -> None:
    browser.post(at(call, "mine/correct/"))
    changed = {"full_name": "Wideline", "email": OTHER, "preferred_way": "email"}
    post(browser, call, "contact", **changed)
    owner = mailed(call, ON_FILE)
    owner.post(at(call, "mine/correct/"))
    assert post(owner, call, "check", agrees="on").status_code == 302
    assert Draft.objects.count() == 0
    assert not reads_about_you(mailed(call, OTHER), call)


def test_address_that_the_owner_changes_gets_the_link(browser, application, call) -> None:
    corrected(mailed(call, ON_FILE), call, OTHER)
    assert reads_about_you(mailed(call, OTHER), call)


def test_address_that_a_clerk_corrects_gets_no_link_to_them(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk, **TOLD)
    desk.correct(application, cast.clerk, changes={"contact": {"email": OTHER}})
    assert not reads_about_you(opened(call, OTHER), call)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["about-you", "check"])
def test_page_held_in_an_outage_holds_what_was_typed_alone(browser, call, page) -> None:
    browser.post(at(call, "mine/correct/"))
    browser.get(at(call, f"apply/{page}/"))
    with database_down():
        shown = browser.get(at(call, f"apply/{page}/")).content.decode()
        answer = post(browser, call, page, gender="man")
    assert answer.status_code == 503
    shown_now = answer.content.decode() + shown
    assert 'value="man"' in shown_now
    assert not [words for words in (*SHOWN, "woman") if words in shown_now]


def test_pages_that_refuse_hold_what_was_typed_alone(
    browser, application, call, monkeypatch
) -> None:
    browser.post(at(call, "mine/correct/"))
    monkeypatch.setattr(settings, "FORM_SENDS_AN_HOUR", 0)
    refused = [post(browser, call, "check", agrees="on")]
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = browser.cookies
    refused.append(
        careful.post(
            at(call, "apply/about-you/"), {"gender": "man"}, headers={"origin": "http://testserver"}
        )
    )
    assert [answer.status_code for answer in refused] == [429, 403]
    for answer in refused:
        page = answer.content.decode()
        assert not [words for words in (*SHOWN, "woman") if words in page]


def test_receipt_of_such_a_correction_shows_no_answer(browser, application, call) -> None:
    corrected(browser, call, ON_FILE)
    receipt = browser.get(at(call, "apply/receipt/")).content.decode()
    assert application.reference in receipt
    assert not [words for words in SHOWN if words in receipt]
    assert timezone.localtime(current_revision(application).received_at).strftime("%B") in receipt

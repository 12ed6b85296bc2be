"""The whole public part on a phone: in English each time, in Spanish and Arabic as a proof."""

import pytest
from playwright.sync_api import expect

from applications.form import codes
from applications.form.queries import contacts_of
from applications.form.queries.details import moved_away
from applications.models import Application, Contact
from applications.urls import urlpatterns
from tests.browser.inspection import inspect, watch
from tests.browser.walk import ARABIC, PEOPLE, Walk
from tests.factories.applications import apply
from tests.factories.calls import closed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Addresses that answer with another page: what is sent to them, or a link from an e-mail.
NO_PAGE_OF_THEIR_OWN = {
    "correction-start",
    "availability-confirm",
    "application-open",
}
AFTER_THE_DEADLINE = {"detail-change"}


@pytest.mark.prove
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.language)
def test_phone_whole_walk(walk_of, person) -> None:
    walk = walk_of(person, inspect)
    complaints = watch(walk.page)
    walk.whole()
    application = Application.objects.get()
    assert application.reference == walk.reference
    assert application.status == "withdrawn"
    assert [each.language for each in application.revisions.all()] == [person.language] * 2
    assert {each.chosen_name for each in Contact.objects.all()} == {person.name}
    again = walk_of(person, inspect)
    again.come_back(walk.reference, walk.code)
    expect(again.page.locator(".ticket .reference")).to_have_text(walk.reference)
    again.leave()
    public = {pattern.name for pattern in urlpatterns}
    assert walk.seen | again.seen == public - NO_PAGE_OF_THEIR_OWN - AFTER_THE_DEADLINE
    assert complaints == []


@pytest.mark.prove
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.language)
def test_phone_after_the_deadline(walk_of, call, person) -> None:
    application = apply(call, language=person.language)
    closed(call)
    walk = walk_of(person, inspect)
    complaints = watch(walk.page)
    code = codes.private_code(application.reference, application.code_generation)
    walk.page.goto(walk.address("mine/"))
    walk.find(application.reference, code)
    walk.look()
    change_email(walk)
    move_away(walk)
    assert walk.seen >= AFTER_THE_DEADLINE
    (contact,) = contacts_of([application]).values()
    assert contact.email == "moved@example.net"
    assert [each.application for each in moved_away(call)] == [application]
    assert complaints == []


def change_email(walk: Walk) -> None:
    """First to a mistyped one."""
    walk.hand.press("a[href$='/mine/details/contact/']")
    walk.look()
    walk.hand.write("#id_email", "moved@example")
    walk.wrongly()
    walk.hand.write("#id_email", "moved@example.net")
    save_change(walk)


def move_away(walk: Walk) -> None:
    """Out of the city."""
    walk.hand.press("a[href$='/mine/details/home/']")
    walk.look()
    walk.hand.choose("input[name=lives_in_city][value=no]")
    walk.hand.write("#id_zip_code", "02139")
    save_change(walk)


def save_change(walk: Walk) -> None:
    """Save, and read on the status page that it is saved."""
    walk.go_on()
    expect(walk.page.locator("#details ~ [role=status]")).to_be_visible()
    walk.look()


def test_home_speaks_the_language_of_the_phone(walk_of) -> None:
    walk = walk_of(ARABIC, inspect)
    walk.page.goto(walk.base)
    assert walk.page.url == f"{walk.base}/ar/"

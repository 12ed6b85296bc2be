"""An administrator's pages and an invited person's, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from core.models import OutgoingMail, User
from tests.browser import inspection
from tests.browser.pages import PHONE, look, sign_in, sign_out
from tests.core.sign_in.signing_in import add_authenticator
from tests.factories.staff import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

NEW = "three words and a tree"


@pytest.fixture
def page(new_context) -> Page:
    """A phone."""
    return new_context(viewport=PHONE).new_page()


def invite(page: Page) -> str:
    """From the list to the mail, with a wrong try; the link."""
    page.get_by_role("link", name="Accounts").first.click()
    look(page)
    page.get_by_role("link", name="Invite somebody").click()
    look(page)
    page.get_by_role("textbox", name="Name").fill("Ngọc Trần")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".error-summary")).to_be_focused()
    look(page)
    page.get_by_label("Email address").fill("ngoc@example.org")
    page.get_by_label("Clerk:").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("Ngọc Trần is invited.")).to_be_visible()
    look(page)
    body = OutgoingMail.objects.get(to_address="ngoc@example.org").body
    return re.search(r"https?://[^/]+(/staff/\S+)", body)[1]


def test_invitation_from_the_list_to_the_first_page(live_server, cast, page, new_context) -> None:
    complaints = inspection.watch(page)
    sign_in(page, live_server.url, "administrator")
    link = invite(page)
    guest = new_context(viewport=PHONE).new_page()
    complaints_of_guest = inspection.watch(guest)
    guest.goto(live_server.url + link)
    look(guest)
    guest.get_by_label("New password", exact=True).fill("short")
    guest.get_by_role("button", name="Make my account").click()
    expect(guest.locator(".error-summary")).to_be_focused()
    look(guest)
    guest.get_by_label("New password", exact=True).fill(NEW)
    guest.get_by_label("New password again").fill(NEW)
    guest.get_by_role("button", name="Make my account").click()
    expect(guest.get_by_text("Your account is ready.")).to_be_visible()
    sign_in(guest, live_server.url, "ngoc", NEW)
    expect(guest.locator(".account-name")).to_contain_text("Ngọc Trần")
    assert complaints == complaints_of_guest == []


def test_account_from_its_roles_to_closing_it(live_server, cast, page) -> None:
    add_authenticator(cast.clerk)
    sign_in(page, live_server.url, "administrator")
    page.get_by_role("link", name="Accounts").first.click()
    page.get_by_role("link", name="Clerk", exact=True).click()
    look(page)
    page.get_by_label("Finance:").check()
    page.get_by_role("button", name="Save roles").click()
    expect(page.get_by_text("The roles of Clerk are changed.")).to_be_visible()
    page.get_by_role("button", name="Remove the second step").click()
    expect(page.get_by_text("The second step of Clerk is removed.")).to_be_visible()
    page.get_by_role("link", name="Close the account").click()
    expect(page.get_by_text("They are signed out everywhere")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("Clerk can no longer sign in")).to_be_visible()
    look(page)
    assert not User.objects.get(pk=cast.clerk.pk).is_active
    sign_out(page)
    sign_in(page, live_server.url, "auditor", PASSWORD)
    page.get_by_role("link", name="Role changes").first.click()
    expect(page.get_by_role("cell", name="Account closed")).to_be_visible()
    look(page)

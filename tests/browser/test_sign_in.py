"""Sign-in in Chromium: passkeys with a virtual authenticator, codes as an app computes them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, Page, Route, expect

from core.models import User
from tests.browser import inspection
from tests.browser.pages import PHONE, look, sign_in, sign_out
from tests.core.sign_in.signing_in import add_authenticator, code, reset_limits

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

WITH_FINGERPRINT = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def as_in_production(settings) -> None:
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture
def page(new_context) -> Page:
    """A phone."""
    return new_context(viewport=PHONE).new_page()


def give_authenticator(page: Page) -> None:
    """A device with a fingerprint reader, and a finger on it."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": WITH_FINGERPRINT})


def set_up_app(page: Page) -> tuple[str, str]:
    """From "Your sign-in" to the recovery codes, with a wrong code first: secret, one code."""
    page.get_by_role("link", name="Add an authenticator app").click()
    expect(page.locator(".qr")).to_be_visible()
    look(page)
    secret = page.locator("#secret").inner_text().replace(" ", "")
    for typed in ("000000", code(secret)):
        page.get_by_label("The code that the app shows now").fill(typed)
        page.get_by_role("button", name="Add this app").click()
        if typed == "000000":
            expect(page.locator(".error-summary")).to_be_focused()
            expect(page.locator("#secret")).to_have_text(re.compile(secret[:4]))
            look(page)
    expect(page.locator(".codes li")).to_have_count(10)
    look(page)
    recovery = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="I have written them down").click()
    return secret, recovery


def test_app_from_the_first_sign_in_to_the_next(live_server, cast, page) -> None:
    complaints = inspection.watch(page)
    page.goto(f"{live_server.url}/staff/")
    look(page)
    sign_in(page, live_server.url, password="a wrong one")
    expect(page.locator(".error-summary")).to_be_focused()
    look(page)
    sign_in(page, live_server.url)
    expect(page.locator("h1")).to_have_text("Your sign-in")
    look(page)
    secret, recovery = set_up_app(page)
    expect(page.locator(".account-name")).to_contain_text("Clerk")
    for typed in (code(secret, steps=1), recovery):  # the code that set it up is used
        sign_out(page)
        reset_limits()
        sign_in(page, live_server.url)
        expect(page.locator("h1")).to_have_text("Second step")
        look(page)
        page.get_by_label("Code").fill(typed)
        page.get_by_role("button", name="Go on with the code").click()
        expect(page.locator(".account-name")).to_contain_text("Clerk")
    page.get_by_role("link", name="Your sign-in").click()
    expect(page.get_by_text("9 left")).to_be_visible()
    look(page)
    assert complaints == []


def test_passkey_from_the_first_sign_in_to_the_next(live_server, cast, page) -> None:
    complaints = inspection.watch(page)
    give_authenticator(page)
    sign_in(page, live_server.url)
    page.get_by_role("link", name="Add a passkey").click()
    look(page)
    page.get_by_label("What to call it").fill("Blue key <b>")
    page.get_by_label("What to call it").press("Enter")  # as its button does
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have written them down").click()
    expect(page.locator(".account-name")).to_contain_text("Clerk")
    sign_out(page)
    sign_in(page, live_server.url)
    look(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator(".account-name")).to_contain_text("Clerk")
    page.get_by_role("link", name="Your sign-in").click()
    expect(page.get_by_text("Blue key <b>").first).to_be_visible()
    page.get_by_role("link", name="Remove Blue key <b>").click()
    look(page)
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_text("One more thing before you start")).to_be_visible()
    assert not Authenticator.objects.exists()
    assert complaints == []


def test_passkey_cannot_be_pressed_before_its_script_has_come(live_server, cast, page) -> None:
    give_authenticator(page)
    sign_in(page, live_server.url)
    held_back: list[Route] = []
    page.route("**/passkeys*.js", lambda route: held_back.append(route))
    page.get_by_role("link", name="Add a passkey").click(no_wait_after=True)
    expect(page.get_by_label("What to call it")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    held_back[0].continue_()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)


def test_passkey_of_another_device_says_so_and_a_code_still_works(
    live_server, cast, page, new_context
) -> None:
    add_authenticator(User.objects.get(email="clerk@example.org"))
    first: BrowserContext = new_context(viewport=PHONE)
    owner = first.new_page()
    give_authenticator(owner)
    sign_in(owner, live_server.url)
    owner.get_by_label("Code").fill(code())
    owner.get_by_role("button", name="Go on with the code").click()
    owner.get_by_role("link", name="Your sign-in").click()
    owner.get_by_role("link", name="Add a passkey").click()
    owner.get_by_role("button", name="Add a passkey").click()
    expect(owner.get_by_text("Your passkey is set up.")).to_be_visible()

    give_authenticator(page)
    sign_in(page, live_server.url)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("#passkey-trouble")).to_be_visible(timeout=60_000)
    look(page)
    reset_limits()
    page.get_by_label("Code").fill(code(steps=1))
    page.get_by_role("button", name="Go on with the code").click()
    expect(page.locator(".account-name")).to_contain_text("Clerk")

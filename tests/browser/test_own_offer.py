"""Each answer to an offer on a phone without JavaScript."""

import pytest
from playwright.sync_api import expect

from selection.enums import OfferStatus
from selection.models import Acceptance
from tests.browser.choosing import Applicant
from tests.browser.inspection import inspect_words  # axe waits for scripts of its own
from tests.browser.pages import PHONE
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.offering import offered

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]


def test_offers_are_answered_without_javascript(call, cast, live_server, new_context) -> None:
    people = [apply(call) for _ in range(4)]
    offers = offered(cast, *people)
    closed(call)
    browsers = [new_context(viewport=PHONE, java_script_enabled=False) for _ in people]
    languages = ("es", "ar", "en", "zh-hant")
    takes, declines, talks, without = (
        Applicant(each.new_page(), live_server.url, person, language, inspect_words)
        for each, person, language in zip(browsers, people, languages, strict=True)
    )
    takes.go_to("/offer/")
    takes.go_to("/offer/accept/")
    takes.send()
    expect(takes.page.locator(".error-summary")).to_be_visible()
    takes.page.locator("[name=legal_name]").fill("Ana María Ruiz Ñandú")
    takes.page.locator("[value=pick_up]").check()
    takes.send()
    declines.decline()
    for applicant, answer in ((talks, "talk"), (without, "accept-without")):
        applicant.go_to("/offer/")
        applicant.go_to(f"/offer/{answer}/")
        applicant.send()
    for offer in offers:
        offer.refresh_from_db()
    accepted, declined, talking, unpaid = offers
    assert Acceptance.objects.get().offer == accepted
    assert (declined.status, talking.asks_to_talk) == (OfferStatus.DECLINED, True)
    assert (unpaid.status, unpaid.declines_stipend) == (OfferStatus.ACCEPTED, True)

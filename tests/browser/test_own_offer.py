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

# Each number, with what belongs to it, of which a later character stands left of an earlier one.
TURNED_AROUND = """() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const number of texts.currentNode.data.matchAll(/[$]?[\\w][\\w,.:@/+-]*[\\w]/gi)) {
      if (!/[0-9]/.test(number[0])) continue;
      const places = [...number[0]].map((_, at) => {
        const range = document.createRange();
        range.setStart(texts.currentNode, number.index + at);
        range.setEnd(texts.currentNode, number.index + at + 1);
        return range.getBoundingClientRect();
      }).filter(place => place.width);
      const isBack = (place, before) =>
        place.left < before.left && place.top < before.bottom - 2;  // on one line
      if (places.some((place, at) => at && isBack(place, places[at - 1]))) found.push(number[0]);
    }
  }
  return found;
}"""

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


def test_numbers_read_alike_where_words_run_from_right_to_left(
    call, cast, live_server, new_context
) -> None:
    (offer,) = offered(cast, apply(call, support={"reads": "ar"}))
    closed(call)
    page = new_context(viewport=PHONE).new_page()
    page.set_content("<p dir=rtl>\u0645\u0628\u0644\u063a $1,200</p>")
    assert page.evaluate(TURNED_AROUND) == ["$1,200"], "it would be seen"
    person = Applicant(page, live_server.url, offer.decision.application, "ar", inspect_words)
    for end in ("/offer/", "/offer/accept/"):
        assert page.evaluate(TURNED_AROUND) == []
        person.go_to(end)
    assert "$1,200" in page.locator("main").inner_text()
    assert page.evaluate(TURNED_AROUND) == []

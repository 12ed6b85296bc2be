"""A clerk types somebody who is here already: a hint shows, and nothing else moves."""

import pytest
from playwright.sync_api import expect

from applications.models import Application
from core.models import AccessEvent
from tests.browser.paper_desk import NAME, Clerk, answers, envelope, inspect, person
from tests.factories import duplicates

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

REGION = "#duplicate-hints"
IS_COVERED = """() => document.activeElement.getBoundingClientRect().bottom
    > document.querySelector('.save-bar').getBoundingClientRect().top"""


def top_of(hand: Clerk, selector: str) -> float:
    return hand.page.locator(selector).evaluate("e => e.getBoundingClientRect().top + scrollY")


def test_hint_shows_while_a_clerk_types_and_the_focus_stays(desk_of, call, cast) -> None:
    one = duplicates.named(call, NAME)
    hand = desk_of(cast.clerk)
    complaints: list[str] = []
    hand.page.on("pageerror", lambda error: complaints.append(str(error)))
    envelope(hand, came=1, days_ago=1, language="en")
    hand.digit("eligibility-lives_in_city", 1)
    before = top_of(hand, "#id_contact-full_name")
    hand.write("#id_contact-full_name", "jean baptiste wideline")
    region = hand.page.locator(REGION)
    expect(region).to_contain_text(one.reference)
    expect(region).to_contain_text("same words in another order")
    expect(region).to_have_attribute("role", "status")
    expect(hand.page.locator("#id_contact-full_name")).to_be_focused()
    expect(region).to_be_in_viewport(ratio=1)
    assert not hand.page.evaluate(IS_COVERED), "the hint is beside what is typed, never over it"
    assert top_of(hand, "#id_contact-full_name") == before, "nothing moves under the hands"
    inspect(hand.page)
    hand.write("#id_contact-full_name", "Somebody Else")
    expect(region).to_be_empty()
    hand.write("#id_contact-phone", duplicates.PHONE)
    expect(region).to_contain_text("May share a household: same phone")
    expect(region).to_be_in_viewport(ratio=1)
    assert not hand.page.evaluate(IS_COVERED), "the hint is beside what is typed, never over it"
    person(hand, name=NAME, street="60 Example St")
    answers(hand, reads="en", words="Somebody who listens.")
    hand.send("Control+Enter")
    expect(hand.page.locator(".message")).to_contain_text(f"Maybe already here: {one.reference}")
    assert Application.objects.count() == 2
    assert AccessEvent.objects.filter(what="duplicate_hint", object_id=one.pk).count() == 1
    assert complaints == []


def test_coordinator_compares_and_decides_by_keyboard(desk_of, call, cast) -> None:
    one, other = duplicates.similar_pair(call)
    hand = desk_of(cast.coordinator)
    base = hand.page.url.partition("/staff/")[0]
    hand.page.goto(f"{base}/staff/duplicates/")
    inspect(hand.page)
    hand.press(".set a.button")
    inspect(hand.page)
    hand.choose(f"input[value='{other.reference}']")
    hand.write("#verdictform-reason", "She told us.")
    hand.press("form[data-once] button:has-text('Note it')")
    expect(hand.page.locator(".message")).to_contain_text(f"{other.reference} counts")
    inspect(hand.page)
    hand.page.goto(f"{base}/staff/applications/{one.reference}/")
    duplicates_there = hand.page.get_by_role("region", name="Duplicates")
    expect(duplicates_there).to_contain_text("Does not count")
    inspect(hand.page)

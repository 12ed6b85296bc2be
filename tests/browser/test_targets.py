"""Targets are set, and a sensitive one approved by another person: by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from selection.actions.attributes import add_attribute
from selection.board import current_targets
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute
from tests.browser.paper_desk import Clerk, inspect
from tests.factories.applications import apply

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

NEW = "[name='row-12-{}']"  # after a row for each of the eleven groups of neighborhoods
WIDTHS = pytest.mark.parametrize("width", [1440, 390])


def opened(hand: Clerk, path: str, width: int) -> Page:
    """A page of the staff site; looked at."""
    page = hand.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/board/{path}")
    inspect(page)
    return page


def press(hand: Clerk, words: str, *, exact: bool = False) -> None:
    """Reach a link or button, press Enter, and look at the page that it leads to."""
    both = hand.page.get_by_role("button", name=words, exact=exact)
    hand.reach(both.or_(hand.page.get_by_role("link", name=words, exact=exact)).first)
    with hand.page.expect_navigation():
        hand.page.keyboard.press("Enter")
    inspect(hand.page)


@WIDTHS
def test_targets_are_suggested_completed_and_saved_by_keyboard(desk_of, call, cast, width) -> None:
    apply(call)
    for source in (AttributeSource.CLUSTER, AttributeSource.LANGUAGE):
        add_attribute(by=None, call=call, source=source, use=AttributeUse.TARGET)
    hand = desk_of(cast.coordinator)
    page = opened(hand, "targets/", width)
    press(hand, "Start from population shares")
    hand.select("#add-attribute", str(Attribute.objects.get(source="language").pk))
    press(hand, "Add", exact=True)
    hand.reach(page.locator(f"{NEW.format('values')}[value=ht]"))
    page.keyboard.press("Space")
    hand.write(NEW.format("minimum"), "9")
    hand.write(NEW.format("maximum"), "2")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # in a box: it saves, and says what is wrong
    expect(page.locator("[data-error-summary]")).to_be_focused()
    inspect(page)
    hand.write(NEW.format("minimum"), "1")
    hand.write(NEW.format("source"), "The office")
    press(hand, "Save as version 1")
    expect(page.locator(".message")).to_contain_text("Version 1 of the targets is saved.")
    assert current_targets(call).targets.filter(values=["ht"], minimum=1, maximum=2).exists()


@WIDTHS
def test_sensitive_target_is_asked_for_and_approved_by_keyboard(desk_of, call, cast, width) -> None:
    coordinator, officer = desk_of(cast.coordinator), desk_of(cast.equity_officer)
    page = opened(coordinator, "attributes/", width)
    press(coordinator, "Ask for it about What is your gender?")
    coordinator.write("textarea", "Women asked for it.")
    press(coordinator, "Ask for approval")
    expect(page.locator(".message")).to_contain_text("Asked.")
    opened(officer, "attributes/approve/", width)
    press(officer, "Approve as a target")
    assert Attribute.objects.get(question__key="gender").use == AttributeUse.TARGET

"""A coordinator chooses applications in the list, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from applications.models import ResidencyCheck
from applications.records.actions.check_residency import check_residency
from tests.browser.paper_desk import inspect
from tests.factories.applications import apply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_bulk_action_is_refused_as_a_whole_with_its_reasons(desk_of, call, cast) -> None:
    home = {"neighborhood": "mattapan", "street": "9 Example St"}
    people = [apply(call, home=home) for _ in range(3)]
    check_residency(
        by=cast.second_coordinator,
        application=people[0],
        status="not_a_resident",
        reason="",
        seen=0,
    )
    hand = desk_of(cast.coordinator)
    page = hand.page
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/applications/")
    inspect(page)
    for each in people[:2]:
        hand.choose(f"input[value='{each.reference}']")
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    hand.press("button:text('They live in the city')")
    hand.select("#checkedagainstform-against", "letter")
    hand.press("button:text('Preview')")
    expect(page.locator(".note-alert")).to_contain_text("1 of 2 is refused")
    refused = page.locator("tr", has_text=people[0].reference)
    expect(refused).to_contain_text("Checked before by Second Coordinator: not a resident.")
    assert ResidencyCheck.objects.count() == 1
    inspect(page)
    hand.press("button:text('Leave out the 1 refused')")
    inspect(page)
    hand.press("button:text('Save for all 1')")
    expect(page.locator(".message")).to_contain_text("done for 1")
    page.go_back()
    expect(page.locator(".message")).to_contain_text("This is saved already")
    assert ResidencyCheck.objects.get(application=people[1]).status == "verified"

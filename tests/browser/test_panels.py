"""Saved panels at a browser: compared, printed on one page, put back; and the lot by two people."""

from dataclasses import replace

import pypdfium2
import pytest
from django.utils.timezone import localtime
from playwright.sync_api import Page, expect

from selection.actions.attributes import add_attribute
from selection.actions.moves import move
from selection.actions.targets import Wanted, save_targets
from selection.attributes import attributes_of
from selection.board import board_of, current_targets
from selection.enums import AttributeSource, AttributeUse, Caution
from selection.models import Lot, Panel
from tests.browser.pages import PHONE
from tests.browser.paper_desk import inspect
from tests.factories.board import pool_with_scores, proposed, saved, three_seats
from tests.factories.lots import take_place, tomorrow

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]

ALL = list(Caution)


@pytest.fixture
def people(call, cast) -> list:
    """Six with scores; the best three are on the board and saved, then one is changed."""
    people = pool_with_scores(call, cast)
    three_seats(call)
    for into, out, name in ((people[:3], [], "Best three"), (people[4:5], people[2:3], "Roxbury")):
        move(
            by=cast.coordinator,
            call=call,
            seen=board_of(call).version,
            into=into,
            out=out,
            despite={each.pk: ALL for each in into},
            reason="Why.",
        )
        saved(call, cast, name)
    proposed(call, cast)
    return people


def a_target_for_everything(call) -> list[str]:
    """Each group, neighborhood and language; every third one lacks somebody."""
    wanted = []
    for source in (AttributeSource.CLUSTER, AttributeSource.NEIGHBORHOOD, AttributeSource.LANGUAGE):
        attribute = add_attribute(by=None, call=call, source=source, use=AttributeUse.TARGET)
        labels = attributes_of(call).labels[attribute.pk]
        wanted += [Wanted(attribute, [value], 0, 2, "test") for value in labels]
    wanted = [
        replace(each, minimum=1) if number % 3 == 0 else each for number, each in enumerate(wanted)
    ]
    seen = current_targets(call).number
    made = save_targets(by=None, call=call, seen=seen, seats_least=3, seats_most=3, wanted=wanted)
    attributes = attributes_of(call)
    return [attributes.title_of(target) for target in made.targets.all()]


def go(page: Page, path: str) -> None:
    page.goto(f"{page.url.partition('/staff/')[0]}/staff/board/{path}")


def test_panels_are_compared_and_printed_by_keyboard_alone(desk_of, cast, people) -> None:
    hand = desk_of(cast.coordinator)
    page = hand.page
    go(page, "panels/")
    inspect(page)
    one, other = Panel.objects.exclude(name="").order_by("pk")
    hand.select("#compareform-a", str(one.pk))
    hand.select("#compareform-b", str(other.pk))
    hand.press(".compare-form button")
    expect(page.locator(".difference")).to_contain_text("B changes 1 of 3 people")
    for summary in page.locator("summary").all():
        hand.reach(summary)
        page.keyboard.press("Enter")
    inspect(page)
    page.set_viewport_size(PHONE)
    inspect(page)
    go(page, "panels/")
    hand.press("a[href$='/briefing/']")
    inspect(page)
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [sheet.get_size() for sheet in printed] == [(612, 792)]
    words = printed[0].get_textpage().get_text_bounded()
    assert "that is proved" in words
    assert "for the City" in words
    gray = printed[0].render(scale=1).to_numpy()
    assert (gray.max(axis=2) - gray.min(axis=2)).max() == 0


def test_briefing_with_a_target_for_every_place_and_language_is_one_page(
    desk_of, call, cast, people
) -> None:
    titles = a_target_for_everything(call)
    assert len(titles) > 40
    page = desk_of(cast.coordinator).page
    go(page, f"panels/{board_of(call).pk}/briefing/")
    inspect(page)
    [sheet] = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert sheet.get_size() == (612, 792)
    words = " ".join(sheet.get_textpage().get_text_bounded().split())
    assert [title for title in titles if title not in words] == []
    assert "Commissioner" in words


def test_lot_is_typed_by_two_people_on_phones(desk_of, call, cast, people) -> None:
    first, second = (desk_of(each).page for each in (cast.coordinator, cast.second_coordinator))
    for page in (first, second):
        page.set_viewport_size(PHONE)
    go(first, "lot/")
    inspect(first)
    first.get_by_label("Which draw").fill("Dice in the lobby")
    first.get_by_label("When it takes place").fill(f"{localtime(tomorrow()):%Y-%m-%dT%H:%M}")
    first.get_by_role("button", name="Name this draw").click()
    expect(first.locator("main")).to_contain_text("typed once it has taken place")
    inspect(first)
    take_place(call)
    first.reload()
    first.get_by_role("textbox", name="What was drawn").fill("4 6 1")
    first.get_by_role("button", name="Note it").click()
    go(second, "lot/")
    expect(second.locator("main")).not_to_contain_text("4 6 1")
    second.get_by_role("textbox", name="What was drawn").fill("4 6 2")
    second.get_by_role("button", name="This was drawn").click()
    expect(second.locator(".error-summary")).to_contain_text("That is not what")
    expect(second.get_by_role("textbox", name="What was drawn")).to_have_value("4 6 2")
    inspect(second)
    second.get_by_role("textbox", name="What was drawn").fill("4 6 1")
    second.get_by_role("button", name="This was drawn").click()
    expect(second.locator(".message")).to_contain_text("The lot is drawn.")
    inspect(second)
    assert Lot.objects.get().confirmed_by == cast.second_coordinator

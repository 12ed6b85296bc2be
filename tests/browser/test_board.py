"""The board by keyboard alone, on a phone, without JavaScript, and by two coordinators at once."""

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application
from selection.board import on_the_board
from selection.models import BoardMove, Lock
from tests.browser.pages import PHONE, look, sign_in
from tests.factories.board import pool_with_scores, proposed, put_on_board, three_seats

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1440, "height": 900}
BOARD = "/staff/board/"


@pytest.fixture
def people(call, cast) -> list[Application]:
    """The three best sit, so that the one target is short; a proposal says what each costs."""
    found = pool_with_scores(call, cast)
    three_seats(call)
    proposed(call, cast)
    put_on_board(cast.second_coordinator, *found[:3])
    return found


def opened(new_context, live_server, name: str = "coordinator", **options) -> Page:
    page = new_context(**{"viewport": DESK, **options}).new_page()
    sign_in(page, live_server.url, name)
    page.goto(f"{live_server.url}{BOARD}")
    return page


def members(call) -> set[Application]:
    return {each.application for each in on_the_board(call)}


def reference(page: Page, application: Application):
    return page.locator(f"tr#{application} a.ref")


def test_board_is_used_with_keys_alone(call, new_context, live_server, people) -> None:
    page = opened(new_context, live_server)
    look(page)
    page.keyboard.press("j")
    expect(reference(page, people[0])).to_be_focused()
    for _ in range(4):
        page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(reference(page, people[4])).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator("h2#move")).to_be_focused()
    expect(page.locator(".beside-panel")).to_contain_text("Reviewer 1")
    look(page)
    page.keyboard.press("Escape")
    expect(reference(page, people[4])).to_be_focused()
    page.keyboard.press("t")
    expect(page.locator("h2#move")).to_be_focused()
    expect(page.locator(".price-tag")).to_have_text("Costs 25.0 points, and every target is met.")
    look(page)
    page.locator(".move [name=reason]").press_sequentially("Jo, who talks. Pushes. Listens.")
    expect(page.locator(".move [name=reason]")).to_have_value("Jo, who talks. Pushes. Listens.")
    page.keyboard.press("Enter")
    expect(page.locator(".message")).to_contain_text(f"{people[4]} is on the board.")
    assert members(call) == {people[0], people[1], people[4]}
    page.wait_for_load_state()  # the script that takes keys comes after what is seen
    expect(reference(page, people[4])).to_be_focused()  # J goes on from there
    page.keyboard.press("u")
    page.get_by_role("button", name="Undo this move").press("Enter")
    expect(page.locator(".message")).to_be_in_viewport()
    assert members(call) == set(people[:3])
    page.wait_for_load_state()
    reference(page, people[5]).focus()
    page.keyboard.press("l")
    page.get_by_label("Never in").focus()
    page.keyboard.press("Space")
    page.locator(".move [name=reason]").press_sequentially("Works for the city.")
    page.keyboard.press("Enter")
    expect(page.locator(f"tr#{people[5]}")).to_contain_text("Locked out")
    assert Lock.objects.get().reason == "Works for the city."


def test_keys_can_be_turned_off(new_context, live_server, people) -> None:
    page = opened(new_context, live_server)
    page.get_by_role("button", name="Turn keys off").click()
    page.keyboard.press("j")
    expect(reference(page, people[0])).not_to_be_focused()
    page.reload()
    page.keyboard.press("j")
    expect(reference(page, people[0])).not_to_be_focused()
    page.get_by_role("button", name="Turn keys on").click()
    page.keyboard.press("j")
    expect(reference(page, people[0])).to_be_focused()


def test_another_one_makes_room_and_what_was_typed_stays(new_context, live_server, people) -> None:
    page = opened(new_context, live_server)
    page.locator(f"tr#{people[4]}").get_by_role("link", name="Take in").click()
    page.locator(".move [name=reason]").fill("Someone from Roxbury.")
    page.get_by_label(f"{people[1]}").check()
    expect(page.locator(".swap")).to_contain_text(f"Leaves {people[1]}")
    expect(page.locator(".move [name=reason]")).to_have_value("Someone from Roxbury.")
    page.go_back()
    expect(page.locator(".swap")).to_contain_text(f"Leaves {people[2]}")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_every_choice_of_a_move_is_seen_before_its_reason(
    new_context, live_server, people, size
) -> None:
    page = opened(new_context, live_server, viewport=size)
    for address in (f"move={people[4]}", f"lock={people[4]}"):
        page.goto(f"{live_server.url}{BOARD}?{address}#move")
        reason = page.locator(".move [name=reason]")
        for choice in page.locator(".move .choices input").all():
            choice.focus()
            found = choice.evaluate(
                """input => {
                    const box = input.getBoundingClientRect();
                    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                    return input.closest("label").contains(document.elementFromPoint(x, y));
                }"""
            )
            assert found, "something lies over the choice that has the focus"
            assert choice.bounding_box()["y"] < reason.bounding_box()["y"]


def test_board_works_without_javascript(call, new_context, live_server, people) -> None:
    page = opened(new_context, live_server, java_script_enabled=False)
    page.locator(f"tr#{people[4]}").get_by_role("link", name="Take in").click()
    page.get_by_label(f"{people[1]}").check()
    page.locator(".move [name=reason]").fill("Someone from Roxbury.")
    page.get_by_role("button", name="Show the choice").click()
    expect(page.locator(".swap")).to_contain_text(f"Leaves {people[1]}")
    expect(page.locator(".move [name=reason]")).to_have_value("Someone from Roxbury.")
    page.get_by_role("button", name="Make this move").click()
    expect(page.locator(".message")).to_contain_text(f"{people[4]} is on the board.")
    assert members(call) == {people[0], people[2], people[4]}


def test_board_on_a_phone(call, new_context, live_server, people) -> None:
    page = opened(new_context, live_server, viewport=PHONE, has_touch=True)
    look(page)
    page.locator(f"tr#{people[4]}").get_by_role("link", name="Take in").tap()
    expect(page.locator(".price-tag")).to_be_in_viewport()
    look(page)
    page.locator(".move [name=reason]").fill("Someone from Roxbury.")
    page.get_by_role("button", name="Make this move").tap()
    expect(page.locator(".message")).to_contain_text(f"{people[4]} is on the board.")
    assert members(call) == {people[0], people[1], people[4]}


def test_two_coordinators_see_each_other_and_none_is_overwritten(
    call, cast, new_context, live_server, people
) -> None:
    first = opened(new_context, live_server)
    second = opened(new_context, live_server, "second_coordinator")
    expect(first.locator("[data-here]")).to_contain_text("Second Coordinator is here too.")
    first.locator(f"tr#{people[4]}").get_by_role("link", name="Take in").click()
    first.locator(".move [name=reason]").fill("Someone from Roxbury.")
    second.locator(f"tr#{people[5]}").get_by_role("link", name="Take in").click()
    second.locator(".move [name=reason]").fill("Roxbury, too.")
    second.get_by_role("button", name="Make this move").click()
    expect(second.locator(".message")).to_contain_text(f"{people[5]} is on the board.")
    expect(first.locator(".board-rail [data-newer]")).to_be_visible()
    first.get_by_role("button", name="Make this move").click()
    expect(first.get_by_role("alert")).to_contain_text("Your move was not made.")
    expect(first.locator(".move [name=reason]")).to_have_value("Someone from Roxbury.")
    look(first)
    # Whoever was to make room has left by the other move: that is chosen anew.
    first.get_by_label(f"{people[1]}").check()
    expect(first.locator(".swap")).to_contain_text(f"Leaves {people[1]}")
    first.get_by_role("button", name="Make this move").click()
    expect(first.locator(".message")).to_contain_text(f"{people[4]} is on the board.")
    assert BoardMove.objects.count() == 3
    # Where nothing is open, the board follows by itself.
    second.goto(f"{live_server.url}{BOARD}")
    put_back = second.locator(f"tr#{people[4]}.chosen")
    expect(put_back).to_be_visible()

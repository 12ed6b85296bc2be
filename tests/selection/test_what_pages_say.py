"""What pages of choosing say so that nobody errs: which call it is, what a cost is of."""

import re

import pytest
from django.test import Client

from selection.actions.locks import keep_apart, set_lock
from selection.enums import LockKind, PairKind
from tests.factories.board import proposed, put_on_board, saved, take_off_board, three_seats
from tests.factories.calls import second_call
from tests.selection.board_pages import BOARD, opened

pytestmark = pytest.mark.django_db
PAGES = ("", "targets/", "targets/edit/", "attributes/", "panels/", "moves/", "lot/")


def words(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def row_of(page, application) -> str:
    """The text of somebody's row."""
    found = re.search(rf'id="{application.reference}".*?</tr>', page.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_menu_keeps_the_call_and_the_heading_names_it(call, coordinator: Client) -> None:
    other = second_call(call)
    for each in (call, other):
        for page in PAGES:
            text = coordinator.get(f"{BOARD}{page}", {"call": each.slug}).content.decode()
            menu, heading = (
                re.search(rf"<{tag}.*?</{tag}>", text, re.DOTALL) for tag in ("nav", "h1")
            )
            assert f'href="{BOARD}?call={each.slug}"' in menu[0], page
            assert f'href="/staff/?call={each.slug}"' in menu[0], page
            assert each.title in heading[0], page


def test_cost_says_whether_it_is_of_keeping_somebody(call, cast, coordinator, people) -> None:
    proposed(call, cast)  # the best two, and the fifth for the target
    put_on_board(cast.coordinator, people[0], people[2], people[4])
    page = opened(coordinator, call=call.slug)
    assert "to keep ≥" in row_of(page, people[2])
    assert "to leave out ≥" in row_of(page, people[1])
    for each in (people[0], people[3]):
        row = row_of(page, each)
        assert "costs ≥" in row and "to keep" not in row and "to leave" not in row


def test_back_after_a_move_says_that_it_is_done_and_offers_no_reverse(
    call, cast, coordinator, full
) -> None:
    asked = {"call": call.slug, "move": full[0].reference, "way": "out"}
    assert "Make this move" in words(opened(coordinator, **asked))
    take_off_board(cast.coordinator, full[0])
    page = words(opened(coordinator, **asked))
    assert "This is done already" in page and "Make this move" not in page
    assert "Make this move" in words(opened(coordinator, **{**asked, "way": "in"}))


def test_board_says_in_words_how_firm_a_seat_is_while_the_proposal_holds(
    call, cast, coordinator, full
) -> None:
    proposed(call, cast)
    page = opened(coordinator)
    for seated in (full[0], full[2]):
        assert re.search(r"(firm|close) ?: in \d+ of 100 redraws", row_of(page, seated))
    assert re.search(r"Not chosen in (none|\d+) of 100 redraws", row_of(page, full[5]))
    assert "Firm: in at least 80 of 100 redraws" in words(page)
    three_seats(call, minimum=2)
    page = words(opened(coordinator))
    assert "100 redraws" not in page and "Nearly in" not in page and " firm, " not in page


def test_exact_price_is_in_the_list_with_the_way_to_have_it(
    call, cast, people, coordinator
) -> None:
    proposed(call, cast)
    lock = opened(coordinator, lock=people[2].reference)  # its bound alone would mislead
    assert f'open={people[2].reference}&amp;exact=1#move">Work it out exactly first' in lock.text
    page = opened(coordinator, open=people[2].reference, exact="1")
    points = re.search(r"exactly ([\d.]+) points less", words(page))[1]
    assert "lock them in and propose again" in words(page)
    leaves = r'Would leave the proposal:\s+<a class="ref" href="[^"]*open='
    assert re.search(leaves, page.content.decode())
    row = row_of(opened(coordinator), people[2])
    assert points in row and "≥" not in row
    lock = opened(coordinator, lock=people[2].reference)
    assert f"costs {points}" in words(lock) and "Work it out exactly" not in words(lock)


def test_looking_again_reads_the_page_again_without_a_script(coordinator, run) -> None:
    assert re.search(r'&amp;at=\d+#verdict">Look again', opened(coordinator).content.decode())


def test_lock_panel_says_what_is_possible_and_which_pair_is_a_household(
    call, cast, coordinator, full
) -> None:
    pair = {"one": full[0], "other": full[1], "kind": PairKind.HOUSEHOLD, "reason": "Sisters."}
    keep_apart(by=cast.coordinator, **pair)
    page = words(opened(coordinator, lock=full[0].reference))
    assert "the next proposal does" not in page and "take them off first" in page
    label = PairKind.HOUSEHOLD.label
    assert f"{label[0].upper()}{label[1:]}, {full[0]} and {full[1]}" in page
    assert page.count("The board has changed: look again") == 2


def test_compared_panel_says_which_locks_it_breaks_and_whether_it_is_on_the_board(
    call, cast, coordinator, people
) -> None:
    by = cast.coordinator
    put_on_board(by, *people[:3])
    first = saved(call, cast, "First")
    take_off_board(by, people[0])
    set_lock(by=by, application=people[0], kind=LockKind.OUT, reason="Moves away.")
    second = saved(call, cast, "Second")
    page = coordinator.get(
        f"{BOARD}panels/compare/", {"call": call.slug, "a": first.pk, "b": second.pk}
    )
    text = words(page)
    assert f"{people[0]} is locked out and in it." in text
    assert "Put A on the board" in text and "Put B on the board" not in text
    assert "These people are on the board now." in text

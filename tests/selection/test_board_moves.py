"""Moves on the board: shown before they are made, made with a reason, and undone."""

import html
import re

import pytest

from core.actions import Refused
from selection.actions.locks import keep_apart, set_lock
from selection.actions.moves import move
from selection.board import board_of
from selection.enums import NO_REASON, Caution, Direction, LockKind, MoveKind, PairKind
from selection.models import BoardMove
from tests.concurrency import at_once
from tests.factories.board import (
    proposed,
    put_on_board,
    take_off_board,
)
from tests.factories.staff import signed_in
from tests.messages import said
from tests.selection.board_pages import BOARD, fields_of, members, opened


@pytest.mark.django_db
def test_a_move_is_shown_with_what_it_changes_before_it_is_made(call, coordinator, full) -> None:
    page = opened(coordinator, move=full[4].reference)
    plan = page.context["plan"]
    # Who costs least makes room: the third, with 75 points, for the fifth, with 50.
    assert (plan.into, plan.out) == ([full[4].pk], [full[2].pk])
    assert (plan.effect.cost, plan.effect.met, plan.effect.met_after) == (25, 0, 1)
    assert plan.effect.better == ["Roxbury, Mission Hill"]
    costs = [option.effect.cost for option in plan.options]
    assert costs == sorted(costs) and len(costs) == 3
    assert members(call) == set(full[:3])
    states = {row.application: row.state[1] for row in page.context["table"]}
    assert (states[full[4]], states[full[2]]) == ("Would come in", "Would leave")


@pytest.mark.django_db
def test_what_was_shown_is_what_is_made_with_its_reason(call, cast, coordinator, full) -> None:
    page = opened(coordinator, move=full[4].reference, other=full[1].reference, tab="chosen")
    sent = fields_of(page, "/staff/board/move/")
    answer = coordinator.post(f"{BOARD}move/", {**sent, "reason": "Someone from Roxbury."})
    assert answer.url == f"{BOARD}?call={call.slug}&tab=chosen#{full[4].reference}"
    assert members(call) == {full[0], full[2], full[4]}
    made = BoardMove.objects.first()
    assert (made.kind, made.reason, made.by) == (
        MoveKind.CHANGE,
        "Someone from Roxbury.",
        cast.coordinator,
    )
    ways = dict(made.people.values_list("application", "direction"))
    assert ways == {full[4].pk: Direction.IN, full[1].pk: Direction.OUT}


@pytest.mark.django_db
def test_without_a_reason_nothing_is_moved_and_the_move_stays_open(call, coordinator, full) -> None:
    page = opened(coordinator, move=full[4].reference, other=full[1].reference)
    sent = fields_of(page, "/staff/board/move/")
    page = coordinator.post(f"{BOARD}move/", {**sent, "reason": " "}, follow=True)
    assert members(call) == set(full[:3])
    assert page.context["plan"].out == [full[1].pk]
    assert "Say why." in page.content.decode() and "Error:" in page.content.decode()


@pytest.mark.django_db
def test_what_is_unusual_is_on_the_page_and_on_record(call, coordinator, full) -> None:
    page = opened(coordinator, move=full[4].reference)
    assert "Residency not checked" in page.content.decode()
    sent = fields_of(page, "/staff/board/move/")
    unseen = {**sent, "despite": [], "reason": "Someone from Roxbury."}
    page = coordinator.post(f"{BOARD}move/", unseen, follow=True)
    assert "residency not checked. Confirm that first." in page.content.decode()
    assert full[4] not in members(call)
    coordinator.post(f"{BOARD}move/", {**sent, "reason": "Someone from Roxbury."})
    came = BoardMove.objects.first().people.get(direction=Direction.IN)
    assert came.despite == [Caution.UNCHECKED]


@pytest.mark.django_db
def test_the_later_of_two_is_told_who_was_before_and_keeps_the_reason(
    call, cast, coordinator, full
) -> None:
    sent = fields_of(opened(coordinator, move=full[4].reference), "/staff/board/move/")
    take_off_board(cast.second_coordinator, full[2])
    put_on_board(cast.second_coordinator, full[5])
    answer = coordinator.post(f"{BOARD}move/", {**sent, "reason": "Someone from Roxbury."})
    page = coordinator.get(answer.url)
    text = page.content.decode()
    assert f"Second Coordinator took in {full[5]}" in html.unescape(text)
    assert 'value="Someone from Roxbury."' in text
    assert members(call) == {full[0], full[1], full[5]}
    # What the move would change now: the sixth costs least.
    assert page.context["plan"].out == [full[5].pk]
    sent = fields_of(page, "/staff/board/move/")
    coordinator.post(f"{BOARD}move/", {**sent, "reason": "Someone from Roxbury."})
    assert members(call) == {full[0], full[1], full[4]}


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gets_the_last_seat(call, cast, people) -> None:
    put_on_board(cast.coordinator, *people[:2])
    seen = board_of(call).version
    waiting = [(cast.coordinator, people[3]), (cast.second_coordinator, people[4])]

    def take() -> str:
        by, one = waiting.pop()
        despite = {one.pk: list(Caution)}
        try:
            move(by=by, call=call, seen=seen, into=[one], despite=despite, reason="The last seat.")
        except Refused as refused:
            return refused.code
        return "taken"

    assert sorted(at_once(take, 2)) == ["changed_meanwhile", "taken"]
    assert len(members(call)) == 3


@pytest.mark.django_db
def test_own_last_move_is_undone_after_it_was_looked_at(call, coordinator, full) -> None:
    made = BoardMove.objects.get()
    assert f"undo={made.number}#move" in opened(coordinator).content.decode()
    page = opened(coordinator, undo=str(made.number))
    assert page.context["undoes"].words.startswith("took in ")  # which one it is
    assert page.context["plan"].effect.seats_after == 0 and members(call) == set(full[:3])
    answer = coordinator.post(f"{BOARD}undo/", fields_of(page, "/staff/board/undo/"), follow=True)
    assert "The move is undone." in said(answer)
    assert members(call) == set()
    undone = BoardMove.objects.first()
    assert (undone.kind, undone.reason) == (MoveKind.UNDO, NO_REASON)
    assert "undo=" not in opened(coordinator).content.decode()


@pytest.mark.django_db
def test_who_makes_room_is_who_was_shown_or_it_is_refused(call, coordinator, full) -> None:
    sent = fields_of(opened(coordinator, move=full[4].reference), "/staff/board/move/")
    another = {**sent, "reason": "Someone from Roxbury.", "other": full[1].reference}
    page = coordinator.post(f"{BOARD}move/", another, follow=True)
    assert "The preview is for somebody else" in html.unescape(page.content.decode())
    assert members(call) == set(full[:3])
    assert page.context["plan"].out == [full[1].pk]
    assert 'value="Someone from Roxbury."' in page.content.decode()
    sent = fields_of(page, "/staff/board/move/")
    coordinator.post(f"{BOARD}move/", {**another, **sent})
    assert members(call) == {full[0], full[2], full[4]}


@pytest.mark.django_db
def test_choice_that_somebody_seated_meanwhile_is_refused_with_who_did_it(
    call, cast, coordinator, full
) -> None:
    sent = fields_of(opened(coordinator, move=full[2].reference, way="out"), "/staff/board/move/")
    take_off_board(cast.second_coordinator, full[0])
    put_on_board(cast.second_coordinator, full[4])
    asked = {**sent, "reason": "Roxbury.", "other": full[4].reference}
    page = coordinator.post(f"{BOARD}move/", asked, follow=True)
    text = html.unescape(page.content.decode())
    assert f"Second Coordinator took in {full[4]} at " in text
    assert "It shows your choice now" not in text
    assert 'name="other"' in text and not re.search(r'name="other"[^>]*checked', text)
    assert members(call) == {full[1], full[2], full[4]}


@pytest.mark.django_db
def test_somebody_else_is_looked_at_without_a_script(call, coordinator, full) -> None:
    sent = fields_of(opened(coordinator, move=full[4].reference), "/staff/board/move/")
    asked = {**sent, "other": full[1].reference, "show": "1"}
    page = coordinator.post(f"{BOARD}move/", {**asked, "reason": ""}, follow=True)
    assert page.context["plan"].out == [full[1].pk] and not page.context["form"].errors
    page = coordinator.post(f"{BOARD}move/", {**asked, "reason": "Agreed."}, follow=True)
    assert 'value="Agreed."' in page.content.decode() and not page.context["form"].errors
    assert members(call) == set(full[:3])


@pytest.mark.django_db
def test_who_comes_second_is_told_that_it_is_done_and_offered_nothing_else(
    call, cast, coordinator, full
) -> None:
    sent = fields_of(opened(coordinator, move=full[4].reference), "/staff/board/move/")
    take_off_board(cast.second_coordinator, full[2])
    put_on_board(cast.second_coordinator, full[4])
    page = coordinator.post(f"{BOARD}move/", {**sent, "reason": "From Roxbury."}, follow=True)
    text = html.unescape(page.content.decode())
    assert "This is done already" in text
    assert f"Second Coordinator took in {full[4]} at " in text
    assert page.context["plan"] is None and "From Roxbury." not in text


@pytest.mark.django_db
def test_undoing_what_somebody_else_did_shows_its_effect_and_asks_why(call, cast, full) -> None:
    other = signed_in(cast.second_coordinator)
    made = BoardMove.objects.get()
    page = opened(other, undo=str(made.number))
    assert page.context["plan"].effect.seats_after == 0
    sent = fields_of(page, "/staff/board/undo/")
    other.post(f"{BOARD}undo/", sent)
    assert members(call) == set(full[:3])
    other.post(f"{BOARD}undo/", {**sent, "reason": "Too early."})
    assert members(call) == set()
    gone = opened(other, undo=str(made.number)).content.decode()
    assert "Nothing is left of that" in gone


@pytest.mark.django_db
def test_somebody_locked_in_is_not_offered_as_who_makes_room(call, cast, coordinator, full) -> None:
    set_lock(by=cast.coordinator, application=full[2], kind=LockKind.IN, reason="Agreed.")
    plan = opened(coordinator, move=full[4].reference).context["plan"]
    assert plan.out == [full[1].pk]
    assert full[2].pk not in [option.application for option in plan.options]
    plan = opened(coordinator, move=full[2].reference).context["plan"]
    assert plan.refusal == "Locked in. Take the lock off first."


@pytest.mark.django_db
def test_whoever_is_kept_apart_from_somebody_takes_that_ones_seat(
    call, cast, coordinator, full
) -> None:
    pair = {"one": full[0], "other": full[4], "kind": PairKind.HOUSEHOLD, "reason": "Sisters."}
    keep_apart(by=cast.coordinator, **pair)
    plan = opened(coordinator, move=full[4].reference).context["plan"]
    assert [option.application for option in plan.options] == [full[0].pk]


@pytest.mark.django_db
def test_taking_somebody_off_offers_who_would_take_the_seat(call, coordinator, full) -> None:
    plan = opened(coordinator, move=full[2].reference).context["plan"]
    assert (plan.into, plan.out) == ([], [full[2].pk])
    # First nobody, then whoever misses fewest targets, then the best.
    assert [option.application for option in plan.options] == [
        None,
        full[4].pk,
        full[5].pk,
        full[3].pk,
    ]


@pytest.mark.django_db
def test_a_proposal_is_put_on_the_board_after_it_was_looked_at(
    call, cast, coordinator, full
) -> None:
    run = proposed(call, cast)
    page = opened(coordinator, run=str(run.number))
    plan = page.context["plan"]
    assert (set(plan.into), set(plan.out)) == ({full[4].pk}, {full[2].pk})
    sent = fields_of(page, "/staff/board/put/")
    coordinator.post(f"{BOARD}put/", {**sent, "reason": "The best there is."})
    assert members(call) == {full[0], full[1], full[4]}
    made = BoardMove.objects.first()
    assert (made.kind, made.run) == (MoveKind.PUT, run)


@pytest.mark.django_db
def test_undoing_asks_nothing_again_that_was_confirmed_before(
    call, cast, coordinator, full
) -> None:
    sent = fields_of(opened(coordinator, move=full[4].reference), "/staff/board/move/")
    coordinator.post(f"{BOARD}move/", {**sent, "reason": "Someone from Roxbury."})
    assert members(call) == {full[0], full[1], full[4]}
    page = opened(coordinator, undo=str(BoardMove.objects.first().number))
    coordinator.post(f"{BOARD}undo/", fields_of(page, "/staff/board/undo/"))
    assert members(call) == set(full[:3])

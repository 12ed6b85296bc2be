"""Locks that make the targets impossible: counted in the form and on the board, without a run."""

import pytest
from django.test import Client

from applications.models import Call, Cluster
from selection.actions.locks import keep_apart, lift_lock, set_lock
from selection.enums import LockKind, PairKind
from selection.models import Lock
from tests.factories.board import HYDE_PARK, ROXBURY, put_on_board
from tests.factories.targets import set_target
from tests.selection.board_pages import BOARD, opened, words

pytestmark = pytest.mark.django_db
CANNOT = "With these locks the targets cannot all be met."


def lock(cast, kind: LockKind, *people) -> None:
    for each in people:
        set_lock(by=cast.coordinator, application=each, kind=kind, reason="Agreed.")


def target(call, slug: str, least: int, most: int) -> None:
    set_target(call, Cluster.objects.get(slug=slug), least, most)


def said_of(coordinator: Client, person, kind: LockKind) -> list[str]:
    """What the form says of a lock before it is set."""
    return opened(coordinator, lock=person.reference).context["clashes"][kind]


def test_target_that_has_too_many_locked_in(call, cast, coordinator: Client, people) -> None:
    target(call, HYDE_PARK, 0, 1)
    assert said_of(coordinator, people[0], LockKind.IN) == []
    lock(cast, LockKind.IN, people[0])
    assert CANNOT not in words(opened(coordinator))
    words_of_it = "Hyde Park, Mattapan: 2 locked in, and 1 may sit at most."
    page = opened(coordinator, lock=people[1].reference)
    assert page.context["clashes"][LockKind.IN] == [words_of_it]
    assert f"Then the targets cannot all be met. {words_of_it}" in words(page)
    assert said_of(coordinator, people[4], LockKind.IN) == []
    lock(cast, LockKind.IN, people[1])
    page = words(opened(coordinator))
    assert CANNOT in page and words_of_it in page


def test_fewest_that_those_left_cannot_reach(call, cast, coordinator, people) -> None:
    target(call, ROXBURY, 2, 3)  # two are from there
    words_of_it = "Roxbury, Mission Hill: 2 wanted, and 1 can be chosen."
    assert said_of(coordinator, people[4], LockKind.OUT) == [words_of_it]
    assert said_of(coordinator, people[0], LockKind.OUT) == []
    lock(cast, LockKind.OUT, people[4])
    assert opened(coordinator).context["lock_clashes"] == [words_of_it]
    assert "1 locked out" in words(coordinator.get(f"{BOARD}targets/", {"call": call.slug}))
    assert "1 locked out" in words(coordinator.get(f"{BOARD}targets/edit/", {"call": call.slug}))
    lift_lock(by=cast.coordinator, lock=Lock.objects.get(), reason="Again.")
    assert opened(coordinator).context["lock_clashes"] == []


def test_what_no_panel_keeps_anyway_is_not_laid_to_a_lock(call, cast, coordinator, people) -> None:
    target(call, ROXBURY, 3, 3)  # two are from there
    assert said_of(coordinator, people[4], LockKind.OUT) == []
    lock(cast, LockKind.OUT, people[4])
    assert opened(coordinator).context["lock_clashes"] == []


def test_seats_that_those_locked_in_leave(call, cast, coordinator, people) -> None:
    target(call, ROXBURY, 2, 3)  # of three seats
    lock(cast, LockKind.IN, people[0])
    left = "Roxbury, Mission Hill: 2 wanted, and those locked in leave room for 1."
    assert said_of(coordinator, people[1], LockKind.IN) == [left]
    assert said_of(coordinator, people[4], LockKind.IN) == []


def test_more_locked_in_than_seats(call, cast, coordinator, people) -> None:
    lock(cast, LockKind.IN, people[4], *people[:2])
    seats = "4 are locked in, and there are 3 seats."
    assert seats in said_of(coordinator, people[5], LockKind.IN)
    Call.objects.filter(pk=call.pk).update(seats=2)
    call.refresh_from_db()
    target(call, ROXBURY, 1, 2)
    assert "3 are locked in, and there are 2 seats." in words(opened(coordinator))


def test_two_who_may_not_sit_together(call, cast, coordinator, people) -> None:
    pair = {"one": people[0], "other": people[1], "kind": PairKind.APART, "reason": "Asked."}
    keep_apart(by=cast.coordinator, **pair)
    lock(cast, LockKind.IN, people[0])
    both = f"{people[0]} and {people[1]} are both locked in, and may not sit together."
    assert said_of(coordinator, people[1], LockKind.IN) == [both]
    lock(cast, LockKind.IN, people[1])
    assert opened(coordinator).context["lock_clashes"] == [both]
    lock(cast, LockKind.IN, people[4])
    page = opened(coordinator, lock=people[4].reference)
    first, second = sorted([people[0].reference, people[1].reference])
    assert f"Locked in, too: {first}, {second}. Kept apart from one" in words(page)


def test_who_is_kept_apart_from_somebody_locked_in_is_not_counted(
    call, cast, coordinator, people
) -> None:
    target(call, ROXBURY, 2, 3)
    pair = {"one": people[0], "other": people[4], "kind": PairKind.HOUSEHOLD, "reason": "Sisters."}
    keep_apart(by=cast.coordinator, **pair)
    assert opened(coordinator).context["lock_clashes"] == []
    found = "Roxbury, Mission Hill: 2 wanted, and 1 can be chosen."
    assert found in said_of(coordinator, people[0], LockKind.IN)


def test_targets_that_fit_nobody_are_not_laid_to_the_locks(call, cast, coordinator, people) -> None:
    target(call, ROXBURY, 3, 3)  # two applied
    put_on_board(cast.coordinator, people[0])
    lock(cast, LockKind.IN, people[4])
    assert opened(coordinator).context["lock_clashes"] == []

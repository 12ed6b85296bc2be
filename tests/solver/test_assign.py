"""Readers get even loads without conflicts; unmet requirements are named."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.assign import Application, Assignment, Reader, assign, even_load
from solver.clock import Clock
from solver.faults import Refused
from tests.solver.problems import work


def given_to(made: Assignment) -> dict[str, list[str]]:
    """Readers by application."""
    found: dict[str, list[str]] = {}
    for reader, applications in made.by_reader.items():
        for each in applications:
            found.setdefault(each, []).append(reader)
    return found


def test_assignment_of_a_call_keeps_every_rule() -> None:
    applications, readers = work(150, 12, 3, 1)
    made = assign(applications, readers, "seed")
    assert made.unmet == ()
    assert made.is_connected
    by_id = {reader.id: reader for reader in readers}
    for a in applications:
        chosen = [by_id[each] for each in given_to(made)[a.id]]
        assert len({each.id for each in chosen}) == 3
        assert not any(a.id in each.conflicts for each in chosen)
        assert any("lived" in each.roles for each in chosen)
        assert not a.language or any(a.language in each.languages for each in chosen)
    even = made.even_load
    for reader in readers:
        load = len(made.by_reader[reader.id])
        assert min(reader.cap, int(even)) - 1 <= load <= min(reader.cap, -int(-even // 1))
    assert len(made.by_reader["R00"]) <= readers[0].cap < even


def test_assignment_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    applications, readers = work(40, 6, 2, 2)
    first = assign(applications, readers, "a")
    assert assign(applications[::-1], readers[::-1], "a") == first
    assert assign(applications, readers, "b").by_reader != first.by_reader


def test_every_application_is_read_early_in_the_middle_and_late() -> None:
    applications, readers = work(150, 12, 3, 3)
    made = assign(applications, readers, "seed")
    parts: dict[str, set[int]] = {}
    for found in made.by_reader.values():
        for at, each in enumerate(found):
            parts.setdefault(each, set()).add(min(2, 3 * at // len(found)))
    spread = [len(each) for each in parts.values()]
    assert sum(each == 3 for each in spread) >= 0.9 * len(spread)  # the edges of parts differ by 1
    assert min(spread) >= 2


def test_work_that_is_done_counts_and_stays() -> None:
    applications = [Application(f"A{at}", 2, done=("R0",) if at < 4 else ()) for at in range(8)]
    readers = [Reader(f"R{at}", 20) for at in range(4)]
    made = assign(applications, readers)
    assert made.unmet == ()
    done = {"A0", "A1", "A2", "A3"}
    assert not done & set(made.by_reader["R0"])
    assert len(made.by_reader["R0"]) <= 0  # four done is the even load
    assert sum(len(found) for found in made.by_reader.values()) == 12


def test_too_few_places_are_said_first() -> None:
    applications = [Application(f"A{at}", 3) for at in range(10)]
    made = assign(applications, [Reader(f"R{at}", 5) for at in range(4)])
    assert made.unmet[0].code == "readings_above_places"
    assert dict(made.unmet[0].about) == {"readings": 10}
    assert not made.is_complete
    assert sum(len(found) for found in made.by_reader.values()) == 20


def test_assignment_without_time_is_not_called_impossible() -> None:
    applications, readers = work(40, 6, 2, 2)
    with pytest.raises(Refused) as refused:
        assign(applications, readers, clock=Clock(0))
    assert refused.value.faults[0].code == "no_time_to_assign"
    assert not assign(applications, readers).is_cut_short


def test_language_that_nobody_reads_is_named() -> None:
    applications = [Application("A1", 1, "so"), Application("A2", 1)]
    made = assign(applications, [Reader("R1", 2), Reader("R2", 2)])
    assert [(f.code, dict(f.about)["id"]) for f in made.unmet] == [("language_unmet", "A1")]
    assert made.is_complete


def test_language_goes_before_load() -> None:
    applications = [Application(f"A{at}", 1, "es") for at in range(6)]
    made = assign(applications, [Reader("R1", 6, ("es",)), Reader("R2", 6)])
    assert len(made.by_reader["R1"]) == 6
    assert {fault.code for fault in made.unmet} == {"load_unmet"}


def test_unknown_names_are_refused() -> None:
    with pytest.raises(Refused):
        assign([Application("A", 1, done=("nobody",))], [Reader("R", 1)])
    with pytest.raises(Refused):
        assign([Application("A", 1)], [Reader("R", 1, conflicts=("B",))])
    with pytest.raises(Refused):
        assign([Application("A", 1), Application("A", 1)], [Reader("R", 1)])


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(0, 120))
def test_even_load_fills_caps_exactly(caps: list[int], readings: int) -> None:
    even = even_load(caps, readings)
    if even is None:
        assert sum(caps) < readings
    else:
        assert sum(min(Fraction(cap), even) for cap in caps) == readings


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 20), st.integers(1, 6), st.integers(1, 4), st.integers(0, 999))
def test_assignment_never_breaks_caps_or_conflicts(n: int, m: int, k: int, seed: int) -> None:
    applications, readers = work(n, m, k, seed)
    made = assign(applications, readers)
    for reader in readers:
        found = made.by_reader[reader.id]
        assert len(found) == len(set(found)) <= reader.cap
        assert not set(found) & set(reader.conflicts)

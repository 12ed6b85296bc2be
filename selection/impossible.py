"""Why targets cannot all be met, added up in sentences."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.text import capfirst

from core.phrases import listed
from selection.attributes import Attributes, attributes_of
from selection.models import Run, Target
from selection.pool import feature, value_of
from solver.arithmetic import impossibilities
from solver.problem import Problem
from solver.requested import problem_of


@dataclass(frozen=True)
class Part:
    """Seats that are asked for beside those of the parts before; `more` says by whom."""

    seats: int
    words: str
    more: str
    label: str
    is_lock: bool = False


KINDS = ["asked", "asked-more", "asked-third"]


@dataclass(frozen=True)
class Group:
    """The squares of one part; the seats end before the one with the number `end`, from 0 on."""

    part: Part
    marks: Sequence[str]
    end: int | None


@dataclass(frozen=True)
class Sum:
    """Parts that come to more seats than there are."""

    parts: Sequence[Part]
    seats: int

    @property
    def asked(self) -> int:
        """The seats of all parts."""
        return sum(part.seats for part in self.parts)

    @property
    def groups(self) -> list[Group]:
        """The squares of each part, one for each seat that it asks for."""
        found, before = [], 0
        for at, part in enumerate(self.parts):
            kind = "asked-lock" if part.is_lock else KINDS[min(at, 2)]
            room = max(self.seats - before, 0)
            marks = [kind if number < room else "no-seat" for number in range(part.seats)]
            ends = 0 < room < part.seats or (room == 0 and before == self.seats)
            found.append(Group(part, marks, room if ends else None))
            before += part.seats
        return found


@dataclass(frozen=True)
class Clash:
    """Bounds that cannot hold together, in words, without any of which the others could.

    None of them: the locks alone stand in the way. `sum` adds them up where that shows it.
    """

    bounds: Sequence[str]
    sum: Sum | None


class Impossible:
    """A run that found no panel, in words. `run` is read whole, with what it was asked."""

    def __init__(self, run: Run) -> None:
        self.run, self.call = run, run.call
        self.option: Mapping[str, Any] = run.result["options"][-1]
        self.problem: Problem = problem_of(run.request, self.option["seats"])
        self.attributes: Attributes = attributes_of(run.call)
        self.targets = list(run.target_set.targets.select_related("attribute__question"))
        self.by_key = {self._key(target): target for target in self.targets}

    @staticmethod
    def _key(target: Target) -> tuple[str, str]:
        return feature(target.attribute_id), value_of(target)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Application id by number."""
        return dict(self.run.people.values_list("number", "application"))

    @cached_property
    def clashes(self) -> list[Clash]:
        """What cannot hold together, one after the other: without the first, the next remains.

        What counting alone says of one bound is left to `sentences`.
        """
        said = {(each["feature"], each["value"]) for each in self._shown if "value" in each}
        rows = [self.option.get("conflict", ()), *self.option.get("more_conflicts", ())]
        left = [
            each
            for each in rows
            if len(each) > 1 or not each or (each[0]["feature"], each[0]["value"]) not in said
        ]
        return [self._clash(each) for each in left if each or not self._shown]

    def _clash(self, rows: Collection[Mapping[str, str]]) -> Clash:
        bounds = [(self.by_key[row["feature"], row["value"]], row["bound"]) for row in rows]
        return Clash(
            [
                f"{self.attributes.title_of(target)}: {_bound(target, bound)}"
                for target, bound in bounds
            ],
            self._sum(bounds),
        )

    @property
    def _shown(self) -> Sequence[Mapping[str, Any]]:
        return self.option.get("arithmetic", ())

    @property
    def sentences(self) -> list[str]:
        """What counting alone shows, but for what a clash adds up."""
        is_added_up = any(each.sum for each in self.clashes)
        left = [each for each in self._shown if not (is_added_up and each["code"] == ADDED_UP)]
        return [self._sentence(fault) for fault in left]

    @property
    def is_by_locks(self) -> bool:
        """Whether locks are a part of what is said to stand in the way."""
        parts = [part for clash in self.clashes if clash.sum for part in clash.sum.parts]
        return (
            any(each["code"].startswith("locks_") for each in self._shown)
            or any(part.is_lock for part in parts)
            or any(not clash.bounds for clash in self.clashes)
        )

    def why_not(self, seats: int) -> list[str]:
        """What counting alone shows against another number of seats."""
        faults = impossibilities(problem_of(self.run.request, seats))
        return [self._sentence({"code": each.code, **dict(each.about)}) for each in faults]

    def _sentence(self, fault: Mapping[str, Any]) -> str:
        about = dict(fault)
        if "value" in about:
            about["title"] = self.attributes.title_of(self.by_key[about["feature"], about["value"]])
        elif "feature" in about:
            named = {feature(pk): str(row) for pk, row in self.attributes.by_id.items()}
            about["title"] = capfirst(named[about["feature"]])
        if about.get("supply") == 0:
            about["supply"] = "nobody"
        return SENTENCES[about["code"]].format(**about)

    def _sum(self, conflict: Sequence[tuple[Target, str]]) -> Sum | None:
        """A clash added up, where minimums alone come to more than the seats.

        Everybody who counts toward several of the targets may save a seat for each but one: what is
        left is asked for in any case. None where that does not show it.
        """
        if not conflict or any(bound != "min" for _target, bound in conflict):
            return None
        clashing = sorted((target for target, _ in conflict), key=lambda t: t.attribute_id)
        groups = [list(rows) for _, rows in groupby(clashing, key=lambda t: t.attribute_id)]
        groups.sort(key=lambda rows: -sum(row.minimum for row in rows))
        parts, taken, before = [], [], 0
        for rows in groups:
            taken += rows
            asked = self._asked(taken)
            parts.append(self._part(rows, asked - before, is_first=not before))
            before = asked
        made = Sum([*parts, *self._locked(taken)], self.option["seats"])
        return made if made.asked > made.seats else None

    def holders_of(self, targets: Iterable[Target]) -> list[Collection[int]]:
        """For each target the places, in the problem, of those who can be chosen for it."""
        places = {t.key: at for at, t in enumerate(self.problem.targets)}
        out = {self.problem.place[each] for each in self.problem.lock_out}
        return [
            set(self.problem.holders[places["=".join(self._key(target))]]) - out
            for target in targets
        ]

    def _asked(self, targets: Sequence[Target]) -> int:
        """The seats that their minimums need, if everybody who counts for several sits."""
        counts: dict[int, int] = {}
        for holders in self.holders_of(targets):
            for at in holders:
                counts[at] = counts.get(at, 0) + 1
        shared = sum(count - 1 for count in counts.values())
        return max(0, sum(target.minimum for target in targets) - shared)

    def _part(self, rows: Sequence[Target], seats: int, *, is_first: bool) -> Part:
        attribute = self.attributes.by_id[rows[0].attribute_id]
        asked = sum(row.minimum for row in rows)
        titles = listed([f"{self.attributes.title_of(row)} {row.minimum}" for row in rows])
        if is_first:
            words = f"{_seats(seats)} asked for by the minimums of “{attribute}”."
            shared = "; who counts for several of them fills one seat" if asked > seats else ""
            return Part(seats, words, f"{titles}{shared}.", f"for {attribute}")
        words = f"{seats} more for {attribute}."
        shared = f"; {asked - seats} can be filled by people counted above" if asked > seats else ""
        return Part(seats, words, f"{titles}{shared}.", f"for {attribute}")

    def _locked(self, targets: Sequence[Target]) -> list[Part]:
        """Those locked in who count toward none of these targets."""
        counted = set().union(*self.holders_of(targets))
        locked = [each for each in self.problem.lock_in if self.problem.place[each] not in counted]
        if not locked:
            return []
        who = [self.numbers[int(each)] for each in locked if int(each) in self.numbers]
        names = self.run.call.applications.filter(pk__in=who).values_list("reference", flat=True)
        verb = "is" if len(locked) == 1 else "are"
        words = f"{len(locked)} more {verb} locked in and {'counts' if verb == 'is' else 'count'}"
        more = listed(sorted(names)) if names else ""
        return [Part(len(locked), f"{words} toward none of these.", f"{more}.", "locked", True)]


ADDED_UP = "minima_above_seats"
SENTENCES = {
    "seats_above_people": "Seats: {seats}. People who can be chosen: {people}.",
    "locks_above_seats": "People locked in: {locks}. Seats: {seats}.",
    "locks_above_maximum": "{title}: {locks} locked in, and {max} may sit.",
    "locks_in_one_household": "People who are locked in share a household.",
    "locks_apart": "Two who are locked in may not sit together.",
    "minimum_above_supply": "{title}: {min} wanted, and {supply} can be chosen.",
    "minima_above_seats": "{title}: the minimums add up to {sum}. Seats: {seats}.",
    "maxima_below_seats": "{title}: the maximums allow {sum} people. Seats: {seats}.",
}


def _bound(target: Target, bound: str) -> str:
    return f"at least {target.minimum}" if bound == "min" else f"at most {target.maximum}"


def _seats(number: int) -> str:
    return "1 seat is" if number == 1 else f"{number} seats are"

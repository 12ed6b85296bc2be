"""Who could take a seat that became free: reserves first, and every target kept."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from applications.models import Application, Call
from core.actions import Refused
from selection.asking import KEPT, SECONDS, ask
from selection.attributes import attributes_of
from selection.board import seats_of, standing_locks
from selection.enums import LockKind
from selection.models import Decision, Offer, TargetSet
from selection.offers.queries import open_offers, reserves, seats_held
from selection.pool import Frozen, feature, frozen, value_of
from selection.queries import seated
from solver.problem import Problem, lot_order
from solver.requested import problem_of

MOST_SHOWN = 8
LIMIT = {"min": "least", "max": "most"}


@dataclass(frozen=True)
class Candidate:
    """Somebody who could step in; without `breaks` every target is kept."""

    application: Application
    rank: int | None
    breaks: list[str]

    @property
    def sentence(self) -> str:
        """Why it is them, or what it would cost."""
        place = f"Reserve {self.rank}" if self.rank else "Not a reserve, and the best by score"
        if self.breaks:
            return f"{place}; with them, {'; '.join(self.breaks)}."
        return f"{place}; with them, every target is kept."

    @property
    def in_list(self) -> str:
        """How a list to choose from names them."""
        place = f"reserve {self.rank}" if self.rank else "no reserve"
        kept = "; ".join(self.breaks) or "keeps every target"
        return f"{self.application} ({place}: {kept})"


@dataclass(frozen=True)
class Changes:
    """The fewest that keep every target: who would join, and whose offer would be taken back."""

    into: list[Application]
    out: list[Application]


@dataclass(frozen=True)
class Loosening:
    """The least that targets are loosened, in words, so that these people could join."""

    targets: list[str]
    into: list[Application]


@dataclass(frozen=True)
class Replacements:
    """The free seats of a call, and who could take one; or why nothing can be said.

    `changes` are looked for where nobody alone keeps every target; None if there are none, or
    the solver was not done in time. Only it says that none `is_possible`, and then what is `least`.
    """

    free: int
    offered: int
    candidates: list[Candidate]
    why_not: str = ""
    changes: Changes | None = None
    is_possible: bool = True
    least: Loosening | None = None

    @property
    def best(self) -> Candidate | None:
        """The first one who keeps every target."""
        return next((each for each in self.candidates if not each.breaks), None)

    @property
    def passed_over(self) -> list[Candidate]:
        """Reserves before them, each of whom would break a target."""
        best = self.best
        before = self.candidates[: self.candidates.index(best)] if best else self.candidates
        return [each for each in before if each.rank]


def free_seats(call: Call) -> int:
    """Seats that nobody holds and that are offered to nobody."""
    return max(seats_of(call).most - seats_held(call).count() - open_offers(call).count(), 0)


def replacements_for(call: Call) -> Replacements:
    """The reserves in their order, then the best others who keep every target."""
    free, offered = free_seats(call), open_offers(call).count()
    in_line = {each.application_id: each for each in reserves(call)}
    try:
        asked = frozen(call)
    except Refused as refused:
        found = [Candidate(each.application, each.rank, []) for each in in_line.values()]
        return Replacements(free, offered, found, refused.message)
    members = [
        asked.numbers[pk]
        for pk in seated(call).order_by().values_list("application", flat=True)
        if pk in asked.numbers
    ]
    problem = problem_of(asked.request, len(members) + max(free, 1))
    members = [str(number) for number in members]
    sits = _Counts(problem, members, _words(asked.targets), left=max(free - 1, 0))
    ranked = [
        Candidate(each.application, each.rank, sits.broken_by(str(asked.numbers[pk])))
        for pk, each in in_line.items()
        if pk in asked.numbers
    ]
    others = _others(problem, sits, asked, in_line)
    found = Replacements(free, offered, [*ranked, *others])
    if found.best or not free:
        return found
    answer = _fewest_changes(call, asked, members, problem.seats)
    return found if answer is None else _with_answer(found, answer, asked, sits, in_line)


def _with_answer(
    found: Replacements,
    answer: Mapping[str, Any],
    asked: Frozen,
    sits: "_Counts",
    in_line: Mapping[int, Decision],
) -> Replacements:
    """The same with what the solver said of several changes, or of targets that are loosened."""
    if answer["is_possible"]:
        return dataclasses.replace(found, changes=_changes(asked, answer))
    least = _least(asked, answer, sits.words)
    joining = [
        Candidate(each, None, sits.broken_by(str(asked.numbers[each.pk])))
        for each in (least.into if least else [])
        if each.pk not in in_line
    ]
    return dataclasses.replace(
        found, is_possible=False, least=least, candidates=[*found.candidates, *joining]
    )


def _fewest_changes(
    call: Call, asked: Frozen, members: list[str], seats: int
) -> Mapping[str, Any] | None:
    """What the solver answers; it moves nobody who sits, nor in who was offered a seat before.

    It is asked once, until something that it is asked about changes.
    """
    sit = seats_held(call).values_list("offer__decision__application", flat=True)
    confirmed = {str(asked.numbers[pk]) for pk in sit if pk in asked.numbers}
    before = {str(asked.numbers[pk]) for pk in _offered_before(asked)} - {*members}
    kept = {str(asked.numbers[pk]) for pk in _locked_in(call) if pk in asked.numbers}
    waiting = {*members} - confirmed - kept  # whose seats are locked, as for any proposal
    request = {
        **asked.request,
        "seats": seats,
        "members": members,
        "confirmed": [each for each in members if each in confirmed],
        "lock_in": sorted({*asked.request["lock_in"]} - waiting),
        "lock_out": sorted({*asked.request["lock_out"], *before}),
    }
    digest = sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    key = f"replace-{call.pk}-{digest}"
    answer = cache.get(key) or ask("replace", request, seconds=SECONDS)
    if answer is not None:
        cache.set(key, answer, KEPT)
    return answer


def _locked_in(call: Call) -> list[int]:
    """Ids of the applications that a coordinator locked in."""
    locks = standing_locks(call)
    return [each.application_id for each in locks if each.kind == LockKind.IN]


def _changes(asked: Frozen, answer: Mapping[str, Any]) -> Changes:
    return Changes(_people(asked, answer["into"]), _people(asked, answer["out"]))


def _least(asked: Frozen, answer: Mapping[str, Any], words: dict[str, str]) -> Loosening | None:
    """None where seats and locks alone leave nobody, or the time was over first."""
    relaxed = answer["relaxed"]
    if relaxed is None:
        return None
    targets = []
    for row in relaxed["rows"]:
        name = words["{feature}={value}".format(**row)]
        now = f"at {LIMIT[row['bound']]} {row['to']}" if row["to"] else "without a minimum"
        targets.append(f"“{name}” {now}, not {row['from']}")
    return Loosening(targets, _people(asked, relaxed["into"]))


def _people(asked: Frozen, numbers: Iterable[str]) -> list[Application]:
    by_number = {str(number): pk for pk, number in asked.numbers.items()}
    people = [by_number[each] for each in numbers]
    known = Application.objects.in_bulk(people)
    return [known[pk] for pk in people]


def _offered_before(asked: Frozen) -> list[int]:
    """Ids of the applications that were offered a seat, whatever became of it."""
    had = Offer.objects.filter(decision__application__in=asked.numbers)
    return list(had.values_list("decision__application", flat=True))


class _Counts:
    """How many of the members count towards each target, and whom a target lets in.

    `left` are the seats that others can still fill: a minimum is broken where those are too few.
    """

    def __init__(
        self, problem: Problem, members: Iterable[str], words: dict[str, str], *, left: int
    ) -> None:
        self.left = left
        self.problem = problem
        self.words = words
        self.members = {problem.place[each] for each in members}
        self.holders = [frozenset(found) for found in problem.holders]
        self.counts = [len(found & self.members) for found in self.holders]
        self.apart = {
            problem.place[other]
            for first, second in problem.apart
            for own, other in ((first, second), (second, first))
            if problem.place[own] in self.members
        }

    def broken_by(self, person: str) -> list[str]:
        """What is not kept if this person joins: short without them, or full before them."""
        at, broken = self.problem.place[person], []
        for target, holders, count in zip(
            self.problem.targets, self.holders, self.counts, strict=True
        ):
            name = self.words.get(target.key, target.value)
            after = count + (at in holders)
            if after + self.left < target.minimum:
                broken.append(f"“{name}” has {after} of at least {target.minimum}")
            elif at in holders and after > target.maximum:
                broken.append(f"“{name}” has {after} of at most {target.maximum}")
        if at in self.apart:
            broken.append("two people sit together who are kept apart")
        return broken


def _words(targets: TargetSet) -> dict[str, str]:
    """How staff call each target, by its key in the solver’s problem."""
    attributes = attributes_of(targets.call)
    return {
        f"{feature(each.attribute_id)}={value_of(each)}": attributes.title_of(each)
        for each in targets.targets.select_related("attribute")
    }


def _others(
    problem: Problem, sits: _Counts, asked: Frozen, in_line: dict[int, Decision]
) -> list[Candidate]:
    """The best others who keep every target, were never offered a seat and are not locked out."""
    order = {at: rank for rank, at in enumerate(lot_order(problem, asked.request["lot"] or ""))}
    never = {problem.place[each] for each in problem.lock_out}
    by_number = {str(number): pk for pk, number in asked.numbers.items()}
    reserved = {problem.place[str(asked.numbers[pk])] for pk in in_line if pk in asked.numbers}
    asked_before = {problem.place[str(asked.numbers[pk])] for pk in _offered_before(asked)}
    out = sits.members | never | reserved | asked_before
    able = [
        at
        for at in range(len(problem.people))
        if at not in out and not sits.broken_by(problem.people[at].id)
    ]
    able.sort(key=lambda at: (-problem.people[at].score, order[at]))
    ids = [by_number[problem.people[at].id] for at in able[:MOST_SHOWN]]
    found = Application.objects.in_bulk(ids)
    return [Candidate(found[pk], None, []) for pk in ids]

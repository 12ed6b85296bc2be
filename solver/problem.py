"""A problem of people, seats and targets: plain values, checked once, with a canonical form."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from solver.faults import Fault, Refused

RESERVED = ("id", "score_x100", "error_x100", "household", "apart", "seats")
LARGEST = 10**9  # a score, an error or a number of seats above this is a typing error
MOST_FAULTS = 20  # reported at once

Tags = tuple[tuple[str, tuple[str, ...]], ...]  # (attribute, its values), sorted


@dataclass(frozen=True, slots=True)
class Person:
    """An applicant: an integer score, its standard error, and values by attribute."""

    id: str
    score: int = 0
    tags: Tags = ()
    household: str = ""
    error: int = 0

    def values(self, feature: str) -> tuple[str, ...]:
        """The person's values of one attribute; none when it was not answered."""
        return dict(self.tags).get(feature, ())


def tags_of(values: dict[str, Iterable[str]]) -> Tags:
    """Values by attribute in canonical order, without empty ones and repetitions."""
    sets = {feature: tuple(sorted(set(found))) for feature, found in values.items()}
    return tuple((feature, sets[feature]) for feature in sorted(sets) if sets[feature])


@dataclass(frozen=True, slots=True)
class Target:
    """At least `minimum` and at most `maximum` members with a value: `A`, `A|B`, or `!A`."""

    feature: str
    value: str
    minimum: int
    maximum: int

    @property
    def key(self) -> str:
        """The name of the row in proofs."""
        return f"{self.feature}={self.value}"

    @property
    def is_negated(self) -> bool:
        """Whether it counts those without the values."""
        return self.value.startswith("!")

    @property
    def named(self) -> tuple[str, ...]:
        """The values in the target, without `!` and `|`."""
        return tuple(self.value.removeprefix("!").split("|"))

    def counts(self, values: Iterable[str]) -> bool:
        """Whether somebody with these values of the attribute counts towards the target."""
        return any(value in self.named for value in values) != self.is_negated


@dataclass(frozen=True)
class Problem:
    """Seats, people, targets, locks and pairs that may not sit together.

    `unit` is how many score units make a point: 100 for hundredths.
    """

    seats: int
    people: tuple[Person, ...]
    targets: tuple[Target, ...] = ()
    lock_in: tuple[str, ...] = ()
    lock_out: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = field(default=())
    unit: int = 100

    @classmethod
    def of(
        cls,
        seats: int,
        people: Iterable[Person],
        targets: Iterable[Target] = (),
        *,
        lock_in: Iterable[str] = (),
        lock_out: Iterable[str] = (),
        apart: Iterable[Sequence[str]] = (),
        unit: int = 100,
    ) -> "Problem":
        """In canonical order and checked; raises Refused."""
        pairs = {tuple(sorted(pair)) for pair in apart}
        made = cls(
            seats,
            tuple(sorted(people, key=lambda person: person.id)),
            tuple(sorted(targets, key=lambda target: target.key)),
            tuple(sorted(set(lock_in))),
            tuple(sorted(set(lock_out))),
            tuple(sorted((first, second) for first, second in pairs)),
            unit,
        )
        faults = [fault for _, fault in zip(range(MOST_FAULTS), _faults(made), strict=False)]
        if faults:
            raise Refused(*faults)
        return made

    def changed(self, **changes: object) -> "Problem":
        """The problem with other seats, targets or locks, given in canonical order."""
        return replace(self, **changes)

    @cached_property
    def place(self) -> dict[str, int]:
        """Each person's index in `people`."""
        return {person.id: at for at, person in enumerate(self.people)}

    @cached_property
    def households(self) -> dict[str, tuple[int, ...]]:
        """The indexes of people who share a household, by household."""
        found: dict[str, list[int]] = {}
        for at, person in enumerate(self.people):
            if person.household:
                found.setdefault(person.household, []).append(at)
        return {name: tuple(found[name]) for name in sorted(found) if len(found[name]) > 1}

    @cached_property
    def holders(self) -> tuple[tuple[int, ...], ...]:
        """For each target the indexes of people who count towards it."""
        having: dict[tuple[str, str], list[int]] = {}
        for at, person in enumerate(self.people):
            for feature, values in person.tags:
                for value in values:
                    having.setdefault((feature, value), []).append(at)
        return tuple(_holders(target, having, len(self.people)) for target in self.targets)

    def total(self, members: Iterable[int]) -> int:
        """The sum of the scores of people at these indexes."""
        return sum(self.people[at].score for at in members)

    def ids(self, members: Iterable[int]) -> tuple[str, ...]:
        """The references of people at these indexes, sorted."""
        return tuple(sorted(self.people[at].id for at in members))

    @property
    def canonical(self) -> dict:
        """The problem as JSON data; `digest` is its hash."""
        before, after = self._around_people()
        return {**before, "people": [_plain(person) for person in self.people], **after}

    def _around_people(self) -> tuple[dict, dict]:
        """The keys that sort before and after `people`."""
        before = {
            "apart": [list(pair) for pair in self.apart],
            "lock_in": list(self.lock_in),
            "lock_out": list(self.lock_out),
        }
        targets = [
            {"feature": t.feature, "value": t.value, "min": t.minimum, "max": t.maximum}
            for t in self.targets
        ]
        return before, {"seats": self.seats, "targets": targets, "unit": self.unit}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form: sorted keys, integers, UTF-8, one LF at the end.

        Hashed person by person, to save memory with a hundred thousand of them.
        """
        before, after = self._around_people()
        found = hashlib.sha256(f'{_json(before)[:-1]},"people":['.encode())
        for at, person in enumerate(self.people):
            found.update(f"{',' * (at > 0)}{_json(_plain(person))}".encode())
        found.update(f"],{_json(after)[1:]}\n".encode())
        return found.hexdigest()


def _plain(person: Person) -> dict:
    return {
        "error": person.error,
        "household": person.household,
        "id": person.id,
        "score": person.score,
        "tags": {feature: list(values) for feature, values in person.tags},
    }


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def lot_order(problem: Problem, lot: str) -> list[int]:
    """Indexes of people in the order of the lot."""
    return sorted(range(len(problem.people)), key=lambda at: lot_rank(lot, problem.people[at].id))


def lot_rank(lot: str, person: str) -> str:
    """HMAC-SHA256(lot, reference): the smallest comes first."""
    return hmac.digest(lot.encode(), person.encode(), "sha256").hex()


def _holders(
    target: Target, having: dict[tuple[str, str], list[int]], people: int
) -> tuple[int, ...]:
    found = {at for value in target.named for at in having.get((target.feature, value), ())}
    if target.is_negated:
        return tuple(at for at in range(people) if at not in found)
    return tuple(sorted(found))


def _faults(problem: Problem) -> Iterator[Fault]:
    if not 0 < problem.seats <= LARGEST:
        yield Fault.of("seats_out_of_range", seats=problem.seats)
    if not 0 < problem.unit <= LARGEST:
        yield Fault.of("unit_out_of_range", unit=problem.unit)
    before = None
    for person in problem.people:
        if person.id == before:
            yield Fault.of("id_twice", id=person.id)
        before = person.id
        yield from _person_faults(person)
    yield from _target_faults(problem.targets)
    for name, ids in (("lock_in", problem.lock_in), ("lock_out", problem.lock_out)):
        for each in ids:
            if each not in problem.place:
                yield Fault.of("unknown_person", option=name, id=each)
    for each in sorted(set(problem.lock_in) & set(problem.lock_out)):
        yield Fault.of("locked_both_ways", id=each)
    for pair in problem.apart:
        for each in pair:
            if each not in problem.place:
                yield Fault.of("unknown_person", option="apart", id=each)
        if pair[0] == pair[1]:
            yield Fault.of("apart_from_oneself", id=pair[0])


def _person_faults(person: Person) -> Iterator[Fault]:
    if not person.id or any(mark in person.id for mark in "=;"):
        yield Fault.of("bad_id", id=person.id)
    if abs(person.score) > LARGEST or not 0 <= person.error <= LARGEST:
        yield Fault.of("score_out_of_range", id=person.id)
    for feature, values in person.tags:
        if fault := feature_fault(feature):
            yield fault
        for value in values:
            if not is_value(value):
                yield Fault.of("bad_value", feature=feature, value=value)


def feature_fault(feature: str) -> Fault | None:
    """What is wrong with an attribute's name."""
    if not feature or "=" in feature or feature in RESERVED:
        return Fault.of("bad_feature", feature=feature)
    return None


def is_value(value: str) -> bool:
    """Whether a value is free of the files' separators `;` and `|`, and of a leading `!`."""
    return bool(value) and not any(mark in value for mark in ";|") and not value.startswith("!")


def _target_faults(targets: tuple[Target, ...]) -> Iterator[Fault]:
    before = None
    for target in targets:
        if target.key == before:
            yield Fault.of("target_twice", feature=target.feature, value=target.value)
        before = target.key
        if fault := feature_fault(target.feature):
            yield fault
        if not all(is_value(value) for value in target.named):
            yield Fault.of("bad_value", feature=target.feature, value=target.value)
        if not 0 <= target.minimum <= target.maximum <= LARGEST:
            yield Fault.of(
                "bad_range",
                feature=target.feature,
                value=target.value,
                min=target.minimum,
                max=target.maximum,
            )

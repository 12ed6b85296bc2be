"""Reasons why targets cannot be met that counting alone shows, before any solving."""

from collections.abc import Iterator

from solver.faults import Fault
from solver.problem import Problem, Target


def impossibilities(problem: Problem) -> list[Fault]:
    """All reasons that counting alone shows."""
    return [*_people(problem), *_locks(problem), *_supply(problem), *_features(problem)]


def _people(problem: Problem) -> Iterator[Fault]:
    out = set(problem.lock_out)
    able = [person for person in problem.people if person.id not in out]
    homes = [person.household for person in able if person.household]
    people = len(able) - len(homes) + len(set(homes))
    if people < problem.seats:
        yield Fault.of("seats_above_people", seats=problem.seats, people=people)


def _locks(problem: Problem) -> Iterator[Fault]:
    locked = [problem.place[each] for each in problem.lock_in]
    if len(locked) > problem.seats:
        yield Fault.of("locks_above_seats", locks=len(locked), seats=problem.seats)
    for target, holders in zip(problem.targets, problem.holders, strict=True):
        count = len(set(holders).intersection(locked))
        if count > target.maximum:
            yield _about(target, "locks_above_maximum", locks=count, max=target.maximum)
    sits = set(problem.lock_in)
    for places in problem.households.values():
        together = [problem.people[at].id for at in places if problem.people[at].id in sits]
        if len(together) > 1:
            yield Fault.of("locks_in_one_household", ids=", ".join(together))
    for pair in problem.apart:
        if sits.issuperset(pair):
            yield Fault.of("locks_apart", ids=", ".join(pair))


def _supply(problem: Problem) -> Iterator[Fault]:
    out = {problem.place[each] for each in problem.lock_out}
    for target, holders in zip(problem.targets, problem.holders, strict=True):
        supply = len(set(holders) - out)
        if supply < target.minimum:
            yield _about(target, "minimum_above_supply", min=target.minimum, supply=supply)


def _features(problem: Problem) -> Iterator[Fault]:
    """Values of an attribute that share nobody: their minima fit, and their maxima fill, seats."""
    for feature in sorted({target.feature for target in problem.targets}):
        own = [
            (target, set(holders))
            for target, holders in zip(problem.targets, problem.holders, strict=True)
            if target.feature == feature and not target.is_negated and len(target.named) == 1
        ]
        covered = set().union(*(holders for _, holders in own))
        if not own or len(covered) < sum(len(holders) for _, holders in own):
            continue  # somebody has several values and counts towards several targets
        minima = sum(target.minimum for target, _ in own)
        if minima > problem.seats:
            yield Fault.of("minima_above_seats", feature=feature, sum=minima, seats=problem.seats)
        others = len(problem.people) - len(covered)
        most = sum(min(target.maximum, len(holders)) for target, holders in own) + others
        if most < problem.seats:
            yield Fault.of("maxima_below_seats", feature=feature, sum=most, seats=problem.seats)


def _about(target: Target, code: str, **numbers: int) -> Fault:
    return Fault.of(code, feature=target.feature, value=target.value, **numbers)

"""Which targets are kept if somebody joins those who sit, by a request as the solver reads it."""

from collections.abc import Iterable, Mapping
from typing import Any

from selection.attributes import attributes_of
from selection.board import targets_in
from selection.models import TargetSet
from selection.pool import Frozen, feature, value_of
from solver.requested import target_of


class KeptTargets:
    """How many of the members count towards each target, and whom a target lets in.

    People are the numbers of the request. `left` are the seats that others can still fill: a
    minimum is broken where those are too few.
    """

    def __init__(self, asked: Frozen, members: Iterable[str], seats: int, *, left: int) -> None:
        request = asked.request
        self.left, self.members = left, {*members}
        self.words = _words(asked.targets)
        self.scores = {each["id"]: each["score"] for each in request["people"]}
        targets = [target_of(each, seats) for each in request["targets"]]
        self.targets = sorted(targets, key=lambda target: target.key)
        self.holders = self._holders(request["people"])
        self.counts = [len(found & self.members) for found in self.holders]
        self.apart = {
            other
            for first, second in request["apart"]
            for own, other in ((first, second), (second, first))
            if own in self.members
        }

    def _holders(self, people: Iterable[Mapping[str, Any]]) -> list[set[str]]:
        """Who counts towards each target."""
        having: dict[tuple[str, str], set[str]] = {}
        for each in people:
            for attribute, values in each["tags"].items():
                for value in values:
                    having.setdefault((attribute, value), set()).add(each["id"])
        found = []
        for target in self.targets:
            named = set().union(*(having.get((target.feature, it), ()) for it in target.named))
            found.append(self.scores.keys() - named if target.is_negated else named)
        return found

    def broken_by(self, person: str) -> list[str]:
        """What is not kept if this person joins: short without them, or full before them."""
        broken = []
        for target, holders, count in zip(self.targets, self.holders, self.counts, strict=True):
            name = self.words.get(target.key, target.value)
            after = count + (person in holders)
            if after + self.left < target.minimum:
                broken.append(f"“{name}” has {after} of at least {target.minimum}")
            elif person in holders and after > target.maximum:
                broken.append(f"“{name}” has {after} of at most {target.maximum}")
        if person in self.apart:
            broken.append("two people sit together who are kept apart")
        return broken

    def who_breaks_nothing(self) -> set[str]:
        """Everybody for whom `broken_by` has nothing to say."""
        found = self.scores.keys() - self.apart
        for target, holders, count in zip(self.targets, self.holders, self.counts, strict=True):
            lacking = target.minimum - count - self.left
            if lacking > 0:
                found &= holders if lacking == 1 else set()
            if count >= target.maximum:
                found -= holders
        return found


def _words(targets: TargetSet) -> dict[str, str]:
    """How staff call each target, by its key in the solver’s problem."""
    attributes = attributes_of(targets.call)
    return {
        f"{feature(each.attribute_id)}={value_of(each)}": attributes.title_of(each)
        for each in targets_in(targets)
    }

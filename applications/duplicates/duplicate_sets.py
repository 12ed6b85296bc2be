"""Sets of possible duplicates, for the coordinator's list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When

from applications.duplicates import queries as duplicates
from applications.enums import ApplicationStatus, Strength, Verdict
from applications.form import queries
from applications.models import Application, DuplicateMark, PossibleDuplicate

MOST_PAIRS = 1_000  # of each kind
MOST_DECIDED = 200
KINDS = (~Q(strength=Strength.HOUSEHOLD), Q(strength=Strength.HOUSEHOLD))


@dataclass(frozen=True)
class Pair:
    """Two applications, the older one first, and why they may be duplicates."""

    first: Application
    second: Application
    strength: str
    why: str


@dataclass(frozen=True)
class DuplicateSet:
    """Applications connected by pairs, the strongest pair first."""

    pairs: list[Pair]

    @property
    def strength(self) -> Strength:
        """The strength of its strongest pair."""
        return Strength(self.pairs[0].strength)

    @property
    def applications(self) -> list[Application]:
        """The oldest first."""
        by_id = {each.pk: each for pair in self.pairs for each in (pair.first, pair.second)}
        return [by_id[pk] for pk in sorted(by_id)]


def open_sets() -> tuple[list[DuplicateSet], list[DuplicateSet]]:
    """(possible duplicates, possible households), the strongest first. Three queries.

    An application that was set aside is replaced by the one that counts for it.
    """
    rows = [each for kind in KINDS for each in _strongest(kind)]
    marks = list(queries.current_marks().exclude(verdict=Verdict.UNDECIDED))
    counting = _counting(marks)
    decided = {(mark.first_id, mark.second_id) for mark in marks}
    pairs: dict[tuple[int, int], Pair] = {}
    for each in rows:
        one, other = sorted(
            (counting.get(half.pk, half) for half in (each.first, each.second)),
            key=lambda half: half.pk,
        )
        key = (one.pk, other.pk)
        if one.pk == other.pk or key in decided:
            continue
        pair = Pair(one, other, each.strength, duplicates.in_words(each.signs))
        pairs[key] = min(pairs.get(key, pair), pair, key=_rank)
    by_kind: dict[bool, list[Pair]] = defaultdict(list)
    for pair in pairs.values():
        by_kind[pair.strength == Strength.HOUSEHOLD].append(pair)
    return _components(by_kind[False]), _components(by_kind[True])


def pair_counts() -> tuple[int, int]:
    """The number of pairs of each kind; `open_sets` takes MOST_PAIRS of them."""
    possible, households = (Count("pk", filter=kind) for kind in KINDS)
    counted = duplicates.open_pairs().aggregate(possible=possible, households=households)
    return counted["possible"], counted["households"]


def _strongest(kind: Q) -> QuerySet[PossibleDuplicate]:
    """The strongest pairs of a kind, the newest first."""
    places = [When(strength=each, then=place) for place, each in enumerate(duplicates.STRENGTHS)]
    pairs = duplicates.open_pairs().filter(kind).select_related("first__call", "second__call")
    return pairs.order_by(Case(*places), "-first_id", "-second_id")[:MOST_PAIRS]


def _rank(pair: Pair) -> int:
    return duplicates.STRENGTHS.index(pair.strength)


def _counting(marks: Iterable[DuplicateMark]) -> dict[int, Application]:
    """Id of an application set aside → the one that finally counts for it."""
    counts_for: dict[int, Application] = {}
    for mark in marks:
        if mark.set_aside_id is not None:
            counts = mark.first if mark.counts_id == mark.first_id else mark.second
            counts_for[mark.set_aside_id] = counts
    final = {}
    for pk, counts in counts_for.items():
        while counts.pk in counts_for:
            counts = counts_for[counts.pk]
        final[pk] = counts
    return final


def _components(pairs: list[Pair]) -> list[DuplicateSet]:
    """Group pairs that have an application in common."""
    group_of: dict[int, list[Pair]] = {}
    for pair in sorted(pairs, key=_rank):
        one = group_of.setdefault(pair.first.pk, [])
        other = group_of.setdefault(pair.second.pk, [])
        if one is not other:
            one += other
            for moved in other:
                group_of[moved.first.pk] = group_of[moved.second.pk] = one
            group_of[pair.second.pk] = one
        one.append(pair)
    groups = {id(group): group for group in group_of.values()}.values()
    return sorted(
        (DuplicateSet(sorted(group, key=_rank)) for group in groups),
        key=lambda each: (_rank(each.pairs[0]), -each.pairs[0].second.pk),
    )


@dataclass(frozen=True)
class Decided:
    """A current mark with its applications."""

    mark: DuplicateMark
    counts: Application | None
    set_aside: Application | None

    @property
    def is_orphan(self) -> bool:
        """Whether the one that counted no longer does, so the other should be looked at again."""
        if self.counts is None or self.set_aside is None:
            return False
        received = ApplicationStatus.RECEIVED
        return self.counts.status != received and self.set_aside.status == received


def decided_pairs() -> list[Decided]:
    """The current marks, orphans first, then the newest. One query."""
    marks = queries.current_marks().exclude(verdict=Verdict.UNDECIDED).order_by("-at")
    decided = []
    for mark in marks[:MOST_DECIDED]:
        halves = {mark.first_id: mark.first, mark.second_id: mark.second}
        decided.append(Decided(mark, halves.get(mark.counts_id), halves.get(mark.set_aside_id)))
    return sorted(decided, key=lambda each: not each.is_orphan)

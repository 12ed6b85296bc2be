"""How many applied and how many are on the board, for each target."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from applications.models import Call
from selection.attributes import Attributes, Values, attributes_of, values_of
from selection.board import (
    BoardNow,
    Seats,
    board_now,
    kept_out_of,
    seats_by,
    standing_locks,
    targets_in,
)
from selection.enums import Balance
from selection.models import Attribute, Target, TargetSet
from selection.supply import Supply, supply_of, supply_toward, turned

MOST_CIRCLES = 5  # seats of a target that are drawn one by one
BAR = 56  # units that all seats are long


@dataclass(frozen=True)
class TargetRow:
    """One target, with how many can be chosen for it and how many are on the board.

    `elsewhere` are on the board, too, but found to live elsewhere: they fill no seat and count
    toward no target. `kept_out` are those of its `applicants` who are locked out.
    """

    target: Target
    title: str
    applicants: int
    chosen: int
    elsewhere: int
    kept_out: int = 0

    @cached_property
    def balance(self) -> Balance:
        """Short of the minimum, over the maximum, or met."""
        if self.chosen < self.target.minimum:
            return Balance.SHORT
        is_over = self.target.maximum is not None and self.chosen > self.target.maximum
        return Balance.OVER if is_over else Balance.MET

    @property
    def lacking(self) -> int:
        """How many more would have to apply for the minimum."""
        return max(0, self.target.minimum - self.applicants)

    @property
    def lacking_words(self) -> str:
        """The same in words."""
        return f"{self.lacking} too few"

    @property
    def missing(self) -> int:
        """Members lacking for the minimum."""
        return max(0, self.target.minimum - self.chosen)

    @property
    def too_many(self) -> int:
        """Members above the maximum."""
        maximum = self.target.maximum
        return 0 if maximum is None else max(0, self.chosen - maximum)

    @property
    def missed_by(self) -> str:
        """ "short 1", "over 2"; "" for a target that is met."""
        by = self.missing or self.too_many
        return f"{self.balance.label} {by}" if by else ""

    @property
    def circles(self) -> list[str]:
        """How each of its seats is drawn; none where there are too many to draw."""
        if self.target.maximum is None or max(self.chosen, self.target.maximum) > MOST_CIRCLES:
            return []
        taken, least, most = self.chosen, self.target.minimum, self.target.maximum
        inside = min(taken, most)
        needed, possible = max(0, least - taken), most - max(inside, least)
        return [
            *["taken"] * inside,
            *["needed"] * needed,
            *["possible"] * possible,
            *["beyond"] * self.too_many,
        ]

    @property
    def bar(self) -> dict[str, float]:
        """Where chosen, minimum and maximum stand on a bar that is all seats."""
        marks = {
            "chosen": self.chosen,
            "least": self.target.minimum,
            "most": self.target.maximum or 0,
        }
        whole = max(self.target.target_set.seats_most, *marks.values())
        return {name: round(BAR * number / whole, 1) for name, number in marks.items()}


@dataclass(frozen=True)
class Representation:
    """Who has applied and who is on the board so far, against the newest targets.

    `elsewhere` and `kept_out` are as in TargetRow. `values` are those of everybody on the board, of
    whoever is locked or kept apart, and of whom else was asked for.
    """

    target_set: TargetSet | None
    attributes: Attributes
    targets: list[TargetRow]
    supply: Supply
    chosen: int
    elsewhere: int
    kept_out: int
    seats: Seats
    values: Values

    @cached_property
    def short(self) -> list[TargetRow]:
        """Targets with fewer people on the board than their minimum."""
        return [row for row in self.targets if row.balance == Balance.SHORT]

    @cached_property
    def met(self) -> int:
        """How many targets are met."""
        return sum(row.balance == Balance.MET for row in self.targets)

    @property
    def lacking_applicants(self) -> list[TargetRow]:
        """Targets with fewer applicants than their minimum."""
        return [row for row in self.targets if row.lacking]

    @property
    def is_anybody_missing(self) -> bool:
        """Whether a target lacks applicants, or nobody applied from some neighborhood."""
        return bool(self.lacking_applicants or self.supply.absent)

    @property
    def by_attribute(self) -> list[tuple[Attribute, list[TargetRow]]]:
        """The targets below their attribute, in the order of the targets."""
        groups: dict[int, list[TargetRow]] = {}
        for row in self.targets:
            groups.setdefault(row.target.attribute_id, []).append(row)
        return [(self.attributes.by_id[key], rows) for key, rows in groups.items()]


def representation_of(
    call: Call,
    targets: TargetSet | None = None,
    *,
    also: Collection[int] = (),
    now: BoardNow | None = None,
) -> Representation:
    """Counted by the database, in a fixed number of queries; against the newest targets, or these.

    Older ones may name what is not used any more: nobody counts toward those. `also` are
    applications that may not be on the board; `now` is the board, where the caller has it already.
    """
    now = now or board_now(call)
    targets = targets or now.targets
    attributes, supply = attributes_of(call), supply_of(call)
    values = values_of(call, attributes.by_id, [*now.people, *now.tied, *also])
    rows = []
    if targets:
        rows = rows_of(targets, attributes, now.able, now.elsewhere, supply.pool, values)
        out = [counted(row.target, now.kept_out, values) for row in rows]
        rows = [replace(row, kept_out=each) for row, each in zip(rows, out, strict=True)]
    return Representation(
        target_set=targets,
        attributes=attributes,
        targets=rows,
        supply=supply,
        chosen=len(now.able),
        elsewhere=len(now.elsewhere),
        kept_out=len(now.kept_out),
        seats=seats_by(targets, call),
        values=values,
    )


def rows_of(
    targets: TargetSet,
    attributes: Attributes,
    members: Collection[int],
    elsewhere: Collection[int] = (),
    pool: int = 0,
    values: Values | None = None,
) -> list[TargetRow]:
    """Each target with its counts, in their order; `pool` is how many can be chosen.

    `values` are the people's, where the caller has them already.
    """
    found = targets_in(targets)
    supply = supply_toward(targets.call, found, pool)
    if values is None:
        values = values_of(targets.call, attributes.by_id, [*members, *elsewhere])
    return [
        TargetRow(
            target,
            attributes.title_of(target),
            supply[at],
            counted(target, members, values),
            counted(target, elsewhere, values),
        )
        for at, target in enumerate(found)
    ]


def kept_out_toward(call: Call, targets: Sequence[Target]) -> list[int]:
    """How many who can be chosen toward each of these targets, saved or not, are locked out."""
    locks = {lock.application_id: lock for lock in standing_locks(call)}
    people = kept_out_of(locks)
    values = values_of(call, {each.attribute_id for each in targets}, list(people))
    return [counted(target, people, values) for target in targets]


def counted(target: Target, people: Collection[int], values: Values) -> int:
    """How many of these people count toward a target; `values` as `values_of` has them."""
    named = set(target.values)
    having = sum(
        not named.isdisjoint(values.get(pk, {}).get(target.attribute_id, ())) for pk in people
    )
    return turned(target, having, len(people))

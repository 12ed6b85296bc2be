"""What a change of the board would do to seats, targets and the total score."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from core.phrases import listed
from selection.enums import Balance
from selection.representation import TargetRow
from selection.snapshot import Snapshot

MOST_NAMED = 2  # of the targets that stay missed: a board that is begun misses nearly all


@dataclass(frozen=True)
class TargetChange:
    """One target before and after."""

    before: TargetRow
    after: TargetRow

    @property
    def is_better(self) -> bool:
        """Whether it is met only afterwards."""
        return self.after.balance == Balance.MET != self.before.balance

    @property
    def is_worse(self) -> bool:
        """Whether it is met only before."""
        return self.before.balance == Balance.MET != self.after.balance

    @property
    def is_missed(self) -> bool:
        """Whether it is not met afterwards."""
        return self.after.balance != Balance.MET

    @property
    def in_words(self) -> str:
        """ "Dorchester stays over by 1", "South End becomes short by 2"."""
        before, after = self.before, self.after
        stays = "stays" if before.missed_by == after.missed_by else "becomes"
        by = after.missing or after.too_many
        return f"{after.title} {stays} {after.balance.label} by {by}"


@dataclass(frozen=True)
class Effect:
    """The board before and after; `gap` is by how many members targets are missed afterwards.

    `most` is how many seats there are; `missed` has the targets that are not met afterwards.
    """

    into: Collection[int]
    out: Collection[int]
    seats: int
    seats_after: int
    most: int
    met: int
    met_after: int
    targets: int
    gap: int
    changes: list[TargetChange]
    missed: list[TargetChange]
    total: Decimal
    total_after: Decimal
    firm: int
    firm_after: int

    @property
    def cost(self) -> Decimal:
        """The points that the total loses; below zero it gains."""
        return self.total - self.total_after

    @property
    def gain(self) -> Decimal:
        """The points that the total gains."""
        return -self.cost

    @property
    def is_a_swap(self) -> bool:
        """Whether as many seats are filled as before: only then do totals compare."""
        return self.seats == self.seats_after

    @property
    def price(self) -> str:
        """ "Costs 2.4 points", "Fills 1 empty seat"."""
        if self.seats_after > max(self.most, self.seats):
            return f"{self.seats_after - self.most} more than there are seats"
        if not self.is_a_swap:
            more = self.seats_after - self.seats
            seats = "1 seat" if abs(more) == 1 else f"{abs(more)} seats"
            return f"Fills {seats.replace(' ', ' empty ')}" if more > 0 else f"Leaves {seats} empty"
        if not self.cost:
            return "Costs nothing"
        return f"{'Costs' if self.cost > 0 else 'Gains'} {abs(self.cost):,.1f} points"

    @property
    def for_targets(self) -> str:
        """ ", meets Dorchester. South End becomes short by 1."; a full stop where all stays met."""
        met = ""
        if self.better and self.met_after == self.targets:
            met = ", and every target is met"
        elif self.better:
            met = f", meets {listed(self.better)}"
        return f"{met}. {self.left}." if self.left else f"{met}."

    @property
    def left(self) -> str:
        """ "Dorchester stays over by 1; South End becomes short by 1"; "" with every target met."""
        named = [each.in_words for each in self.missed[:MOST_NAMED]]
        more = len(self.missed) - len(named)
        others = [f"{more} more {'target' if more == 1 else 'targets'} missed"] if more else []
        return "; ".join([*named, *others])

    @property
    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """What changes, line by line: what, what is wanted, before, after, better or worse."""
        tone = _tone(self.met_after - self.met)
        met = [("Targets met", "", str(self.met), f"{self.met_after} of {self.targets}", tone)]
        targets = [
            (
                change.after.title,
                f"wanted {change.after.target.wanted}",
                _in_words(change.before),
                _in_words(change.after),
                _tone(change.is_better - change.is_worse),
            )
            for change in self.changes
        ]
        before, after = (f"{points:,.1f}" for points in (self.total, self.total_after))
        total = [("Total score", "", before, after, _tone(self.gain if self.is_a_swap else 0))]
        seats = [("Seats", "", str(self.seats), str(self.seats_after), "")]
        firm = [("Firm seats", "", str(self.firm), str(self.firm_after), "")]
        return [
            *(met if self.targets else []),
            *targets,
            *([] if self.is_a_swap else seats),
            *total,
            *(firm if self.firm or self.firm_after else []),
        ]

    @property
    def better(self) -> list[str]:
        """The targets that it meets."""
        return [change.after.title for change in self.changes if change.is_better]


def _in_words(row: TargetRow) -> str:
    """ "1, short"."""
    return f"{row.chosen}, {row.balance.label}"


def _tone(change: Decimal | int) -> str:
    """The class of a line."""
    return "better" if change > 0 else "worse" if change < 0 else ""


def effect_of(snapshot: Snapshot, into: Collection[int], out: Collection[int]) -> Effect:
    """Of taking these in and those off. Whoever cannot be chosen fills no seat before or after."""
    rows = snapshot.representation.targets
    gone = [each for each in out if each in snapshot.able]
    members = (snapshot.able - set(gone)) | set(into)
    after = [_after(snapshot, row, into, gone) for row in rows]
    both = [TargetChange(before, now) for before, now in zip(rows, after, strict=True)]
    return Effect(
        into=into,
        out=out,
        seats=len(snapshot.able),
        seats_after=len(members),
        most=snapshot.representation.seats.most,
        met=snapshot.representation.met,
        met_after=sum(row.balance == Balance.MET for row in after),
        targets=len(rows),
        gap=sum(row.missing + row.too_many for row in after),
        changes=[each for each in both if each.before.chosen != each.after.chosen],
        missed=sorted((each for each in both if each.is_missed), key=lambda it: not it.is_worse),
        total=snapshot.total,
        total_after=snapshot.total_of(members),
        firm=snapshot.firm,
        firm_after=snapshot.firm_of(members),
    )


def _after(
    snapshot: Snapshot, row: TargetRow, into: Collection[int], out: Collection[int]
) -> TargetRow:
    come = sum(snapshot.counts_toward(row.target, each) for each in into)
    go = sum(snapshot.counts_toward(row.target, each) for each in out)
    return row if come == go else replace(row, chosen=row.chosen + come - go)

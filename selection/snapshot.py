"""The board of a call as one page shows it: its people, their scores, tags, locks and prices."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from applications.models import Call
from reviewers.models import ScoreVersion
from selection.board import BoardNow, barred_among, released_of
from selection.enums import AttributeUse, LockKind
from selection.models import Apart, Lock, Panel, PanelPerson, Target
from selection.pool import Scored, scored_in, unit_of
from selection.proposal import FIRM, Price, Proposal
from selection.representation import Representation, TargetRow, representation_of


@dataclass(frozen=True)
class Snapshot:
    """Everything by an application's id, of those on the board and those that were asked for.

    `able` are those on the board who can be chosen: only they fill a seat. `barred` says of all
    others why they cannot be.
    """

    now: BoardNow
    able: frozenset[int]
    barred: Mapping[int, str]
    representation: Representation
    scores: Mapping[int, Scored]
    proposal: Proposal | None
    prices: Mapping[int, Price]
    firmness: Mapping[int, int]
    released: frozenset[int]

    @property
    def call(self) -> Call:
        """Whose board it is."""
        return self.now.call

    @property
    def panel(self) -> Panel:
        """The panel on the board."""
        return self.now.panel

    @property
    def people(self) -> Mapping[int, PanelPerson]:
        """Everybody on the board."""
        return self.now.people

    @property
    def version(self) -> ScoreVersion | None:
        """The newest scores."""
        return self.now.version

    @property
    def locks(self) -> Mapping[int, Lock]:
        """Locks that stand."""
        return self.now.locks

    @cached_property
    def unit(self) -> int:
        """Units of the scores in a point."""
        return unit_of(self.version) if self.version else 1

    def points_of(self, application: int) -> Decimal | None:
        """A score in points; None for whoever has no place."""
        scored = self.scores.get(application)
        return None if scored is None else Decimal(scored.score) / self.unit

    def error_of(self, application: int) -> int | None:
        """The standard error in whole points; None where it is unknown."""
        scored = self.scores.get(application)
        return round(scored.error / self.unit) if scored and scored.error else None

    def total_of(self, members: Iterable[int]) -> Decimal:
        """The points of several people together."""
        units = sum(self.scores[each].score for each in members if each in self.scores)
        return Decimal(units) / self.unit

    @cached_property
    def total(self) -> Decimal:
        """The points of all who fill a seat."""
        return self.total_of(self.able)

    @property
    def mean(self) -> Decimal | None:
        """The same for each of them."""
        return self.total / len(self.able) if self.able else None

    def is_firm(self, application: int) -> bool | None:
        """Whether their seat would be firm; None before anybody worked that out."""
        if self.is_locked(application, LockKind.IN):
            return True
        share = self.firmness.get(application)
        return None if share is None else share >= FIRM

    def firm_of(self, members: Iterable[int]) -> int:
        """How many of these seats are firm."""
        return sum(self.is_firm(each) is True for each in members) if self.firmness else 0

    @cached_property
    def firm(self) -> int:
        """How many seats on the board are firm."""
        return self.firm_of(self.able)

    @property
    def close(self) -> int:
        """How many are close: it is worked out, and they are not firm."""
        return sum(self.is_firm(each) is False for each in self.able)

    def is_locked(self, application: int, kind: LockKind) -> bool:
        """Whether a lock of this kind stands."""
        lock = self.locks.get(application)
        return lock is not None and lock.kind == kind

    def is_released(self, application: int) -> bool:
        """Whether it is released that they are a member: then they stay."""
        return application in self.released

    def apart_from(self, application: int) -> list[Apart]:
        """The pairs that somebody is half of."""
        return [pair for pair in self.now.pairs if application in (pair.first_id, pair.second_id)]

    def kept_out_by(self, application: int) -> set[int]:
        """Those on the board with whom somebody may not sit."""
        halves = {
            half
            for pair in self.apart_from(application)
            for half in (pair.first_id, pair.second_id)
        }
        return (halves - {application}) & self.people.keys()

    @property
    def free(self) -> int:
        """How many seats are empty; below zero where more people than seats are on the board."""
        return self.representation.seats.most - len(self.able)

    def counts_toward(self, target: Target, application: int) -> bool:
        """Whether somebody counts toward a target."""
        values = self.representation.values.get(application, {})
        named = not set(target.values).isdisjoint(values.get(target.attribute_id, ()))
        return named is not target.is_negated

    def fills(self, application: int) -> list[TargetRow]:
        """The targets that lack members and that somebody counts toward."""
        short = self.representation.short
        return [row for row in short if self.counts_toward(row.target, application)]

    def labels_of(self, application: int, sources: Collection[str]) -> list[str]:
        """The labels of their values of attributes that are targets; never of another one."""
        values = self.representation.values.get(application, {})
        attributes = self.representation.attributes
        return [
            ", ".join(
                attributes.short_label_of(attribute.pk, value) for value in values[attribute.pk]
            )
            for attribute in attributes.rows
            if attribute.use == AttributeUse.TARGET
            and attribute.source in sources
            and attribute.pk in values
        ]


def snapshot_of(
    now: BoardNow, also: Collection[int], proposal: Proposal | None, looked_at: Collection[int] = ()
) -> Snapshot:
    """In a fixed number of queries; `also` are applications that may not be on the board.

    Of those `looked_at` it only knows whether they can be chosen.
    """
    everybody = [*now.people, *(pk for pk in also if pk not in now.people)]
    return Snapshot(
        now=now,
        able=now.able,
        barred={**now.barred, **barred_among({*also, *looked_at})},
        representation=representation_of(now.call, also=also, now=now),
        scores=scored_in(now.version, everybody) if now.version else {},
        proposal=proposal,
        prices=proposal.prices_of(everybody) if proposal else {},
        firmness=proposal.firmness_of(everybody) if proposal else {},
        released=frozenset(released_of(everybody)),
    )

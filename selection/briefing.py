"""What the one page about a panel says to the second coordinator and the commissioner: no name."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from selection.enums import AttributeUse, LockKind, MoveKind
from selection.models import Apart, Attribute, BoardMove, Lock, Panel
from selection.panels import PanelDetails, details_of, nearly_in
from selection.representation import TargetRow
from selection.tiles import TileMap, tiles_of

BAR = 115  # the longest bar
MOST_ROWS = 20  # of targets, that the page has room for as a table
ROWS_BESIDE_WORDS = 10  # in the table where the other targets stand in words


@dataclass(frozen=True)
class Bar:
    """The best total under some of the targets, `width` long, from zero."""

    title: str
    total: Decimal
    width: float
    is_this: bool = False


@dataclass(frozen=True)
class TargetLine:
    """A target with what it costs the best total; None where that is not known."""

    row: TargetRow
    cost: Decimal | None


@dataclass(frozen=True)
class Briefing:
    """A panel with what was done by hand, and what balance costs."""

    details: PanelDetails
    tiles: TileMap
    nearly_in: int
    locks: Sequence[Lock]
    pairs: int
    moves: int
    bars: Sequence[Bar]

    @cached_property
    def rows(self) -> list[TargetLine]:
        """The targets of the table: of very many those that are missed, or that cost most."""
        lines = self._lines
        if len(lines) <= MOST_ROWS:
            return lines
        loud = sorted(lines, key=lambda line: (not line.row.missed_by, -(line.cost or 0)))
        kept = {line.row.target.pk for line in loud[:ROWS_BESIDE_WORDS]}
        return [line for line in lines if line.row.target.pk in kept]

    @property
    def rows_in_words(self) -> list[TargetLine]:
        """The other targets, so that all of them stay on one page."""
        in_table = {line.row.target.pk for line in self.rows}
        return [line for line in self._lines if line.row.target.pk not in in_table]

    @cached_property
    def _lines(self) -> list[TargetLine]:
        proposal = self.details.proposal
        return [
            TargetLine(row, proposal.cost_of(row.target) if proposal else None)
            for row in self.details.rows
        ]

    @property
    def applied(self) -> int:
        """How many applied."""
        return self.details.supply.everybody

    @property
    def cannot(self) -> int:
        """How many applied and cannot be chosen."""
        return self.applied - self.details.supply.pool

    @property
    def target_changes(self) -> int:
        """How often the targets were changed after their first version."""
        return self.details.targets.number - 1 if self.details.targets else 0

    @property
    def is_untouched(self) -> bool:
        """Whether nobody did anything by hand, and everybody could be chosen."""
        by_hand = self.locks or self.pairs or self.moves or self.target_changes
        return not by_hand and self.cannot < 1

    @property
    def locked_in(self) -> list[Lock]:
        """Who sat in any case."""
        return [lock for lock in self.locks if lock.kind == LockKind.IN]

    @property
    def locked_out(self) -> list[Lock]:
        """Who never sat."""
        return [lock for lock in self.locks if lock.kind == LockKind.OUT]

    @property
    def report_only(self) -> list[Attribute]:
        """What is reported on and steered nothing."""
        rows = self.details.attributes.rows
        return [each for each in rows if each.use == AttributeUse.REPORT]

    @property
    def approved(self) -> list[Attribute]:
        """Sensitive attributes among the targets, each approved by somebody."""
        used = {row.target.attribute_id for row in self.details.rows}
        rows = self.details.attributes.rows
        return [each for each in rows if each.is_sensitive and each.pk in used]

    @property
    def without_place(self) -> int:
        """Members who named no neighborhood of the city."""
        return sum(tile.chosen for tile in self.tiles.tiles if not tile.cluster)

    @property
    def shares(self) -> list[bool]:
        """For each seat whether it is firm, the firm ones first."""
        return sorted((each.is_firm for each in self.details.members), reverse=True)

    @property
    def firm(self) -> list[str]:
        """The references of those whose seats are firm."""
        return self._references(is_firm=True)

    @property
    def close(self) -> list[str]:
        """The references of those whose seats are close."""
        return self._references(is_firm=False)

    def _references(self, *, is_firm: bool) -> list[str]:
        members = self.details.members
        return sorted(each.application.reference for each in members if each.is_firm == is_firm)

    @property
    def digest(self) -> str:
        """The beginning of the digest of what the proposal rests on, in groups of four."""
        digest = self.details.proposal.run.digest
        return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def briefing_of(panel: Panel) -> Briefing:
    """In a fixed number of queries."""
    call, details = panel.call, details_of(panel)
    return Briefing(
        details=details,
        tiles=tiles_of(details.supply, details.ids),
        nearly_in=nearly_in(details),
        locks=list(_stood(Lock.objects.filter(application__call=call), panel)),
        pairs=_stood(Apart.objects.filter(first__call=call), panel).count(),
        moves=_moves(panel),
        bars=_bars(details),
    )


def _stood(rows: QuerySet, panel: Panel) -> QuerySet:
    """Those that stood when the panel was saved; of the board those that stand now."""
    if panel.saved_at is None:
        return rows.filter(lifted_at=None)
    lifted = Q(lifted_at=None) | Q(lifted_at__gt=panel.saved_at)
    return rows.filter(lifted, at__lte=panel.saved_at)


def _moves(panel: Panel) -> int:
    """Moves by hand that stand, since something was last put on the board as a whole."""
    moves = BoardMove.objects.filter(
        panel__call=panel.call, panel__name="", number__lte=panel.version
    ).exclude(undone_by__number__lte=panel.version)
    put = moves.filter(kind=MoveKind.PUT).order_by("-number").values_list("number", flat=True)
    since = put.first() or 0
    moves = moves.exclude(kind=MoveKind.PUT).exclude(undoes__number__gt=since)
    return moves.filter(number__gt=since).count()


def _bars(details: PanelDetails) -> list[Bar]:
    """The best total without targets, without those of each attribute that cost, and with all."""
    proposal, total = details.proposal, details.best_total
    if proposal is None or proposal.cost_together is None:
        return []
    used = {row.target.attribute_id for row in details.rows}
    costs = [
        (f"Without: {capfirst(str(attribute))}", proposal.cost_of_all(attribute))
        for attribute in details.attributes.rows
        if attribute.pk in used and len(used) > 1
    ]
    totals = [
        ("No targets", total + proposal.cost_together),
        *((title, total + cost) for title, cost in costs if cost),
        ("All targets", total),
    ]
    highest = max(each for _, each in totals)
    unit = BAR / float(highest) if highest else 0
    return [
        Bar(title, each, round(float(each) * unit, 1), is_this=title == "All targets")
        for title, each in totals
    ]

"""Two panels side by side: people, targets, scores; B is told by what it changes of A."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewers.models import ScoreVersion
from selection.enums import Balance
from selection.models import Panel, Target
from selection.panels import Member, PanelDetails, details_of, scores_of
from selection.representation import TargetRow
from selection.tiles import Tile, TileMap, tiles_of


@dataclass(frozen=True)
class TargetPair:
    """One target in both panels; a row is None where a panel was made without the target."""

    title: str
    a: TargetRow | None
    b: TargetRow | None
    in_a: int
    in_b: int

    @property
    def change(self) -> int:
        """How many more in B."""
        return self.in_b - self.in_a

    @property
    def differs(self) -> bool:
        """Whether B counts others, or wants others."""
        wanted = [row and row.target.wanted for row in (self.a, self.b)]
        return self.change != 0 or wanted[0] != wanted[1]


@dataclass(frozen=True)
class Figure:
    """One figure of both panels; None where it is not known."""

    title: str
    a: Decimal | int | None
    b: Decimal | int | None
    of_a: int | None = None  # "18 of 18"
    of_b: int | None = None
    is_points: bool = False

    @property
    def change(self) -> Decimal | int | None:
        """How much more in B."""
        return None if self.a is None or self.b is None else self.b - self.a


@dataclass(frozen=True)
class Comparison:
    """B beside A. Both are measured by `scores`, the newer version where each had another one."""

    a: PanelDetails
    b: PanelDetails
    scores: ScoreVersion | None
    targets: list[TargetPair]
    map_a: TileMap
    map_b: TileMap
    have_other_scores: bool

    @property
    def only_a(self) -> list[Member]:
        """Those who sit in A alone."""
        return [each for each in self.a.members if each.application.pk not in self.b.ids]

    @property
    def only_b(self) -> list[Member]:
        """Those who sit in B alone."""
        return [each for each in self.b.members if each.application.pk not in self.a.ids]

    @property
    def both(self) -> list[Member]:
        """Those who sit in both."""
        return [each for each in self.a.members if each.application.pk in self.b.ids]

    @property
    def differing(self) -> list[TargetPair]:
        """The targets that differ."""
        return [pair for pair in self.targets if pair.differs]

    @property
    def alike(self) -> list[TargetPair]:
        """The targets that are the same."""
        return [pair for pair in self.targets if not pair.differs]

    @property
    def added(self) -> str:
        """The targets that only B has, in words."""
        return _listed([pair.title for pair in self.targets if pair.a is None])

    @property
    def left_out(self) -> str:
        """The targets that only A has, in words."""
        return _listed([pair.title for pair in self.targets if pair.b is None])

    @property
    def points_more(self) -> Decimal | None:
        """How many points more B totals."""
        if self.scores is None:
            return None
        return self.b.total - self.a.total

    @property
    def points_less(self) -> Decimal | None:
        """How many points less B totals."""
        return None if self.points_more is None else -self.points_more

    @property
    def figures(self) -> Sequence[Figure]:
        """The figures of both, in the order of the page."""
        a, b = self.a, self.b
        known = a.is_firmness_known and b.is_firmness_known
        return (
            Figure("Total score", a.total, b.total, is_points=True),
            Figure("Mean score", a.mean, b.mean, is_points=True),
            Figure("People", len(a.members), len(b.members)),
            Figure("Targets met", a.met, b.met, len(a.rows), len(b.rows)),
            *([Figure("Firm seats", a.firm, b.firm, len(a.ids), len(b.ids))] if known else ()),
        )

    @property
    def places(self) -> list[tuple[Tile, Tile]]:
        """Each neighborhood in both."""
        return list(zip(self.map_a.tiles, self.map_b.tiles, strict=True))


def compare(one: Panel, other: Panel) -> Comparison:
    """In a fixed number of queries."""
    versions = [version for panel in (one, other) if (version := scores_of(panel))]
    scores = max(versions, key=lambda version: version.number) if versions else None
    a, b = details_of(one, scores), details_of(other, scores)
    return Comparison(
        a=a,
        b=b,
        scores=scores,
        targets=_pairs(a, b),
        map_a=tiles_of(a.supply, a.ids, _short(a)),
        map_b=tiles_of(a.supply, b.ids, _short(b), other=a.ids),
        have_other_scores=len(set(versions)) > 1,
    )


def _listed(titles: Sequence[str]) -> str:
    """ "A, B; and C": the titles have commas of their own."""
    return "; ".join(titles)


def _short(details: PanelDetails) -> Iterable[Target]:
    return [row.target for row in details.rows if row.balance == Balance.SHORT]


def _pairs(a: PanelDetails, b: PanelDetails) -> list[TargetPair]:
    """The targets of both; one is the same in both if it counts the same people."""
    in_a, in_b = ({_who(row.target): row for row in each.rows} for each in (a, b))
    rows = {**in_b, **in_a}
    order = [*in_a, *(key for key in in_b if key not in in_a)]
    return [
        TargetPair(
            title=rows[key].title,
            a=in_a.get(key),
            b=in_b.get(key),
            in_a=a.count_of(rows[key].target),
            in_b=b.count_of(rows[key].target),
        )
        for key in order
    ]


def _who(target: Target) -> tuple[int, tuple[str, ...], bool]:
    return target.attribute_id, tuple(sorted(target.values)), target.is_negated

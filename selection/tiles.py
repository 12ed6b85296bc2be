"""The neighborhoods as a map of tiles: how many can be chosen from each, and how many are.

A picture for staff; the table beside it has the same figures, and those of who named no place.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from applications.enums import PlaceKind
from applications.form.queries import count_by_neighborhood
from applications.models import Neighborhood
from selection.enums import AttributeSource
from selection.models import Target
from selection.supply import Supply

SIDE, STEP = 46, 50  # of a tile, and from one to the next
DOT = 10  # from one person to the next
DOTS_AT_MOST = 3  # more people than that are a number, and one less beside a sign
SIGN = 8  # the people of a tile make that much room for a sign
LONG = 8  # symbols that fit at the full size


@dataclass(frozen=True)
class Tile:
    """One neighborhood, or another answer. `change` is how many more than in the other panel."""

    name: str
    pool: int
    chosen: int
    neighborhood: Neighborhood | None = None
    cluster: str = ""
    is_short: bool = False
    change: int = 0

    @property
    def is_on_the_map(self) -> bool:
        """Whether the city's data give it a place."""
        return self.neighborhood is not None and self.neighborhood.tile_column is not None

    @property
    def x(self) -> int:
        """Its left edge."""
        return self.neighborhood.tile_column * STEP + 1

    @property
    def y(self) -> int:
        """Its upper edge."""
        return self.neighborhood.tile_row * STEP + 1

    @property
    def middle(self) -> int:
        """Its middle from the left."""
        return SIDE // 2

    @property
    def has_sign(self) -> bool:
        """Whether something stands beside its people."""
        return self.is_short or bool(self.change)

    @property
    def people_middle(self) -> int:
        """Where its people stand."""
        return self.middle - (SIGN if self.has_sign else 0)

    @property
    def dots(self) -> list[int]:
        """Where each person chosen is drawn; none where they are a number."""
        if self.chosen > DOTS_AT_MOST - self.has_sign:
            return []
        first = self.people_middle - DOT * (self.chosen - 1) // 2
        return [first + DOT * number for number in range(self.chosen)]

    @property
    def figures(self) -> str:
        """ "2 of 11", below its people."""
        return f"{self.chosen} of {self.pool}"

    @property
    def is_long(self) -> bool:
        """Whether its figures are set smaller."""
        return len(self.figures) > LONG

    @property
    def change_in_words(self) -> str:
        """ "+1", "−2"; nothing where nothing changed."""
        return f"{self.change:+d}".replace("-", "−") if self.change else ""


@dataclass(frozen=True)
class TileMap:
    """All tiles, in the order of the form; who named nothing is the last."""

    tiles: list[Tile]

    @cached_property
    def drawn(self) -> list[Tile]:
        """Those that have a place."""
        return [tile for tile in self.tiles if tile.is_on_the_map]

    @property
    def width(self) -> int:
        """Of the picture."""
        return max(tile.x for tile in self.drawn) + SIDE + 1

    @property
    def height(self) -> int:
        """Of the picture."""
        return max(tile.y for tile in self.drawn) + SIDE + 1

    @property
    def is_any_short(self) -> bool:
        """Whether a target of some neighborhood is short."""
        return any(tile.is_short for tile in self.drawn)

    @property
    def is_any_empty(self) -> bool:
        """Whether nobody can be chosen from some neighborhood."""
        return any(not tile.pool for tile in self.drawn)


def tiles_of(
    supply: Supply,
    members: Collection[int],
    short: Iterable[Target] = (),
    other: Collection[int] | None = None,
) -> TileMap:
    """The tiles for these members, in a query; two where they are compared.

    `short` are targets that lack members: each of their neighborhoods is marked. `other` are the
    members of the panel that this one is compared with.
    """
    short = list(short)
    pool, chosen = supply.able, count_by_neighborhood(members)
    before = chosen if other is None else count_by_neighborhood(other)
    tiles = [
        Tile(
            name=place.name,
            pool=pool.get(place.pk, 0),
            chosen=chosen.get(place.pk, 0),
            neighborhood=place,
            cluster=str(place.cluster or ""),
            is_short=any(_is_about(target, place) for target in short),
            change=chosen.get(place.pk, 0) - before.get(place.pk, 0),
        )
        for place in supply.places
        if place.kind == PlaceKind.PLACE or place.pk in pool
    ]
    if pool.get(None):
        change = chosen.get(None, 0) - before.get(None, 0)
        tiles.append(Tile("None named", pool.get(None, 0), chosen.get(None, 0), change=change))
    return TileMap(tiles)


def _is_about(target: Target, place: Neighborhood) -> bool:
    """Whether somebody from there counts toward the target."""
    if place.kind != PlaceKind.PLACE:
        return False
    source = target.attribute.source
    if source == AttributeSource.NEIGHBORHOOD:
        return (place.slug in target.values) != target.is_negated
    if source == AttributeSource.CLUSTER:
        return (place.cluster.slug in target.values) != target.is_negated
    return False

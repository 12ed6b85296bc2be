"""How many applied and can be chosen, from each neighborhood and toward each target."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.db import connection
from django.db.models import Count, QuerySet

from applications.enums import PlaceKind
from applications.form.queries import eligible_applications, neighborhoods
from applications.models import Call, Neighborhood
from applications.records.queries import lives_elsewhere, search_entries
from selection.board import pool_of_all
from selection.models import Target

_SHOWN = ("slug", "kind", "name_en", "tile_row", "tile_column", "tile_label")  # of a place


@dataclass(frozen=True)
class Supply:
    """Of a call, by a neighborhood's id; None: a paper left it empty.

    `places` are all neighborhoods with their clusters, in the form's order.
    """

    places: Sequence[Neighborhood]
    applied: Mapping[int | None, int]
    able: Mapping[int | None, int]

    @property
    def everybody(self) -> int:
        """How many applied."""
        return sum(self.applied.values())

    @property
    def pool(self) -> int:
        """How many can be chosen."""
        return sum(self.able.values())

    def name_of(self, place: int | None) -> str:
        """ "" for none."""
        return self._names.get(place, "")

    @cached_property
    def _names(self) -> dict[int, str]:
        return {place.pk: place.name for place in self.places}

    @property
    def absent(self) -> list[Neighborhood]:
        """The neighborhoods that nobody applied from yet."""
        return [
            place
            for place in self.places
            if place.kind == PlaceKind.PLACE and place.pk not in self.applied
        ]

    @property
    def unplaced(self) -> int:
        """How many applicants named no neighborhood that we count."""
        counted = sum(self.applied.get(place.pk, 0) for place in self.places if place.cluster_id)
        return self.everybody - counted


def supply_of(call: Call) -> Supply:
    """In two queries."""
    rows = list(_counted_by_place().filter(pk__in=eligible_applications().filter(call=call)))
    places = neighborhoods().select_related("cluster")
    return Supply(
        places=list(places.only(*_SHOWN, "cluster__slug", "cluster__name")),
        applied={place: applied for place, applied, _able in rows},
        able={place: able for place, _applied, able in rows if able},
    )


@cache
def _counted_by_place() -> QuerySet:
    """Only ever copied: with its subqueries, building it costs a page more than asking does."""
    places = search_entries({}).order_by().values_list("neighborhood")
    return places.annotate(applied=Count("pk"), able=Count("pk", filter=~lives_elsewhere()))


_TOWARD = """
    SELECT asked.place, count(DISTINCT found.application_id)
    FROM jsonb_to_recordset(%s) AS asked (place int, attribute bigint, values text[])
    JOIN attribute_values(%s) AS found
        ON found.attribute_id = asked.attribute AND found.value = ANY(asked.values)
    WHERE found.application_id IN ({pool})
    GROUP BY asked.place
"""


@cache
def _pool() -> tuple[str, tuple[object, ...]]:
    """Everybody who can be chosen in any call, as SQL and what it is given: written once."""
    return pool_of_all().order_by().values("pk").query.sql_with_params()


def supply_toward(call: Call, targets: Sequence[Target], pool: int) -> list[int]:
    """How many can be chosen toward each of these targets, saved or not; `pool` is all of them."""
    asked = [
        {"place": at, "attribute": target.attribute_id, "values": target.values}
        for at, target in enumerate(targets)
    ]
    pool_sql, given = _pool()
    with connection.cursor() as cursor:
        cursor.execute(_TOWARD.format(pool=pool_sql), [json.dumps(asked), call.pk, *given])
        having = dict(cursor.fetchall())
    return [turned(target, having.get(at, 0), pool) for at, target in enumerate(targets)]


def turned(target: Target, having: int, everybody: int) -> int:
    """Of how many have one of its values, how many count toward a target."""
    return everybody - having if target.is_negated else having

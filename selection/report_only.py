"""How many applied and how many are on the board, by the values of what is only reported on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from applications.models import Call
from selection.attributes import attributes_of
from selection.board import on_the_board, pool_of
from selection.enums import AttributeUse
from selection.models import Attribute


@dataclass(frozen=True)
class ValueCount:
    """Of those who can be chosen, how many have a value, and how many of them are chosen."""

    label: str
    applied: int
    chosen: int


@dataclass(frozen=True)
class Report:
    """One attribute with its values, in their order."""

    attribute: Attribute
    rows: Sequence[ValueCount]


# With no value: those who gave any.
_COUNTS = """
    SELECT attribute_id, value, count(DISTINCT application_id),
        count(DISTINCT application_id) FILTER (WHERE application_id = ANY(%s))
    FROM attribute_values(%s)
    WHERE attribute_id = ANY(%s) AND application_id IN ({pool})
    GROUP BY GROUPING SETS ((attribute_id, value), (attribute_id))
"""
LEFT_EMPTY = "Left empty"


def reports_of(call: Call, *, are_sensitive: bool) -> list[Report]:
    """About those attributes that are sensitive, or about all others."""
    attributes = attributes_of(call, [AttributeUse.REPORT])
    wanted = [each for each in attributes.rows if each.is_sensitive == are_sensitive]
    if not wanted:
        return []
    chosen = list(on_the_board(call).values_list("application", flat=True))
    everybody = pool_of(call).order_by()
    pool, given = everybody.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        asked = [chosen, call.pk, [each.pk for each in wanted]]
        cursor.execute(_COUNTS.format(pool=pool), [*asked, *given])
        counts = {(key, value): found for key, value, *found in cursor.fetchall()}
    all_of_them = everybody.count(), len(chosen)

    def rows(attribute: int) -> list[ValueCount]:
        labels = attributes.labels[attribute].items()
        found = [
            ValueCount(label, *counts.get((attribute, value), (0, 0))) for value, label in labels
        ]
        gave_any = counts.get((attribute, None), (0, 0))
        empty = [every - gave for every, gave in zip(all_of_them, gave_any, strict=True)]
        return [*found, ValueCount(LEFT_EMPTY, *empty)] if any(empty) else found

    return [Report(each, rows(each.pk)) for each in wanted]

"""What stands in the boxes of the page that sets targets, as a browser would send it."""

import itertools
from typing import Any

from django.http import QueryDict

from applications.models import Call
from selection.board import Seats, seats_by, seats_of
from selection.models import TargetSet

MOST_SEATS = 500


def typed_from(targets: TargetSet | None, call: Call, seen: int) -> QueryDict:
    """These targets as the page would send them; without any, the seats of the call.

    `seen` is the number of the newest version, 0 before there is one.
    """
    typed, seats = QueryDict(mutable=True), seats_by(targets, call)
    typed["seen"] = str(seen)
    typed["seats_least"], typed["seats_most"] = str(seats.least), str(seats.most)
    for target in targets.targets.all() if targets else ():
        put_row(
            typed,
            target.attribute_id,
            values=target.values,
            is_negated="on" if target.is_negated else "",
            minimum=str(target.minimum),
            maximum="" if target.maximum is None else str(target.maximum),
            source=target.source,
        )
    return typed


def put_row(typed: QueryDict, attribute: int, **fields: Any) -> str:
    """Add a row; returns its key."""
    taken = typed.getlist("row")
    key = next(each for each in map(str, itertools.count(len(taken) + 1)) if each not in taken)
    typed.appendlist("row", key)
    typed[f"row-{key}-attribute"] = str(attribute)
    typed.setlist(f"row-{key}-values", fields.pop("values", []))
    for name, value in fields.items():
        typed[f"row-{key}-{name}"] = value
    return key


def seats_typed(typed: QueryDict, call: Call) -> Seats:
    """As they are in the boxes; where these have no range, the call's."""
    least, most = (number_in(typed.get(name)) for name in ("seats_least", "seats_most"))
    return Seats(least, most) if 0 < least <= most <= MOST_SEATS else seats_of(call)


def number_in(written: str | None) -> int:
    """What is written; 0 for what is no number."""
    return int(written) if written and written.isdecimal() and len(written) < 10 else 0

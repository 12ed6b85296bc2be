"""What a version of the targets changes of the one before, in words."""

from collections.abc import Iterable

from applications.models import Call
from selection.attributes import Attributes
from selection.board import Seats
from selection.models import Target, TargetSet


def versions_of(call: Call) -> Iterable[TargetSet]:
    """Every version of a call's targets with its targets, the first one first; in two queries."""
    sets = TargetSet.objects.filter(call=call).select_related("made_by").order_by("number")
    return sets.prefetch_related("targets")


def changes_between(
    before: TargetSet | None, after: TargetSet, attributes: Attributes
) -> list[str]:
    """ "Hyde Park 2 → 3", "without Roxbury", "seats 15 → 16"; nothing for the first version."""
    if before is None:
        return []
    old, new = ({_who(row): row for row in each.targets.all()} for each in (before, after))
    seats = [Seats(each.seats_least, each.seats_most).in_words for each in (before, after)]
    return [
        *([f"seats {seats[0]} → {seats[1]}"] if seats[0] != seats[1] else []),
        *(
            f"{attributes.title_of(row)} {old[who].wanted} → {row.wanted}"
            for who, row in new.items()
            if who in old and old[who].wanted != row.wanted
        ),
        *(f"new {attributes.title_of(row)} {row.wanted}" for k, row in new.items() if k not in old),
        *(f"without {attributes.title_of(row)}" for k, row in old.items() if k not in new),
    ]


def _who(target: Target) -> tuple[int, tuple[str, ...], bool]:
    """Whom it counts: a target of the same people is the same target."""
    return target.attribute_id, tuple(sorted(target.values)), target.is_negated

"""Set the targets of a call, as a new version each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from selection.actions.moves import lock_board
from selection.board import current_targets
from selection.enums import AttributeUse
from selection.models import Attribute, Target, TargetSet


@dataclass(frozen=True)
class Wanted:
    """Fewest and most members with one of `values` of an attribute; no maximum: every seat."""

    attribute: Attribute
    values: Sequence[str]
    minimum: int
    maximum: int | None
    source: str
    is_negated: bool = False

    @classmethod
    def of(cls, target: Target) -> "Wanted":
        """The same as in an earlier version."""
        return cls(
            target.attribute,
            target.values,
            target.minimum,
            target.maximum,
            target.source,
            target.is_negated,
        )


@action
def save_targets(
    *,
    by: User | None,
    call: Call,
    seen: int,
    seats_least: int,
    seats_most: int,
    wanted: Iterable[Wanted],
    reason: str = "",
) -> TargetSet:
    """Make the next version of a call's targets. `seen` is the version that was shown, 0 for none.

    Refused for an attribute that is not used for targets. ChangedMeanwhile when there is a newer
    version. IntegrityError for a group that is named twice.
    """
    panel = lock_board(by=by, call=call)
    last = current_targets(call)
    if (last.number if last else 0) != seen:
        raise ChangedMeanwhile
    rows = list(wanted)
    usable = set(Attribute.objects.filter(call=call, use=AttributeUse.TARGET))
    for row in rows:
        if row.attribute not in usable:
            raise Refused(f"“{row.attribute}” is not used for targets.", "not_a_target")
    made = TargetSet.objects.create(
        call=call,
        number=seen + 1,
        seats_least=seats_least,
        seats_most=seats_most,
        reason=reason.strip(),
        made_by=by,
        made_at=by and timezone.now(),
    )
    Target.objects.bulk_create(_target(made, order, row) for order, row in enumerate(rows, start=1))
    panel.version += 1
    panel.save()
    return made


def _target(of: TargetSet, order: int, row: Wanted) -> Target:
    return Target(
        target_set=of,
        attribute=row.attribute,
        values=sorted(set(row.values)),
        is_negated=row.is_negated,
        minimum=row.minimum,
        maximum=row.maximum,
        source=row.source,
        order=order,
    )

"""Choose how targets that cannot all be met give way: the next version of them, and a new run."""

from dataclasses import replace

from django.utils import timezone

from applications.models import Call
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from selection.actions.runs import ask_for_proposal
from selection.actions.targets import Wanted, save_targets
from selection.board import board_now
from selection.changes import changes_since, older_than
from selection.models import Relaxation, Run, Target
from selection.pool import feature, value_of


@action
def choose_relaxation(*, by: User, way: Relaxation, reason: str) -> Run:
    """Make the next version of the targets as this way says, and propose with it.

    Nothing else is loosened. Refused without a reason, and once a way of this run was chosen;
    ChangedMeanwhile when targets, locks or scores are not those that the run was asked with: less
    might do now, or nothing be needed.
    """
    call = Call.objects.select_for_update().get(pk=way.run.call_id)
    if not reason.strip():
        raise Refused("Say why. It is kept on record.", "no_reason", field="reason")
    if chosen := way.run.relaxations.filter(chosen_at__isnull=False).first():
        raise Refused(f"{chosen.chosen_by} chose a way already.", "chosen")
    if older := older_than(changes_since(way.run, board_now(call), ())):
        words = f"This is older than {older}. Propose again to see what would do now."
        raise ChangedMeanwhile(words)
    targets = way.run.target_set
    way.chosen_by, way.chosen_at, way.reason = by, timezone.now(), reason.strip()
    way.save()
    save_targets(
        by=by,
        call=call,
        seen=targets.number,
        seats_least=way.seats or targets.seats_least,
        seats_most=way.seats or targets.seats_most,
        wanted=[_loosened(target, way) for target in targets.targets.select_related("attribute")],
        reason=way.reason,
    )
    return ask_for_proposal(by=by, call=call)


def _loosened(target: Target, way: Relaxation) -> Wanted:
    """A target as it is, or with the bounds that give way."""
    wanted = Wanted(
        target.attribute,
        target.values,
        target.minimum,
        target.maximum,
        target.source,
        target.is_negated,
    )
    for row in way.rows:
        if (row["feature"], row["value"]) == (feature(target.attribute_id), value_of(target)):
            bound = {"min": "minimum", "max": "maximum"}[row["bound"]]
            wanted = replace(wanted, **{bound: row["to"]})
    return wanted

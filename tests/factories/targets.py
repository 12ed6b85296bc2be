"""Targets of a call, by group of neighborhoods."""

from applications.models import Call, Cluster
from core.models import User
from selection.actions.attributes import add_attribute, ask_for_target
from selection.actions.targets import Wanted, save_targets
from selection.board import current_targets
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute, TargetSet


def ask_about(
    call: Call, key: str, by: User, reason: str = "Nobody else speaks of it."
) -> Attribute:
    """An attribute of an about-you question, asked for as a target."""
    question = call.questions.get(key=key)
    attribute = add_attribute(
        by=None, call=call, source=AttributeSource.QUESTION, question=question
    )
    ask_for_target(by=by, attribute=attribute, reason=reason)
    attribute.refresh_from_db()
    return attribute


def set_target(
    call: Call, cluster: Cluster, minimum: int, maximum: int, source: str = "test"
) -> TargetSet:
    """The next version of the targets: as before, with another one for this cluster."""
    attribute = add_attribute(
        by=None, call=call, source=AttributeSource.CLUSTER, use=AttributeUse.TARGET
    )
    last = current_targets(call)
    before = last.targets.all() if last else []
    kept = [Wanted.of(target) for target in before if target.values != [cluster.slug]]
    return save_targets(
        by=None,
        call=call,
        seen=last.number if last else 0,
        seats_least=call.seats,
        seats_most=call.seats,
        wanted=[*kept, Wanted(attribute, [cluster.slug], minimum, maximum, source)],
    )

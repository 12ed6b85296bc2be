"""What the demo is balanced by, its targets, and a request that an equity officer answers."""

from typing import Any

from applications.models import Call
from core.models import User
from core.permissions import Role
from selection.actions.attributes import add_attribute, ask_for_target
from selection.actions.targets import Wanted, save_targets
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute


def play(call: Call, given: dict[str, Any]) -> None:
    """`targets`, what is only `reported`, and what is `asked_for`."""
    coordinator = User.objects.filter(groups__name=Role.COORDINATOR).order_by("pk").first()
    names = dict.fromkeys(each["attribute"] for each in given["targets"])
    used = {name: _attribute(call, name, AttributeUse.TARGET) for name in names}
    save_targets(
        by=coordinator,
        call=call,
        seen=0,
        seats_least=call.seats,
        seats_most=call.seats,
        wanted=[
            Wanted(used[each["attribute"]], **{k: v for k, v in each.items() if k != "attribute"})
            for each in given["targets"]
        ],
    )
    for name in given["reported"]:
        _attribute(call, name, AttributeUse.REPORT)
    asked = given["asked_for"]
    attribute = _attribute(call, asked["question"], AttributeUse.REPORT)
    ask_for_target(by=coordinator, attribute=attribute, reason=asked["reason"])


def _attribute(call: Call, name: str, use: AttributeUse) -> Attribute:
    """By its source, or by the key of a question."""
    if name in AttributeSource.values:
        return add_attribute(by=None, call=call, source=AttributeSource(name), use=use)
    question = call.questions.get(key=name)
    return add_attribute(
        by=None, call=call, source=AttributeSource.QUESTION, question=question, use=use
    )

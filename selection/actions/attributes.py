"""What people are balanced by: added, used, asked for and approved."""

from collections.abc import Mapping

from django.utils import timezone

from applications.models import Call, Question
from core.actions import Refused, action
from core.models import User
from selection.actions.targets import Wanted, save_targets
from selection.attributes import BALANCED_BY, is_sensitive
from selection.board import current_targets
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute

Balanced = tuple[AttributeSource, Question | None]  # what an attribute is about


@action
def add_attribute(
    *,
    by: User | None,
    call: Call,
    source: AttributeSource,
    question: Question | None = None,
    use: AttributeUse = AttributeUse.REPORT,
) -> Attribute:
    """Balance a call's people by something. One that is there already is returned as it stands.

    Refused for a question that has no choices, and for a sensitive one as a target.
    """
    Call.objects.select_for_update().get(pk=call.pk)
    known = Attribute.objects.filter(call=call, source=source, question=question).first()
    if known:
        return known
    if question and (question.call_id != call.pk or question.kind not in BALANCED_BY):
        raise Refused("Choose a question that has choices.", "no_choices", field="question")
    sensitive = question is not None and is_sensitive(question)
    if sensitive and use == AttributeUse.TARGET:
        raise _not_approved()
    return Attribute.objects.create(
        call=call, source=source, question=question, use=use, is_sensitive=sensitive
    )


@action
def use_attribute(*, by: User, attribute: Attribute, use: AttributeUse) -> None:
    """Use it for targets, only report on it, or leave it out.

    Refused for a sensitive one as a target before somebody approved it, and for one that targets
    name: they go first.
    """
    Call.objects.select_for_update().get(pk=attribute.call_id)
    attribute = Attribute.objects.select_for_update().get(pk=attribute.pk)
    if use == AttributeUse.TARGET and attribute.is_sensitive and attribute.approved_by is None:
        raise _not_approved()
    if use != AttributeUse.TARGET and _has_targets(attribute):
        words = f"There are targets for “{attribute}”. Leave them out first, then change its use."
        raise Refused(words, "has_targets", field="use")
    if attribute.use != use:
        attribute.use = use
        attribute.save()


@action
def use_attributes(*, by: User, call: Call, uses: Mapping[Balanced, AttributeUse]) -> None:
    """Say of several what they are used for; all or none. One that is new and off is not added."""
    for (source, question), use in uses.items():
        known = Attribute.objects.filter(call=call, source=source, question=question).first()
        if known:
            use_attribute(by=by, attribute=known, use=use)
        elif use != AttributeUse.OFF:
            add_attribute(by=by, call=call, source=source, question=question, use=use)


@action
def ask_for_target(*, by: User, attribute: Attribute, reason: str) -> None:
    """Ask that a sensitive attribute becomes a target; the reason goes to whoever approves."""
    attribute = Attribute.objects.select_for_update().get(pk=attribute.pk)
    if attribute.approved_by_id:
        raise Refused(f"{attribute.approved_by} approved it already.", "approved")
    if not reason.strip():
        raise Refused("Say why it should be a target.", "no_reason", field="reason")
    attribute.asked_by, attribute.asked_at = by, timezone.now()
    attribute.reason = reason.strip()
    attribute.save()


@action
def approve_target(*, by: User, attribute: Attribute, seen_reason: str) -> None:
    """Let a sensitive attribute be a target, for the reason that was read. Again: the same."""
    attribute = Attribute.objects.select_for_update().get(pk=attribute.pk)
    if attribute.approved_by_id:
        return
    if attribute.asked_by_id is None or attribute.reason != seen_reason:
        raise Refused("The request has changed. Read it again first.", "changed")
    if attribute.asked_by_id == by.pk:
        raise Refused("You asked for this yourself. Somebody else approves it.", "own_request")
    attribute.approved_by, attribute.approved_at = by, timezone.now()
    attribute.decline_reason, attribute.declined_by, attribute.declined_at = "", None, None
    attribute.use = AttributeUse.TARGET
    attribute.save()


@action
def decline_target(*, by: User, attribute: Attribute, reason: str) -> None:
    """Say no to a request, or take an approval back: it is reported on only.

    The reason goes to whoever asked. Targets that name it are left out of the next version, which
    says why.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Say why not: whoever asked reads it.", "no_reason", field="decline_reason")
    Call.objects.select_for_update().get(pk=attribute.call_id)
    attribute = Attribute.objects.select_for_update().get(pk=attribute.pk)
    if _has_targets(attribute):
        _leave_out_targets(by, attribute, reason)
    attribute.decline_reason = reason
    attribute.declined_by, attribute.declined_at = by, timezone.now()
    attribute.asked_by = attribute.asked_at = None
    attribute.approved_by = attribute.approved_at = None
    attribute.reason, attribute.use = "", AttributeUse.REPORT
    attribute.save()


def _has_targets(attribute: Attribute) -> bool:
    targets = current_targets(attribute.call)
    return targets is not None and targets.targets.filter(attribute=attribute).exists()


def _leave_out_targets(by: User, attribute: Attribute, reason: str) -> None:
    targets = current_targets(attribute.call)
    save_targets(
        by=by,
        call=attribute.call,
        seen=targets.number,
        seats_least=targets.seats_least,
        seats_most=targets.seats_most,
        wanted=[
            Wanted.of(target)
            for target in targets.targets.exclude(attribute=attribute).select_related("attribute")
        ],
        reason=f"The approval of “{attribute}” was taken back: {reason}",
    )


def _not_approved() -> Refused:
    words = "It is sensitive: ask for approval first. Until then it is only reported on."
    return Refused(words, "not_approved", field="use")

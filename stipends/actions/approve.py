"""Approve a member's stipend."""

from collections.abc import Collection

from applications.enums import ApplicationStatus
from applications.models import Application
from applications.records.queries import lives_elsewhere
from core.actions import Refused, action
from core.models import User
from core.states import may_move
from selection.enums import Caution
from selection.models import Decision
from selection.queries import cautions_of, released_members
from stipends.enums import STIPEND_MOVES, EntryKind, StipendStatus
from stipends.models import Agreement, LedgerEntry


@action
def approve_stipend(*, by: User, decision: Decision, despite: Collection[str] = ()) -> LedgerEntry:
    """Write the agreement and its approval; calling again returns the first one.

    Refused where no released decision made somebody a member, once they withdrew, and while they
    are found to live elsewhere; and until whoever approves has confirmed, in `despite`, that
    nobody checked where they live.
    """
    may_move(STIPEND_MOVES, StipendStatus.TO_APPROVE, StipendStatus.APPROVED, by=by)
    decision = Decision.objects.select_for_update(of=["self"]).get(pk=decision.pk)
    is_member = released_members().filter(pk=decision.pk).exists()
    if not is_member or decision.application.status == ApplicationStatus.WITHDRAWN:
        raise Refused(f"{decision.application} has no stipend due.", "not_due")
    if Application.objects.filter(lives_elsewhere(), pk=decision.application_id).exists():
        name, city = decision.application, decision.application.call.city
        raise Refused(
            f"{name} is found not to live in {city}. Settle their residency first.",
            "lives_elsewhere",
        )
    is_unchecked = (
        Caution.UNCHECKED in cautions_of([decision.application_id])[decision.application_id]
    )
    is_approved = Agreement.objects.filter(decision=decision).exists()
    if is_unchecked and not is_approved and Caution.UNCHECKED not in despite:
        message = f"{decision.application}: {Caution.UNCHECKED.label}. Confirm that first."
        raise Refused(message, "not_confirmed")
    agreement, is_new = Agreement.objects.get_or_create(
        decision=decision, defaults={"amount_cents": decision.application.call.stipend_cents}
    )
    if not is_new:
        return agreement.entries.get(kind=EntryKind.APPROVED)
    return LedgerEntry.objects.create(
        agreement=agreement,
        kind=EntryKind.APPROVED,
        amount_cents=agreement.amount_cents,
        by=by,
        despite=[Caution.UNCHECKED] if is_unchecked else [],
    )

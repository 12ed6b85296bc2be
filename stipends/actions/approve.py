"""Approve parts of a stipend, void them, and open them again."""

from collections.abc import Collection, Mapping, Sequence

from applications.enums import ApplicationStatus
from applications.models import Application, Call
from applications.records.queries import lives_elsewhere
from core.actions import Refused, action, do_to_each
from core.models import User
from core.templatetags.money import dollars
from selection.enums import Caution
from selection.queries import cautions_of
from stipends.actions.ledger import write_line
from stipends.budget import budget_of
from stipends.enums import EntryKind, StipendStatus
from stipends.locking import locked, reference_of, status_after
from stipends.models import Agreement, Installment, LedgerEntry
from stipends.queries import installments, standing_cents


@action
def approve_stipend(
    *, by: User, installment: Installment, despite: Collection[str] = (), seen: int | None = None
) -> LedgerEntry:
    """Let finance pay one part; calling again returns the first approval.

    Refused before it is due, once the member withdrew, while they are found to live elsewhere, and
    for more than the call has; and until whoever approves has confirmed, in `despite`, that nobody
    checked where they live.
    """
    application = installment.agreement.decision.application
    # Approvals of one call wait for each other, so that the last one counts what the others took.
    call = Call.objects.select_for_update(no_key=True).get(pk=application.call_id)
    part, last = locked(installment)
    if status_after(last) == StipendStatus.APPROVED:
        return part.entries.filter(kind=EntryKind.APPROVED).latest("pk")
    _refuse_undue(part)
    is_unchecked = Caution.UNCHECKED in cautions_of([application.pk])[application.pk]
    if is_unchecked and Caution.UNCHECKED not in despite:
        message = f"{application}: {Caution.UNCHECKED.label}. Confirm that first."
        raise Refused(message, "not_confirmed")
    _refuse_too_much(call, part)
    return write_line(
        by=by,
        installment=part,
        kind=EntryKind.APPROVED,
        seen=seen,
        given={"despite": [Caution.UNCHECKED] if is_unchecked else []},
    )


@action
def approve_stipends(
    *, by: User, parts: Sequence[Installment], despite: Mapping[int, Collection[str]]
) -> None:
    """Several at once, or none of them; `despite` by a part's id. SomeRefused as above."""
    in_order = sorted(parts, key=lambda part: part.pk)
    do_to_each(
        in_order,
        lambda part: approve_stipend(by=by, installment=part, despite=despite.get(part.pk, ())),
    )


def _refuse_undue(part: Installment) -> None:
    application = part.agreement.decision.application
    if application.status != ApplicationStatus.RECEIVED:
        raise Refused(f"{application} withdrew: nothing more is due.", "not_due")
    if Application.objects.filter(lives_elsewhere(), pk=application.pk).exists():
        message = f"{application} is found not to live in {application.call.city}. "
        raise Refused(f"{message}Settle their residency first.", "lives_elsewhere")
    if not installments().get(pk=part.pk).is_due:
        raise Refused(f"{application}: this part is not due yet.", "not_due")


def _refuse_too_much(call: Call, part: Installment) -> None:
    budget = budget_of(call)
    room = budget.total_cents - budget.taken_cents
    if part.amount_cents > room:
        message = (
            f"{reference_of(part)}: {dollars(part.amount_cents)} is more than the"
            f" {dollars(max(room, 0))} that the call still has. Two people can agree to more."
        )
        raise Refused(message, "over_budget")


@action
def void_stipend(
    *, by: User | None, installment: Installment, reason: str, seen: int | None = None
) -> LedgerEntry:
    """Pay this part to nobody, with a reason. Refused once it is paid, as the table says."""
    return _with_reason(by, installment, EntryKind.VOIDED, reason, seen)


@action
def reopen_stipend(
    *, by: User, installment: Installment, reason: str, seen: int | None = None
) -> LedgerEntry:
    """Make a voided part one to approve again, with a reason.

    Refused where other parts took its place: together they would be more than the call's stipend.
    """
    _refuse_replaced(installment)
    return _with_reason(by, installment, EntryKind.REOPENED, reason, seen)


def _refuse_replaced(part: Installment) -> None:
    agreement = Agreement.objects.select_for_update(of=["self"]).get(pk=part.agreement_id)
    most = agreement.decision.application.call.stipend_cents
    cents = standing_cents(agreement)
    if not part.is_reimbursement and cents and cents + part.amount_cents > most:
        message = "Other parts took its place: together this is more than the call’s stipend."
        raise Refused(message, "too_much", field="reason")


def _with_reason(
    by: User | None, part: Installment, kind: EntryKind, reason: str, seen: int | None
) -> LedgerEntry:
    if not reason.strip():
        raise Refused("Say why. It stands in the ledger for good.", "no_reason", field="reason")
    given = {"reason": reason.strip()}
    return write_line(by=by, installment=part, kind=kind, seen=seen, given=given)

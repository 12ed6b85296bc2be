"""Questions about many stipends: what is due, approved, paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from applications.enums import ApplicationStatus
from applications.models import Application, Call
from applications.records.queries import found_elsewhere_at, lives_elsewhere
from selection.enums import Caution
from selection.models import Decision
from selection.queries import cautions_of, released_members
from stipends.enums import EntryKind, StipendStatus
from stipends.models import LedgerEntry


@dataclass(frozen=True)
class Stipend:
    """One member's stipend with its ledger entries."""

    decision: Decision
    amount_cents: int
    approval: LedgerEntry | None
    payment: LedgerEntry | None
    is_unchecked: bool

    @property
    def waits(self) -> bool:
        """Whether nothing goes on before a coordinator settles where the member lives."""
        return self.decision.lives_elsewhere and self.payment is None

    @property
    def status(self) -> StipendStatus:
        """The state after the last ledger entry."""
        if self.payment:
            return StipendStatus.PAID
        return StipendStatus.APPROVED if self.approval else StipendStatus.TO_APPROVE


def stipends() -> list[Stipend]:
    """A stipend for every member whose decision is released; it is due from then on.

    Members who withdrew are due nothing more; stipends approved or paid before stay listed.
    """
    return _stipends(_due())


def to_approve() -> QuerySet[Decision]:
    """Released members whose stipend a coordinator can approve now."""
    return _not_paid().filter(approved_at=None, application__status=ApplicationStatus.RECEIVED)


def to_pay() -> QuerySet[Decision]:
    """Those whose stipend is approved, since `approved_at`, and can be paid now."""
    return _not_paid().exclude(approved_at=None)


def _not_paid() -> QuerySet[Decision]:
    """Unpaid and not waiting, with when they were approved."""
    entries = LedgerEntry.objects.filter(agreement__decision=OuterRef("pk"))
    approvals = entries.filter(kind=EntryKind.APPROVED)
    return (
        _due()
        .filter(~Exists(entries.filter(kind=EntryKind.PAID)), lives_elsewhere=False)
        .annotate(approved_at=Subquery(approvals.values("at")[:1]))
    )


def stipend_of(application: Application) -> Stipend | None:
    """That of one applicant; None where none is due."""
    return next(iter(_stipends(_due().filter(application=application))), None)


def _due() -> QuerySet[Decision]:
    """Members who did not say that they want no stipend."""
    return released_members().exclude(offer__declines_stipend=True)


def _stipends(members: Iterable[Decision]) -> list[Stipend]:
    members = list(members)
    entries = LedgerEntry.objects.filter(agreement__decision__in=members)
    by_kind: dict[str, dict[int, LedgerEntry]] = {kind: {} for kind in EntryKind}
    for entry in entries.select_related("by", "agreement"):
        by_kind[entry.kind][entry.agreement.decision_id] = entry
    cautions = cautions_of([decision.application_id for decision in members])
    approved, paid = by_kind[EntryKind.APPROVED], by_kind[EntryKind.PAID]
    return [
        Stipend(
            decision=decision,
            amount_cents=(
                approved[decision.pk].amount_cents
                if decision.pk in approved
                else decision.application.call.stipend_cents
            ),
            approval=approved.get(decision.pk),
            payment=paid.get(decision.pk),
            is_unchecked=Caution.UNCHECKED in cautions[decision.application_id],
        )
        for decision in members
        if decision.pk in approved or decision.application.status == ApplicationStatus.RECEIVED
    ]


def paid_applications(call: Call) -> set[int]:
    """Ids of the applications whose stipend is paid."""
    payments = LedgerEntry.objects.filter(kind=EntryKind.PAID)
    about = "agreement__decision__application"
    return set(payments.filter(**{f"{about}__call": call}).values_list(about, flat=True))


def waits_for_residency(approval: LedgerEntry, *, paid_on: date) -> bool:
    """Whether the member was found to live elsewhere by this day."""
    application = approval.agreement.decision.application_id
    found = Application.objects.filter(lives_elsewhere(), pk=application)
    elsewhere = found.annotate(found_at=found_elsewhere_at()).first()
    if elsewhere is None:
        return False
    return elsewhere.found_at is None or paid_on >= timezone.localdate(elsewhere.found_at)


@dataclass(frozen=True)
class Budget:
    """A call's money, in cents."""

    total_cents: int
    approved_cents: int
    paid_cents: int

    @property
    def left_cents(self) -> int:
        """The part that is not approved yet."""
        return self.total_cents - self.approved_cents


def budget_of(call: Call) -> Budget:
    """Seats × stipend, and how much of it is approved and paid."""
    entries = LedgerEntry.objects.filter(agreement__decision__application__call=call)
    sums = dict(entries.order_by().values_list("kind").annotate(Sum("amount_cents")))
    return Budget(
        total_cents=call.seats * call.stipend_cents,
        approved_cents=sums.get(EntryKind.APPROVED, 0),
        paid_cents=sums.get(EntryKind.PAID, 0),
    )

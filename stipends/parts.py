"""One part of a stipend with its ledger, and what follows from the lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from applications.enums import ApplicationStatus, ContactMethod
from applications.models import Application
from selection.enums import PayBy
from selection.offers.queries import WayOfPayment
from stipends.enums import (
    DID_NOT_ARRIVE,
    IS_PAID,
    PAYMENTS,
    TO_PAY,
    Cause,
    EntryKind,
    InstallmentKind,
    Method,
    StipendStatus,
)
from stipends.models import Agreement, Installment, LedgerEntry


@dataclass(frozen=True)
class Payment:
    """How, under which number and when money went out; `day` is the date on the check."""

    method: Method
    number: str
    day: date

    def get_method_display(self) -> str:
        """In words, as fields of models have it."""
        return Method(self.method).label


@dataclass(frozen=True)
class Terms:
    """One part: so much, due on a day or, without one, after so many meetings."""

    amount_cents: int
    due_on: date | None = None
    due_after_meetings: int | None = None


@dataclass(frozen=True)
class Asked:
    """How a member told staff that they want less, later or nothing, and what was said."""

    way: ContactMethod
    note: str


@dataclass(frozen=True)
class Part:
    """An installment, its ledger lines from the first to the last, and how its member stands.

    `count` is how many parts of the stipend are not voided, and `place` which of these it is;
    `attended` at how many meetings the member was.
    `way` is how they want to be paid, if they said so.
    """

    installment: Installment
    entries: Sequence[LedgerEntry]
    place: int | None = 1
    count: int = 1
    attended: int = 0
    is_due: bool = True
    lives_elsewhere: bool = False
    is_unchecked: bool = False
    way: WayOfPayment | None = None

    @property
    def pk(self) -> int:
        """That of the installment."""
        return self.installment.pk

    @property
    def agreement(self) -> Agreement:
        """What it is a part of."""
        return self.installment.agreement

    @property
    def application(self) -> Application:
        """That of the member."""
        return self.agreement.decision.application

    @property
    def amount_cents(self) -> int:
        """What is paid."""
        return self.installment.amount_cents

    @property
    def words(self) -> str:
        """ "1 of 2", that it is voided, or what is paid back."""
        if self.installment.is_reimbursement:
            return InstallmentKind(self.installment.kind).label
        return f"{self.place} of {self.count}" if self.place else "voided part"

    @property
    def which(self) -> str:
        """ "part 1 of 2", or what is paid back."""
        return f"part {self.words}" if self.place else self.words

    @property
    def label(self) -> str:
        """Which one it is, for who does not see the row."""
        return f"{self.application.reference}, {self.words}"

    @property
    def last(self) -> LedgerEntry | None:
        """The newest line."""
        return self.entries[-1] if self.entries else None

    @property
    def seen(self) -> int:
        """What a form carries, so that nothing is done to a part that went on meanwhile."""
        return self.last.pk if self.last else 0

    @property
    def status(self) -> StipendStatus:
        """After the last line."""
        return StipendStatus(self.last.status) if self.last else StipendStatus.TO_APPROVE

    @cached_property
    def approval(self) -> LedgerEntry | None:
        """The last one, as long as it stands."""
        if self.status in (StipendStatus.TO_APPROVE, StipendStatus.VOIDED):
            return None
        return self._last_of(EntryKind.APPROVED)

    @cached_property
    def payment(self) -> Payment | None:
        """The last one, with what was corrected of it; also one that came back."""
        entry = self._last_of(*PAYMENTS, EntryKind.CORRECTED)
        return entry and Payment(Method(entry.method), entry.number, entry.day)

    @cached_property
    def recorded(self) -> LedgerEntry | None:
        """The line of the last payment, with who wrote it."""
        return self._last_of(*PAYMENTS)

    @cached_property
    def taken_back(self) -> LedgerEntry | None:
        """The line that says that the last payment had not cleared after all."""
        line = self._last_of(EntryKind.UNCLEARED, *PAYMENTS)
        return line if line and line.kind == EntryKind.UNCLEARED else None

    @cached_property
    def trouble(self) -> LedgerEntry | None:
        """What came back, as long as it was not paid again."""
        return self.last if self.status in DID_NOT_ARRIVE else None

    @property
    def pays_again(self) -> str:
        """What the next payment is in the place of, in words; "" for a first one."""
        if self.trouble is None:
            return ""
        check = f"check {self.payment.number} of {self.payment.day:%b %-d, %Y}"
        return f"Pays again: {check} {Cause(self.trouble.cause).became}."

    @property
    def cleared_on(self) -> date | None:
        """When the bank had paid it."""
        if self.status != StipendStatus.CLEARED:
            return None
        return self._last_of(EntryKind.CLEARED, EntryKind.SURFACED).day

    @property
    def usual_method(self) -> Method | None:
        """The one that the member asked for."""
        ways = {PayBy.MAIL: Method.CHECK_BY_MAIL, PayBy.PICK_UP: Method.CHECK_PICKED_UP}
        return self.way and ways.get(self.way.pay_by)

    @property
    def payee_corrected_on(self) -> date | None:
        """When another name or way of payment was noted than finance may have gone by."""
        gone_by = self.recorded if self.is_paid else self.approval
        corrected_at = self.way and self.way.corrected_at
        if gone_by is None or corrected_at is None or corrected_at < gone_by.at:
            return None
        return timezone.localdate(corrected_at)

    @property
    def is_paid(self) -> bool:
        """Whether money is out, and did not come back."""
        return self.status in IS_PAID

    @property
    def waits_for_residency(self) -> bool:
        """Whether nothing goes on before a coordinator settles where the member lives."""
        return self.lives_elsewhere and not self.is_paid and self.status != StipendStatus.VOIDED

    @property
    def can_be_approved(self) -> bool:
        """Whether a coordinator can do so now."""
        is_there = self.application.status == ApplicationStatus.RECEIVED
        is_open = self.status == StipendStatus.TO_APPROVE
        return is_open and is_there and self.is_due and not self.lives_elsewhere

    @property
    def waits(self) -> int | None:
        """For how many days finance has had it; None unless it is to be paid."""
        if self.status not in TO_PAY:
            return None
        return (timezone.localdate() - self.with_finance_since).days

    @property
    def with_finance_since(self) -> date:
        """Since when it can be paid: approved, or back."""
        since = self.trouble or self.approval
        return since.day or timezone.localdate(since.at)

    @property
    def days_to_money(self) -> int | None:
        """From the approval to the date on the check that arrived; None until it is paid."""
        if not (self.is_paid and self.approval and self.payment):
            return None
        return max(0, (self.payment.day - timezone.localdate(self.approval.at)).days)

    def _last_of(self, *kinds: EntryKind) -> LedgerEntry | None:
        return next((each for each in reversed(self.entries) if each.kind in kinds), None)


# What somebody hears of who asks how a stipend stands: of several parts the first of these.
_TOLD_FIRST = (
    StipendStatus.PAID_TWICE,
    StipendStatus.RETURNED,
    StipendStatus.FAILED,
    StipendStatus.TO_APPROVE,
    StipendStatus.APPROVED,
    StipendStatus.REISSUED,
    StipendStatus.PAID,
    StipendStatus.CLEARED,
    StipendStatus.VOIDED,
)


@dataclass(frozen=True)
class Stipend:
    """All parts of one member, and what is paid back to them."""

    application: Application
    parts: Sequence[Part]

    @property
    def of_stipend(self) -> list[Part]:
        """Without what is paid back."""
        return [each for each in self.parts if not each.installment.is_reimbursement]

    @property
    def amount_cents(self) -> int:
        """What they are to receive, without what was voided or is paid back."""
        return sum(
            each.amount_cents for each in self.of_stipend if each.status != StipendStatus.VOIDED
        )

    @property
    def can_be_divided(self) -> bool:
        """Whether other parts can take the place of some, or of what was voided."""
        agreement = self.parts[0].agreement
        if self.application.status != ApplicationStatus.RECEIVED or agreement.amount_cents == 0:
            return False
        return self.amount_cents < agreement.decision.application.call.stipend_cents or any(
            not each.entries for each in self.of_stipend
        )

    @property
    def paid_cents(self) -> int:
        """What they have received of it."""
        return sum(each.amount_cents for each in self.of_stipend if each.is_paid)

    @property
    def changed_at(self) -> datetime | None:
        """When something happened last."""
        return max((each.last.at for each in self.parts if each.last), default=None)

    @property
    def can_be_declined(self) -> bool:
        """Whether a part is left that nobody has approved."""
        return any(each.status == StipendStatus.TO_APPROVE for each in self.of_stipend)

    @property
    def status(self) -> StipendStatus:
        """That of the part that matters most now."""
        found = {each.status for each in self.parts}
        return next(each for each in _TOLD_FIRST if each in found)

"""The closed lists of this app, with the moves that a stipend makes."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import Move


class EntryKind(TextChoices):
    """The kinds of ledger entries."""

    APPROVED = "approved", "approved"
    PAID = "paid", "paid"


class Method(TextChoices):
    """Payment methods; each leaves a number (`PaymentForm.number`)."""

    CHECK_BY_MAIL = "check_by_mail", "check by mail"
    CHECK_PICKED_UP = "check_picked_up", "check picked up"


class StipendStatus(TextChoices):
    """The states of a member's stipend, derived from the ledger."""

    TO_APPROVE = "to_approve", "to approve"
    APPROVED = "approved", "approved"
    PAID = "paid", "paid"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            StipendStatus.TO_APPROVE: Pill(self.label),
            StipendStatus.APPROVED: Pill("With finance", Tone.INFO, Icon.WAIT),
            StipendStatus.PAID: Pill(self.label, Tone.GOOD, Icon.CHECK),
        }[self]


STIPEND_MOVES = [
    Move(None, StipendStatus.TO_APPROVE, Permission.RELEASE_DECISIONS, "nothing: it is derived"),
    Move(
        StipendStatus.TO_APPROVE,
        StipendStatus.APPROVED,
        Permission.APPROVE_STIPENDS,
        "ledger line: amount, by, at, despite",
    ),
    Move(
        StipendStatus.APPROVED,
        StipendStatus.PAID,
        Permission.PAY_STIPENDS,
        "ledger line: amount, by (another person), at, method, number, date",
    ),
]

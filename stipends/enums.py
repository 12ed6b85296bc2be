"""The closed lists of this app, with the moves that a part of a stipend makes."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import APPLICANT, PROGRAM, Move
from stipends.file_enums import FILE_MOVES as FILE_MOVES
from stipends.file_enums import FileStatus as FileStatus
from stipends.file_enums import Fit as Fit


class TaxForm(TextChoices):
    """What finance has of a member for the tax office: never the number on it."""

    NONE = "none", "none yet"
    W9 = "w9", "W-9"
    FOREIGN = "foreign", "no U.S. tax number: finance decides"


class InstallmentKind(TextChoices):
    """What a payment is for. Reimbursements are no income, and count in no year's sum."""

    STIPEND = "stipend", "stipend"
    CHILDCARE = "childcare", "childcare, paid back"
    TRANSPORT = "transport", "transportation, paid back"


REIMBURSEMENTS = (InstallmentKind.CHILDCARE, InstallmentKind.TRANSPORT)


class Method(TextChoices):
    """Payment methods; each leaves a number (`PaymentForm.number`)."""

    CHECK_BY_MAIL = "check_by_mail", "check by mail"
    CHECK_PICKED_UP = "check_picked_up", "check picked up"


class Doubt(TextChoices):
    """What may be a slip in a payment: it is recorded once somebody says that it is none."""

    EARLY = "early", "The check is really dated before the approval"
    SAME_NUMBER = "same_number", "The check really has this number"
    NO_ADDRESS = "no_address", "It was really mailed: finance knows where to"


class BackDoubt(TextChoices):
    """The same of what is paid back."""

    MUCH = "much", "The amount is right"
    TWICE = "twice", "It is another one, with a receipt of its own"


class LessDoubt(TextChoices):
    """The same where a member is to get less, or fewer parts."""

    LESS = "less", "This is what they are to get"


class Cause(TextChoices):
    """Why money did not reach somebody: the first three came back, the others never went out."""

    ADDRESS = "address", "the address was not right"
    NOT_PICKED_UP = "not_picked_up", "nobody picked it up"
    NOT_CASHED = "not_cashed", "not cashed in time"
    LOST = "lost", "lost on the way"
    STOPPED = "stopped", "stopped by finance"
    MISTAKE = "mistake", "marked by mistake: nothing was paid"

    @property
    def became(self) -> str:
        """What became of the check, behind its number."""
        if self == Cause.MISTAKE:
            return "was marked by mistake"
        return "came back" if self in CAME_BACK else "never arrived"


CAME_BACK = (Cause.ADDRESS, Cause.NOT_PICKED_UP, Cause.NOT_CASHED)
NEVER_ARRIVED = (Cause.LOST, Cause.STOPPED, Cause.MISTAKE)


class StipendStatus(TextChoices):
    """The states of one part, each the state after its last ledger line."""

    TO_APPROVE = "to_approve", "to approve"
    APPROVED = "approved", "approved"
    PAID = "paid", "paid"
    REISSUED = "reissued", "paid again"
    CLEARED = "cleared", "cleared"
    RETURNED = "returned", "returned"
    FAILED = "failed", "failed"
    VOIDED = "voided", "voided"
    PAID_TWICE = "paid_twice", "paid twice"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            StipendStatus.TO_APPROVE: Pill(self.label),
            StipendStatus.APPROVED: Pill("With finance", Tone.INFO, Icon.WAIT),
            StipendStatus.PAID: Pill(self.label, Tone.GOOD, Icon.CHECK),
            StipendStatus.REISSUED: Pill(self.label, Tone.GOOD, Icon.CHECK),
            StipendStatus.CLEARED: Pill(self.label, Tone.GOOD, Icon.CHECK),
            StipendStatus.RETURNED: Pill(self.label, Tone.WARN, Icon.OVER),
            StipendStatus.FAILED: Pill(self.label, Tone.WARN, Icon.OVER),
            StipendStatus.VOIDED: Pill(self.label),
            StipendStatus.PAID_TWICE: Pill("Paid twice: ask for it back", Tone.ALERT, Icon.ALERT),
        }[self]


ON_ITS_WAY = (StipendStatus.PAID, StipendStatus.REISSUED)
IS_PAID = (*ON_ITS_WAY, StipendStatus.CLEARED, StipendStatus.PAID_TWICE)
DID_NOT_ARRIVE = (StipendStatus.RETURNED, StipendStatus.FAILED)
TO_PAY = (StipendStatus.APPROVED, *DID_NOT_ARRIVE)
TAKES_MONEY = (*TO_PAY, *IS_PAID)  # of what the call has


class EntryKind(TextChoices):
    """The kinds of ledger lines; a correction changes no state, any other kind makes one."""

    APPROVED = "approved", "approved"
    PAID = "paid", "paid"
    REISSUED = "reissued", "paid again"
    CLEARED = "cleared", "cleared"
    UNCLEARED = "uncleared", "had not cleared"
    RETURNED = "returned", "returned"
    FAILED = "failed", "failed"
    VOIDED = "voided", "voided"
    REOPENED = "reopened", "to approve again"
    CORRECTED = "corrected", "number or date corrected"
    SURFACED = "surfaced", "an earlier check cleared after all"
    GIVEN_BACK = "given_back", "one of two payments came back"


PAYMENTS = (EntryKind.PAID, EntryKind.REISSUED)
DECLINED = "The member wants no more of it."  # the reason of what is voided at their wish

_APPROVE, _PAY = Permission.APPROVE_STIPENDS, Permission.PAY_STIPENDS
_PAYS = "ledger line: amount, by (who did not approve), at, method, number, date"
_FOLLOWS = "ledger line: by, at, date"
_BACK = "ledger line: by, at, date, cause; it can be paid again"
_NEVER = f"{_BACK} by somebody else; of a lost check the day the bank stopped it"
_AFTER_ALL = "ledger line: by, at, date, number of a check that had not arrived"
_GIVEN = "ledger line: by, at, date, how it came back"
_VOIDS = "ledger line: by, at, reason"
_CORRECTS = "ledger line: by, at, reason; the method, number and date as they are"
_Status, _Kind = StipendStatus, EntryKind

# Each kind of ledger line, and the moves that it makes. The database has the same table.
MOVES_OF = {
    _Kind.APPROVED: [
        Move(_Status.TO_APPROVE, _Status.APPROVED, _APPROVE, "ledger line: by, at, despite")
    ],
    _Kind.PAID: [Move(_Status.APPROVED, _Status.PAID, _PAY, _PAYS)],
    _Kind.REISSUED: [
        Move(_Status.RETURNED, _Status.REISSUED, _PAY, _PAYS),
        Move(_Status.FAILED, _Status.REISSUED, _PAY, _PAYS),
    ],
    _Kind.CLEARED: [
        Move(_Status.PAID, _Status.CLEARED, _PAY, _FOLLOWS),
        Move(_Status.REISSUED, _Status.CLEARED, _PAY, _FOLLOWS),
    ],
    _Kind.UNCLEARED: [Move(_Status.CLEARED, _Status.PAID, _PAY, _VOIDS)],
    _Kind.RETURNED: [
        Move(_Status.PAID, _Status.RETURNED, _PAY, _BACK),
        Move(_Status.REISSUED, _Status.RETURNED, _PAY, _BACK),
    ],
    _Kind.FAILED: [
        Move(_Status.PAID, _Status.FAILED, _PAY, _NEVER),
        Move(_Status.REISSUED, _Status.FAILED, _PAY, _NEVER),
    ],
    _Kind.VOIDED: [
        Move(_Status.TO_APPROVE, _Status.VOIDED, (_APPROVE, APPLICANT), _VOIDS),
        Move(_Status.APPROVED, _Status.VOIDED, _APPROVE, _VOIDS),
        Move(_Status.RETURNED, _Status.VOIDED, _APPROVE, _VOIDS),
        Move(_Status.FAILED, _Status.VOIDED, _APPROVE, _VOIDS),
    ],
    _Kind.REOPENED: [Move(_Status.VOIDED, _Status.TO_APPROVE, _APPROVE, _VOIDS)],
    _Kind.CORRECTED: [Move(each, each, _PAY, _CORRECTS) for each in IS_PAID],
    _Kind.SURFACED: [
        *(Move(each, _Status.CLEARED, _PAY, _AFTER_ALL) for each in DID_NOT_ARRIVE),
        *(
            Move(each, _Status.PAID_TWICE, _PAY, _AFTER_ALL)
            for each in (*ON_ITS_WAY, _Status.CLEARED)
        ),
    ],
    _Kind.GIVEN_BACK: [Move(_Status.PAID_TWICE, _Status.CLEARED, _PAY, _GIVEN)],
}
STIPEND_MOVES = [
    Move(None, _Status.TO_APPROVE, (PROGRAM, _APPROVE), "a part of the agreement on a seat"),
    *(move for moves in MOVES_OF.values() for move in moves),
]

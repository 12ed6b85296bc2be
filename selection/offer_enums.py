"""The closed lists of offers, seats and meetings, with the moves that an offer makes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import APPLICANT, PROGRAM, Move


class OfferStatus(TextChoices):
    """What became of the offer of a seat."""

    OPEN = "open", "waits for an answer"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    LAPSED = "lapsed", "no answer in time"
    TAKEN_BACK = "taken_back", "taken back"
    LEFT = "left", "left the group"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            OfferStatus.OPEN: Pill(self.label, Tone.INFO, Icon.WAIT),
            OfferStatus.ACCEPTED: Pill(self.label, Tone.GOOD, Icon.CHECK),
            OfferStatus.DECLINED: Pill(self.label),
            OfferStatus.LAPSED: Pill(self.label, Tone.WARN, Icon.OVER),
            OfferStatus.TAKEN_BACK: Pill(self.label, Tone.WARN, Icon.OVER),
            OfferStatus.LEFT: Pill(self.label),
        }[self]


NEVER_SAT = (OfferStatus.DECLINED, OfferStatus.LAPSED, OfferStatus.TAKEN_BACK)
ANSWERED = (OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.LEFT)
ENDED_BY_US = (OfferStatus.LAPSED, OfferStatus.TAKEN_BACK, OfferStatus.LEFT)  # they are told

_ANSWERS = (APPLICANT, Permission.LOOK_AFTER_MEMBERS)
OFFER_MOVES = [
    Move(None, OfferStatus.OPEN, PROGRAM, "an event: made, and the day to answer by"),
    Move(
        OfferStatus.OPEN,
        OfferStatus.ACCEPTED,
        _ANSWERS,
        "an event; a seat; the legal name and the way of payment, or that no stipend is wanted",
    ),
    Move(OfferStatus.OPEN, OfferStatus.DECLINED, _ANSWERS, "an event"),
    Move(OfferStatus.OPEN, OfferStatus.LAPSED, PROGRAM, "an event"),
    Move(
        OfferStatus.OPEN,
        OfferStatus.TAKEN_BACK,
        Permission.LOOK_AFTER_MEMBERS,
        "an event: by, at, reason",
    ),
    Move(
        OfferStatus.ACCEPTED,
        OfferStatus.LEFT,
        (Permission.LOOK_AFTER_MEMBERS, PROGRAM),
        "an event: by, at, reason; the last day of the seat",
    ),
]


class OfferStepKind(TextChoices):
    """What happened to an offer."""

    MADE = "made", "offered"
    REMINDED = "reminded", "reminded"
    EXTENDED = "extended", "given more time"
    ASKED_TO_TALK = "asked_to_talk", "asked to talk first"
    ACCEPTED = "accepted", "accepted"
    STIPEND_DECLINED = "stipend_declined", "wants no stipend"
    DECLINED = "declined", "declined"
    LAPSED = "lapsed", "no answer in time"
    TAKEN_BACK = "taken_back", "taken back"
    VACATED = "vacated", "left the seat"
    TOLD = "told", "told on paper or by phone"
    PAYEE_CORRECTED = "payee_corrected", "whom to pay corrected"


ENDS_THE_WAITING = (
    OfferStepKind.ACCEPTED,
    OfferStepKind.DECLINED,
    OfferStepKind.LAPSED,
    OfferStepKind.TAKEN_BACK,
)


class PayBy(TextChoices):
    """How a member wants to be paid."""

    MAIL = "mail", _("By a check in the mail")
    PICK_UP = "pick_up", _("By a check that I pick up at the counter")


class Presence(TextChoices):
    """Whether somebody was at a meeting."""

    THERE = "there", "there"
    EXCUSED = "excused", "excused"
    ABSENT = "absent", "not there"

"""The closed lists of this app, with the moves that each status allows."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import Move


class Outcome(TextChoices):
    """What was decided for an applicant."""

    MEMBER = "member", "member"


class DecisionStatus(TextChoices):
    """The states of a decision."""

    PENDING = "pending", "pending"
    RELEASED = "released", "released"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            DecisionStatus.PENDING: Pill(self.label, Tone.INFO, Icon.WAIT),
            DecisionStatus.RELEASED: Pill(self.label, Tone.GOOD, Icon.CHECK),
        }[self]


DECISION_MOVES = [
    Move(
        None, DecisionStatus.PENDING, Permission.CHOOSE_MEMBERS, "decided_by, decided_at, despite"
    ),
    Move(
        DecisionStatus.PENDING,
        None,
        Permission.CHOOSE_MEMBERS,
        "in the history: that it was made, and taken back",
    ),
    Move(
        DecisionStatus.PENDING,
        DecisionStatus.RELEASED,
        Permission.RELEASE_DECISIONS,
        "released_by (another person), released_at",
    ),
]


class Caution(TextChoices):
    """What is unusual about choosing somebody; the SQL function cautions_about finds it."""

    UNCHECKED = "unchecked", "residency not checked"
    UNREAD = "unread", "not read by anybody"
    LOOK_ALIKE = "look_alike", "perhaps the same person as another"
    UNSIGNED = "unsigned", "not signed"
    NOT_AGREED = "not_agreed", "did not agree"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return Pill(self.label, Tone.WARN, Icon.ALERT)


class Balance(TextChoices):
    """How many members are chosen compared with one target."""

    SHORT = "short", "short"
    MET = "met", "met"
    OVER = "over", "over"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            Balance.SHORT: Pill(self.label, Tone.WARN, Icon.SHORT),
            Balance.MET: Pill(self.label, Tone.GOOD, Icon.CHECK),
            Balance.OVER: Pill(self.label, Tone.ALERT, Icon.OVER),
        }[self]

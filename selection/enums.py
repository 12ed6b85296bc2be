"""The closed lists of this app, with the moves that each status allows."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.states import Move


class Outcome(TextChoices):
    """What was decided for an applicant."""

    MEMBER = "member", "member"


class DecisionStatus(TextChoices):
    """Where a decision stands."""

    PENDING = "pending", "pending"
    RELEASED = "released", "released"


DECISION_MOVES = [
    Move(None, DecisionStatus.PENDING, Permission.CHOOSE_MEMBERS, "decided_by, decided_at"),
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


class Balance(TextChoices):
    """How the chosen stand against one target."""

    SHORT = "short", "short"
    MET = "met", "met"
    OVER = "over", "over"

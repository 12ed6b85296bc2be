"""The closed lists of this app, with the moves that each status allows."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import Move


class CriterionKind(TextChoices):
    """What readers give for a criterion."""

    SCORED = "scored", "scored"
    NOTE = "note", "note only"


class RankingScore(TextChoices):
    """Which score makes the rank."""

    RAW = "raw", "the raw score"
    ADJUSTED = "adjusted", "the adjusted score"


class OthersOpen(TextChoices):
    """When a reader sees what others gave."""

    NEVER = "never", "never"
    AFTER_OWN = "after_own", "once their own review is in"
    ALWAYS = "always", "always"


class ReaderRole(TextChoices):
    """What a reader brings besides reading."""

    LIVED_EXPERIENCE = "lived_experience", "lived experience"


class Basis(TextChoices):
    """What a proposed assignment rests on, and what it means that this has changed since."""

    APPLICATIONS = (
        "applications",
        "Other applications count now, or other numbers of readings are wanted. What came since"
        " gets no reader by this proposal.",
    )
    READERS = (
        "readers",
        "Readers, their limits, languages, roles or pauses are others. The proposal keeps to those"
        " of then.",
    )
    CONFLICTS = (
        "conflicts",
        "Other readers have conflicts. Nobody is given what they may not read, but loads may be"
        " uneven.",
    )


class ConflictSource(TextChoices):
    """How a conflict came up."""

    LISTED = "listed", "listed beforehand"
    RECOGNIZED = "recognized", "recognized while reading"
    COORDINATOR = "coordinator", "noted by a coordinator"


class ReviewPurpose(TextChoices):
    """Whether a review counts."""

    COUNTS = "counts", "counts"
    CALIBRATION = "calibration", "calibration"


class Audience(TextChoices):
    """Who reads a remark besides its author."""

    SELF = "self", "only me"
    COORDINATORS = "coordinators", "coordinators"
    READERS = "readers", "coordinators, and readers afterward"


class ReviewStatus(TextChoices):
    """The states of one reviewer's review of one application."""

    ASSIGNED = "assigned", "to do"
    OPEN = "open", "under way"
    SUBMITTED = "submitted", "submitted"
    REOPENED = "reopened", "reopened"
    RECUSED = "recused", "recused"
    ABSTAINED = "abstained", "abstained"
    TAKEN_BACK = "taken_back", "taken back"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            ReviewStatus.SUBMITTED: Pill("Submitted", Tone.GOOD, Icon.CHECK),
            ReviewStatus.REOPENED: Pill("Reopened", Tone.WARN, Icon.WAIT),
            ReviewStatus.OPEN: Pill("Under way", icon=Icon.WAIT),
        }.get(self, Pill(self.label.capitalize()))


# Their reader may write: scores and remarks.
UNDER_WAY = (ReviewStatus.ASSIGNED, ReviewStatus.OPEN, ReviewStatus.REOPENED)
# The reader has the application, or has finished it.
STANDING = (*UNDER_WAY, ReviewStatus.SUBMITTED)
GIVEN_UP = (ReviewStatus.ABSTAINED, ReviewStatus.RECUSED)  # by their readers
ENDED = (ReviewStatus.RECUSED, ReviewStatus.ABSTAINED, ReviewStatus.TAKEN_BACK)

_ENDS = "ended_by, ended_at, end_reason"
REVIEW_MOVES = [
    Move(
        None,
        ReviewStatus.ASSIGNED,
        Permission.ASSIGN_REVIEWS,
        "reviewer, rubric, purpose, position, assigned_by, assigned_at",
    ),
    Move(ReviewStatus.ASSIGNED, ReviewStatus.OPEN, Permission.REVIEW, "read_revision, opened_at"),
    Move(ReviewStatus.OPEN, ReviewStatus.SUBMITTED, Permission.REVIEW, "submitted_at, scores"),
    Move(
        ReviewStatus.SUBMITTED,
        ReviewStatus.REOPENED,
        Permission.ASSIGN_REVIEWS,
        "reopened_by, reopened_at, reopen_reason",
    ),
    Move(ReviewStatus.REOPENED, ReviewStatus.SUBMITTED, Permission.REVIEW, "submitted_at, scores"),
    *(
        Move(
            start,
            ReviewStatus.RECUSED,
            (Permission.REVIEW, Permission.ASSIGN_REVIEWS),
            f"a conflict; {_ENDS}",
        )
        for start in STANDING
    ),
    *(Move(start, ReviewStatus.ABSTAINED, Permission.REVIEW, _ENDS) for start in UNDER_WAY),
    *(
        Move(start, ReviewStatus.TAKEN_BACK, Permission.ASSIGN_REVIEWS, _ENDS)
        for start in UNDER_WAY
    ),
]

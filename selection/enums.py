"""The closed lists of this app, with the moves that each status allows."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import PROGRAM, Move
from selection.offer_enums import ANSWERED as ANSWERED
from selection.offer_enums import ENDED_BY_US as ENDED_BY_US
from selection.offer_enums import ENDS_THE_WAITING as ENDS_THE_WAITING
from selection.offer_enums import NEVER_SAT as NEVER_SAT
from selection.offer_enums import OFFER_MOVES as OFFER_MOVES
from selection.offer_enums import OfferStatus as OfferStatus
from selection.offer_enums import OfferStepKind as OfferStepKind
from selection.offer_enums import PayBy as PayBy
from selection.offer_enums import Presence as Presence


class Outcome(TextChoices):
    """What is decided for an applicant."""

    MEMBER = "member", "member"
    RESERVE = "reserve", "reserve"
    NOT_CHOSEN = "not_chosen", "not chosen"
    NOT_ELIGIBLE = "not_eligible", "not eligible"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            Outcome.MEMBER: Pill(self.label, Tone.GOOD, Icon.CHECK),
            Outcome.RESERVE: Pill(self.label, Tone.INFO, Icon.WAIT),
            Outcome.NOT_CHOSEN: Pill(self.label, Tone.PLAIN),
            Outcome.NOT_ELIGIBLE: Pill(self.label, Tone.WARN, Icon.OVER),
        }[self]


class ReleaseStatus(TextChoices):
    """The states of a release."""

    DRAFT = "draft", "draft"
    PROPOSED = "proposed", "waits for a second person"
    RELEASED = "released", "released"
    DROPPED = "dropped", "dropped"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            ReleaseStatus.DRAFT: Pill(self.label, Tone.PLAIN),
            ReleaseStatus.PROPOSED: Pill(self.label, Tone.INFO, Icon.WAIT),
            ReleaseStatus.RELEASED: Pill(self.label, Tone.GOOD, Icon.CHECK),
            ReleaseStatus.DROPPED: Pill(self.label, Tone.PLAIN, Icon.OVER),
        }[self]


OPEN_RELEASE = (ReleaseStatus.DRAFT, ReleaseStatus.PROPOSED)

RELEASE_MOVES = [
    Move(
        None,
        ReleaseStatus.DRAFT,
        Permission.CHOOSE_MEMBERS,
        "drafted_by, drafted_at, a decision for everybody",
    ),
    Move(
        ReleaseStatus.DRAFT,
        ReleaseStatus.PROPOSED,
        Permission.CHOOSE_MEMBERS,
        "proposed_by, proposed_at",
    ),
    Move(
        ReleaseStatus.DRAFT,
        ReleaseStatus.DROPPED,
        Permission.CHOOSE_MEMBERS,
        "dropped_by, dropped_at; its decisions in the history",
    ),
    Move(
        ReleaseStatus.PROPOSED,
        ReleaseStatus.DRAFT,
        Permission.RELEASE_DECISIONS,
        "sent_back_by, sent_back_at, the reason",
    ),
    Move(
        ReleaseStatus.PROPOSED,
        ReleaseStatus.RELEASED,
        Permission.RELEASE_DECISIONS,
        "released_by (another person), released_at, the counts typed, what was on the screen",
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


class AttributeSource(TextChoices):
    """Where an attribute's values come from."""

    NEIGHBORHOOD = "neighborhood", "neighborhood"
    CLUSTER = "cluster", "group of neighborhoods"
    LANGUAGE = "language", "language spoken"
    QUESTION = "question", "choice question"


class AttributeUse(TextChoices):
    """What an attribute is used for when a panel is chosen."""

    TARGET = "target", "target"
    REPORT = "report", "report only"
    OFF = "off", "off"


class Reach(TextChoices):
    """Whether the targets of a call can be met with those who may be chosen."""

    ALL = "all", "all targets can be met"
    MORE = "more", "more people are needed"
    NEVER = "never", "no number of people helps"
    UNKNOWN = "unknown", "not found in time"


class LockKind(TextChoices):
    """What a coordinator fixed about one person."""

    IN = "in", "always in"
    OUT = "out", "never in"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return Pill(self.label, Tone.INFO, Icon.LOCK)


class PairKind(TextChoices):
    """Why two people may not sit together."""

    APART = "apart", "not together"
    HOUSEHOLD = "household", "same household"


class RunKind(TextChoices):
    """What the solver is asked."""

    PROPOSE = "propose", "proposal"
    EXPLAIN = "explain", "costs and firmness"


class RunStatus(TextChoices):
    """The states of a run."""

    QUEUED = "queued", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    IMPOSSIBLE = "impossible", "targets cannot be met"
    CANCELLED = "cancelled", "cancelled"
    FAILED = "failed", "cut off"
    OUT_OF_TIME = "out_of_time", "not proved in time"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        tone, icon = {
            RunStatus.QUEUED: (Tone.INFO, Icon.WAIT),
            RunStatus.RUNNING: (Tone.INFO, Icon.WAIT),
            RunStatus.DONE: (Tone.GOOD, Icon.CHECK),
            RunStatus.IMPOSSIBLE: (Tone.WARN, Icon.ALERT),
            RunStatus.CANCELLED: (Tone.PLAIN, Icon.OVER),
            RunStatus.FAILED: (Tone.ALERT, Icon.ALERT),
            RunStatus.OUT_OF_TIME: (Tone.WARN, Icon.ALERT),
        }[self]
        return Pill(self.label, tone, icon)


UNDER_WAY = (RunStatus.QUEUED, RunStatus.RUNNING)

RUN_MOVES = [
    Move(None, RunStatus.QUEUED, Permission.CHOOSE_MEMBERS, "asked_by, asked_at, the frozen input"),
    Move(RunStatus.QUEUED, RunStatus.RUNNING, PROGRAM, "started_at, heartbeat_at"),
    Move(
        RunStatus.QUEUED, RunStatus.CANCELLED, Permission.CHOOSE_MEMBERS, "cancelled_by, ended_at"
    ),
    Move(
        RunStatus.RUNNING, RunStatus.CANCELLED, Permission.CHOOSE_MEMBERS, "cancelled_by, ended_at"
    ),
    Move(RunStatus.RUNNING, RunStatus.DONE, PROGRAM, "result, proof, ended_at"),
    Move(RunStatus.RUNNING, RunStatus.IMPOSSIBLE, PROGRAM, "result, proof, ended_at"),
    Move(RunStatus.RUNNING, RunStatus.OUT_OF_TIME, PROGRAM, "result, ended_at"),
    Move(RunStatus.RUNNING, RunStatus.FAILED, PROGRAM, "failure, ended_at"),
    Move(RunStatus.QUEUED, RunStatus.FAILED, PROGRAM, "failure, ended_at"),
]


class MoveKind(TextChoices):
    """What a move did to the board."""

    CHANGE = "change", "changed by hand"
    PUT = "put", "put on the board"
    UNDO = "undo", "undone"


NO_REASON = "Undone by whoever made it."  # on record in place of a reason; nobody typed it


class Direction(TextChoices):
    """What a move did to one person."""

    IN = "in", "came in"
    OUT = "out", "left"

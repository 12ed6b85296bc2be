"""The enums of applications that are brought in from a file."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import PROGRAM, Move


class ImportStatus(TextChoices):
    """How far a file of applications is."""

    WAITING = "waiting", "waiting"
    RUNNING = "running", "being brought in"
    DONE = "done", "brought in"
    DROPPED = "dropped", "dropped"
    UNDOING = "undoing", "being undone"
    UNDONE = "undone", "undone"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            ImportStatus.WAITING: Pill(self.label, Tone.WARN, Icon.WAIT),
            ImportStatus.RUNNING: Pill(self.label, Tone.INFO, Icon.WAIT),
            ImportStatus.DONE: Pill(self.label, Tone.GOOD, Icon.CHECK),
            ImportStatus.DROPPED: Pill(self.label),
            ImportStatus.UNDOING: Pill(self.label, Tone.INFO, Icon.WAIT),
            ImportStatus.UNDONE: Pill(self.label),
        }[self]


_BY = Permission.IMPORT_APPLICATIONS
IMPORT_MOVES = [
    Move(None, ImportStatus.WAITING, _BY, "file’s name and digest, uploaded_by, uploaded_at"),
    Move(ImportStatus.WAITING, ImportStatus.RUNNING, _BY, "started_by, started_at"),
    Move(
        ImportStatus.WAITING,
        ImportStatus.DROPPED,
        (_BY, PROGRAM),
        "settled_at; its rows are deleted",
    ),
    Move(
        ImportStatus.RUNNING,
        ImportStatus.DONE,
        _BY,
        "settled_at, how many; its rows are deleted",
    ),
    Move(ImportStatus.RUNNING, ImportStatus.WAITING, PROGRAM, "why it stopped"),
    Move(ImportStatus.DONE, ImportStatus.UNDOING, _BY, "undo_reason, undone_by, undone_at"),
    Move(ImportStatus.UNDOING, ImportStatus.UNDONE, _BY, "the applications are withdrawn"),
    Move(ImportStatus.UNDOING, ImportStatus.DONE, PROGRAM, "why it stopped"),
]


class RowVerdict(TextChoices):
    """What becomes of one row of a file; the worst comes first."""

    UNREADABLE = "unreadable", "cannot be read"
    UNKNOWN = "unknown", "unknown choice"
    EARLY = "early", "before the call opened"
    LATE = "late", "too late"
    DUPLICATE = "duplicate", "perhaps a duplicate"
    INCOMPLETE = "incomplete", "something missing"
    READY = "ready", "ready"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            RowVerdict.UNREADABLE: Pill(self.label, Tone.ALERT, Icon.ALERT),
            RowVerdict.UNKNOWN: Pill(self.label, Tone.ALERT, Icon.ALERT),
            RowVerdict.EARLY: Pill(self.label, Tone.WARN),
            RowVerdict.LATE: Pill(self.label, Tone.WARN),
            RowVerdict.DUPLICATE: Pill(self.label, Tone.WARN),
            RowVerdict.INCOMPLETE: Pill(self.label, Tone.INFO),
            RowVerdict.READY: Pill(self.label, Tone.GOOD, Icon.CHECK),
        }[self]

    @property
    def comes_in(self) -> bool:
        """Whether such a row is brought in."""
        return self in (RowVerdict.READY, RowVerdict.INCOMPLETE, RowVerdict.DUPLICATE)


class DateOrder(TextChoices):
    """How a file writes the days of its received times."""

    MONTH_FIRST = "mdy", "month first: 3/14/2026"
    DAY_FIRST = "dmy", "day first: 14/3/2026"


class FileZone(TextChoices):
    """Whose clock a file's received times are by."""

    CITY = "city", "Boston time"
    UTC = "utc", "UTC"

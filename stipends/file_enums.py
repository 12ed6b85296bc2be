"""The closed lists about finance's spreadsheets."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import PROGRAM, Move


class FileStatus(TextChoices):
    """What became of a spreadsheet."""

    WAITING = "waiting", "not recorded yet"
    RECORDED = "recorded", "recorded"
    DROPPED = "dropped", "dropped"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            FileStatus.WAITING: Pill(self.label, Tone.INFO, Icon.WAIT),
            FileStatus.RECORDED: Pill(self.label, Tone.GOOD, Icon.CHECK),
            FileStatus.DROPPED: Pill(self.label),
        }[self]


FILE_MOVES = [
    Move(None, FileStatus.WAITING, Permission.PAY_STIPENDS, "who, when, name, digest, its rows"),
    Move(
        FileStatus.WAITING,
        FileStatus.RECORDED,
        Permission.PAY_STIPENDS,
        "who, when, how many; a ledger line for each; the rows are deleted",
    ),
    Move(
        FileStatus.WAITING,
        FileStatus.DROPPED,
        (Permission.PAY_STIPENDS, PROGRAM),
        "who, when; the rows are deleted",
    ),
]


class Fit(TextChoices):
    """How a row of a spreadsheet fits what is to be paid, trouble first."""

    SECOND = "second", "a second check?"
    UNREADABLE = "unreadable", "cannot be read"
    WRONG_AMOUNT = "wrong_amount", "wrong amount"
    REFUSED = "refused", "cannot be paid"
    UNMATCHED = "unmatched", "unmatched"
    AMBIGUOUS = "ambiguous", "could be two"
    TWICE = "twice", "twice in the file"
    ALREADY_PAID = "already_paid", "already paid"
    MATCHED = "matched", "matched"

    @property
    def pill(self) -> Pill:
        """How its heading looks."""
        tones = {
            Fit.SECOND: (Tone.ALERT, Icon.ALERT),
            Fit.UNREADABLE: (Tone.ALERT, Icon.ALERT),
            Fit.WRONG_AMOUNT: (Tone.ALERT, Icon.ALERT),
            Fit.REFUSED: (Tone.ALERT, Icon.ALERT),
            Fit.ALREADY_PAID: (Tone.INFO, Icon.CHECK),
            Fit.MATCHED: (Tone.GOOD, Icon.CHECK),
        }
        return Pill(self.label, *tones.get(self, (Tone.WARN, Icon.ALERT)))

    @property
    def words(self) -> str:
        """What it means, and what to do."""
        return {
            Fit.SECOND: "Paid already, with another number. Ask whether two checks went out.",
            Fit.UNREADABLE: "A cell is missing or cannot be read. Correct the file.",
            Fit.WRONG_AMOUNT: "The file and the agreement differ. Correct the file.",
            Fit.REFUSED: "Found, but nothing can be paid on it by you now.",
            Fit.UNMATCHED: "Nobody of this call has this reference or payee number.",
            Fit.AMBIGUOUS: "Two payments of one person fit; the file does not say which.",
            Fit.TWICE: "Two rows pay the same part, or have one number. Correct the file.",
            Fit.ALREADY_PAID: "Nothing is done with these.",
            Fit.MATCHED: "These are marked paid when you record them.",
        }[self]

    @property
    def is_trouble(self) -> bool:
        """Whether one says that it is left out before the others are recorded."""
        return self not in (Fit.MATCHED, Fit.ALREADY_PAID, Fit.SECOND)

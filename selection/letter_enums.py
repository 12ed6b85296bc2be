"""The enums of letters: how one reaches somebody, where it is now, and why one was not eligible."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.pills import Icon, Pill, Tone


class LetterChannel(TextChoices):
    """How an answer reaches somebody."""

    MAIL = "mail", "email"
    PRINT = "print", "paper"
    SPOKEN = "spoken", "phone or counter"


class LetterState(TextChoices):
    """Where a letter is now; it follows from the letter and its mail."""

    QUEUED = "queued", "on its way"
    SENT = "sent", "sent"
    REFUSED = "refused", "the mail server refuses it"
    TO_PRINT = "to_print", "to print"
    NOT_NEEDED = "not_needed", "not needed any more"
    PRINTED = "printed", "printed"
    TOLD = "told", "told in person"
    RETURNED = "returned", "came back"
    ERASED = "erased", "erased"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        tone, icon = {
            LetterState.QUEUED: (Tone.INFO, Icon.WAIT),
            LetterState.SENT: (Tone.GOOD, Icon.CHECK),
            LetterState.REFUSED: (Tone.ALERT, Icon.ALERT),
            LetterState.TO_PRINT: (Tone.INFO, Icon.WAIT),
            LetterState.NOT_NEEDED: (Tone.PLAIN, Icon.OVER),
            LetterState.PRINTED: (Tone.GOOD, Icon.CHECK),
            LetterState.TOLD: (Tone.GOOD, Icon.CHECK),
            LetterState.RETURNED: (Tone.ALERT, Icon.ALERT),
            LetterState.ERASED: (Tone.PLAIN, Icon.OVER),
        }[self]
        return Pill(self.label, tone, icon)


class ReturnReason(TextChoices):
    """Why a letter came back; no free words, so that nobody writes about a person here."""

    UNKNOWN = "unknown", "no such address or mailbox"
    MOVED = "moved", "moved away"
    FULL = "full", "mailbox full, or not picked up"
    BLOCKED = "blocked", "refused or blocked"
    OTHER = "other", "another reason"


class Ineligibility(TextChoices):
    """Why somebody was not eligible, as staff see it; `phrase` is what their letter says."""

    LATE = "late", "it came in too late"
    ELSEWHERE = "elsewhere", "not a resident"
    RULES = "rules", "the rules of the call"

    @property
    def phrase(self) -> Promise:
        """One plain sentence, in the active language."""
        return {
            # Translators: in a letter, after "This is why:"
            Ineligibility.LATE: _("Your application came in after the deadline."),
            Ineligibility.ELSEWHERE: _(
                # Translators: in a letter, after "This is why:"
                "The group is for people who live in the city. As far as we know, you do not."
            ),
            # Translators: in a letter, after "This is why:"
            Ineligibility.RULES: _("Your application does not fit the rules of this group."),
        }[self]

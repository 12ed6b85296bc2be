"""The enums of this app. Labels that residents see come from the catalogue."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from applications.enums.duplicates import VERDICT_MOVES as VERDICT_MOVES
from applications.enums.duplicates import DuplicateState as DuplicateState
from applications.enums.duplicates import Sign as Sign
from applications.enums.duplicates import Strength as Strength
from applications.enums.duplicates import Verdict as Verdict
from applications.enums.imports import IMPORT_MOVES as IMPORT_MOVES
from applications.enums.imports import DateOrder as DateOrder
from applications.enums.imports import FileZone as FileZone
from applications.enums.imports import ImportStatus as ImportStatus
from applications.enums.imports import RowVerdict as RowVerdict
from applications.enums.records import ERASURE_MOVES as ERASURE_MOVES
from applications.enums.records import RESIDENCY_MOVES as RESIDENCY_MOVES
from applications.enums.records import CheckedAgainst as CheckedAgainst
from applications.enums.records import ContactMethod as ContactMethod
from applications.enums.records import Detail as Detail
from applications.enums.records import ErasureStatus as ErasureStatus
from applications.enums.records import Outcome as Outcome
from applications.enums.records import RedactionKind as RedactionKind
from applications.enums.records import Requester as Requester
from applications.enums.records import ResidencyStatus as ResidencyStatus
from applications.enums.records import Topic as Topic
from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import APPLICANT, Move


class Channel(TextChoices):
    """How an application reached the city."""

    WEB = "web", "online"
    MAIL = "mail", "by mail"
    IN_PERSON = "in_person", "in person"
    PHONE = "phone", "by phone"
    IMPORTED = "imported", "from a file"


class Part(TextChoices):
    """The part of the form that a question belongs to."""

    CONNECTION = "connection", "connection to mental health"
    CALL = "call", "questions of the call"
    ABOUT_YOU = "about_you", "about you"


class QuestionKind(TextChoices):
    """How a question is answered."""

    LONG_TEXT = "long_text", "long text"
    SHORT_TEXT = "short_text", "short text"
    ONE_CHOICE = "one_choice", "one choice"
    SEVERAL_CHOICES = "several_choices", "several choices"
    YES_NO = "yes_no", "yes or no"


CHOICE_KINDS = (QuestionKind.ONE_CHOICE, QuestionKind.SEVERAL_CHOICES)
TEXT_KINDS = (QuestionKind.LONG_TEXT, QuestionKind.SHORT_TEXT)
NO_ANSWER = "prefer-not-to-say"  # the key of the choice "prefer not to say"


class Sensitivity(TextChoices):
    """How careful staff must be with an answer."""

    ORDINARY = "ordinary", "ordinary"
    SENSITIVE = "sensitive", "sensitive"
    SPECIAL = "special", "special: identity"


class PlaceKind(TextChoices):
    """A neighborhood, or an answer that names none."""

    PLACE = "place", "neighborhood"
    ELSEWHERE = "elsewhere", "another part of the city"
    NO_FIXED_PLACE = "no_fixed_place", "no fixed place to live"
    NOT_SURE = "not_sure", "not sure"


class ZipKind(TextChoices):
    """Where homes with a ZIP code are: a hint, never proof."""

    RESIDENTIAL = "residential", "homes in the city"
    MAIL = "mail", "PO boxes or businesses in the city"
    PARTLY = "partly", "partly in the city"
    ELSEWHERE = "elsewhere", "elsewhere"


class DeadlineRule(TextChoices):
    """Which date decides whether a mailed application is in time."""

    RECEIVED = "received", "when it was received"
    POSTMARK = "postmark", "its postmark"


class WordingArea(TextChoices):
    """Areas of checked wording; a call opens only with the first four checked."""

    CONSENT = "consent", "consent"
    PRIVACY = "privacy", "privacy"
    STIPEND = "stipend", "stipend"
    CRISIS = "crisis", "crisis help"
    CALL = "call", "the rest of the call"
    SITE_TEXT = "site_text", "other pages and notices"
    CATALOGUE = "catalogue", "the site’s own words"


class Resident(TextChoices):
    """The answer to "Do you live in the city?"."""

    # Translators: an answer to a question
    YES = "yes", _("Yes")
    # Translators: an answer to a question
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("I am not sure")


class YesNo(TextChoices):
    """The answer to a yes-or-no question."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class ContactWay(TextChoices):
    """How somebody wants to be contacted."""

    # Translators: a way to reach somebody; also stands before our own address
    EMAIL = "email", _("Email")
    # Translators: a way to reach somebody; also stands before our own number
    PHONE = "phone", _("Phone")
    POST = "post", _("Mail to an address")
    PICK_UP = "pick_up", _("Pick up in person")
    TRUSTED = "trusted", _("Through somebody I trust")


class ApplicationStatus(TextChoices):
    """The status of an application."""

    RECEIVED = "received", "received"
    LATE = "late", "late, not decided"
    REFUSED = "refused", "too late"
    WITHDRAWN = "withdrawn", "withdrawn"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            ApplicationStatus.RECEIVED: Pill(self.label, Tone.INFO, Icon.CHECK),
            ApplicationStatus.LATE: Pill(self.label, Tone.WARN, Icon.WAIT),
            ApplicationStatus.REFUSED: Pill(self.label, Tone.WARN),
            ApplicationStatus.WITHDRAWN: Pill(self.label),
        }[self]


APPLICATION_MOVES = [
    Move(
        None,
        ApplicationStatus.RECEIVED,
        (APPLICANT, Permission.ENTER_PAPER, Permission.IMPORT_APPLICATIONS),
        "reference, received_at, revision 1",
    ),
    Move(
        None,
        ApplicationStatus.LATE,
        (Permission.ENTER_PAPER, Permission.IMPORT_APPLICATIONS),
        "late entry: reason, asked_by",
    ),
    Move(
        ApplicationStatus.LATE,
        ApplicationStatus.RECEIVED,
        Permission.DECIDE_LATE,
        "late entry: accepted, decided_by, decided_at",
    ),
    Move(
        ApplicationStatus.LATE,
        ApplicationStatus.REFUSED,
        Permission.DECIDE_LATE,
        "late entry: accepted, note, decided_by, decided_at",
    ),
    *(
        Move(
            start,
            ApplicationStatus.WITHDRAWN,
            (APPLICANT, Permission.KEEP_RECORDS),
            "withdrawn_at; by staff: who asked, how, by, at",
        )
        for start in (ApplicationStatus.LATE, ApplicationStatus.REFUSED, ApplicationStatus.RECEIVED)
    ),
]


class Arrival(Enum):
    """Whether an application is in time, by the time it was received or by its postmark."""

    TOO_EARLY = "too early"
    ON_TIME = "on time"
    IN_GRACE = "in grace"
    LATE = "late"


class TranslationStatus(TextChoices):
    """The status of an answer's translation."""

    DRAFT = "draft", "being translated"
    TO_CHECK = "to_check", "to be checked"
    CHECKED = "checked", "checked"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            TranslationStatus.DRAFT: Pill("Begun"),
            TranslationStatus.TO_CHECK: Pill("To check", icon=Icon.WAIT),
            TranslationStatus.CHECKED: Pill("Checked", Tone.GOOD, Icon.CHECK),
        }[self]


TRANSLATION_MOVES = [
    Move(None, TranslationStatus.DRAFT, Permission.TRANSLATE, "claimed_by, claimed_at"),
    Move(
        TranslationStatus.DRAFT,
        TranslationStatus.TO_CHECK,
        Permission.TRANSLATE,
        "translated_by, translated_at",
    ),
    Move(
        TranslationStatus.TO_CHECK,
        TranslationStatus.CHECKED,
        Permission.TRANSLATE,
        "checked_by (another person), checked_at",
    ),
    Move(
        TranslationStatus.TO_CHECK,
        TranslationStatus.DRAFT,
        Permission.TRANSLATE,
        "sent_back_by, sent_back_at, note",
    ),
    Move(
        TranslationStatus.CHECKED,
        TranslationStatus.DRAFT,
        Permission.TRANSLATE,
        "sent_back_by, sent_back_at, note",
    ),
]


class CallState(TextChoices):
    """The state of a call at a moment."""

    UPCOMING = "upcoming", "not open yet"
    OPEN = "open", "open"
    CLOSING_SOON = "closing_soon", "closing soon"
    CLOSED = "closed", "closed"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            CallState.UPCOMING: Pill(self.label, icon=Icon.WAIT),
            CallState.OPEN: Pill(self.label, Tone.GOOD, Icon.CHECK),
            CallState.CLOSING_SOON: Pill(self.label, Tone.WARN, Icon.WAIT),
            CallState.CLOSED: Pill(self.label),
        }[self]


class NoticeState(TextChoices):
    """Whether a dated notice is shown on a day."""

    LATER = "later", "later"
    SHOWN = "shown", "shown"
    OVER = "over", "over"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        tones = {NoticeState.LATER: Tone.INFO, NoticeState.SHOWN: Tone.GOOD}
        return Pill(self.label, tones.get(self, Tone.PLAIN))

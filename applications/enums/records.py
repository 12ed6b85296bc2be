"""The enums of staff's records about applications: residency, contacts, redactions, erasures."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.states import APPLICANT, Move


class ResidencyStatus(TextChoices):
    """The result of a residency check."""

    UNVERIFIED = "unverified", "not checked"
    VERIFIED = "verified", "lives in the city"
    NOT_A_RESIDENT = "not_a_resident", "not a resident"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            ResidencyStatus.UNVERIFIED: Pill(self.label),
            ResidencyStatus.VERIFIED: Pill("Lives here", Tone.GOOD, Icon.CHECK),
            ResidencyStatus.NOT_A_RESIDENT: Pill(self.label, Tone.ALERT, Icon.ALERT),
        }[self]


_CHECKED = "a numbered check: by, at, reason"
RESIDENCY_MOVES = [
    Move(None, ResidencyStatus.UNVERIFIED, APPLICANT, "nothing: nobody has checked"),
    *(
        Move(start, end, Permission.KEEP_RECORDS, _CHECKED)
        for start in ResidencyStatus
        for end in ResidencyStatus
        if start != end
    ),
]


class CheckedAgainst(TextChoices):
    """What a residency check relies on."""

    STREET_LIST = "street_list", "the City’s street list"
    LETTER = "letter", "a letter or bill"
    CALL = "call", "a phone call"
    SERVICE = "service", "what a shelter or service says"
    COUNTER = "counter", "papers shown at the counter"

    @property
    def as_reason(self) -> str:
        """How a check says it."""
        return f"Checked against {self.label}."


class ContactMethod(TextChoices):
    """How staff and an applicant were in contact."""

    PHONE = "phone", "by phone"
    TEXT = "text", "by text message"
    EMAIL = "email", "by email"
    MAIL = "mail", "by mail"
    IN_PERSON = "in_person", "in person"


class Outcome(TextChoices):
    """The result of a contact."""

    SPOKE = "spoke", "we spoke"
    SENT = "sent", "we sent a message"
    LEFT_MESSAGE = "left_message", "we left a message"
    NO_ANSWER = "no_answer", "nobody answered"
    THEY_WROTE = "they_wrote", "they wrote or called us"


class Topic(TextChoices):
    """The subject of a contact."""

    QUESTION = "question", "a question of theirs"
    RESIDENCY = "residency", "where they live"
    DATES = "dates", "dates and times"
    SUPPORT = "support", "language or other support"
    OFFER = "offer", "an offer"
    LEAVING = "leaving", "leaving"
    OTHER = "other", "something else"


class Requester(TextChoices):
    """Who made a request on an applicant's side."""

    APPLICANT = "applicant", "the applicant"
    TRUSTED = "trusted", "the person they named to us"
    RELATIVE = "relative", "a relative or caregiver"
    OFFICIAL = "official", "a guardian or official"


class Detail(TextChoices):
    """What is changed of an application after the deadline: by the step that asked it."""

    CONTACT = "contact", "how to reach them"
    HOME = "home", "where they live"
    SUPPORT = "support", "language and support"


class RedactionKind(TextChoices):
    """What reviewers see of an answer that staff have looked at."""

    BLANKED = "blanked", "A copy with words blanked"
    WITHHELD = "withheld", "Nothing: the answer is held back"
    AS_IS = "as_is", "The answer as it is: it tells nobody who wrote it"

    @property
    def pill(self) -> Pill:
        """How staff see it beside an answer."""
        return {
            RedactionKind.BLANKED: Pill("Reviewers read a blanked copy", Tone.INFO),
            RedactionKind.WITHHELD: Pill("Held back from reviewers", Tone.WARN),
            RedactionKind.AS_IS: Pill("Looked at: read as it is", Tone.GOOD),
        }[self]


class ErasureStatus(TextChoices):
    """The status of a request to erase somebody."""

    REQUESTED = "requested", "requested"
    ERASED = "erased", "erased"
    CANCELLED = "cancelled", "cancelled"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return {
            ErasureStatus.REQUESTED: Pill(self.label, Tone.INFO, Icon.WAIT),
            ErasureStatus.ERASED: Pill(self.label, Tone.GOOD, Icon.CHECK),
            ErasureStatus.CANCELLED: Pill(self.label),
        }[self]


ERASURE_MOVES = [
    Move(
        None,
        ErasureStatus.REQUESTED,
        Permission.ERASE_PEOPLE,
        "asker, authorization, requested_by, requested_at",
    ),
    Move(
        ErasureStatus.REQUESTED,
        ErasureStatus.ERASED,
        Permission.ERASE_PEOPLE,
        "settled_by (another person), settled_at, rows_erased",
    ),
    Move(
        ErasureStatus.REQUESTED,
        ErasureStatus.CANCELLED,
        Permission.ERASE_PEOPLE,
        "settled_by, settled_at",
    ),
]

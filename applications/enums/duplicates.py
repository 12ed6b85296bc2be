"""The enums about possible duplicates."""

from django.db.models import TextChoices

from core.permissions import Permission
from core.pills import Pill, Tone
from core.states import PROGRAM, Move


class Strength(TextChoices):
    """How likely two applications are from one person; the strongest first."""

    LIKELY = "likely", "likely the same person"
    MAYBE = "maybe", "maybe the same person"
    HOUSEHOLD = "household", "may share a household"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return Pill(self.label, Tone.WARN if self == Strength.LIKELY else Tone.PLAIN)


class Sign(TextChoices):
    """Why two applications may be duplicates. Addresses are not used."""

    PHONE = "phone", "same phone"
    EMAIL = "email", "same email"
    SAME_NAME = "same_name", "same name"
    WORD_ORDER = "word_order", "same words in another order"
    SPACING = "spacing", "same name, set apart differently"
    ONE_LETTER = "one_letter", "name differs by one letter"
    TWO_LETTERS = "two_letters", "name differs by two letters"
    PART_OF_NAME = "part_of_name", "one name is part of the other"
    OTHER_SCRIPT = "other_script", "name in another script"
    SHARED_NAME = "shared_name", "a name in common"
    OTHER_NAME = "other_name", "different names"


class Verdict(TextChoices):
    """A coordinator's decision on two possible duplicates."""

    UNDECIDED = "undecided", "not decided"
    SAME_PERSON = "same_person", "the same person"
    DIFFERENT_PEOPLE = "different_people", "different people"


VERDICT_MOVES = [
    Move(None, Verdict.UNDECIDED, PROGRAM, "nothing: nobody has compared them"),
    *(
        Move(start, end, Permission.DECIDE_DUPLICATES, "a numbered mark: by, at, reason")
        for start in Verdict
        for end in Verdict
        if start != end or start == Verdict.SAME_PERSON  # the other one counts instead
    ),
]


class DuplicateState(TextChoices):
    """Whether an application is a duplicate, for lists."""

    POSSIBLE = "possible", "maybe a duplicate"
    NOT_COUNTED = "not_counted", "duplicate, does not count"
    COUNTED = "counted", "counts; has a duplicate"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return Pill(self.label, Tone.WARN if self == DuplicateState.NOT_COUNTED else Tone.PLAIN)


class Agreement(TextChoices):
    """Whether two applications say the same on one line."""

    SAME = "same", "same"
    ALIKE = "alike", "nearly the same"
    DIFFERS = "differs", "differs"

    @property
    def pill(self) -> Pill:
        """How staff see it."""
        return Pill(self.label, Tone.PLAIN if self == Agreement.DIFFERS else Tone.INFO)

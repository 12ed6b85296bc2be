"""Password validators of our own, in addition to Django's.

Django imports this module when the first password is chosen, so zxcvbn loads its lists then.
"""

import re

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from core.models import User

# An attacker tries these first. Longer words come before those that they contain.
WORDS = (
    "communityled",
    "community",
    "designgroup",
    "design",
    "group",
    "crisis",
    "response",
    "mental",
    "boston",
    "cityhall",
    "city",
    "health",
    "human",
    "services",
    "staff",
    "password",
    "admin",
    "coordinator",
    "reviewer",
    "clerk",
    "finance",
    "auditor",
)
FEWEST_GUESSES = 10**9
MOST_READ = 72  # characters: more do not lower the score, and take longer
LEFT_AT_LEAST = 6  # letters, without these words


class NotAboutThisSite:
    """Refuses passwords of this site's own words and some digits: "Boston-Staff-2021!"."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError."""
        left = re.sub(r"[\W\d_]+", "", password.lower())
        if len(left) == 0:
            return  # no letters: left to the other validators
        for word in WORDS:
            left = left.replace(word, "")
        if len(left) < LEFT_AT_LEAST and any(word in password.lower() for word in WORDS):
            raise ValidationError(self.get_help_text(), code="password_about_this_site")

    def get_help_text(self) -> str:
        return "Don’t make it of this site’s own words, such as “Boston” or “design group”."


class NotEasilyGuessed:
    """Refuses variants of leaked passwords, repetitions, sequences and keyboard rows."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        own = [*WORDS, user.email, user.name] if user else [*WORDS]
        if zxcvbn(password[:MOST_READ], user_inputs=own)["guesses"] < FEWEST_GUESSES:
            raise ValidationError(self.get_help_text(), code="password_too_easy")

    def get_help_text(self) -> str:
        return "This password is too easy to guess. Several words in a row are harder."

"""What a password must not be, beside short, common, or one's own name.

Django loads this when the first password is chosen: zxcvbn reads its lists then, not at start-up.
"""

import re

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from core.models import User

# Whoever guesses tries these first. Longer ones stand before those that they contain.
WORDS = (
    "communityled", "community", "designgroup", "design", "group", "crisis", "response", "mental",
    "boston", "cityhall", "city", "health", "human", "services", "staff", "password", "admin",
    "coordinator", "reviewer", "clerk", "finance", "auditor",
)  # fmt: skip
FEWEST_GUESSES = 10**9
MOST_READ = 72  # characters: more make a password no easier to guess, and take longer to read
LEFT_AT_LEAST = 6  # characters, without those words and what is put around them


class NotAboutThisSite:
    """Refuses what is made of this site's own words and some digits: "Boston-Staff-2021!"."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError."""
        left = re.sub(r"[\W\d_]+", "", password.lower())
        if len(left) == 0:
            return  # digits and signs alone: the other rules judge those
        for word in WORDS:
            left = left.replace(word, "")
        if len(left) < LEFT_AT_LEAST and any(word in password.lower() for word in WORDS):
            raise ValidationError(self.get_help_text(), code="password_about_this_site")

    def get_help_text(self) -> str:
        return "Don’t make it of this site’s own words, such as “Boston” or “design group”."


class NotEasilyGuessed:
    """Refuses leaked passwords with a few more signs, repetitions, sequences and keyboard rows."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        own = [*WORDS, user.email, user.name] if user else [*WORDS]
        if zxcvbn(password[:MOST_READ], user_inputs=own)["guesses"] < FEWEST_GUESSES:
            raise ValidationError(self.get_help_text(), code="password_too_easy")

    def get_help_text(self) -> str:
        return "This password is too easy to guess. Several words in a row are harder."

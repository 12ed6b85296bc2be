"""What a password must not be, beside short, common, or one's own name."""

import re

from django.core.exceptions import ValidationError

# Whoever guesses tries these first. Longer ones stand before those that they contain.
WORDS = (
    "communityled", "community", "designgroup", "design", "group", "crisis", "response", "mental",
    "boston", "cityhall", "city", "health", "human", "services", "staff", "password", "admin",
    "coordinator", "reviewer", "clerk", "finance", "auditor",
)  # fmt: skip
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

"""The texts of letters that go with a release, as letters has them.

Letters come after releases, so they say here what they have: a release shows each text, wants it
opened by whoever releases, and lets go only the texts that were shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.models import User
from selection.enums import Outcome
from selection.models import Release


@dataclass(frozen=True)
class Text:
    """The letter to those of one outcome in one language; `digest` tells its versions apart."""

    outcome: Outcome
    language: str
    people: int
    digest: str
    address: str  # where it is read, which is noted
    is_read: bool  # by whoever asks

    @property
    def key(self) -> str:
        """What the screen's digest is made of."""
        return f"{self.outcome} {self.language} {self.digest}"


Source = Callable[[Release, User], Sequence[Text]]

SOURCES: list[Source] = []


def texts_of(release: Release, reader: User) -> list[Text]:
    """Every text of it; none before letters have any."""
    return [text for source in SOURCES for text in source(release, reader)]

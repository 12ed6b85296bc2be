"""The texts of the letters that go with a release: whoever releases opens each of them first."""

from dataclasses import dataclass

from django.urls import reverse

from core.models import User
from selection.enums import Outcome
from selection.letters.queue import queue_of
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


def texts_of(release: Release, reader: User) -> list[Text]:
    """Every text of it that there is."""
    return [
        Text(
            outcome=Outcome(text.template.outcome),
            language=text.template.language,
            people=len(text.people),
            digest=text.digest,
            address=reverse("staff:letter-read", args=[release.pk, text.template.pk]),
            is_read=text.is_read,
        )
        for text in queue_of(release, reader).texts
    ]

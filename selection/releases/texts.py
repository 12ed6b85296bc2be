"""The texts of the letters that go with a release: whoever releases reads each of them first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from core.languages import Language
from core.models import User
from selection.enums import Outcome
from selection.letters.queue import Outgoing, queue_of
from selection.models import Release


@dataclass(frozen=True)
class Text:
    """The letter to those of one outcome in one language; `digest` tells its versions apart."""

    outcome: Outcome
    language: Language
    people: Sequence[Outgoing]
    digest: str
    address: str  # where it is read, which is noted
    is_read: bool  # by whoever asks

    def __str__(self) -> str:
        return f"{self.outcome.label.capitalize()}, {self.language.english_name}"

    @property
    def key(self) -> str:
        """What the screen's digest is made of."""
        return f"{self.outcome} {self.language.code} {self.digest}"


@dataclass(frozen=True)
class OwnLetter:
    """The letter to one person: its language, how it goes, and where it is read."""

    language: Language
    way: str
    address: str


def letters_by_person(texts: Iterable[Text]) -> dict[int, OwnLetter]:
    """By the id of the decision."""
    return {
        each.decision.pk: OwnLetter(
            text.language,
            each.channel.label if each.channel else "phone",
            f"{text.address}?of={number}",
        )
        for text in texts
        for number, each in enumerate(text.people, start=1)
    }


def texts_of(release: Release, reader: User) -> list[Text]:
    """Every text of it that there is."""
    return [
        Text(
            outcome=Outcome(text.template.outcome),
            language=text.template.in_language,
            people=text.people,
            digest=text.digest,
            address=reverse("staff:letter-read", args=[release.pk, text.template.pk]),
            is_read=text.is_read,
        )
        for text in queue_of(release, reader).texts
    ]

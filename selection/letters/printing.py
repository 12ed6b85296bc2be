"""Letters on paper: what is on the sheet, in the address window and on the label."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from applications.form.queries import addressees
from applications.models import Contact
from selection.letters.queue import written
from selection.letters.writing import Post, Written
from selection.models import Letter

AT_ONCE = 100  # letters in a batch: what one puts into envelopes before looking up
LABELS_A_SHEET = 30


@dataclass(frozen=True)
class Printed:
    """One letter with where it goes. Its words and day are those it went with."""

    letter: Letter
    contact: Contact

    @cached_property
    def written(self) -> Written:
        """The letter."""
        return written(
            self.letter.decision,
            self.letter.template,
            self.letter.english,
            self.contact,
            self.letter.why,
            day=timezone.localdate(self.letter.let_go_at),
        )

    @property
    def post(self) -> Post:
        """Where it goes."""
        return Post.of(self.contact)


def printed_of(letters: Iterable[Letter]) -> list[Printed]:
    """With the contacts of now, in two queries."""
    if isinstance(letters, QuerySet):
        letters = letters.select_related(
            "decision__application", "decision__release__call", "template", "english"
        )
    rows = list(letters)
    contacts = addressees([row.decision.application_id for row in rows])
    return [Printed(row, contacts.get(row.decision.application_id) or Contact()) for row in rows]

"""Letters on paper: what is on the sheet, in the address window and on the label."""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from applications.form.queries import addressees
from applications.models import Contact
from selection.enums import OfferStepKind
from selection.letters.writing import Post, Written, written
from selection.models import Letter, OfferStep

AT_ONCE = 100  # letters in a batch: what one puts into envelopes before looking up
LABELS_A_SHEET = 30
LABEL_WIDTH, LABEL_HEIGHT = 2.325 * 72, 0.8 * 72  # points, within its padding in letters.css
LABEL_SIZES = (10, 8, 7)  # points of its letters, the largest first
WIDE, CAPITAL, USUAL, SPACE = 1.0, 0.8, 0.58, 0.28  # of a letter, in ems


@dataclass(frozen=True)
class Printed:
    """One letter with where it goes. Its words and days are those it went with."""

    letter: Letter
    contact: Contact
    reply_by: date | None

    @cached_property
    def written(self) -> Written:
        """The letter."""
        return written(
            self.letter.decision,
            self.letter.template,
            self.letter.english,
            self.contact,
            self.letter.why,
            reply_by=self.reply_by,
            day=timezone.localdate(self.letter.let_go_at),
        )

    @property
    def post(self) -> Post:
        """Where it goes."""
        return Post.of(self.contact)

    @property
    def label_size(self) -> int | None:
        """The points in which all lines are on a label; None if it is too small for them."""
        return next((size for size in LABEL_SIZES if _fits(self.post.lines, size)), None)


def _fits(lines: Iterable[str], size: int) -> bool:
    rows = sum(_rows(line, LABEL_WIDTH / size) for line in lines)
    return rows * size * 1.2 <= LABEL_HEIGHT


def _rows(line: str, width: float) -> int:
    """Into how many a browser breaks a line, between words or inside one that is too long."""
    rows, used = 1, 0.0
    for word in line.split():
        needs = sum(map(_ems, word))
        with_space = used + SPACE + needs if used else needs
        if with_space <= width:
            used = with_space
            continue
        rows += 1 if used else 0
        rows += math.ceil(needs / width) - 1
        used = needs % width or width
    return rows


def _ems(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return WIDE
    if sign in "MWmw@":
        return WIDE
    return CAPITAL if sign.isupper() else USUAL


def printed_of(letters: Iterable[Letter]) -> list[Printed]:
    """With the contacts of now, in three queries."""
    if isinstance(letters, QuerySet):
        letters = letters.select_related(
            "decision__application", "decision__release__call", "template", "english"
        )
    rows = list(letters)
    contacts = addressees([row.decision.application_id for row in rows])
    extensions = _extensions([row.decision_id for row in rows])
    return [
        Printed(
            row,
            contacts.get(row.decision.application_id) or Contact(),
            _reply_by(row, extensions[row.decision_id]),
        )
        for row in rows
    ]


def _extensions(decisions: Collection[int]) -> dict[int, list[OfferStep]]:
    """What gave people more time, by their decision, the earliest first."""
    steps = OfferStep.objects.filter(offer__decision__in=decisions, kind=OfferStepKind.EXTENDED)
    found: dict[int, list[OfferStep]] = defaultdict(list)
    for step in steps.select_related("offer").order_by("pk"):
        found[step.offer.decision_id].append(step)
    return found


def _reply_by(letter: Letter, extensions: Iterable[OfferStep]) -> date | None:
    """The last day to answer as it was when the letter was printed, or as it is until then."""
    went_at = letter.printed_at or timezone.now()
    known = [step.reply_by for step in extensions if step.at <= went_at]
    return known[-1] if known else letter.decision.release.reply_by

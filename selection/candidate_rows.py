"""The rows of the board's candidates: what is known of each, without name and contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.text import Truncator

from applications.models import Application
from applications.records.queries import search_entries
from core.phrases import listed
from core.pills import Icon
from reviewers.models import ScoreLine
from selection.candidates import PLACES
from selection.enums import AttributeSource, AttributeUse, LockKind
from selection.models import Apart, Lock
from selection.proposal import NEARLY_IN
from selection.snapshot import Snapshot

POINTS = 100  # that a score can have
LONGEST_TITLE = 80  # characters of a target's title in a row


@dataclass(frozen=True)
class Candidate:
    """One applicant as the board shows them: no name, no contact.

    `price` is of doing without them where they are in the best panel, which `is_proposed` says, and
    of having them otherwise. `is_beyond_targets`: no panel keeps every target with the other
    decision about them. `cannot` says why they cannot be chosen. `turn` is "in" or "out" where the
    open move would take them in or off. `exact` is the price worked out, once somebody asked.
    """

    application: Application
    place: int | None
    score: Decimal | None
    error: int | None
    tags: str
    fills: str
    is_on_board: bool
    is_released: bool
    is_firm: bool | None
    share: int | None
    price: Decimal | None
    is_proposed: bool
    is_beyond_targets: bool
    lock: Lock | None
    apart: Sequence[Apart]
    cannot: str = ""
    turn: str = ""
    exact: Decimal | None = None

    @property
    def reference(self) -> str:
        """What staff call them."""
        return self.application.reference

    @property
    def is_locked_in(self) -> bool:
        """Whether they sit in any case."""
        return self.lock is not None and self.lock.kind == LockKind.IN

    @property
    def is_locked_out(self) -> bool:
        """Whether they never sit."""
        return self.lock is not None and self.lock.kind == LockKind.OUT

    @cached_property
    def state(self) -> tuple[str, str]:
        """How their seat stands: a sign and words."""
        if self.turn:
            come = self.turn == "in"
            return ("plus", "Would come in") if come else ("minus", "Would leave")
        if self.cannot:
            return Icon.ALERT, self.cannot
        if self.is_released:
            return Icon.CHECK, "Released"
        if self.lock:
            locked = "Locked in" if self.is_locked_in else "Locked out"
            return Icon.LOCK if self.is_locked_in else "out", locked
        if self.is_on_board:
            return Icon.CHECK, "Chosen"
        return "", "Nearly in" if self.is_nearly_in else "Not chosen"

    @property
    def is_nearly_in(self) -> bool:
        """Whether they sit in many redraws, and not on the board."""
        return not self.is_on_board and (self.share or 0) >= NEARLY_IN

    @property
    def redraws(self) -> str:
        """ "in 93 of 100 redraws"."""
        return f"in {self.share or 'none'} of 100 redraws"

    @property
    def apart_from(self) -> str:
        """The ends of the references of those with whom they may not sit."""
        pairs = ((pair.first, pair.second) for pair in self.apart)
        others = [two if one == self.application else one for one, two in pairs]
        return listed([each.reference[-4:] for each in others])

    @property
    def way(self) -> str:
        """Where a move would take them."""
        return "out" if self.is_on_board else "in"

    @property
    def is_plain(self) -> bool:
        """Whether nothing is to be said of their seat."""
        return self.state[1] == "Not chosen"

    @property
    def row_class(self) -> str:
        """How their row looks."""
        if self.turn:
            return "would-come" if self.turn == "in" else "would-leave"
        if self.is_on_board:
            return "chosen"
        return "aside-row" if self.is_locked_out or self.cannot else ""

    @property
    def picture(self) -> tuple[float, float, float] | None:
        """Where the score and the ends of its error stand on a line of 76 units."""
        if self.score is None:
            return None
        at, error = float(self.score), float(self.error or 0)
        return _on_line(at), _on_line(at - error), _on_line(at + error)


_LEFT, _RIGHT, _LOWEST, _HIGHEST = 4, 72, 30, 100


def _on_line(points: float) -> float:
    share = (min(max(points, _LOWEST), _HIGHEST) - _LOWEST) / (_HIGHEST - _LOWEST)
    return round(_LEFT + share * (_RIGHT - _LEFT), 1)


def rows_of(
    snapshot: Snapshot, numbers: Sequence[int], turns: Mapping[int, str] | None = None
) -> list[Candidate]:
    """The rows of these applications, in their order; `turns` as in Candidate."""
    turns = turns or {}
    applications = Application.objects.in_bulk(list(numbers))
    entries = search_entries({}).filter(pk__in=numbers).order_by()
    homes = dict(entries.values_list("pk", "neighborhood"))
    lines = ScoreLine.objects.filter(version=snapshot.version, application__in=numbers)
    highest = POINTS * snapshot.now.seats.most  # no total is more
    places = dict(lines.order_by().values_list("application", "place"))
    return [
        Candidate(
            application=applications[pk],
            place=places.get(pk),
            score=snapshot.points_of(pk),
            error=snapshot.error_of(pk),
            tags=_tags(snapshot, pk, homes.get(pk)),
            fills="" if pk in snapshot.people else _fills(snapshot, pk),
            is_on_board=pk in snapshot.people,
            is_released=snapshot.is_released(pk),
            is_firm=snapshot.is_firm(pk),
            share=snapshot.firmness.get(pk),
            price=price and price.points,
            is_proposed=bool(price and price.is_member),
            is_beyond_targets=bool(price and price.points > highest),
            lock=snapshot.locks.get(pk),
            apart=snapshot.apart_from(pk),
            cannot=snapshot.barred.get(pk, ""),
            turn=turns.get(pk, ""),
        )
        for pk in numbers
        if pk in applications
        for price in [snapshot.prices.get(pk)]
    ]


def _fills(snapshot: Snapshot, application: int) -> str:
    """Which short target somebody counts toward, or how many."""
    short = snapshot.fills(application)
    if len(short) > 1:
        return f"fills {len(short)} short targets"
    return f"fills {Truncator(short[0].title).chars(LONGEST_TITLE)}" if short else ""


def _tags(snapshot: Snapshot, application: int, home: int | None) -> str:
    """Their neighborhood, where people are balanced by it, and their values of other targets."""
    attributes = snapshot.representation.attributes.rows
    sources = {each.source for each in attributes if each.use == AttributeUse.TARGET}
    named = snapshot.representation.supply.name_of(home)
    place = [named or "No neighborhood"] if sources & set(PLACES) else []
    others = [each for each in AttributeSource.values if each not in PLACES]
    return " · ".join([*place, *snapshot.labels_of(application, others)])

"""Reserves for a panel: who covers best for members who leave, as the solver finds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from applications.models import Application
from core.actions import Refused
from selection.asking import ask
from selection.enums import Outcome
from selection.models import Decision, Panel, Release
from selection.panels import scores_of
from selection.pool import frozen, unit_of

MOST_RESERVES = 8  # the solver looks at every subset of them
SECONDS = 20  # that somebody waits for a draft at most; with 1,000 applicants it takes two


@dataclass(frozen=True)
class Reserves:
    """Application ids in the order of stepping in, and how well they cover."""

    ids: Sequence[int] = ()
    about: Mapping[str, Any] | None = None


def reserves_for(panel: Panel, members: Sequence[Application], count: int) -> Reserves:
    """As many as asked for, at most MOST_RESERVES; none without targets or scores, or in time."""
    scores = scores_of(panel)
    if not count or not members or scores is None or panel.target_set is None:
        return Reserves()
    seated = [each.pk for each in members]
    try:
        asked = frozen(panel.call, panel.target_set, scores, seated)
    except Refused:
        return Reserves()
    numbers = {str(number): pk for pk, number in asked.numbers.items()}
    request = {
        **asked.request,
        "members": [str(asked.numbers[pk]) for pk in seated if pk in asked.numbers],
        "count": min(count, MOST_RESERVES),
    }
    found = ask("reserves", request, seconds=SECONDS)
    if found is None:
        return Reserves()
    by_score = found["by_score"]["ids"]
    return Reserves(
        [numbers[each] for each in found["safer"]["ids"]],
        {
            "two": found["safer"]["two"],
            "two_by_score": found["by_score"]["two"],
            "price": str(Decimal(found["price"]) / unit_of(scores)),
            "by_score": [numbers[each] for each in by_score],
            "ids": [numbers[each] for each in found["safer"]["ids"]],
            "members": [numbers[each] for each in request["members"]],
        },
    )


@dataclass(frozen=True)
class Coverage:
    """How well the reserves of a release cover, in words."""

    about: Mapping[str, Any]

    @property
    def in_words(self) -> str:
        """ "If any two members leave, all targets hold in 9 of 10 cases"."""
        return f"If any two members leave, all targets hold {_cases(self.about['two'])}."

    @property
    def by_score(self) -> str:
        """ "in 3 of 10 cases": with the next by score instead."""
        return _cases(self.about["two_by_score"])

    @property
    def is_safer(self) -> bool:
        """Whether it is another list than the next by score."""
        return Decimal(self.about["price"]) != 0

    @property
    def price(self) -> Decimal:
        """The points that all reserves together have less than the next by score."""
        return Decimal(self.about["price"])


def coverage_of(release: Release) -> Coverage | None:
    """None where nobody measured it, or of other members or reserves than it has now."""
    about = release.reserves
    members, reserves = set(about.get("members", ())), set(about.get("ids", ()))
    decisions = Decision.objects.filter(release=release).filter(
        Q(outcome__in=[Outcome.MEMBER, Outcome.RESERVE]) | Q(application__in=members | reserves)
    )
    found = decisions.order_by().values_list("application", "outcome")
    is_same = about and all(
        (outcome == Outcome.MEMBER) == (pk in members)
        and (outcome == Outcome.RESERVE) == (pk in reserves)
        for pk, outcome in found
    )
    return Coverage(about) if is_same else None


def _cases(share: float) -> str:
    tenths = int(share * 10)  # never more than was found
    if share == 1:
        return "in every case"
    if not share:
        return "in no case"
    return f"in {tenths} of 10 cases" if tenths else "in fewer than 1 of 10 cases"

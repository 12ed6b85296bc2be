"""What the last proposal says of each person and each target: prices, and which seats are firm."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applications.models import Call
from selection.board import BoardNow, board_now
from selection.enums import LockKind, RunKind, RunStatus
from selection.models import LARGE, Apart, Attribute, Lock, Run, RunPerson, Target
from selection.pool import feature, unit_of, value_of

FIRM = 80  # percent of redraws: from here on a seat is firm, below it is close
NEARLY_IN = 10  # percent of redraws: from here on somebody outside was nearly in


@dataclass(frozen=True)
class Price:
    """Points that the best total would lose at least without somebody of it, or with somebody else.

    `is_member`: they sit in the best panel.
    """

    points: Decimal
    is_member: bool


@dataclass(frozen=True)
class Proposal:
    """The newest proposal that found a panel.

    `explained` is the run that worked out its costs and who is firm, once that is done; `costs` has
    the units that the best total would gain without a target, or without all of an attribute. What
    it says of prices holds only while `is_current`: targets and scores are those that it was asked
    with, no lock is lifted, and it keeps those that are new. So does who is firm. What targets cost
    holds only while nothing is new, `is_unchanged`.
    """

    run: Run
    explained: int | None
    costs: Mapping[str, int | None]
    whole: int | None
    share: float | None
    is_current: bool
    is_unchanged: bool = True

    @property
    def _is_exact(self) -> bool:
        return self.is_current and self.is_unchanged

    @property
    def unit(self) -> int:
        """Its units in a point."""
        return unit_of(self.run.score_version)

    def cost_of(self, target: Target) -> Decimal | None:
        """The points that the best total would gain without this target; None where unknown."""
        key = f"{feature(target.attribute_id)}={value_of(target)}"
        units = self.costs.get(key) if self._is_exact else None
        return None if units is None else Decimal(units) / self.unit

    def cost_of_all(self, attribute: Attribute) -> Decimal | None:
        """The same without any target of an attribute."""
        units = self.costs.get(feature(attribute.pk)) if self._is_exact else None
        return None if units is None else Decimal(units) / self.unit

    @property
    def cost_together(self) -> Decimal | None:
        """The points that it would gain without any target."""
        known = self._is_exact and self.whole is not None
        return Decimal(self.whole) / self.unit if known else None

    @property
    def percent_together(self) -> float | None:
        """The same in percent."""
        return None if self.share is None else 100 * self.share

    def prices_of(self, applications: Collection[int]) -> dict[int, Price]:
        """What the other decision about each costs at least, in points; none while it is old."""
        if not self.is_current:
            return {}
        found = RunPerson.objects.filter(run=self.run, price__isnull=False).order_by()
        return {
            pk: Price(Decimal(price) / self.unit, is_member)
            for pk, price, is_member in found.filter(application__in=applications).values_list(
                "application", "price", "is_member"
            )
        }

    def firmness_of(self, applications: Collection[int]) -> dict[int, int]:
        """In how many percent of redraws each of these sits; none while it is old."""
        if self.explained is None or not self.is_current:
            return {}
        found = RunPerson.objects.filter(run=self.explained, application__in=applications)
        shares = dict(found.order_by().values_list("application", "firmness"))
        return {pk: round((shares.get(pk) or 0) / 10) for pk in applications}


def last_proposal(call: Call, now: BoardNow | None = None) -> Proposal | None:
    """In a fixed number of queries; None before any proposal found a panel.

    `now` is the board, where the caller has it already.
    """
    done = Run.objects.filter(call=call, status=RunStatus.DONE)
    run = (
        done.filter(kind=RunKind.PROPOSE)
        .defer(*LARGE)
        .select_related("score_version", "target_set")
        .first()
    )
    if run is None:
        return None
    now = now or board_now(call)
    is_of_these_scores = run.score_version == now.version
    is_best, is_unchanged = _standing(run, now) if is_of_these_scores else (False, False)
    return proposal_of(
        run,
        is_current=is_best,
        is_unchanged=is_unchanged,
    )


def proposal_of(
    run: Run,
    *,
    is_current: bool = True,
    is_unchanged: bool = True,
) -> Proposal:
    """What one run that found a panel says; by default for what it was asked with."""
    explained = Run.objects.filter(kind=RunKind.EXPLAIN, status=RunStatus.DONE, follows=run).values(
        "pk", "result__by_target", "result__by_attribute", "result__whole", "result__share"
    )
    found: dict[str, Any] = explained.first() or {}
    return Proposal(
        run=run,
        explained=found.get("pk"),
        costs={
            **(found.get("result__by_target") or {}),
            **(found.get("result__by_attribute") or {}),
        },
        whole=found.get("result__whole"),
        share=found.get("result__share"),
        is_current=is_current,
        is_unchanged=is_unchanged,
    )


def fixed_since(run: Run, now: BoardNow) -> list[Lock | Apart]:
    """The locks and pairs of now that it was not asked with."""
    locks, pairs = run.basis["locks"], run.basis["pairs"]
    newer = [lock for lock in now.locks.values() if lock.pk not in locks]
    return [*newer, *(pair for pair in now.pairs if pair.pk not in pairs)]


def is_kept_by(fixed: Lock | Apart, members: Collection[int]) -> bool:
    """Whether these people keep a lock, or have at most one of a pair.

    The best panel that keeps one more of them is the best still, and every price is as high at
    least: there are only fewer other panels.
    """
    if isinstance(fixed, Apart):
        return not fixed.of <= set(members)
    return (fixed.application_id in members) == (fixed.kind == LockKind.IN)


def _standing(run: Run, now: BoardNow) -> tuple[bool, bool]:
    """Whether it is the best still, and whether all is as it was asked with."""
    standing = {each.pk for each in now.locks.values()}, {each.pk for each in now.pairs}
    lifted = set(run.basis["locks"]) - standing[0] or set(run.basis["pairs"]) - standing[1]
    if lifted or run.target_set != now.targets:
        return False, False
    newer = fixed_since(run, now)
    if not newer:
        return True, True
    members = set(run.people.filter(is_member=True).values_list("application", flat=True))
    return all(is_kept_by(each, members) for each in newer), False

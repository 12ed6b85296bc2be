"""The proof of a proposal, as people read it, and as the pack that anybody can check."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings

from selection.attributes import attributes_of
from selection.enums import RunStatus
from selection.models import Run, RunPerson, Target
from selection.pool import feature, unit_of, value_of
from selection.supervisor import ENVIRONMENT
from solver.problem import lot_order
from solver.requested import pack_of, problem_of

PER_UNIT = 100  # prices in proofs are in hundredths of a score unit
SECONDS_TO_CHECK = 20


@dataclass(frozen=True)
class TargetInRun:
    """A target with what the run found: how many count toward it, and what it costs in points.

    `price` is that of the proof’s cases, in words: points that a member who counts pays, or, below
    zero, gets. `clashes` are its bounds that cannot be met beside others.
    """

    target: Target
    attribute: str
    title: str
    count: int | None
    is_binding: bool | None
    cost: Decimal | None
    price: str
    clashes: str


@dataclass(frozen=True)
class MemberInRun:
    """Somebody in the panel, in points; `firmness` in percent, None before it is worked out.

    `price` is the least that a panel without them has less, which the proof gives. No panel that
    keeps every target is without somebody who `is_needed`; who `is_locked` sits in any case.
    """

    reference: str
    score: Decimal
    price: Decimal | None
    is_needed: bool
    is_locked: bool
    firmness: int | None


@dataclass(frozen=True)
class LevelPerson:
    """Somebody whose seat the lot decides, with their place in it; None before it is drawn."""

    reference: str
    sits: bool
    place: int | None


class Proof:
    """A run that has ended with an answer, read whole."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.option: Mapping[str, Any] = run.found or run.result["options"][-1]
        self.leaves: Sequence[Mapping[str, Any]] = (run.proof or {}).get("leaves", [])
        self.explained = run.followed_by.filter(status=RunStatus.DONE).first()
        self.unit = unit_of(run.score_version)

    @property
    def pack(self) -> dict[str, Any]:
        """What `verify.py` reads; numbers in place of references."""
        return pack_of(self.run.request, self.option)

    @property
    def total(self) -> Decimal | None:
        """Points of the panel."""
        return self._points(self.option["total_x100"])

    @property
    def upper(self) -> Decimal | None:
        """Points that no panel has more of; the same once that is proved."""
        return self._points(self.option["upper_bound_x100"])

    @property
    def gap(self) -> Decimal | None:
        """Points that a better panel could have at most."""
        return None if self.total is None or self.upper is None else self.upper - self.total

    @property
    def seat_price(self) -> Decimal | None:
        """What a seat costs in the proof of a panel, where it has one case."""
        has_one = self.total is not None and len(self.leaves) == 1
        one = has_one and self.leaves[0]["prices"].get("seats")
        return Decimal(one) / PER_UNIT / self.unit if one else None

    def _points(self, units: int | None) -> Decimal | None:
        return None if units is None else Decimal(units) / self.unit

    @property
    def targets(self) -> list[TargetInRun]:
        """In their order."""
        attributes = attributes_of(self.run.call)
        counted = {(r["feature"], r["value"]): r["count"] for r in self.option.get("targets", ())}
        explained = self.explained.result if self.explained else {}
        clashes: dict[tuple[str, str], list[str]] = {}
        for row in self.option.get("conflict", ()):
            bound = "minimum" if row["bound"] == "min" else "maximum"
            clashes.setdefault((row["feature"], row["value"]), []).append(bound)
        rows = []
        for target in self.run.target_set.targets.select_related("attribute__question"):
            name, value = feature(target.attribute_id), value_of(target)
            key = f"{name}={value}"
            prices = [leaf["prices"].get(key, 0) for leaf in self.leaves]
            rows.append(
                TargetInRun(
                    target=target,
                    attribute=str(target.attribute),
                    title=attributes.title_of(target),
                    count=counted.get((name, value)),
                    is_binding=explained.get("binding", {}).get(key),
                    cost=self._points(explained.get("by_target", {}).get(key)),
                    price=self._prices(prices),
                    clashes=" and ".join(clashes.get((name, value), ())),
                )
            )
        return rows

    def _prices(self, hundredths: Sequence[int]) -> str:
        """ "6.3", "−18.8 to 0.0"; no total is as much as what a rule that decides alone costs."""
        if not any(hundredths):
            return "–"
        points = [Decimal(each) / PER_UNIT / self.unit for each in hundredths]
        if self.total is not None and max(map(abs, points)) > self.total:
            return "beyond any total"
        low, high = (f"{each:,.1f}".replace("-", "−") for each in (min(points), max(points)))
        return low if low == high else f"{low} to {high}"

    @property
    def members(self) -> list[MemberInRun]:
        """The best score first."""
        sits = self.run.people.filter(is_member=True).select_related("application")
        firm: dict[int, int] = {}
        if self.explained:
            firm = dict(self.explained.people.values_list("number", "firmness"))
        locked = set(self.run.request["lock_in"])
        return [
            MemberInRun(
                reference=each.application.reference,
                score=Decimal(each.score) / self.unit,
                price=self._points(each.price),
                is_needed=(each.price or 0) > self.option["total_x100"],
                is_locked=str(each.number) in locked,
                firmness=self._percent(each, firm),
            )
            for each in sits.order_by("-score", "number")
        ]

    @property
    def level(self) -> list[LevelPerson] | None:
        """Between whom the lot decides, its first place first; None before that is worked out."""
        found = self.explained and self.explained.result.get("tied")
        if found is None:
            return None
        sits = {int(each) for each in found["in"]}
        numbers = sits | {int(each) for each in found["out"]}
        known = self.run.people.filter(number__in=numbers)
        places = self._places() if numbers and self.run.lot else {}
        people = [
            LevelPerson(reference, number in sits, places.get(number))
            for number, reference in known.values_list("number", "application__reference")
        ]
        return sorted(people, key=lambda each: (each.place or 0, not each.sits, each.reference))

    @property
    def is_level_whole(self) -> bool:
        """Whether the lot decides between nobody else."""
        return bool(self.explained and self.explained.result.get("tied", {}).get("is_whole"))

    def _places(self) -> dict[int, int]:
        """The place of each number in the lot."""
        problem = problem_of(self.run.request, self.option["seats"])
        order = lot_order(problem, self.run.lot)
        return {int(problem.people[at].id): place for place, at in enumerate(order, start=1)}

    @property
    def erased(self) -> int:
        """How many of the panel were erased since: nothing tells who they were."""
        return len(self.option["panel"] or ()) - self.run.people.filter(is_member=True).count()

    def _percent(self, person: RunPerson, firm: Mapping[int, int]) -> int | None:
        return round(firm.get(person.number, 0) / 10) if self.explained else None


def refusal_of(pack: Mapping[str, Any]) -> str:
    """What the checker says against a pack; "" where it accepts it. In a process of its own."""
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(pack, file)
        file.flush()
        done = subprocess.run(
            [sys.executable, "solver/verify.py", file.name],
            cwd=settings.BASE_DIR,
            env=ENVIRONMENT,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS_TO_CHECK,
        )
    return "" if done.returncode == 0 else done.stdout.strip() or done.stderr.strip()

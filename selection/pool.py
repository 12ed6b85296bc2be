"""Rows as a problem of choosing, as the solver reads it: numbers, no reference, no name.

A request is JSON: `people` (id, score, error, tags by attribute), `targets` (feature, value, min,
max), `seats` (least and most), `lock_in`, `lock_out`, `apart`, `unit`, `lot`.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

from django.utils.crypto import salted_hmac

from applications.models import Call
from core.actions import Refused
from reviewers.enums import RankingScore
from reviewers.models import ScoreLine, ScoreVersion
from reviewers.queries import latest_version
from selection.attributes import values_of
from selection.board import (
    current_targets,
    pool_of,
    standing_locks,
    standing_pairs,
    targets_in,
)
from selection.enums import AttributeUse, LockKind
from selection.models import Apart, Lot, Target, TargetSet
from selection.queries import staying_members

UNIT_OF_ADJUSTED = 10  # adjusted scores are tenths of a point
NUMBERS = 2**31 - 1  # of people in a run are up to that


@dataclass(frozen=True)
class Scored:
    """A score in a version's unit, and its standard error in the same."""

    score: int
    error: int


NO_SCORE = Scored(0, 0)


@dataclass(frozen=True)
class Frozen:
    """What a run is asked, and who its numbers are."""

    targets: TargetSet
    scores: ScoreVersion
    request: Mapping[str, Any]
    basis: Mapping[str, Any]
    numbers: Mapping[int, int]  # application id → number
    scored: Mapping[int, Scored]

    @property
    def digest(self) -> str:
        """SHA-256 of the request in its canonical form."""
        return digest_of(self.request)


def digest_of(request: Mapping[str, Any]) -> str:
    """Sorted keys, UTF-8, no spaces."""
    canonical = json.dumps(request, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def unit_of(version: ScoreVersion) -> int:
    """How many units of its scores make a point."""
    if version.ranking_score != RankingScore.RAW:
        return UNIT_OF_ADJUSTED
    return version.unit // gcd(100, version.unit)  # raw scores are over a unit that is 100 points


def scored_in(
    version: ScoreVersion, applications: Sequence[int] | None = None
) -> dict[int, Scored]:
    """Application id → its score that ranks, for all that have a place."""
    lines = ScoreLine.objects.filter(version=version, place__isnull=False).order_by()
    if applications is not None:
        lines = lines.filter(application__in=applications)
    unit, is_raw = unit_of(version), version.ranking_score == RankingScore.RAW
    columns = ("raw", "raw_error") if is_raw else ("adjusted", "adjusted_error")
    times = 100 * unit // version.unit if is_raw else 1
    return {
        application: Scored(score * times, round((error or 0) * unit / UNIT_OF_ADJUSTED))
        for application, score, error in lines.values_list("application", *columns)
    }


def frozen(
    call: Call,
    targets: TargetSet | None = None,
    scores: ScoreVersion | None = None,
    seated: Collection[int] = (),
) -> Frozen:
    """Everything that a proposal rests on, as it is now; or by these targets and scores.

    Whoever has no place among the scores is left out, unless they are locked in, released or
    `seated`: those sit in any case. Raises Refused before there are targets that may be used, and
    scores that rank.
    """
    targets = targets or current_targets(call)
    scores = scores or latest_version(call)
    if targets is None:
        raise Refused("Set targets first: without any there is nothing to balance.", "no_targets")
    if scores is None or scores.not_ranked:
        raise Refused("Nobody can be ranked yet. Make a version of the scores first.", "no_scores")
    _refuse_unused(targets)
    locks, pairs = list(standing_locks(call)), list(standing_pairs(call))
    kept = set(staying_members(call).order_by().values_list("application", flat=True))
    always = kept.union(seated, (it.application_id for it in locks if it.kind == LockKind.IN))
    never = {lock.application_id for lock in locks if lock.kind == LockKind.OUT} - kept
    scored = scored_in(scores)
    able = pool_of(call).order_by("pk").values_list("pk", "reference")
    people = {pk: reference for pk, reference in able if pk in scored or pk in always}
    scored = {pk: scored.get(pk, NO_SCORE) for pk in people}
    numbers = numbers_of(people)
    request = {
        "people": _people(call, targets, numbers, scored),
        "targets": targets_asked(targets),
        "seats": [targets.seats_least, targets.seats_most],
        "lock_in": _named(numbers, always),
        "lock_out": _named(numbers, never),
        "apart": _apart(numbers, pairs),
        "unit": unit_of(scores),
        "lot": lot_for(call, targets, scores),
    }
    basis = {"locks": sorted(it.pk for it in locks), "pairs": sorted(it.pk for it in pairs)}
    return Frozen(targets, scores, request, basis, numbers, scored)


def _apart(numbers: Mapping[int, int], pairs: Iterable[Apart]) -> list[list[str]]:
    return sorted(
        _named(numbers, [pair.first_id, pair.second_id])
        for pair in pairs
        if pair.first_id in numbers and pair.second_id in numbers
    )


def _refuse_unused(targets: TargetSet) -> None:
    """An attribute may have been taken out of use after its targets were set."""
    for each in targets_in(targets):
        if each.attribute.use != AttributeUse.TARGET:
            message = (
                f"“{each.attribute}” may not be used for targets. Save the targets without it."
            )
            raise Refused(message, "not_a_target")


def _named(numbers: Mapping[int, int], people: Iterable[int]) -> list[str]:
    """The numbers of those who have one, sorted."""
    return sorted(str(numbers[pk]) for pk in people if pk in numbers)


def lot_for(call: Call, targets: TargetSet, scores: ScoreVersion) -> str | None:
    """The lot, if it was drawn for these targets and scores; without it ties are provisional."""
    drawn = Lot.objects.filter(
        call=call, target_set=targets, score_version=scores, confirmed_at__isnull=False
    )
    return drawn.values_list("typed", flat=True).first()


def numbers_of(people: Mapping[int, str]) -> dict[int, int]:
    """A number for each application (id → reference), which tells nobody who it is.

    Always the same one for the same person: ties are broken by the lot and the number, so that to
    propose again changes nobody’s seat.
    """
    hashed = salted_hmac("selection.pool", "", algorithm="sha256")
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    for pk, reference in sorted(people.items()):
        number, again = 0, 0
        while not number or number in taken:
            found = hashed.copy()
            found.update(f"{reference} {again}".encode())
            number, again = int.from_bytes(found.digest()[:8]) % NUMBERS, again + 1
        taken.add(number)
        numbers[pk] = number
    return numbers


def _people(
    call: Call, targets: TargetSet, numbers: Mapping[int, int], scored: Mapping[int, Scored]
) -> list[dict[str, Any]]:
    """Each with their values of the attributes that targets name, and of no others."""
    attributes = {each.attribute_id for each in targets_in(targets)}
    values, names = (
        values_of(call, attributes, list(numbers)),
        {it: feature(it) for it in attributes},
    )
    rows = [
        {
            "id": str(number),
            "score": scored[pk].score,
            "error": scored[pk].error,
            "tags": {names[key]: found for key, found in values.get(pk, {}).items()},
        }
        for pk, number in numbers.items()
    ]
    return sorted(rows, key=lambda row: row["id"])


def targets_asked(targets: TargetSet) -> list[dict[str, Any]]:
    """Targets as the solver reads them."""
    return [
        {
            "feature": feature(target.attribute_id),
            "value": value_of(target),
            "min": target.minimum,
            "max": target.maximum,
        }
        for target in targets_in(targets)
    ]


def value_of(target: Target) -> str:
    """What the solver calls the people that a target counts."""
    return ("!" if target.is_negated else "") + "|".join(sorted(target.values))


def feature(attribute: int) -> str:
    """What the solver calls an attribute."""
    return f"attribute-{attribute}"

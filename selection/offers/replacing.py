"""Who could take a seat that became free: reserves first, and every target kept."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from applications.models import Application, Call
from core.actions import Refused
from selection.asking import KEPT, SECONDS, ask
from selection.board import seats_of, standing_locks
from selection.enums import LockKind, OfferStatus
from selection.models import Decision, Offer
from selection.offers.kept_targets import KeptTargets
from selection.offers.queries import open_offers, reserves, seats_held
from selection.pool import Frozen, frozen
from selection.queries import seated
from solver.problem import lot_rank

MOST_SHOWN = 8
LIMIT = {"min": "least", "max": "most"}


@dataclass(frozen=True)
class Candidate:
    """Somebody who could step in; without `breaks` every target is kept."""

    application: Application
    rank: int | None
    breaks: list[str]

    @property
    def sentence(self) -> str:
        """Why it is them, or what it would cost."""
        place = f"Reserve {self.rank}" if self.rank else "Not a reserve, and the best by score"
        if self.breaks:
            return f"{place}; with them, {'; '.join(self.breaks)}."
        return f"{place}; with them, every target is kept."

    @property
    def in_list(self) -> str:
        """How a list to choose from names them."""
        place = f"reserve {self.rank}" if self.rank else "no reserve"
        kept = "; ".join(self.breaks) or "keeps every target"
        return f"{self.application} ({place}: {kept})"


@dataclass(frozen=True)
class Again(Candidate):
    """Somebody who did not answer their offer in time, and wants the seat after all."""

    @property
    def sentence(self) -> str:
        """Why it is them."""
        return "Did not answer in time, and wants the seat after all."

    @property
    def in_list(self) -> str:
        """How a list to choose from names them."""
        return f"{self.application} (did not answer in time: offered once more)"


@dataclass(frozen=True)
class Changes:
    """The fewest that keep every target: who would join, and whose offer would be taken back."""

    into: list[Application]
    out: list[Application]


@dataclass(frozen=True)
class Loosening:
    """The least that targets are loosened, in words, so that these people could join."""

    targets: list[str]
    into: list[Application]


@dataclass(frozen=True)
class Replacements:
    """The free seats of a call, the reserves, and who could take one; or why nothing can be said.

    `changes` are looked for where nobody alone keeps every target; None if there are none, or
    the solver was not done in time. Only it says that none `is_possible`, and then what is `least`.
    """

    free: int
    offered: int
    line: list[Decision]
    candidates: list[Candidate]
    why_not: str = ""
    changes: Changes | None = None
    is_possible: bool = True
    least: Loosening | None = None

    @property
    def best(self) -> Candidate | None:
        """The first one who keeps every target."""
        return next((each for each in self.candidates if not each.breaks), None)

    @property
    def passed_over(self) -> list[Candidate]:
        """Reserves before them, each of whom would break a target."""
        best = self.best
        before = self.candidates[: self.candidates.index(best)] if best else self.candidates
        return [each for each in before if each.rank]


def offered_again(call: Call, reference: str) -> Again | None:
    """The one of this reference, if their last offer lapsed."""
    last = Offer.objects.filter(decision__application__reference=reference)
    last = last.filter(decision__release__call=call).order_by("-pk")
    offer = last.select_related("decision__application").first()
    is_over = offer is not None and offer.status == OfferStatus.LAPSED
    return Again(offer.decision.application, None, []) if is_over else None


def free_seats(call: Call) -> int:
    """Seats that nobody holds and that are offered to nobody."""
    return _free(call, open_offers(call).count())


def _free(call: Call, offered: int) -> int:
    return max(seats_of(call).most - seats_held(call).count() - offered, 0)


def replacements_for(call: Call) -> Replacements:
    """The reserves in their order, then the best others who keep every target."""
    offered, line = open_offers(call).count(), list(reserves(call))
    free, in_line = _free(call, offered), {each.application_id: each for each in line}
    try:
        asked = frozen(call)
    except Refused as refused:
        found = [Candidate(each.application, each.rank, []) for each in line]
        return Replacements(free, offered, line, found, refused.message)
    members = [
        asked.numbers[pk]
        for pk in seated(call).order_by().values_list("application", flat=True)
        if pk in asked.numbers
    ]
    seats, members = len(members) + max(free, 1), [str(number) for number in members]
    sits = KeptTargets(asked, members, seats, left=max(free - 1, 0))
    ranked = [
        Candidate(each.application, each.rank, sits.broken_by(str(asked.numbers[pk])))
        for pk, each in in_line.items()
        if pk in asked.numbers
    ]
    others = _others(sits, asked, in_line)
    found = Replacements(free, offered, line, [*ranked, *others])
    if found.best or not free:
        return found
    answer = _fewest_changes(call, asked, members, seats)
    return found if answer is None else _with_answer(found, answer, asked, sits, in_line)


def _with_answer(
    found: Replacements,
    answer: Mapping[str, Any],
    asked: Frozen,
    sits: KeptTargets,
    in_line: Mapping[int, Decision],
) -> Replacements:
    """The same with what the solver said of several changes, or of targets that are loosened."""
    if answer["is_possible"]:
        return dataclasses.replace(found, changes=_changes(asked, answer))
    least = _least(asked, answer, sits.words)
    joining = [
        Candidate(each, None, sits.broken_by(str(asked.numbers[each.pk])))
        for each in (least.into if least else [])
        if each.pk not in in_line
    ]
    return dataclasses.replace(
        found, is_possible=False, least=least, candidates=[*found.candidates, *joining]
    )


def _fewest_changes(
    call: Call, asked: Frozen, members: list[str], seats: int
) -> Mapping[str, Any] | None:
    """What the solver answers; it moves nobody who sits, nor in who was offered a seat before.

    It is asked once, until something that it is asked about changes.
    """
    sit = seats_held(call).values_list("offer__decision__application", flat=True)
    confirmed = {str(asked.numbers[pk]) for pk in sit if pk in asked.numbers}
    before = {str(asked.numbers[pk]) for pk in _offered_before(asked)} - {*members}
    kept = {str(asked.numbers[pk]) for pk in _locked_in(call) if pk in asked.numbers}
    waiting = {*members} - confirmed - kept  # whose seats are locked, as for any proposal
    request = {
        **asked.request,
        "seats": seats,
        "members": members,
        "confirmed": [each for each in members if each in confirmed],
        "lock_in": sorted({*asked.request["lock_in"]} - waiting),
        "lock_out": sorted({*asked.request["lock_out"], *before}),
    }
    digest = sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    key = f"replace-{call.pk}-{digest}"
    answer = cache.get(key) or ask("replace", request, seconds=SECONDS)
    if answer is not None:
        cache.set(key, answer, KEPT)
    return answer


def _locked_in(call: Call) -> list[int]:
    """Ids of the applications that a coordinator locked in."""
    locks = standing_locks(call)
    return [each.application_id for each in locks if each.kind == LockKind.IN]


def _changes(asked: Frozen, answer: Mapping[str, Any]) -> Changes:
    return Changes(_people(asked, answer["into"]), _people(asked, answer["out"]))


def _least(asked: Frozen, answer: Mapping[str, Any], words: dict[str, str]) -> Loosening | None:
    """None where seats and locks alone leave nobody, or the time was over first."""
    relaxed = answer["relaxed"]
    if relaxed is None:
        return None
    targets = []
    for row in relaxed["rows"]:
        name = words["{feature}={value}".format(**row)]
        now = f"at {LIMIT[row['bound']]} {row['to']}" if row["to"] else "without a minimum"
        targets.append(f"“{name}” {now}, not {row['from']}")
    return Loosening(targets, _people(asked, relaxed["into"]))


def _people(asked: Frozen, numbers: Iterable[str]) -> list[Application]:
    by_number = {str(number): pk for pk, number in asked.numbers.items()}
    people = [by_number[each] for each in numbers]
    known = Application.objects.in_bulk(people)
    return [known[pk] for pk in people]


def _offered_before(asked: Frozen) -> list[int]:
    """Ids of the applications that were offered a seat, whatever became of it."""
    had = Offer.objects.filter(decision__application__call=asked.targets.call)
    people = had.values_list("decision__application", flat=True)
    return [pk for pk in people if pk in asked.numbers]


def _others(sits: KeptTargets, asked: Frozen, in_line: Iterable[int]) -> list[Candidate]:
    """The best others who keep every target, were never offered a seat and are not locked out."""
    by_number = {str(number): pk for pk, number in asked.numbers.items()}
    known = {
        str(asked.numbers[pk]) for pk in (*in_line, *_offered_before(asked)) if pk in asked.numbers
    }
    able = sits.who_breaks_nothing() - sits.members - known - {*asked.request["lock_out"]}
    lot, scores = asked.request["lot"] or "", sits.scores
    best = sorted(able, key=scores.__getitem__, reverse=True)
    if len(best) > MOST_SHOWN:  # the lot decides among those with the last one's score alone
        best = [each for each in best if scores[each] >= scores[best[MOST_SHOWN - 1]]]
    best.sort(key=lambda each: (-scores[each], lot_rank(lot, each)))
    ids = [by_number[each] for each in best[:MOST_SHOWN]]
    found = Application.objects.in_bulk(ids)
    return [Candidate(found[pk], None, []) for pk in ids]

"""Who else would have to apply for the targets to be reachable, while a call is open.

The worker asks the solver (outreach_job.py); pages show what it found last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from applications.enums import CallState
from applications.models import Call
from selection.attributes import Attributes, Values, values_of
from selection.board import current_targets, pool_of, seats_of, standing_locks, standing_pairs
from selection.enums import AttributeSource, LockKind, Reach
from selection.models import Attribute, Outreach
from selection.pool import feature, targets_asked
from selection.queries import staying_members
from selection.representation import Representation

FEATURE = feature(0).removesuffix("0")
NOTHING: dict[int, list[str]] = {}


@dataclass(frozen=True)
class Need:
    """So many people with one value: "2", "from Mattapan"."""

    count: int
    words: str


@dataclass(frozen=True)
class OutreachShown:
    """What a page says. `reach` is None while the newest targets are still being worked out."""

    reach: Reach | None
    people: int
    needs: Sequence[Need]
    found_at: datetime | None

    @property
    def is_more(self) -> bool:
        """Whether somebody else has to apply."""
        return self.reach == Reach.MORE

    @property
    def sentence(self) -> str:
        """In one sentence; `needs` say the rest of "2 more people …" where there are several."""
        if self.reach is None:
            return "How many more people the targets need is being worked out."
        if self.reach == Reach.MORE:
            return self._more()
        return {
            Reach.ALL: "With those who have applied, all targets can be met.",
            Reach.NEVER: "These targets cannot all be met, however many apply.",
            Reach.UNKNOWN: "How many more people the targets need could not be found in time.",
        }[self.reach]

    def _more(self) -> str:
        makes = "makes" if self.people == 1 else "make"
        if self.is_one_group:
            return f"{self.people} more {self.needs[0].words} {makes} all targets reachable."
        who = "person" if self.people == 1 else "people"
        among = ", among them:" if self.needs else "."
        return f"{self.people} more {who} {makes} all targets reachable{among}"

    @property
    def is_one_group(self) -> bool:
        """Whether the sentence names everybody who is needed."""
        return len(self.needs) == 1 and self.needs[0].count == self.people


def outreach_of(representation: Representation) -> OutreachShown | None:
    """What is known for the newest targets; None unless the call is open and has targets."""
    targets = representation.target_set
    if targets is None or not representation.targets or targets.call.state != CallState.OPEN:
        return None
    found = Outreach.objects.filter(call=targets.call_id, target_set=targets).first()
    if found is None:
        return OutreachShown(None, 0, [], None)
    needs = [*_named(found, representation.attributes), *_any_but(representation)]
    is_more = found.reach == Reach.MORE
    return OutreachShown(Reach(found.reach), found.people, needs if is_more else [], found.found_at)


def _named(found: Outreach, attributes: Attributes) -> list[Need]:
    needs = []
    for key, value, count in found.needed:
        if attribute := attributes.by_id.get(key):
            needs.append(Need(count, _words(attribute, attributes.label_of(key, value), count)))
    return needs


def _any_but(representation: Representation) -> list[Need]:
    """The solver names no value for "any but": whoever is lacking is counted here."""
    return [
        Need(row.target.minimum - row.applicants, f"with “{row.title}”")
        for row in representation.lacking_applicants
        if row.target.is_negated
    ]


def _words(attribute: Attribute, label: str, count: int) -> str:
    if attribute.source in (AttributeSource.NEIGHBORHOOD, AttributeSource.CLUSTER):
        return f"from {label}"
    if attribute.source == AttributeSource.LANGUAGE:
        return f"who {'speaks' if count == 1 else 'speak'} {label}"
    return f"who {'says' if count == 1 else 'say'} “{label}”"


def request_of(call: Call) -> dict[str, Any] | None:
    """What the solver is asked; None without targets.

    Scores do not matter, and people who are alike are interchangeable: of each kind there are no
    more than seats, unless they sit in any case or are kept apart from somebody.
    """
    targets = current_targets(call)
    if targets is None or not targets.targets.exists():
        return None
    locks, pairs = list(standing_locks(call)), list(standing_pairs(call))
    kept = set(staying_members(call).order_by().values_list("application", flat=True))
    always = kept | {lock.application_id for lock in locks if lock.kind == LockKind.IN}
    never = {lock.application_id for lock in locks if lock.kind == LockKind.OUT} - kept
    everybody = pool_of(call).order_by("pk").values_list("pk", flat=True)
    able = [pk for pk in everybody if pk not in never]
    always.intersection_update(able)
    halves = {half for pair in pairs for half in (pair.first_id, pair.second_id)}
    named = set(targets.targets.order_by().values_list("attribute", flat=True))
    values = values_of(call, named)
    most = seats_of(call).most
    chosen = _enough(able, values, always | halves, most)
    number = {pk: str(at) for at, pk in enumerate(chosen, start=1)}
    return {
        "people": [
            {"id": number[pk], "score": 0, "error": 0, "tags": _tags(values.get(pk, NOTHING))}
            for pk in chosen
        ],
        "targets": targets_asked(targets),
        "seats": [most, most],
        "lock_in": sorted(number[pk] for pk in always),
        "lock_out": [],
        "apart": [
            [number[pair.first_id], number[pair.second_id]]
            for pair in pairs
            if pair.first_id in number and pair.second_id in number
        ],
        "unit": 1,
        "lot": None,
    }


def _enough(able: Sequence[int], values: Values, named: set[int], most: int) -> list[int]:
    """Everybody named, and of the others who are alike no more than `most`, kind by kind."""
    kinds: dict[str, list[int]] = {}
    for pk in able:
        if pk not in named:
            kinds.setdefault(repr(sorted(values.get(pk, NOTHING).items())), []).append(pk)
    alike = [pk for _kind, people in sorted(kinds.items()) for pk in people[:most]]
    return [*(pk for pk in able if pk in named), *alike]


def _tags(values: Mapping[int, list[str]]) -> dict[str, list[str]]:
    return {feature(attribute): found for attribute, found in sorted(values.items())}


def as_found(answer: Mapping[str, Any] | None) -> dict[str, Any]:
    """The solver's answer as an Outreach has it; None: there was none in time."""
    if answer is None:
        return {"reach": Reach.UNKNOWN, "people": 0, "needed": []}
    people = answer["people"]
    if people is None:
        return {"reach": Reach.NEVER, "people": 0, "needed": []}
    needed = [
        [int(of.removeprefix(FEATURE)), value, count] for of, value, count in answer["needed"]
    ]
    return {"reach": Reach.MORE if people else Reach.ALL, "people": people, "needed": needed}

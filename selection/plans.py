"""A change of the board that somebody looks at before they make it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from applications.models import Application
from selection.board import BoardNow, barred_among
from selection.candidates import who_could_come
from selection.effects import Effect, effect_of
from selection.enums import Caution, Direction, LockKind
from selection.models import BoardMove, Panel, Run
from selection.queries import cautions_of, look_alikes_of
from selection.snapshot import Snapshot

OPTIONS_AT_ONCE = 5  # the others fold away
COULD_COME, COULD_COME_OF_TARGET = 15, 2


@dataclass(frozen=True)
class Option:
    """Somebody who could make room, or take the seat that gets empty; None: nobody."""

    application: int | None
    effect: Effect

    @property
    def in_words(self) -> str:
        """ "Costs 2.4; Dorchester stays over by 1"."""
        price = self.effect.price.removesuffix(" points") if self.effect.is_a_swap else ""
        left = self.effect.left or ("every target is met" if self.effect.targets else "")
        return "; ".join(each for each in (price, left) if each)


@dataclass(frozen=True)
class Plan:
    """Who comes in and who leaves, and what that does.

    `options` are the other people whom a move by hand could concern beside its own, the best first.
    `refusal` says why it cannot be made as it is. `is_open`: whom it concerns is to be chosen anew.
    """

    into: Sequence[int]
    out: Sequence[int]
    effect: Effect
    options: Sequence[Option] = ()
    refusal: str = ""
    is_open: bool = False

    @property
    def turns(self) -> dict[int, str]:
        """How each person's row is marked."""
        return dict.fromkeys(self.into, "in") | dict.fromkeys(self.out, "out")

    @property
    def first_options(self) -> Sequence[Option]:
        """Those that are shown at once."""
        return self.options[:OPTIONS_AT_ONCE]

    @property
    def more_options(self) -> Sequence[Option]:
        """Those that fold away."""
        return self.options[OPTIONS_AT_ONCE:]


@dataclass(frozen=True)
class Asked:
    """A change that somebody asks about: its people, and whom else its page must know of."""

    into: Sequence[int] = ()
    out: Sequence[int] = ()
    others: Sequence[int] = ()
    mover: int | None = None
    gone: Sequence[str] = ()  # references of people who would come, but cannot be chosen any more
    made: Any = field(default=None)  # the move, run or panel

    @property
    def everybody(self) -> list[int]:
        """All of them."""
        return [*self.into, *self.out, *self.others]


def asked_by_hand(now: BoardNow, application: Application) -> Asked:
    """Take in somebody who is outside, or off who is on the board."""
    there = application.pk in now.people
    others = who_could_come(now, COULD_COME, COULD_COME_OF_TARGET) if there else []
    return Asked(mover=application.pk, others=[application.pk, *others])


def asked_to_undo(now: BoardNow, number: int) -> Asked | None:
    """Take back the move with this number."""
    made = BoardMove.objects.filter(
        panel=now.panel.pk, number=number, undone_by=None
    ).select_related("by")
    if (move := made.first()) is None:
        return None
    people = list(move.people.values_list("application", "direction"))
    back = [pk for pk, way in people if way == Direction.OUT and pk not in now.people]
    off = [pk for pk, way in people if way == Direction.IN and pk in now.people]
    return Asked(into=back, out=off, made=move)


def asked_to_put(now: BoardNow, source: Run | Panel) -> Asked:
    """Put the people of a proposal or of a saved panel in the place of those on the board."""
    found = source.people.filter(is_member=True) if isinstance(source, Run) else source.people
    wanted = dict(found.order_by().values_list("application", "application__reference"))
    able = wanted.keys() - barred_among(wanted).keys()
    return Asked(
        into=sorted(able - now.people.keys()),
        out=sorted(now.people.keys() - able - now.fixed),
        gone=sorted(reference for pk, reference in wanted.items() if pk not in able),
        made=source,
    )


def plan_of(snapshot: Snapshot, asked: Asked, other: int | None, *, is_alone: bool = False) -> Plan:
    """What was asked about. By hand, `other` makes room or takes the seat; `is_alone`: nobody."""
    if asked.mover is None:
        into, out = asked.into, asked.out
        refusal = _refusal(snapshot, into, out)
        return Plan(into, out, effect_of(snapshot, into, out), refusal=refusal)
    options = _options(snapshot, asked)
    known = {option.application: option for option in options}
    wanted = None if is_alone else other
    is_asked = is_alone or other is not None
    chosen = known.get(wanted) if is_asked else next(iter(options), None)
    if chosen is None and options:
        into, out = _pair(snapshot, asked.mover, None)
        refusal = "Your choice is not open any more. Choose somebody else."
        return Plan(into, out, effect_of(snapshot, into, out), options, refusal, is_open=True)
    if chosen is None:
        into, out = _pair(snapshot, asked.mover, None)
        effect, refusal = effect_of(snapshot, into, out), "Nobody who could make room may leave."
    else:
        into, out, effect, refusal = chosen.effect.into, chosen.effect.out, chosen.effect, ""
    return Plan(into, out, effect, options, _refusal(snapshot, into, out) or refusal)


def _pair(snapshot: Snapshot, mover: int, other: int | None) -> tuple[list[int], list[int]]:
    """Who comes in and who leaves when somebody moves, and another one the other way."""
    others = [] if other is None else [other]
    return (others, [mover]) if mover in snapshot.people else ([mover], others)


def _options(snapshot: Snapshot, asked: Asked) -> list[Option]:
    """The best first: targets missed by the fewest, then the best total.

    Nobody, where that will do: first when somebody leaves, and when nothing is better with a swap.
    """
    mover, is_leaving = asked.mover, asked.mover in snapshot.people
    if is_leaving:
        others = [each for each in asked.others if each not in snapshot.people and each != mover]
        others = [each for each in others if not snapshot.kept_out_by(each) - {mover}]
        may_be_alone = True
        others = others if mover in snapshot.able else []
    else:
        may_leave = {each for each in snapshot.people if _may_leave(snapshot, each)}
        must_leave = snapshot.kept_out_by(mover)
        may_be_alone = snapshot.free > 0 and not must_leave
        if must_leave:
            may_leave = may_leave & must_leave if len(must_leave) == 1 else set()
        others = sorted(may_leave)
    options = [Option(each, effect_of(snapshot, *_pair(snapshot, mover, each))) for each in others]
    options.sort(key=lambda it: (it.effect.gap, it.effect.cost, it.application))
    if may_be_alone:
        alone = Option(None, effect_of(snapshot, *_pair(snapshot, mover, None)))
        better = [it for it in options if it.effect.gap < alone.effect.gap]
        options.insert(0 if is_leaving else len(better), alone)
    return options


def _may_leave(snapshot: Snapshot, application: int) -> bool:
    is_locked = snapshot.is_locked(application, LockKind.IN)
    return not is_locked and not snapshot.is_released(application)


def _refusal(snapshot: Snapshot, into: Collection[int], out: Collection[int]) -> str:
    """Why these cannot come or go as things are; the action looks again."""
    if any(snapshot.is_locked(each, LockKind.OUT) for each in into):
        return "Locked out. Take the lock off first."
    if any(snapshot.is_released(each) for each in out):
        return "Released. A released decision stands."
    if any(snapshot.is_locked(each, LockKind.IN) for each in out):
        return "Locked in. Take the lock off first."
    if not into and not out:
        return "That is so already. Nothing would change."
    sits = snapshot.people.keys() - set(out) | set(into)
    for pair in snapshot.now.pairs:
        if pair.of <= sits and not pair.of.isdisjoint(into):
            return f"{pair.first} and {pair.second} may not sit together. Lift that first."
    return ""


@dataclass(frozen=True)
class Unusual:
    """Somebody who would come in, with what is unusual about that."""

    application: int
    cautions: Sequence[Caution]
    look_alikes: Sequence[str]


def unusual_of(applications: Collection[int]) -> list[Unusual]:
    """Those of them about whom something is to be confirmed."""
    cautions = cautions_of(applications)
    alike = look_alikes_of([pk for pk in cautions if Caution.LOOK_ALIKE in cautions[pk]])
    return [Unusual(pk, cautions[pk], alike.get(pk, [])) for pk in applications if cautions.get(pk)]

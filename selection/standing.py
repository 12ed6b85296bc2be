"""How a panel stands to what is fixed: which locks it breaks, and whether its proof is older."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from applications.models import Call
from selection.board import board_now
from selection.changes import changes_since, older_than
from selection.enums import LockKind
from selection.models import Apart, Lock, Panel, Run
from selection.panels import PanelDetails
from selection.verdict import current_run


@dataclass(frozen=True)
class Fixed:
    """All locks and pairs of a call, those that were lifted among them."""

    locks: Sequence[Lock]
    pairs: Sequence[Apart]

    def broken_by(self, panel: Panel, members: Collection[int]) -> list[str]:
        """What these people break, in sentences: of what stands, and stood when it was saved."""
        return [
            *(
                _of_lock(lock)
                for lock in self.locks
                if _holds(lock, panel) and _is_off(lock, members)
            ),
            *(
                _of_pair(pair)
                for pair in self.pairs
                if _holds(pair, panel) and pair.of <= set(members)
            ),
        ]


def fixed_in(call: Call) -> Fixed:
    """In two queries."""
    locks = Lock.objects.filter(application__call=call).select_related("application")
    pairs = Apart.objects.filter(first__call=call).select_related("first", "second")
    return Fixed(list(locks), list(pairs))


def _holds(row: Lock | Apart, panel: Panel) -> bool:
    if row.lifted_at is None:
        return True
    return panel.saved_at is not None and row.at <= panel.saved_at < row.lifted_at


def _is_off(lock: Lock, members: Collection[int]) -> bool:
    return (lock.application_id in members) == (lock.kind == LockKind.OUT)


def _of_lock(lock: Lock) -> str:
    locked = "is locked" if lock.lifted_at is None else "was locked"
    when = "" if lock.lifted_at is None else " when it was saved"
    way, there = ("out", "in it") if lock.kind == LockKind.OUT else ("in", "not in it")
    return f"{lock.application} {locked} {way}{when} and {'is ' if when else ''}{there}."


def _of_pair(pair: Apart) -> str:
    kept = "are kept apart" if pair.lifted_at is None else "were kept apart when it was saved"
    return f"{pair} {kept}, and both sit in it."


@dataclass(frozen=True)
class Standing:
    """What a panel breaks, in sentences, and what its proposal `run` is older than."""

    broken: Sequence[str]
    run: Run | None
    older_than: str


def standing_of(details: PanelDetails) -> Standing:
    """In a fixed number of queries. Without a proposal for its targets, of the newest one."""
    panel = details.panel
    broken = fixed_in(panel.call).broken_by(panel, details.ids)
    if details.proposal:
        run, members = details.proposal.run, details.proposed
    elif (last := current_run(panel.call)) and last.run.found_seats:
        run, members = last.run, last.members
    else:
        return Standing(broken, None, "")
    return Standing(broken, run, older_than(changes_since(run, board_now(panel.call), members)))

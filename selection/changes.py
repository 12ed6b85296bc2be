"""What is new since a proposal was asked for: targets, scores, the lot, locks and moves."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.models import User
from core.phrases import listed
from selection.board import BoardNow, moves_of
from selection.enums import LockKind
from selection.models import Apart, Lock, Run, TargetSet
from selection.pool import lot_for
from selection.proposal import fixed_since, is_kept_by

ONLY_ONE = {"targets": "the targets", "scores": "the scores", "lot": "the lot"}
PLURALS = {"person": "people", "pair kept apart": "pairs kept apart"}


@dataclass(frozen=True)
class Change:
    """Something that is new since a run was asked for.

    `what` is a word for its count; of several, `words` begin with it in the plural.
    """

    what: str
    words: str


GONE = Change("person", "of its people can no longer be chosen")


def older_than(changes: Iterable[Change]) -> str:
    """ "2 moves, 1 lock and the targets"; "" where nothing is new."""
    counts = Counter(change.what for change in changes)
    counted = [f"{n} {_many(w, n)}" for w, n in counts.items() if w not in ONLY_ONE]
    counted += [words for what, words in ONLY_ONE.items() if counts[what]]
    return listed(counted) if counted else ""


def in_words(changes: Iterable[Change]) -> str:
    """ "1 locked out by Desmond Achebe, 2 moves of yours"."""
    return ", ".join(_counted(change, n) for change, n in Counter(changes).items())


def _many(what: str, number: int) -> str:
    return PLURALS.get(what, f"{what}s") if number > 1 else what


def _counted(change: Change, number: int) -> str:
    """ "2 moves of yours"; the lot, of which there is one, is not counted."""
    if change.what in ONLY_ONE:
        return change.words
    if change.words.startswith(f"{change.what} "):
        return f"{number} {_many(change.what, number)}{change.words.removeprefix(change.what)}"
    return f"{number} {change.words}"


def changes_since(run: Run, now: BoardNow, members: Collection[int]) -> list[Change]:
    """What is not so any more of what it was asked with; `members` are its people."""
    return [*_other_versions(run, now), *_other_locks(run, now, members)]


def _other_versions(run: Run, now: BoardNow) -> list[Change]:
    """Targets, scores or a lot that are newer than those of the run."""
    found = []
    targets, scores = now.targets, now.version
    if targets and targets != run.target_set:
        found.append(Change("targets", f"version {targets.number} of the targets{_by(targets)}"))
    if scores and scores != run.score_version:
        words = f"version {scores.number} of the scores by {scores.made_by}"
        found.append(Change("scores", words))
    if (lot_for(run.call, run.target_set, run.score_version) or "") != run.lot:
        found.append(Change("lot", "the lot is drawn"))
    return found


def _by(targets: TargetSet) -> str:
    return f" by {targets.made_by}" if targets.made_by_id else ""


def _other_locks(run: Run, now: BoardNow, members: Collection[int]) -> list[Change]:
    """Those that its people do not keep, and those that are lifted; without people all are new."""
    locks, pairs = set(run.basis["locks"]), set(run.basis["pairs"])
    newer = [each for each in fixed_since(run, now) if not (members and is_kept_by(each, members))]
    return [
        *map(_fixed, newer),
        *_lifted(Lock, locks - {lock.pk for lock in now.locks.values()}, "lock"),
        *_lifted(Apart, pairs - {pair.pk for pair in now.pairs}, "pair kept apart"),
    ]


def _fixed(row: Lock | Apart) -> Change:
    if isinstance(row, Apart):
        return Change("pair kept apart", f"pair kept apart by {row.by}")
    return Change("lock", f"locked {'in' if row.kind == LockKind.IN else 'out'} by {row.by}")


def _lifted(model: type[Lock] | type[Apart], gone: Collection[int], what: str) -> list[Change]:
    if not gone:
        return []
    rows = model.objects.filter(pk__in=gone).select_related("lifted_by")
    return [Change(what, f"{what} taken off by {row.lifted_by}") for row in rows]


def moves_since(run: Run, reader: User) -> list[Change]:
    """By the reader, and by others with their name."""
    since = moves_of(run.call).filter(at__gt=run.asked_at).exclude(run=run)
    made = since.values_list("by", "by__name")
    return [
        Change("move", "move of yours" if by == reader.pk else f"move by {name}")
        for by, name in made
    ]

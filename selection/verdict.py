"""What the board says of its proposals: how the newest one goes or ended, and what is new since."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from applications.models import Call
from core.models import User
from core.phrases import listed
from selection.board import BoardNow, moves_of, pool_of
from selection.enums import UNDER_WAY, LockKind, RunKind, RunStatus
from selection.found import with_found
from selection.models import LARGE, Apart, Lock, Run, RunPerson, TargetSet
from selection.pool import Scored, lot_for, scored_in, unit_of
from selection.proposal import fixed_since, is_kept_by

ONLY_ONE = {"targets": "the targets", "scores": "the scores", "lot": "the lot"}
PLURALS = {"person": "people", "pair kept apart": "pairs kept apart"}
STEPS = {
    "choosing": (1, "looking for the best panel"),
    "proving": (2, "closing the proof"),
    "settling": (3, "settling ties by the lot"),
    "conflict": (2, "looking for targets that clash"),
    "relaxing": (3, "looking for the least change that would do"),
    "seats": (3, "counting the seats that would do"),
}
WHY = {
    "stopped": "The site was stopped or updated while it ran.",
    "silent": "The program that ran it died without a word, or the database was away too long.",
    "killed": "Something ended it from outside, mostly for lack of memory.",
    "ended": "It ended without an answer, mostly for lack of memory.",
    "too_long": "It took too long and was ended.",
    "not_started": "It could not be started: the machine lacks memory or space.",
    "not_confirmed": "Its answer did not pass its own check and was withheld.",
}
ANY_FAULT = "This is an error of the site; whoever looks after it finds it in the log."


@dataclass(frozen=True)
class Change:
    """Something that is new since a run was asked for.

    `what` is a word for its count; of several, `words` begin with it in the plural.
    """

    what: str
    words: str


GONE = Change("person", "of its people can no longer be chosen")


@dataclass(frozen=True)
class Verdict:
    """The newest run that was not cancelled, beside the board of now.

    `members` and `board` are ids of applications; an erased member is in neither, but among its
    `seats`, and `gone` with all of its people who can no longer be chosen. `total` and
    `board_total` are points, the board’s by the scores of the run. `changes` make it old;
    `moves` do not. Where it found no panel, `unscored` more people can be chosen once they have a
    score.
    """

    run: Run
    explaining: Run | None
    members: frozenset[int]
    board: frozenset[int]
    seats: int
    total: Decimal
    board_total: Decimal
    gone: int
    changes: Sequence[Change]
    moves: Sequence[Change]
    has_lot: bool
    unscored: int

    @property
    def has_panel(self) -> bool:
        """Whether it found one."""
        return bool(self.seats)

    @property
    def is_old(self) -> bool:
        """Whether what it rested on is not so any more."""
        return self.has_panel and bool(self.changes)

    @property
    def is_on_board(self) -> bool:
        """Whether the board has exactly its people."""
        return self.members == self.board and self.is_full

    @property
    def on_board(self) -> int:
        """How many of its people are on the board."""
        return len(self.members & self.board)

    @property
    def is_full(self) -> bool:
        """Whether the board has as many people, so that totals can be compared."""
        return len(self.board) == self.seats

    @property
    def difference(self) -> Decimal:
        """Points that the board has more; below zero, less."""
        return self.board_total - self.total

    @property
    def mean(self) -> Decimal | None:
        """Points of each of its people."""
        return self.total / self.seats if self.seats else None

    @property
    def older_than(self) -> str:
        """ "2 moves, 1 lock and the targets"."""
        counts = Counter(change.what for change in (*self.moves, *self.changes))
        counted = [f"{n} {_many(w, n)}" for w, n in counts.items() if w not in ONLY_ONE]
        return listed([*counted, *(words for what, words in ONLY_ONE.items() if counts[what])])

    @property
    def since(self) -> str:
        """ "1 locked out by Desmond Achebe, 2 moves of yours"."""
        counts = Counter([*self.changes, *self.moves])
        return ", ".join(_counted(change, n) for change, n in counts.items())

    @property
    def why(self) -> str:
        """Why a run was cut off."""
        return WHY.get(self.run.failure, ANY_FAULT)

    @property
    def progress(self) -> "Progress | None":
        """How far it is; None while it waits."""
        return progress_of(self.run)

    @property
    def explaining_progress(self) -> "Progress | None":
        """How far its costs and firmness are."""
        return progress_of(self.explaining) if self.explaining else None


def _many(what: str, number: int) -> str:
    return PLURALS.get(what, f"{what}s") if number > 1 else what


def _counted(change: Change, number: int) -> str:
    """ "2 moves of yours"; the lot, of which there is one, is not counted."""
    if change.what in ONLY_ONE:
        return change.words
    if change.words.startswith(f"{change.what} "):
        return f"{number} {_many(change.what, number)}{change.words.removeprefix(change.what)}"
    return f"{number} {change.words}"


@dataclass(frozen=True)
class Progress:
    """The step that a run is at; `done` of `all` where that can be counted."""

    number: int
    words: str
    done: int | None = None
    all: int | None = None


def progress_of(run: Run) -> Progress | None:
    """From the last line that the solver wrote."""
    about: dict[str, Any] = run.progress
    if not about:
        return None
    if about["stage"] == "firmness":
        return Progress(2, "redrawing the scores", about["draw"], about["draws"])
    number, words = STEPS.get(about["stage"], (1, "working"))
    if about["stage"] == "proving":
        return Progress(number, words, about["leaves"], about["leaves"] + about["waiting"])
    return Progress(number, words)


@dataclass(frozen=True)
class CurrentRun:
    """The newest run that was not cancelled, and its members that were not erased since."""

    run: Run
    members: frozenset[int]


def current_run(call: Call) -> CurrentRun | None:
    """In two queries; None before the first proposal."""
    proposals = Run.objects.filter(call=call, kind=RunKind.PROPOSE).defer(*LARGE)
    proposals = proposals.exclude(status=RunStatus.CANCELLED)
    run = with_found(proposals).select_related("score_version", "target_set").first()
    if run is None:
        return None
    run.call = call
    sits = run.people.filter(is_member=True).order_by()
    return CurrentRun(run, frozenset(sits.values_list("application", flat=True)))


def verdict_of(
    now: BoardNow,
    last: CurrentRun | None,
    barred: Collection[int],
    reader: User,
    scores: Mapping[int, Scored] | None = None,
) -> Verdict | None:
    """In a fixed number of queries; `barred` has those of its members who cannot be chosen.

    `scores` are the newest ones of whom is on the board, where the caller has them.
    """
    if last is None:
        return None
    run, unit = last.run, unit_of(last.run.score_version)
    explaining = Run.objects.filter(follows=run, status__in=UNDER_WAY).defer(*LARGE)
    if scores is None or run.score_version != now.version:
        scores = scored_in(run.score_version, now.able)
    seats = run.found_seats or 0
    gone = seats - sum(each not in barred for each in last.members)
    return Verdict(
        run=run,
        explaining=explaining.first(),
        members=last.members,
        board=now.able,
        seats=seats,
        total=Decimal(run.found_total or 0) / unit,
        board_total=Decimal(sum(scores[pk].score for pk in now.able if pk in scores)) / unit,
        gone=gone,
        changes=[*_other_versions(run, now), *_other_locks(run, now, last.members), *[GONE] * gone],
        moves=_moves_since(run, reader),
        has_lot=bool(run.lot),
        unscored=unscored_beside(run) if run.status == RunStatus.IMPOSSIBLE else 0,
    )


def newest_run(call: Call) -> str:
    """The newest run and its state, such as "12 running"; it changes when a run begins or ends."""
    newest = Run.objects.filter(call=call).order_by("-pk").values_list("pk", "status").first()
    return "{} {}".format(*newest) if newest else ""


def unscored_beside(run: Run) -> int:
    """How many can be chosen whom a run did not know, mostly since nobody scored them yet."""
    known = RunPerson.objects.filter(run=run, application=OuterRef("pk"))
    return pool_of(run.call).exclude(Exists(known)).count()


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
    """Those that its people do not keep, and those that are lifted."""
    locks, pairs = set(run.basis["locks"]), set(run.basis["pairs"])
    has_panel = bool(run.found_seats)
    newer = [
        each for each in fixed_since(run, now) if not (has_panel and is_kept_by(each, members))
    ]
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


def _moves_since(run: Run, reader: User) -> list[Change]:
    """By the reader, and by others with their name."""
    since = moves_of(run.call).filter(at__gt=run.asked_at).exclude(run=run)
    made = since.values_list("by", "by__name")
    return [
        Change("move", "move of yours" if by == reader.pk else f"move by {name}")
        for by, name in made
    ]

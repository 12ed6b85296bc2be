"""What the board says of its proposals: how the newest one goes or ended, and what is new since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from applications.models import Call
from core.models import User
from selection.board import BoardNow, pool_of
from selection.changes import GONE, Change, changes_since, in_words, moves_since, older_than
from selection.enums import UNDER_WAY, RunKind, RunStatus
from selection.found import with_found
from selection.models import LARGE, Run, RunPerson
from selection.pool import Scored, scored_in, unit_of

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
        return older_than([*self.moves, *self.changes])

    @property
    def since(self) -> str:
        """ "1 locked out by Desmond Achebe, 2 moves of yours"."""
        return in_words([*self.changes, *self.moves])

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
        changes=[*changes_since(run, now, last.members), *[GONE] * gone],
        moves=moves_since(run, reader),
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
